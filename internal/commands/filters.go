package commands

import (
	"context"
	"errors"
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

func completeSource(ctx context.Context, s *Service, typed string) ([]Choice, error) {
	o, err := s.index().Overview(ctx)
	return containing(o.Outlets, typed), err
}

func completeTag(ctx context.Context, s *Service, typed string) ([]Choice, error) {
	o, err := s.index().Overview(ctx)
	return containing(o.Tags, typed), err
}

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
