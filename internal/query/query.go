// Package query reads what a person typed into a Query: words, phrases, excluded words, filters, the type
// of question and its language.
//
// It is pure: text and the time of day in, a Query or a clear error out.
package query

import (
	"fmt"
	"strings"
	"time"

	"lede/internal/analysis"
)

// MaxLength is how many characters (Unicode code points) a question or query may have.
const MaxLength = 200

// Query is a question or a search, understood.
type Query struct {
	Text     string   // as typed, on one line, without control and direction characters; filters included
	Words    string   // Text without filters, excluded words and quotation marks: what is analysed
	Phrases  []string // stretches that stood between quotation marks
	Excluded []string // words and phrases that stood after a minus sign
	Filter   Filter
	Type     Type
	Kind     [2]int    // byte range in Words of what names the kind of thing asked for: "car makers"; may be empty
	Units    []string  // what a question for an amount wants counted, see units; nil if it does not say
	Asked    time.Time // when it was asked; zero if that is not known
	Present  bool      // it speaks of what is new: "this week", "recently"
	Lang     string    // "zh" if Words holds more Chinese characters than other words, else "en"

	// Terms are the content words of Words in each analysis: no stop words, no question words, none twice.
	// Offsets point into Words. Every analysis covers every script, since names and numbers cross languages.
	Terms map[analysis.Lang][]analysis.Token
}

// ErrorCode says what is wrong with a query.
type ErrorCode string

// The codes of an Error.
const (
	Empty    ErrorCode = "empty"     // nothing to look for
	TooLong  ErrorCode = "too long"  // over MaxLength
	BadDate  ErrorCode = "bad date"  // Value is no date
	BadRange ErrorCode = "bad range" // the first day is after the last
)

// Error is what is wrong with a query, for a front end to tell in the user's language.
type Error struct {
	Code  ErrorCode
	Value string
}

// Error returns the error in English.
func (e *Error) Error() string { return fmt.Sprintf("query: %s: %q", e.Code, e.Value) }

// Parse reads a query. now is when it is asked, which `last:7d` counts from. The error is an *Error.
// A query of filters alone has empty Words and is no error.
func Parse(text string, now time.Time) (Query, error) {
	q := Query{Text: Clean(text), Asked: now}
	if n := len([]rune(q.Text)); n > MaxLength {
		return Query{}, &Error{TooLong, fmt.Sprint(n)}
	}
	if err := q.read(lex(q.Text), now); err != nil {
		return Query{}, err
	}
	if !q.hasContent() {
		return Query{}, &Error{Empty, q.Text}
	}
	q.Type = typeOf(q.Words)
	q.Kind[0], q.Kind[1] = kind(q.Words)
	if q.Type == HowMany {
		q.Units = units(q.Words)
	}
	q.Present = present.MatchString(simplified(q.Words))
	q.Lang = language(q.Words)
	q.Terms = terms(q.Words)
	return q, q.Filter.check()
}

// read sorts the lexemes into words, phrases, excluded words and filters.
func (q *Query) read(parts []lexeme, now time.Time) error {
	var words []string
	for _, p := range parts {
		switch {
		case p.key != "":
			if err := q.Filter.set(p.key, p.text, now); err != nil {
				return err
			}
		case p.excluded:
			q.Excluded = append(q.Excluded, p.text)
		case p.quoted:
			q.Phrases = append(q.Phrases, p.text)
			words = append(words, p.text)
		default:
			words = append(words, p.text)
		}
	}
	q.Words = strings.Join(words, " ")
	return nil
}

// hasContent reports whether there is anything to look for: a word with a letter or digit, or a filter.
func (q *Query) hasContent() bool {
	return len(analysis.Analyze(analysis.Standard, q.Words)) > 0 || !q.Filter.IsZero()
}

// String returns the query in a form that Parse reads back to the same words, phrases, exclusions and
// filters; dates are written as 2025-06-09.
func (q Query) String() string {
	return strings.TrimSpace(q.Filter.String() + " " + q.Question())
}

// Question returns what was asked without the filters. Filters go before it where both are written in one
// line, so that a quotation mark left open cannot swallow them.
func (q Query) Question() string {
	var parts []string
	for _, p := range lex(q.Text) {
		if p.key == "" {
			parts = append(parts, p.raw())
		}
	}
	return strings.Join(parts, " ")
}

// Narrow returns the query under a further filter, whose set fields win over the query's own.
// The error is an *Error with code BadRange.
func (q Query) Narrow(f Filter) (Query, error) {
	q.Filter = q.Filter.merge(f)
	return q, q.Filter.check()
}

// language returns "zh" if the text holds more Chinese characters than other words, else "en".
func language(text string) string {
	han, other := 0, 0
	for _, t := range analysis.Analyze(analysis.Standard, text) {
		if t.Han {
			han++
		} else {
			other++
		}
	}
	if han > other {
		return "zh"
	}
	return "en"
}
