package answer

import (
	"slices"

	"lede/internal/article"
)

// Sizes of what an answer lists.
const (
	Shown       = 3  // passages that an answer shows; their articles get a citation
	PageSize    = 5  // passages on a page of search results, in a record and in a run of eval
	maxArticles = 10 // of Answer.Articles
)

// paths returns the paths of the articles behind passages and of their copies, each once, up to maxArticles.
func paths(passages []Passage) []string {
	var out []string
	for _, p := range passages {
		for _, c := range append([]*article.Card{&p.Article.Card}, p.Copies...) {
			if len(out) < maxArticles && !slices.Contains(out, c.Path) {
				out = append(out, c.Path)
			}
		}
	}
	return out
}

// cite numbers the articles behind the sentences, then the other articles that answer, then those behind the passages
// that are shown. Any passage of a numbered article gets its number.
func (a *Answer) cite() {
	number := func(src *article.Article, sentence int) int {
		n := a.cited(src)
		if n == 0 {
			n = len(a.Citations) + 1
			a.Citations = append(a.Citations, Citation{N: n, Article: src, Sentence: src.Sentence(sentence)})
		}
		return n
	}
	for i, s := range a.Sentences {
		a.Sentences[i].Citation = number(s.Article, s.N)
	}
	for i, s := range a.Others {
		a.Others[i].Citation = number(s.Article, s.N)
	}
	for _, p := range a.Passages[:min(Shown, len(a.Passages))] {
		number(p.Article, p.Best)
	}
	for i, p := range a.Passages {
		a.Passages[i].Citation = a.cited(p.Article)
	}
}

// cited returns the number of an article among the citations; 0 if it has none.
func (a *Answer) cited(src *article.Article) int {
	return slices.IndexFunc(a.Citations, func(c Citation) bool { return c.Article == src }) + 1
}
