package follow

import (
	"lede/internal/analysis"
	"lede/internal/article"
)

// Mark is a byte range of an article's text.
type Mark struct{ Start, End int }

// Evidence returns the sentence of an article that has the most words of the query, the first of several, and where they are in
// it. Without any it is the first sentence, without marks. The article must have a sentence.
func (q Query) Evidence(a *article.Article) (sentence int, marks []Mark) {
	if spelling, ok := q.match(newText(a)); ok {
		q = spelling
	}
	lang := analysis.For(a.Lang)
	numbers := map[string]int{}
	for i, term := range q.needed[lang] {
		numbers[term] = i
	}
	found := analysis.NewMatcher(lang, numbers).Match(a.Text)
	most := 0
	for i, s := range a.Sentences {
		var here []Mark
		distinct := map[int]bool{}
		for len(found) > 0 && found[0].Start < s.End {
			if found[0].Start >= s.Start {
				distinct[found[0].Term] = true
				here = append(here, Mark{found[0].Start, min(found[0].End, s.End)})
			}
			found = found[1:]
		}
		if len(distinct) > most {
			most, sentence, marks = len(distinct), i, here
		}
	}
	return sentence, joined(marks)
}

// joined returns marks with those that overlap or touch as one: the bigrams of a Chinese word.
func joined(marks []Mark) []Mark {
	var out []Mark
	for _, m := range marks {
		if last := len(out) - 1; last >= 0 && m.Start <= out[last].End {
			out[last].End = max(out[last].End, m.End)
			continue
		}
		out = append(out, m)
	}
	return out
}
