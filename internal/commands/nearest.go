package commands

import (
	"context"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/text"
)

// under returns work that is refused where checkFilter refuses the filter.
func (s *Service) under(f query.Filter, work job) job {
	return func(ctx context.Context) (Result, error) {
		if err := s.checkFilter(ctx, f); err != nil {
			return nil, err
		}
		return work(ctx)
	}
}

// checkFilter refuses an outlet or a tag that no article has, and names the nearest one that there is.
func (s *Service) checkFilter(ctx context.Context, f query.Filter) error {
	if err := s.refuseNone(ctx, query.Filter{Source: f.Source}, func(o index.Overview) error {
		return unknownValue("No outlet is called “%s”. The nearest is “%s”; /sources lists all.", "No outlet is called “%s”. /sources lists those there are.", f.Source, o.Outlets)
	}); err != nil {
		return err
	}
	return s.refuseNone(ctx, query.Filter{Tag: f.Tag}, func(o index.Overview) error {
		return unknownValue("No article has the tag “%s”. The nearest is “%s”; /sources lists all.", "No article has the tag “%s”. /sources lists those there are.", f.Tag, o.Tags)
	})
}

// refuseNone refuses a filter that no article passes.
func (s *Service) refuseNone(ctx context.Context, f query.Filter, refusal func(index.Overview) error) error {
	if f.IsZero() || s.index().Len() == 0 {
		return nil
	}
	if _, n, err := s.index().Latest(ctx, f, 0, 0); err != nil || n > 0 {
		return err
	}
	overview, err := s.index().Overview(ctx)
	if err != nil {
		return err
	}
	return refusal(overview)
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
func (s *Service) nearestWord(ctx context.Context, word string) (string, error) {
	lower := strings.ToLower(word)
	if len(lower) < minWord || strings.ContainsFunc(lower, analysis.IsHan) {
		return "", nil
	}
	found, err := s.index().TitleWords(ctx, lower)
	if err != nil {
		return "", err
	}
	overview, err := s.index().Overview(ctx)
	for _, c := range slices.Concat(overview.Outlets, overview.Tags) {
		for _, token := range analysis.Analyze(analysis.Standard, c.Name) {
			found = append(found, token.Term)
		}
	}
	best, distance := "", min(maxTypos, len(lower)/3)+1
	for _, near := range found {
		if d := text.EditDistance(lower, near); d < distance && d > 0 {
			best, distance = near, d
		}
	}
	return best, err
}

// nearestAmong is how many articles are looked at for the nearest: those that have most of the question's words.
const nearestAmong = 50

// nearest returns the article whose title has most of the question's words, of equals the one that a search finds first; nil if
// none has two, or more than half of them.
func (s *Service) nearest(ctx context.Context, q query.Query) (*article.Card, error) {
	found, err := s.index().Search(ctx, query.Query{Words: q.Words, Terms: q.Terms, Lang: q.Lang}, nil, nearestAmong)
	var best *article.Card
	most := 0
	for _, c := range found.Hits {
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
			best, most = c.Card, n
		}
	}
	return best, err
}
