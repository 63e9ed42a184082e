package commands

import (
	"context"

	"lede/internal/article"
	"lede/internal/query"
)

// latestCount is how many articles /latest lists.
const latestCount = 10

func latestCommand() Command {
	return Command{
		Name:        "latest",
		Description: "The newest articles",
		Options:     append(placeOptions(), privateOption()),
		prepare: func(s *Service, r request) (job, error) {
			f, err := query.ParseFilter(r.Text("source"), r.Text("tag"), "", "", s.Now())
			if err != nil {
				return nil, queryError(r.Locale, err)
			}
			return func(context.Context) (Reply, error) { return s.latest(r.Locale, f), nil }, nil
		},
	}
}

func (s *Service) latest(l Locale, f query.Filter) Reply {
	reply := Reply{Title: Plain(l.Say("Newest articles")), State: ReplyState{Filters: f.String()}}
	var found []*article.Card
	for _, a := range s.index().Cards() {
		if f.Match(a.Outlet, a.Host, a.Tags, a.Published) {
			found = append(found, a)
		}
	}
	for _, a := range limited(found, latestCount) {
		reply.add(Bullet, line(l, 0, a))
	}
	if len(found) == 0 {
		reply.Tone = Negative
		reply.say(l.Say("No article passes this filter. /sources lists the outlets and tags there are."))
	}
	reply.Footer = l.Say("Articles: %d", len(found))
	return reply
}
