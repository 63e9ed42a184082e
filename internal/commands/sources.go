package commands

import (
	"context"
	"fmt"
	"time"
)

// listedSources is how many outlets and how many tags /sources lists.
const listedSources = 25

func sourcesCommand() Command {
	return Command{
		Name:        "sources",
		Description: "The outlets, the tags and the dates that the corpus covers",
		Options:     []Option{privateOption()},
		prepare: func(s *Service, r request) (job, error) {
			return func(context.Context) (Reply, error) { return s.sources(r.Locale), nil }, nil
		},
	}
}

func (s *Service) sources(l Locale) Reply {
	reply := Reply{Title: Plain(l.Say("What the corpus covers"))}
	reply.say(l.Say("Articles: %d", s.index().Len()))
	reply.say(s.covered(l))
	reply.tallied(l, l.Say("Outlets"), s.outlets())
	reply.tallied(l, l.Say("Tags"), s.tags())
	return reply
}

// covered tells the first and the last date, and how many articles have none.
func (s *Service) covered(l Locale) string {
	var first, last time.Time
	without := 0
	for _, a := range s.index().Cards() {
		switch {
		case a.Published.IsZero():
			without++
		case last.IsZero():
			first, last = a.Published, a.Published
		default:
			first = a.Published
		}
	}
	if last.IsZero() {
		return l.Say("No article has a date.")
	}
	return l.Say("Dates: %s to %s, without a date: %d", first.Format(time.DateOnly), last.Format(time.DateOnly), without)
}

// tallied lists values with their counts.
func (r *Reply) tallied(l Locale, heading string, t *tally) {
	values := t.sorted()
	if len(values) == 0 {
		return
	}
	r.add(Heading, Plain(heading))
	for _, key := range limited(values, listedSources) {
		r.add(Bullet, Plain(fmt.Sprintf("%s · %d", t.shown[key], t.counts[key])))
	}
	if more := len(values) - listedSources; more > 0 {
		r.add(Small, Plain(l.Say("and %d more", more)))
	}
}
