package query

import (
	"slices"
	"strings"
	"time"

	"lede/internal/dates"
)

// Filter restricts a search. The zero Filter matches every article.
type Filter struct {
	Article string    // the id of the only article that passes
	Source  string    // an outlet or a host, compared without regard to case
	Tag     string    // compared without regard to case
	Since   time.Time // first day, inclusive; zero: open
	Until   time.Time // last day, inclusive; zero: open
}

// IsZero reports whether the filter matches every article.
func (f Filter) IsZero() bool { return f == Filter{} }

// Dated reports whether the filter needs a date: an article without one does not match.
func (f Filter) Dated() bool { return !f.Since.IsZero() || !f.Until.IsZero() }

// Match reports whether an article matches. Source is its outlet or its host, or a domain above the host:
// "reuters.com" matches "uk.reuters.com".
func (f Filter) Match(id, outlet, host string, tags []string, published time.Time) bool {
	if f.Article != "" && f.Article != id {
		return false
	}
	if f.Source != "" && !isSource(f.Source, outlet, host) {
		return false
	}
	if f.Tag != "" && !slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, f.Tag) }) {
		return false
	}
	if f.Dated() && published.IsZero() {
		return false
	}
	return !published.Before(f.Since) && (f.Until.IsZero() || !published.After(f.Until))
}

func isSource(source, outlet, host string) bool {
	if strings.EqualFold(source, outlet) {
		return true
	}
	source = strings.TrimPrefix(strings.ToLower(source), "www.")
	return source == host || source != "" && strings.HasSuffix(host, "."+source)
}

// String returns the filter as it is typed in a query: `source:"Terra Daily" after:2025-06-01`, "" for none.
func (f Filter) String() string {
	var parts []string
	add := func(key, value string) {
		if value == "" {
			return
		}
		if strings.Contains(value, " ") {
			value = `"` + value + `"`
		}
		parts = append(parts, key+":"+value)
	}
	add("article", f.Article)
	add("source", f.Source)
	add("tag", f.Tag)
	add("after", date(f.Since))
	add("before", date(f.Until))
	return strings.Join(parts, " ")
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// ParseFilter returns the filter of four options, each of which may be empty.
// The error is an *Error.
func ParseFilter(source, tag, since, until string, now time.Time) (Filter, error) {
	var f Filter
	for _, o := range [][2]string{{"source", source}, {"tag", tag}, {"after", since}, {"before", until}} {
		if value := o[1]; value != "" {
			if err := f.set(o[0], value, now); err != nil {
				return Filter{}, err
			}
		}
	}
	return f, f.check()
}

// set parses the value of one filter.
func (f *Filter) set(key, value string, now time.Time) error {
	value = Clean(withoutQuotes(value))
	switch key {
	case "article":
		f.Article = value
	case "source":
		f.Source = value
	case "tag":
		f.Tag = value
	case "last":
		since, ok := dates.Before(now, value)
		if !ok {
			return &Error{BadDate, value}
		}
		f.Since = since
	default:
		since, until, ok := Days(value, now)
		if r, err := dates.Parse(value); !ok && err == nil {
			since, until, ok = r.Since, r.Until, true
		}
		if !ok {
			return &Error{BadDate, value}
		}
		if key == "after" {
			f.Since = since
		} else {
			f.Until = until
		}
	}
	return nil
}

// Days returns the first and the last day that a word such as "yesterday" or "上周" names; a week begins on Monday. It returns
// false for any other text.
func Days(word string, now time.Time) (since, until time.Time, ok bool) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	switch strings.ReplaceAll(strings.ToLower(word), "週", "周") {
	case "today", "今天":
		return today, today, true
	case "yesterday", "昨天":
		return today.AddDate(0, 0, -1), today.AddDate(0, 0, -1), true
	case "this week", "本周", "这周", "這周":
		return monday, today, true
	case "last week", "上周":
		return monday.AddDate(0, 0, -7), monday.AddDate(0, 0, -1), true
	}
	return time.Time{}, time.Time{}, false
}

// withoutQuotes returns a value without quotation marks, so that it can be quoted.
func withoutQuotes(value string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"“”„「」『』«»`, r) {
			return -1
		}
		return r
	}, value)
}

// merge returns the filter with the other's set fields in place of its own.
func (f Filter) merge(o Filter) Filter {
	if o.Article != "" {
		f.Article = o.Article
	}
	if o.Source != "" {
		f.Source = o.Source
	}
	if o.Tag != "" {
		f.Tag = o.Tag
	}
	if !o.Since.IsZero() {
		f.Since = o.Since
	}
	if !o.Until.IsZero() {
		f.Until = o.Until
	}
	return f
}

// check returns an error for a range that ends before it begins.
func (f Filter) check() error {
	if !f.Since.IsZero() && !f.Until.IsZero() && f.Until.Before(f.Since) {
		return &Error{BadRange, date(f.Since) + " > " + date(f.Until)}
	}
	return nil
}
