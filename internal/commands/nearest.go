package commands

import (
	"context"
	"strings"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
	"lede/internal/text"
)

// under returns work that is refused where checkFilter refuses the filter.
func (s *Service) under(f query.Filter, work job) job {
	return func(ctx context.Context) (Result, error) {
		if err := s.checkFilter(f); err != nil {
			return nil, err
		}
		return work(ctx)
	}
}

// checkFilter refuses an outlet or a tag that no article has, and names the nearest one that there is.
func (s *Service) checkFilter(f query.Filter) error {
	passes := func(f query.Filter) bool {
		for _, c := range s.index().Cards() {
			if f.Match(c.ID, c.Outlet, c.Host, c.Tags, c.Published) {
				return true
			}
		}
		return s.index().Len() == 0
	}
	if f.Source != "" && !passes(query.Filter{Source: f.Source}) {
		return unknownValue("No outlet is called “%s”. The nearest is “%s”; /sources lists all.", "No outlet is called “%s”. /sources lists those there are.", f.Source, s.outlets())
	}
	if f.Tag != "" && !passes(query.Filter{Tag: f.Tag}) {
		return unknownValue("No article has the tag “%s”. The nearest is “%s”; /sources lists all.", "No article has the tag “%s”. /sources lists those there are.", f.Tag, s.tags())
	}
	return nil
}

// unknownValue refuses a value: with the sentence that names the nearest of those that there are, or the one that names none.
func unknownValue(nearest, none, value string, there []Count) error {
	best, distance := "", 0
	for _, c := range there {
		d := text.EditDistance(strings.ToLower(value), strings.ToLower(c.Name))
		if strings.Contains(strings.ToLower(c.Name), strings.ToLower(value)) {
			d = 1
		}
		if best == "" || d < distance {
			best, distance = c.Name, d
		}
	}
	if best != "" && distance <= max(1, len(value)/3) {
		return refuse(nearest, value, best)
	}
	return refuse(none, value)
}

// minWord is how many letters a word has whose spelling is compared with others, and maxTypos how many letters they differ in.
const (
	minWord  = 4
	maxTypos = 2
)

// nearestWord returns the word of the titles, outlets and tags that is spelled most like one that found nothing; "" if none is
// near.
func (s *Service) nearestWord(word string) string {
	lower := strings.ToLower(word)
	if len(lower) < minWord || strings.ContainsFunc(lower, analysis.IsHan) {
		return ""
	}
	best, distance := "", min(maxTypos, len(lower)/3)+1
	for _, c := range s.index().Cards() {
		for _, token := range analysis.Analyze(analysis.Standard, strings.Join(append(c.Tags, c.Title, c.Outlet), " ")) {
			if d := text.EditDistance(lower, token.Term); d < distance && d > 0 {
				best, distance = token.Term, d
			}
		}
	}
	return best
}

// nearest returns the article whose title has most of the question's words, the newest of equals; nil if none has two, or more
// than half of them.
func (s *Service) nearest(q query.Query) *article.Card {
	var best *article.Card
	most := 0
	for _, c := range s.index().Cards() {
		asked := map[string]bool{}
		for _, t := range q.Terms[analysis.For(c.Lang)] {
			asked[t.Term] = true
		}
		n := 0
		for _, t := range analysis.Analyze(analysis.For(c.Lang), c.Title) {
			if asked[t.Term] && !t.Stop {
				n++
			}
		}
		if n > most && (n > 1 || 2*n > len(asked)) {
			best, most = c, n
		}
	}
	return best
}
