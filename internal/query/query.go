// Package query parses what a person typed: words, phrases, excluded words and filters, and what the question asks
// for (its type, unit, dates and language).
//
// It is pure: text and the time of day in, a Query or an *Error out.
package query

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/dates"
	"lede/internal/lexicon"
)

// MaxLength is how many characters (Unicode code points) a question or query may have.
const MaxLength = 200

// MaxText is how many characters ParseText reads: a request of some sentences.
const MaxText = 1000

// Query is a parsed question or search. Every text of it is analysed once, here.
type Query struct {
	Text      string   // as typed, on one line, without control and direction characters; filters included
	Words     string   // Text without filters, excluded words and quotation marks, shorthand spelled out
	Phrases   []Phrase // quoted parts
	Excluded  []string // words and phrases with a minus sign before them
	Filter    Filter
	Type      Type
	TypeStart int             // offset in Words of the words that say so, like "which"; 0 if none do
	Kind      [2]int          // byte range in Words that names the kind of thing asked for: "car makers"; may be empty
	Units     []string        // what a question for an amount wants counted, see units; nil if it does not say
	Years     []dates.Mention // dates in Words that name a year
	Asked     time.Time       // when it was asked; zero if unknown
	Present   bool            // it asks for what is new: "this week", "recently"
	Lang      string          // "zh" if Words has more Chinese characters than other words, else "en"

	// Chinese are the words of the Chinese parts of Words.
	Chinese []lexicon.Word

	// Tokens are those of Words under analysis.Standard.
	Tokens []analysis.Token

	// Terms are the content words of Words under each analyzer: no stop words, no question words, none twice.
	// Offsets point into Words. Every analyzer covers every script, since names and numbers cross languages.
	Terms map[analysis.Lang][]analysis.Token
}

// Phrase is a quoted part of a query: an article matches if it has these words in a row.
type Phrase struct {
	Text  string
	Terms map[analysis.Lang][]analysis.Token // all its words under each analyzer
}

// ErrorCode is the kind of an Error.
type ErrorCode string

// The codes of an Error.
const (
	Empty    ErrorCode = "empty"     // nothing to look for
	TooLong  ErrorCode = "too long"  // over MaxLength, or MaxText
	BadDate  ErrorCode = "bad date"  // Value is no date
	BadRange ErrorCode = "bad range" // the first day is after the last
)

// Error is a query that cannot be parsed. A front end words it in the user's language.
type Error struct {
	Code  ErrorCode
	Value string
}

// Error returns the error in English.
func (e *Error) Error() string { return fmt.Sprintf("query: %s: %q", e.Code, e.Value) }

// Parse parses a query. now is when it is asked, which `last:7d` counts from. The error is an *Error.
// A query of filters alone has empty Words and is no error.
func Parse(text string, now time.Time) (Query, error) { return parse(text, now, MaxLength) }

// ParseText is Parse for texts of up to MaxText characters, longer than what a reply repeats.
func ParseText(text string, now time.Time) (Query, error) { return parse(text, now, MaxText) }

func parse(text string, now time.Time, limit int) (Query, error) {
	q := Query{Text: Clean(text), Asked: now}
	if n := utf8.RuneCountInString(q.Text); n > limit {
		return Query{}, &Error{TooLong, fmt.Sprint(n)}
	}
	if err := q.sort(lex(q.Text), now); err != nil {
		return Query{}, err
	}
	tokens := analysis.All(q.Words)
	q.Tokens = tokens[analysis.Standard]
	if len(q.Tokens) == 0 && q.Filter.IsZero() {
		return Query{}, &Error{Empty, q.Text}
	}
	words := simplified(q.Words)
	var content string
	q.Type, q.TypeStart, content = classify(words)
	q.Kind[0], q.Kind[1] = kind(words, tokens[analysis.English])
	if q.Type == HowMany {
		q.Units = units(words, tokens[analysis.English])
	}
	q.Years = years(q.Words)
	q.Present = present.MatchString(words)
	q.Lang = language(q.Tokens)
	q.Terms = terms(content, tokens)
	q.Chinese = lexicon.Segment(q.Words)
	return q, q.Filter.check()
}

// sort puts the lexemes in their fields: words, phrases, excluded words and filters.
func (q *Query) sort(parts []lexeme, now time.Time) error {
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
			q.Phrases = append(q.Phrases, Phrase{Text: p.text, Terms: analysis.All(p.text)})
			words = append(words, p.text)
		default:
			words = append(words, spelledOut(p.text))
		}
	}
	q.Words = strings.Join(words, " ")
	return nil
}

// String returns the query in a form that Parse turns into the same words, phrases, exclusions and
// filters; dates are written as 2025-06-09.
func (q Query) String() string {
	return strings.TrimSpace(q.Filter.String() + " " + q.Question())
}

// Question returns what was asked without the filters. On one line the filters go first, so that an open quotation
// mark cannot make them part of a phrase.
func (q Query) Question() string {
	var parts []string
	all := lex(q.Text)
	marks := freeMarks(all)
	for _, p := range all {
		if p.key == "" {
			parts = append(parts, p.raw(marks))
		}
	}
	return strings.Join(parts, " ")
}

// Narrow returns the query with the set fields of a filter in place of its own.
// The error is an *Error with code BadRange.
func (q Query) Narrow(f Filter) (Query, error) {
	q.Filter = q.Filter.merge(f)
	return q, q.Filter.check()
}

// language returns "zh" if more of the tokens are Chinese than not, else "en".
func language(tokens []analysis.Token) string {
	han := 0
	for _, t := range tokens {
		if t.Han {
			han++
		}
	}
	if 2*han > len(tokens) {
		return "zh"
	}
	return "en"
}

// amount is what follows a number that counts something and is no year, though it could be one: "2000 workers".
var amount = regexp.MustCompile(`^ \p{Ll}+s\b`)

// years returns the dates in a text that name a year.
func years(words string) []dates.Mention {
	var out []dates.Mention
	for _, m := range dates.Find(words) {
		if m.Year && !amount.MatchString(words[m.End:]) {
			out = append(out, m)
		}
	}
	return out
}
