package answer

import (
	"slices"
	"time"

	"lede/internal/analysis"
	"lede/internal/dates"
	"lede/internal/query"
)

// askedDay is a day that the question names, with the terms that name it.
type askedDay struct {
	dates.Mention
	terms []int
}

// askedDays returns the days that a question names.
func askedDays(q query.Query, list []term) []askedDay {
	var out []askedDay
	for _, m := range dates.Find(q.Words) {
		if !m.Day {
			continue
		}
		day := askedDay{Mention: m}
		for i, t := range list {
			if t.start >= m.Start && t.end <= m.End {
				day.terms = append(day.terms, i)
			}
		}
		out = append(out, day)
	}
	return out
}

// writtenNear is how far from an asked day an article may be written whose sentences name it as "on Friday" or 昨天.
const writtenNear = 31 * 24 * time.Hour

// matchDays adds the places where the article names a day of the question by what it is from the day of writing: "on
// Friday" is found by "6 June".
func (m *articleMatches) matchDays(days []askedDay) {
	written := m.article.Published
	if len(days) == 0 || written.IsZero() {
		return
	}
	found := len(m.matches)
	for _, day := range days {
		in, ok := day.Near(written)
		if !ok || in.First.Sub(written).Abs() > writtenNear {
			continue
		}
		for n, s := range m.article.Sentences {
			for _, d := range dates.Resolve(m.article.Sentence(n), written) {
				if d.Kind == dates.Written || !d.Day || d.First.Before(in.First) || d.First.After(in.Last) {
					continue
				}
				for _, t := range day.terms {
					m.matches = append(m.matches, analysis.Match{Term: t, Start: s.Start + d.Start, End: s.Start + d.End})
				}
			}
		}
	}
	if len(m.matches) > found {
		slices.SortStableFunc(m.matches, func(a, b analysis.Match) int { return a.Start - b.Start })
	}
}
