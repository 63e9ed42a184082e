package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/index"
	"lede/internal/lexicon"
	"lede/internal/query"
)

// translation is a word of the question with what it may be in another language.
type translation struct {
	term
	alternatives index.Alternatives
	guessed      bool // the alternatives are those of longer names: 哈里斯 of 哈里斯堡
}

// otherLanguage returns the language in which a question is searched besides its own.
func otherLanguage(q query.Query) analysis.Lang {
	if q.Lang == "zh" {
		return analysis.English
	}
	return analysis.Chinese
}

// translated returns the content words of a question in the other language.
func translated(q query.Query) []translation {
	if q.Lang == "zh" {
		return toEnglish(q)
	}
	return toChinese(q)
}

// maxAlternatives is how many words of the other language one word of the question has. From 3 on the figures are within a
// point of each other; 2: first article -1 en, -2 zh.
const maxAlternatives = 12

// toEnglish returns the words of a Chinese question, and the Latin words and numbers in it, in English.
func toEnglish(q query.Query) []translation {
	var out []translation
	asked := q.Terms[analysis.Chinese]
	for _, t := range asked {
		if !t.Han {
			out = append(out, asWritten(q, t))
		}
	}
	for _, w := range q.Chinese {
		at := slices.IndexFunc(asked, func(t analysis.Token) bool { return t.Start < w.End && w.Start < t.End })
		word := analysis.Simplified(q.Words[w.Start:w.End])
		if w.Kind != lexicon.Light && at >= 0 && asked[at].Han {
			out = append(out, wordToEnglish(w, word)...)
		}
	}
	slices.SortStableFunc(out, func(a, b translation) int { return a.start - b.start })
	return out
}

// asWritten returns a Latin word or a number of a question as it is; of a number in Chinese characters, also its gloss.
func asWritten(q query.Query, t analysis.Token) translation {
	out := translation{term: newTerm(q, t), alternatives: index.Alternatives{{t.Term}}}
	out.addAll(analysis.English, lexicon.English(q.Words[t.Start:t.End]))
	return out
}

// wordToEnglish returns a Chinese word with its glosses; if it has none, the words that it is made of. A name may have none of
// either: addNames looks for it.
func wordToEnglish(w lexicon.Word, word string) []translation {
	if glosses := lexicon.English(word); glosses != nil {
		return []translation{newTranslation(w, word, glosses)}
	}
	parts := lexicon.Parts(word)
	whole := strings.Join(parts, "") == word
	var out []translation
	if w.Kind == lexicon.Name && (!whole || len(parts)*2 > utf8.RuneCountInString(word)) {
		longer := newTranslation(w, word, lexicon.Longer(word))
		longer.guessed = true
		out = append(out, longer)
		if lexicon.IsBorrowed(word) || !whole {
			return out
		}
	}
	at := 0
	for _, part := range parts {
		at += strings.Index(word[at:], part)
		t := newTranslation(w, part, lexicon.English(part))
		t.start, t.end = w.Start+at, w.Start+at+len(part)
		out, at = append(out, t), at+len(part)
	}
	return out
}

// newTranslation returns a Chinese word of a question, or a part of it, with what it is in English.
func newTranslation(w lexicon.Word, word string, glosses []string) translation {
	t := translation{term: term{start: w.Start, end: w.End, name: w.Kind == lexicon.Name, light: lightWords[word], common: lexicon.IsCommon(word)}}
	t.light = t.light || t.common && utf8.RuneCountInString(word) == 1 && !amount.MatchString(word+"个") // 第, 项
	t.addAll(analysis.English, glosses[:min(maxAlternatives, len(glosses))])
	return t
}

// phraseWords is how many words of an English question are looked up together at most: "rare earth".
const phraseWords = 4

// toChinese returns the words of an English question in Chinese, the longest phrases that the dictionary has together.
func toChinese(q query.Query) []translation {
	var out []translation
	asked := slices.Clone(q.Terms[analysis.English])
	slices.SortFunc(asked, func(a, b analysis.Token) int { return a.Start - b.Start })
	for len(asked) > 0 {
		n, words := longestPhrase(asked)
		t := translation{term: newTerm(q, asked[0])}
		t.end = asked[n-1].End
		t.addAll(analysis.Chinese, words)
		t.common = len(words) > 0 && lexicon.IsCommon(words[0])
		if n == 1 {
			t.alternatives = append(t.alternatives, []string{asked[0].Term}) // a name or a number may be as it is
		}
		out, asked = append(out, t), asked[n:]
	}
	return out
}

// longestPhrase returns how many of some words the dictionary translates together, and to what; 1 and nil if none.
func longestPhrase(asked []analysis.Token) (n int, words []string) {
	for n = min(phraseWords, len(asked)); n > 0; n-- {
		var stems []string
		for _, t := range asked[:n] {
			stems = append(stems, t.Term)
		}
		if words = lexicon.Chinese(strings.Join(stems, " ")); words != nil {
			return n, words[:min(maxAlternatives, len(words))]
		}
	}
	return 1, nil
}

// add adds a way to say the word in another language, without the words of a gloss that stand for others ("sth") and those that
// say little beside another ("go bankrupt").
func (t *translation) add(lang analysis.Lang, text string) {
	var terms, light []string
	for _, token := range analysis.Analyze(lang, text) {
		switch {
		case token.Stop || placeholders[token.Term] || token.Han && utf8.RuneCountInString(token.Term) == 1: // articles have pairs of characters
		case lang == analysis.English && lightWords[token.Term]:
			light = append(light, token.Term)
		default:
			terms = append(terms, token.Term)
		}
	}
	if terms == nil {
		terms = light
	}
	if terms != nil {
		t.alternatives = append(t.alternatives, terms)
	}
	if len(terms) == 1 && !t.name && len(t.alternatives) <= bestGlosses {
		for _, form := range otherForms[terms[0]] {
			t.alternatives = append(t.alternatives, []string{analysis.Stem(form)})
		}
	}
}

// bestGlosses is how many glosses of a word also match in their irregular forms.
const bestGlosses = 3

// placeholders stand in glosses for other words.
var placeholders = map[string]bool{"sth": true, "sb": true, "oneself": true}

// addAll adds several ways to say the word.
func (t *translation) addAll(lang analysis.Lang, texts []string) {
	for _, text := range texts {
		t.add(lang, text)
	}
}
