// Package follow finds which new articles match what people follow.
//
// A Query is what somebody follows, in the language of /search. /search ranks, so that one word of several is enough for it; a
// post must be worth reading, so that an article matches here only if it has all the words, in any inflection, each quoted
// phrase in a row, none of the excluded words, and passes the filter. A name matches in all spellings that an editor has declared to be
// one. Whatever matches is among what /search finds; what /search guesses, other spellings and translations, does not match.
//
// A Set has many queries. It looks a new article up by its terms: each query is filed under the rarest of its own, and only the
// queries under one of the article's terms are compared. Evidence finds the sentence that shows why an article matches.
//
// Watch is the other half: it has the changes of the index matched, see there.
package follow

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/lexicon"
	"lede/internal/names"
	"lede/internal/query"
)

// Query is what somebody follows.
type Query struct {
	query.Query
	needed   map[analysis.Lang][]string // the terms that an article of a language must have
	excluded []map[analysis.Lang][]string
	spelled  []Query // the same with a name in another spelling
}

// Errors of a text that cannot be followed.
var (
	ErrNothing = errors.New("follow: the text has nothing to look for")
	ErrDated   = errors.New("follow: the text names days")
)

// maxSpelled is how many other spellings of the names in a query there are at most.
const maxSpelled = 10

// Parse parses what somebody follows. The error is ErrNothing, ErrDated or a *query.Error.
func Parse(text string, now time.Time, aliases names.Aliases) (Query, error) {
	q, err := parse(text, now)
	if err != nil {
		return Query{}, err
	}
	for _, name := range aliases.Find(q.Text) {
		for _, other := range name.Others {
			spelled, err := parse(q.Text[:name.Start]+other+q.Text[name.End:], now)
			if err == nil && len(q.spelled) < maxSpelled {
				q.spelled = append(q.spelled, spelled)
			}
		}
	}
	return q, nil
}

// parse parses one spelling.
func parse(text string, now time.Time) (Query, error) {
	parsed, err := query.Parse(text, now)
	if err != nil {
		return Query{}, err
	}
	q := Query{Query: parsed, needed: map[analysis.Lang][]string{}}
	if q.Filter.Dated() || q.Filter.Article != "" {
		return Query{}, ErrDated
	}
	for _, lang := range analysis.Langs() {
		q.needed[lang] = neededTerms(parsed, lang)
	}
	if len(q.needed[analysis.English])+len(q.Phrases) == 0 && q.Filter.IsZero() {
		return Query{}, ErrNothing
	}
	for _, words := range parsed.Excluded {
		excluded := map[analysis.Lang][]string{}
		for lang, tokens := range analysis.All(words) {
			for _, t := range tokens {
				if !t.Stop {
					excluded[lang] = append(excluded[lang], t.Term)
				}
			}
		}
		q.excluded = append(q.excluded, excluded)
	}
	return q, nil
}

// neededTerms returns the terms of a query that an article of a language must have: all but the Chinese bigrams across the
// border of two words, and the single characters that are words.
func neededTerms(q query.Query, lang analysis.Lang) []string {
	var out []string
	add := func(term string) {
		if !slices.Contains(out, term) {
			out = append(out, term)
		}
	}
	for _, t := range q.Terms[lang] {
		if !t.Han || slices.ContainsFunc(q.Chinese, func(w lexicon.Word) bool { return w.Start <= t.Start && t.End <= w.End }) {
			add(t.Term)
		}
	}
	for _, w := range q.Chinese {
		word := q.Words[w.Start:w.End]
		if utf8.RuneCountInString(word) == 1 && w.Kind != lexicon.Light && isAsked(q, w) {
			add(analysis.Simplified(word))
		}
	}
	if len(out) == 0 { // of words that say little, all are needed
		for _, t := range q.Terms[lang] {
			add(t.Term)
		}
	}
	return out
}

// isAsked reports whether a Chinese word is part of the query's content rather than of what frames a question.
func isAsked(q query.Query, w lexicon.Word) bool {
	return slices.ContainsFunc(q.Terms[analysis.Chinese], func(t analysis.Token) bool { return t.Start <= w.Start && w.End <= t.End })
}

// text is an article that is analysed to be matched.
type text struct {
	*article.Article
	lang  analysis.Lang
	terms map[string]bool
	words [][]analysis.Token // of title and text, for phrases; nil until one is looked for
}

func newText(a *article.Article) *text {
	return &text{Article: a, lang: analysis.For(a.Lang), terms: index.Terms(a)}
}

// Match reports whether an article matches.
func (q Query) Match(a *article.Article) bool {
	_, ok := q.match(newText(a))
	return ok
}

// match returns the spelling that an article matches. It returns false if it matches none.
func (q Query) match(t *text) (Query, bool) {
	for _, spelling := range q.spellings() {
		if spelling.matches(t) {
			return spelling, true
		}
	}
	return Query{}, false
}

// spellings returns the query as it was typed, then in other spellings.
func (q Query) spellings() []Query { return append([]Query{q}, q.spelled...) }

func (q Query) matches(t *text) bool {
	return t.hasAll(q.needed[t.lang]) && q.Filter.Match(t.ID, t.Outlet, t.Host, t.Tags, t.Published) &&
		!slices.ContainsFunc(q.excluded, func(terms map[analysis.Lang][]string) bool {
			return len(terms[t.lang]) > 0 && t.hasAll(terms[t.lang])
		}) &&
		!slices.ContainsFunc(q.Phrases, func(p query.Phrase) bool { return !t.hasPhrase(p) })
}

func (t *text) hasAll(terms []string) bool {
	return !slices.ContainsFunc(terms, func(term string) bool { return !t.terms[term] })
}

// hasPhrase reports whether the title or the text has the words of a phrase in a row.
func (t *text) hasPhrase(p query.Phrase) bool {
	if t.words == nil {
		for _, part := range []string{t.Title, t.Text} {
			t.words = append(t.words, analysis.Analyze(analysis.Standard, part))
		}
	}
	phrase := p.Terms[analysis.Standard]
	return slices.ContainsFunc(t.words, func(words []analysis.Token) bool {
		for i := range len(words) - len(phrase) + 1 {
			if begins(words[i:], phrase) {
				return true
			}
		}
		return false
	})
}

// begins reports whether some words begin with those of a phrase. A single Chinese character is in the bigram that begins or
// ends with it.
func begins(words, phrase []analysis.Token) bool {
	for i, p := range phrase {
		w := words[i]
		single := p.Han && utf8.RuneCountInString(p.Term) == 1
		if w.Term != p.Term && !(single && w.Han && (strings.HasPrefix(w.Term, p.Term) || len(phrase) == 1 && strings.HasSuffix(w.Term, p.Term))) {
			return false
		}
	}
	return true
}
