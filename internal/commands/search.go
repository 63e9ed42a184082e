package commands

import (
	"context"
	"fmt"
	"strings"

	"lede/internal/answer"
	"lede/internal/query"
)

// pageSize is how many passages a page of results shows.
const pageSize = 5

func searchCommand() Command {
	return Command{
		Name:        "search",
		Description: "Find passages, best first",
		Options: append([]Option{{Name: "query", Description: `Words, "a phrase", -word, source:, tag:, after:, before:, last:7d`,
			Required: true, MaxLength: query.MaxLength}}, filterOptions()...),
		prepare: func(s *Service, r request) (job, error) {
			q, err := s.parseQuery(r, r.Text("query"))
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context) (Reply, error) { return s.page(ctx, r.Locale, q, 0) }, nil
		},
	}
}

// stateOf returns what the buttons under a reply to a query need.
func stateOf(q query.Query) ReplyState {
	return ReplyState{Question: q.Question(), Filters: q.Filter.String()}
}

// page shows one page of a query's passages; a page beyond the last is the last.
func (s *Service) page(ctx context.Context, l Locale, q query.Query, n int) (Reply, error) {
	a, err := s.engine.Search(ctx, q)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{State: stateOf(q)}
	if len(a.Passages) == 0 {
		reply.none(l, a)
		reply.add(Small, Plain(undated(l, a.Undated)))
		return reply, nil
	}
	pages := (len(a.Passages) + pageSize - 1) / pageSize
	n = min(max(n, 0), pages-1)
	shown := limited(a.Passages[n*pageSize:], pageSize)
	for i, p := range shown {
		reply.addPassage(l, n*pageSize+i+1, p)
	}
	reply.missing(l, a)
	reply.spellings(l, a)
	reply.add(Small, Plain(undated(l, a.Undated)))
	reply.Menu = menu(l, n*pageSize, shown)
	reply.Buttons = []Button{
		{Label: l.Say("◀ Previous"), State: State{Kind: TurnPage, Page: max(n-1, 0), Back: true}, Disabled: n == 0},
		{Label: l.Say("Next ▶"), State: State{Kind: TurnPage, Page: min(n+1, pages-1)}, Disabled: n == pages-1},
	}
	reply.Footer = l.Say("Page %d of %d · passages: %d", n+1, pages, len(a.Passages))
	return reply, nil
}

// menu lets the reader open one of the passages of a page.
func menu(l Locale, offset int, passages []answer.Passage) *Menu {
	m := &Menu{Placeholder: l.Say("Open a passage…"), State: State{Kind: OpenPassage}}
	for i, p := range passages {
		m.Items = append(m.Items, Item{
			Label:       fmt.Sprintf("[%d] %s", offset+i+1, p.Article.Title),
			Description: strings.TrimSpace(p.Article.Sentence(p.Best)),
			Value:       p.Article.SentenceID(p.Best),
		})
	}
	return m
}
