package answer

import (
	"context"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
)

// findTranslated returns the articles of the other language that may answer a question, matched against the
// translations of its words; nil if there are none.
func (e *Engine) findTranslated(ctx context.Context, q query.Query) (*candidates, error) {
	lang := otherLanguage(q)
	if !e.index.HasLang(lang) || len(q.Phrases)+len(q.Excluded) > 0 {
		return nil, nil
	}
	ts := &terms{matchers: map[analysis.Lang]matcher{}}
	var all []index.Alternatives
	for _, t := range translated(q) {
		if err := e.addNames(ctx, q, &t); err != nil {
			return nil, err
		}
		for _, alias := range e.index.Aliases().Find(q.Words) {
			if t.start < alias.End && alias.Start < t.end {
				t.addAll(lang, alias.Others)
			}
		}
		if len(ts.list) == maxTerms || len(t.alternatives) == 0 {
			continue
		}
		t.han = false
		ts.list, all = append(ts.list, t.term), append(all, t.alternatives)
	}
	ts.asked = len(ts.list)
	ts.matchers[lang] = newRowMatcher(lang, all)
	hits, counts, err := e.index.SearchAlternatives(ctx, lang, all, q.Filter, searchSize)
	if err != nil || len(hits) == 0 {
		return nil, err
	}
	for i := range ts.list {
		ts.list[i].frequency = counts[i]
	}
	found := &candidates{query: q, asks: newAnswerType(q), terms: ts, newest: e.index.Newest()}
	found.asks.lang = string(lang)
	found.articles = e.match(ctx, hits, found, nil)
	ts.weigh(e.index.Len(), found.articles)
	return found, ctx.Err()
}

// addOtherLanguage adds to an answer that is none by itself what articles of the other language say. What is in the reader's
// language comes first; what is not is never more than related, since a dictionary has several words for one.
func (e *Engine) addOtherLanguage(ctx context.Context, a *Answer) error {
	found, err := e.findTranslated(ctx, a.Query)
	if err != nil || found == nil {
		return err
	}
	passages, err := e.passages(ctx, found)
	if err != nil {
		return err
	}
	sentences, err := e.sentences(ctx, found, passages)
	if err != nil {
		return err
	}
	own := slices.DeleteFunc(a.Passages, func(p Passage) bool { return isOther(a.Query, p.Article) })
	related := len(sentences) > 0 && sentences[0].coverage >= relatedAt && found.terms.saysMore(sentences[0].found)
	if a.Verdict == Related && !isOther(a.Query, a.Sentences[0].Article) {
		a.Passages = slices.Concat(own, passages)
		if related {
			others := closest(found, sentences, slices.Concat(a.Sentences, a.Others), translatedLimit)
			a.Others = slices.Concat(a.Others, others[:min(len(others), maxOthers-len(a.Others))])
		}
	} else {
		a.Passages = slices.Concat(passages, own)
		if related {
			a.Verdict, a.Spellings = Related, nil
			a.Sentences = choose(found, sentences, Related)
			a.Others = closest(found, sentences, a.Sentences, translatedLimit)
		}
	}
	unmark(a.Sentences)
	unmark(a.Others)
	a.Articles = paths(a.Passages)
	if a.Translations = found.translations(slices.Concat(a.Sentences, a.Others)); a.Translations != nil {
		a.Missing = slices.DeleteFunc(a.Missing, found.terms.isFound(a.Query.Words))
	}
	return nil
}

// saysMore reports whether some terms are not all words that say nothing alone.
func (ts *terms) saysMore(found set) bool {
	says := false
	ts.each(found, func(i int, _ float64) {
		word := &ts.list[i]
		says = says || !word.common && !word.light
	})
	return says
}

// searchOtherLanguage adds the passages of the other language to the result of a search that has none.
func (e *Engine) searchOtherLanguage(ctx context.Context, a *Answer) error {
	found, err := e.findTranslated(ctx, a.Query)
	if err != nil || found == nil {
		return err
	}
	if a.Passages, err = e.passages(ctx, found); err != nil {
		return err
	}
	a.Verdict = Related
	a.Articles = paths(a.Passages)
	a.Missing = slices.DeleteFunc(a.Missing, found.terms.isFound(a.Query.Words))
	return nil
}

// isOther reports whether an article is in the other language than a question.
func isOther(q query.Query, a *article.Article) bool { return analysis.For(a.Lang) == otherLanguage(q) }

// translations returns the words of the question that some sentences of the other language have in another form, each once.
func (c *candidates) translations(shown []Sentence) []Translation {
	var out []Translation
	for _, s := range shown {
		m := c.matchesOf(s.Article)
		if m == nil {
			continue // an article of the question's own language
		}
		for _, t := range m.in(s.N, s.N+1) {
			of := c.terms.list[t.Term]
			pair := Translation{c.query.Words[of.start:of.end], bare(m.article.Text[t.Start:t.End])}
			seen := slices.ContainsFunc(out, func(o Translation) bool { return o.Asked == pair.Asked })
			if !seen && !of.light && !strings.EqualFold(pair.Asked, pair.Found) {
				out = append(out, pair)
			}
		}
	}
	return out
}

// isFound returns whether a part of the question's words overlaps a term that articles contain.
func (ts *terms) isFound(words string) func(part string) bool {
	return func(part string) bool {
		start := strings.Index(words, part)
		return start >= 0 && slices.ContainsFunc(ts.list, func(t term) bool {
			return t.frequency > 0 && t.start < start+len(part) && start < t.end
		})
	}
}
