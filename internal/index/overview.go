package index

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"lede/internal/article"
)

// OverviewOf returns what some articles are like. The cards need no titles.
func OverviewOf(cards iter.Seq[*article.Card]) Overview {
	var o Overview
	outlets, tags, languages := Tally{}, Tally{}, Tally{}
	for c := range cards {
		o.Articles++
		o.Passages += c.Passages
		outlets.Add(c.Outlet, 1)
		languages.Add(c.Lang, 1)
		for _, tag := range c.Tags {
			tags.Add(tag, 1)
		}
		switch day := c.Published; {
		case day.IsZero():
			o.Undated++
		case o.Last.IsZero():
			o.First, o.Last = day, day
		case day.Before(o.First):
			o.First = day
		case day.After(o.Last):
			o.Last = day
		}
	}
	o.Outlets, o.Tags, o.Languages = outlets.Counts(), tags.Counts(), languages.Counts()
	return o
}

// Tally counts how often each value occurs without regard to case, and keeps how it was first written. The keys are the values
// in lower case.
type Tally map[string]*Count

// Add counts a value n times; "" is none.
func (t Tally) Add(value string, n int) {
	if value == "" {
		return
	}
	key := strings.ToLower(value)
	if t[key] == nil {
		t[key] = &Count{Name: value}
	}
	t[key].Articles += n
}

// Counts returns the values, the most frequent first, then by name.
func (t Tally) Counts() []Count {
	keys := slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(t[b].Articles, t[a].Articles), strings.Compare(a, b))
	})
	var out []Count
	for _, key := range keys {
		out = append(out, *t[key])
	}
	return out
}
