package answer

import (
	"cmp"
	"maps"
	"slices"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
)

// reading is an article read for one question: its tokens, and where the question's terms stand.
type reading struct {
	article *article.Article
	score   float64 // the index's
	tokens  []analysis.Token
	matches []match      // in order
	title   map[int]bool // terms in the title
	all     map[int]bool // terms in title and text
}

// match is a term of the question in an article's text.
type match struct {
	term  int // position in terms.list
	token int // position in reading.tokens
}

// read analyses the article of a hit.
func read(h index.Hit, ts *terms) *reading {
	lang := analysis.For(h.Article.Lang)
	r := &reading{article: h.Article, score: h.Score, tokens: analysis.Analyze(lang, h.Article.Text)}
	forms := ts.forms[lang]
	for i, t := range r.tokens {
		if n, ok := forms[t.Term]; ok && !t.Stop {
			r.matches = append(r.matches, match{term: n, token: i})
		}
	}
	r.title, r.all = map[int]bool{}, map[int]bool{}
	for _, t := range analysis.Analyze(lang, h.Article.Title) {
		if n, ok := forms[t.Term]; ok && !t.Stop {
			r.title[n] = true
		}
	}
	maps.Copy(r.all, r.title)
	for _, m := range r.matches {
		r.all[m.term] = true
	}
	return r
}

// within returns the matches in the bytes [start, end) of the text.
func (r *reading) within(start, end int) []match {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(r.matches, offset, func(m match, offset int) int {
			return cmp.Compare(r.tokens[m.token].Start, offset)
		})
		return i
	}
	return r.matches[at(start):at(end)]
}

// span returns the byte offsets of the sentences [first, end).
func (r *reading) span(first, end int) (int, int) {
	s := r.article.Sentences
	return s[first].Start, s[end-1].End
}

// terms returns the distinct terms that the sentences [first, end) hold.
func (r *reading) terms(first, end int) map[int]bool {
	has := map[int]bool{}
	if first >= end {
		return has
	}
	for _, m := range r.within(r.span(first, end)) {
		has[m.term] = true
	}
	return has
}

// sentencesWith returns in how many sentences a term stands.
func (r *reading) sentencesWith(term int) int {
	n, last := 0, -1
	for _, m := range r.matches {
		if m.term != term {
			continue
		}
		if s := r.sentenceAt(r.tokens[m.token].Start); s != last {
			n, last = n+1, s
		}
	}
	return n
}

// sentenceAt returns the ordinal of the sentence that holds a byte of the text.
func (r *reading) sentenceAt(offset int) int {
	i, found := slices.BinarySearchFunc(r.article.Sentences, offset, func(s article.Sentence, offset int) int {
		return cmp.Compare(s.Start, offset)
	})
	if found {
		return i
	}
	return i - 1
}

// marks returns the stretches of the matches in [start, end), relative to start; ones with nothing but
// a blank or a hyphen between them are joined.
func (r *reading) marks(start, end int) []Mark {
	var out []Mark
	for _, m := range r.within(start, end) {
		t := r.tokens[m.token]
		mark := Mark{Start: t.Start - start, End: min(t.End, end) - start}
		if n := len(out); n > 0 && adjoins(r.article.Text[start:end], out[n-1].End, mark.Start) {
			out[n-1].End = max(out[n-1].End, mark.End)
			continue
		}
		out = append(out, mark)
	}
	return out
}

// adjoins reports whether nothing but a blank or a hyphen stands between two offsets.
func adjoins(text string, end, start int) bool {
	return end >= start || start-end == 1 && (text[end] == ' ' || text[end] == '-')
}
