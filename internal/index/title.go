package index

import (
	"slices"
	"strings"
	"unicode"

	"lede/internal/analysis"
	"lede/internal/article"
)

// TitleTerms returns the terms by which an article is found by its title or link, each once: the words of the title, of
// Chinese each character and each pair, the title as a whole, and the place that its link leads to.
func TitleTerms(c *article.Card) []string {
	out := []string{titleKey(c.Title)}
	if c.URL != "" {
		out = append(out, PlaceTerm(article.Place(c.URL)))
	}
	eachRun(c.Title, func(run string, han bool) {
		if han {
			out = append(append(out, characters(run)...), pairs(run)...)
		} else {
			out = append(out, run)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// TitleQuery is what a typed text asks of a title.
type TitleQuery struct {
	Key    string   // the term of an article with just this title
	Words  []string // terms that a title must have
	Begins []string // beginnings of terms: a title must have a term of each
}

// ParseTitle returns what a text asks of a title: all its words, each of which may be the beginning of a longer one.
func ParseTitle(text string) TitleQuery {
	q := TitleQuery{Key: titleKey(text)}
	eachRun(text, func(run string, han bool) {
		switch {
		case !han:
			q.Begins = append(q.Begins, run)
		case len([]rune(run)) == 1:
			q.Words = append(q.Words, run)
		default:
			q.Words = append(q.Words, pairs(run)...)
		}
	})
	return q
}

// IsEmpty reports whether every title has what is asked for.
func (q TitleQuery) IsEmpty() bool { return len(q.Words)+len(q.Begins) == 0 }

// Fold returns a text without regard to case and to simplified or traditional characters.
func Fold(text string) string { return analysis.Simplified(strings.ToLower(text)) }

// Marks of the terms of a title that are no words. No word begins with them.
const (
	keyMark   = "="
	placeMark = "@"
)

// titleKey returns the term of a title as a whole.
func titleKey(title string) string { return keyMark + article.ID(Fold(strings.TrimSpace(title))) }

// PlaceTerm returns the term of the place that a link leads to, see article.Place.
func PlaceTerm(place string) string { return placeMark + article.ID(place) }

// IsTitleWord reports whether a term of a title is a word of several letters.
func IsTitleWord(term string) bool {
	return len(term) > 1 && !strings.HasPrefix(term, keyMark) && !strings.HasPrefix(term, placeMark)
}

// maxTitleWord is the most bytes of a word of a title that are a term.
const maxTitleWord = 64

// eachRun calls f with each run of letters and digits of a folded text; those of Chinese are apart.
func eachRun(text string, f func(run string, han bool)) {
	text = Fold(text)
	start, han := -1, false
	end := func(at int) {
		if start >= 0 {
			f(shortened(text[start:at], han), han)
		}
		start = -1
	}
	for i, r := range text {
		isHan := analysis.IsHan(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			end(i)
			continue
		}
		if start >= 0 && isHan != han {
			end(i)
		}
		if start < 0 {
			start, han = i, isHan
		}
	}
	end(len(text))
}

// shortened returns the first maxTitleWord bytes of a word, whole characters only; Chinese stays as it is.
func shortened(run string, han bool) string {
	if han || len(run) <= maxTitleWord {
		return run
	}
	return strings.ToValidUTF8(run[:maxTitleWord], "")
}

func characters(run string) []string { return strings.Split(run, "") }

// pairs returns the pairs of neighbouring characters of a text.
func pairs(run string) []string {
	var out []string
	all := characters(run)
	for i := 1; i < len(all); i++ {
		out = append(out, all[i-1]+all[i])
	}
	return out
}
