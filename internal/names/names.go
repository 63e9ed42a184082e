// Package names finds what makes two spellings one name: the phonetic code of a word, the names in an article with the
// titles of their bearers, and an editor's aliases.
//
// It is pure, and judges nothing: package answer decides which spellings to search.
package names

import (
	"slices"
	"sync"

	"lede/internal/analysis"
	"lede/internal/article"
)

// Name is a name in an article.
type Name struct {
	Word  string   // folded, as analysis.Standard has it
	Roles []string // words beside it where its bearer has a title: "us", "trade", "representative", "jamison"
}

// roleWords are titles before the names of their bearers.
var roleWords = map[string]bool{
	"president": true, "minister": true, "secretary": true, "chancellor": true, "premier": true, "senator": true,
	"governor": true, "mayor": true, "chief": true, "ceo": true, "chairman": true, "chairwoman": true, "chair": true,
	"representative": true, "ambassador": true, "king": true, "queen": true, "prince": true, "princess": true,
	"general": true, "judge": true, "justice": true, "director": true, "commissioner": true, "spokesman": true,
	"spokeswoman": true, "professor": true, "captain": true, "coach": true, "pope": true, "congressman": true,
	"congresswoman": true, "envoy": true, "dr": true, "sir": true,
}

// Of returns the names of an article, in the order of their first place: the words that have a capital within
// a sentence and are nowhere without one. words are those of its text, see analysis.Words.
func Of(a *article.Article, words []analysis.Token) []Name {
	c := collectors.Get().(*collector)
	defer c.release()
	c.text = a.Text
	all := words
	for _, s := range a.Sentences {
		end := 0
		for end < len(words) && words[end].Start < s.End {
			end++
		}
		c.sentence(words[:end], analysis.IsAllCaps(a.Text[s.Start:s.End]))
		words = words[end:]
	}
	c.dropSmall(a, all)
	var out []Name
	for _, n := range c.names {
		if n.Word != "" {
			out = append(out, n)
		}
	}
	return out
}

// dropSmall empties the names that also occur without a capital.
func (c *collector) dropSmall(a *article.Article, words []analysis.Token) {
	shouting, next := false, 0
	for _, t := range words {
		for next < len(a.Sentences) && t.Start >= a.Sentences[next].Start {
			shouting = analysis.IsAllCaps(a.Sentence(next))
			next++
		}
		if t.Capital && !shouting {
			continue
		}
		if i, ok := c.at[t.Folded()]; ok {
			c.names[i].Word = ""
		}
	}
}

// collector gathers the names of one article.
type collector struct {
	text  string
	names []Name
	at    map[string]int // index in names by word
	words []string       // of the open run
}

// collectors are reused.
var collectors = sync.Pool{New: func() any { return &collector{at: map[string]int{}} }}

// maxNames is the most names of an article whose collector is reused.
const maxNames = 1 << 12

func (c *collector) release() {
	if len(c.names) > maxNames {
		return
	}
	clear(c.at)
	clear(c.names)
	c.text, c.names = "", c.names[:0]
	collectors.Put(c)
}

// sentence adds the runs of capitalized words of one sentence. A sentence in capitals has none.
func (c *collector) sentence(words []analysis.Token, shouts bool) {
	run := c.words[:0]
	end := 0
	flush := func() {
		c.run(run)
		run = run[:0]
	}
	for i, t := range words {
		capital := t.Capital && !shouts
		if t.Han || !capital || t.Number {
			flush()
			continue
		}
		if len(run) > 0 && c.text[end:t.Start] != " " {
			flush()
		}
		if i > 0 || roleWords[t.Folded()] {
			run = append(run, t.Folded())
		}
		end = t.End
	}
	flush()
	c.words = run
}

// run adds words in a row, each with a capital.
func (c *collector) run(words []string) {
	bearer := -1
	for i, w := range words {
		c.add(w)
		if i == len(words)-1 && !roleWords[w] {
			bearer = c.at[w]
		}
	}
	if bearer < 0 || !slices.ContainsFunc(words, func(w string) bool { return roleWords[w] }) {
		return
	}
	n := &c.names[bearer]
	for _, w := range words[:len(words)-1] {
		if !slices.Contains(n.Roles, w) {
			n.Roles = append(n.Roles, w)
		}
	}
}

func (c *collector) add(word string) {
	if _, ok := c.at[word]; !ok {
		c.at[word] = len(c.names)
		c.names = append(c.names, Name{Word: word})
	}
}
