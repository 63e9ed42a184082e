package commands

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/internal/query"
)

// Lengths of the options. They keep what a reply must carry for its buttons within Discord's limits.
const (
	maxFilter = 80
	maxDay    = 40
)

// filterOptions are the options that narrow a question or search.
func filterOptions() []Option {
	return append(placeOptions(),
		Option{Name: "since", Description: "First day, like 2025-06-01", MaxLength: maxDay},
		Option{Name: "until", Description: "Last day, like 2025-06-30", MaxLength: maxDay},
		privateOption())
}

// placeOptions narrow by outlet and tag.
func placeOptions() []Option {
	return []Option{
		{Name: "source", Description: "Only this outlet or website", MaxLength: maxFilter, Complete: completeSource},
		{Name: "tag", Description: "Only articles with this tag", MaxLength: maxFilter, Complete: completeTag},
	}
}

// parseQuery reads a question or query with the filter options over it.
func (s *Service) parseQuery(text string, o Options) (query.Query, error) {
	now := s.Now()
	q, err := query.Parse(text, now)
	if err != nil {
		return q, queryError(err)
	}
	f, err := query.ParseFilter(o.Text("source"), o.Text("tag"), o.Text("since"), o.Text("until"), now)
	if err != nil {
		return q, queryError(err)
	}
	q, err = q.Narrow(f)
	return q, queryError(err)
}

// queryError returns what is wrong with a query as a *UserError; nil stays nil.
func queryError(err error) error {
	var bad *query.Error
	if !errors.As(err, &bad) {
		return err
	}
	switch bad.Code {
	case query.TooLong:
		return refuse("That is longer than %d characters; please ask it in fewer words.", query.MaxLength)
	case query.BadDate:
		return refuse("“%s” is not a date that I can read; write it like 2025-06-09, June 9 2025 or 2025年6月9日.", bad.Value)
	case query.BadRange:
		return refuse("The first day is after the last one (%s); please swap them.", bad.Value)
	}
	return refuse("There is nothing to look for in that; please type a few words.")
}

// tally counts how often each value occurs without regard to case, and keeps how it was first written.
type tally struct {
	seen map[string]*Count // by the value in lower case
}

func (t *tally) add(value string) {
	if value == "" {
		return
	}
	if t.seen == nil {
		t.seen = map[string]*Count{}
	}
	key := strings.ToLower(value)
	if t.seen[key] == nil {
		t.seen[key] = &Count{Name: value}
	}
	t.seen[key].Articles++
}

// counts returns the values, the most frequent first, then by name.
func (t *tally) counts() []Count {
	keys := slices.SortedFunc(maps.Keys(t.seen), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.seen[b].Articles, t.seen[a].Articles), strings.Compare(a, b))
	})
	var out []Count
	for _, key := range keys {
		out = append(out, *t.seen[key])
	}
	return out
}

// outlets returns how many articles each outlet has.
func (s *Service) outlets() []Count {
	t := &tally{}
	for _, c := range s.index().Cards() {
		t.add(c.Outlet)
	}
	return t.counts()
}

// tags returns how many articles have each tag.
func (s *Service) tags() []Count {
	t := &tally{}
	for _, c := range s.index().Cards() {
		for _, tag := range c.Tags {
			t.add(tag)
		}
	}
	return t.counts()
}

func completeSource(s *Service, typed string) []Choice { return containing(s.outlets(), typed) }
func completeTag(s *Service, typed string) []Choice    { return containing(s.tags(), typed) }

// containing returns the values that contain what was typed. Those that are too long for an option are left out.
func containing(counts []Count, typed string) []Choice {
	var out []Choice
	for _, c := range counts {
		if strings.Contains(strings.ToLower(c.Name), strings.ToLower(typed)) && utf8.RuneCountInString(c.Name) <= maxFilter {
			out = append(out, Choice{Name: c.Name, Value: c.Name})
		}
	}
	return out
}
