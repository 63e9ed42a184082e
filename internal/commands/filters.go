package commands

import (
	"errors"
	"slices"
	"strings"

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

// parseQuery reads a question or query with the request's filter options over it.
func (s *Service) parseQuery(r request, text string) (query.Query, error) {
	now := s.Now()
	q, err := query.Parse(text, now)
	if err != nil {
		return q, queryError(r.Locale, err)
	}
	f, err := query.ParseFilter(r.Text("source"), r.Text("tag"), r.Text("since"), r.Text("until"), now)
	if err != nil {
		return q, queryError(r.Locale, err)
	}
	q, err = q.Narrow(f)
	return q, queryError(r.Locale, err)
}

// queryError tells in the user's language what is wrong with a query; nil stays nil.
func queryError(l Locale, err error) error {
	var bad *query.Error
	if !errors.As(err, &bad) {
		return err
	}
	switch bad.Code {
	case query.TooLong:
		return &UserError{l.Say("That is longer than %d characters; please ask it in fewer words.", query.MaxLength)}
	case query.BadDate:
		return &UserError{l.Say("“%s” is not a date that I can read; write it like 2025-06-09, June 9 2025 or 2025年6月9日.", bad.Value)}
	case query.BadRange:
		return &UserError{l.Say("The first day is after the last one (%s); please swap them.", bad.Value)}
	}
	return &UserError{l.Say("There is nothing to look for in that; please type a few words.")}
}

// tally counts how often each value occurs, and remembers how it was first written.
type tally struct {
	order  []string
	counts map[string]int
	shown  map[string]string
}

func (t *tally) add(value string) {
	if value == "" {
		return
	}
	if t.counts == nil {
		t.counts, t.shown = map[string]int{}, map[string]string{}
	}
	key := strings.ToLower(value)
	if t.counts[key]++; t.counts[key] == 1 {
		t.order = append(t.order, key)
		t.shown[key] = value
	}
}

// sorted returns the values, the most frequent first, then by name.
func (t *tally) sorted() []string {
	out := slices.Clone(t.order)
	slices.SortFunc(out, func(a, b string) int {
		if n := t.counts[b] - t.counts[a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return out
}

// outlets and tags count over all articles.
func (s *Service) outlets() *tally {
	t := &tally{}
	for _, a := range s.index().Cards() {
		t.add(a.Outlet)
	}
	return t
}

func (s *Service) tags() *tally {
	t := &tally{}
	for _, a := range s.index().Cards() {
		for _, tag := range a.Tags {
			t.add(tag)
		}
	}
	return t
}

func completeSource(s *Service, typed string) []Choice { return s.outlets().choices(typed) }
func completeTag(s *Service, typed string) []Choice    { return s.tags().choices(typed) }

// choices returns the values that hold what was typed.
func (t *tally) choices(typed string) []Choice {
	var out []Choice
	for _, key := range t.sorted() {
		if value := t.shown[key]; strings.Contains(key, strings.ToLower(typed)) && len([]rune(value)) <= maxFilter {
			out = append(out, Choice{Name: value, Value: value})
		}
	}
	return out
}
