package main

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
)

// maxTranslations is how many Chinese words an English one has in the table.
const maxTranslations = 12

// candidate is a Chinese word for an English one.
type candidate struct {
	text  string
	score float64 // rises with the word's count and falls with the gloss's rank among those of the word
}

// partRank is how many places a word of a gloss of two words counts behind a whole gloss: "trump" in "Donald Trump".
const partRank = 6

// englishLines returns a line a gloss: its stems without stop words, and the Chinese words that it explains, the best first.
func englishLines(words map[string]*word) []string {
	all := map[string][]candidate{}
	for _, w := range words {
		if utf8.RuneCountInString(w.text) < 2 {
			continue // the index has pairs of characters
		}
		for rank, gloss := range w.glosses {
			stems := stemsOf(gloss)
			add(all, strings.Join(stems, " "), w, rank)
			if len(stems) == 2 {
				add(all, stems[0], w, rank+partRank)
				add(all, stems[1], w, rank+partRank)
			}
		}
	}
	var out []string
	for stems, list := range all {
		slices.SortFunc(list, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.text, b.text)) })
		var texts []string
		for _, c := range list[:min(maxTranslations, len(list))] {
			texts = append(texts, c.text)
		}
		out = append(out, stems+"\t"+strings.Join(texts, ";"))
	}
	return out
}

// add adds a word to those of some stems, with the score of its best gloss.
func add(all map[string][]candidate, stems string, w *word, rank int) {
	score := math.Log(float64(max(1, w.count))) - float64(rank)
	for i, c := range all[stems] {
		if c.text == w.text {
			all[stems][i].score = max(c.score, score)
			return
		}
	}
	all[stems] = append(all[stems], candidate{w.text, score})
}

// stemsOf returns the stems of a gloss's content words.
func stemsOf(gloss string) []string {
	var out []string
	for _, t := range analysis.Analyze(analysis.English, gloss) {
		if !t.Stop {
			out = append(out, t.Term)
		}
	}
	return out
}
