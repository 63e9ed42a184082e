package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/lexicon"
)

// word is an entry of the tables.
type word struct {
	text     string
	count    int // occurrences in jieba's corpus
	kind     lexicon.Kind
	glosses  []string
	readings []string // syllables without tones, of each entry of CC-CEDICT
	reading  string   // of a single character: its most frequent syllable
}

// Bounds of the words that segmentation knows.
const (
	maxRunes  = 8 // longer ones are phrases, of which a question has the words
	minCount  = 4 // rarer ones without a gloss are misprints as often as words
	rareCount = 3 // of a word that only CC-CEDICT has

	// commonCharacter is the count from which on a character that is a word by itself is mostly that: 是, 有, 叫.
	commonCharacter = 24000
)

// isUseful reports whether a word goes into the tables.
func (w *word) isUseful() bool {
	return utf8.RuneCountInString(w.text) <= maxRunes && (w.count >= minCount || len(w.glosses) > 0)
}

// readJieba reads lines of a word, its count and its part of speech.
func readJieba(r io.Reader, words map[string]*word) error {
	return eachLine(r, func(line string) error {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			return fmt.Errorf("%q has not three fields", line)
		}
		count, err := strconv.Atoi(fields[1])
		if err != nil {
			return err
		}
		text := analysis.Simplified(fields[0])
		if !isHan(text) || count == 0 {
			return nil
		}
		if w := words[text]; w == nil || w.count < count {
			words[text] = &word{text: text, count: count, kind: kindOf(fields[2])}
			if utf8.RuneCountInString(text) == 1 && count >= commonCharacter && (fields[2] == "v" || fields[2] == "zg") {
				words[text].kind = lexicon.Light
			}
		}
		return nil
	})
}

// kindOf returns the kind of a part of speech of ICTCLAS.
func kindOf(tag string) lexicon.Kind {
	switch {
	case slices.Contains([]string{"nr", "nrt", "nrfg", "ns", "nt", "nz"}, tag):
		return lexicon.Name
	case strings.Contains("ucpdryeoqfkhx", tag[:1]): // particles, conjunctions, prepositions, adverbs, pronouns, measures, places beside
		return lexicon.Light
	}
	return lexicon.Content
}

// isHan reports whether a text is all Chinese characters.
func isHan(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool { return !analysis.IsHan(r) }) < 0
}

// setReadings gives each character the syllable that it has in most words.
func setReadings(words map[string]*word) {
	counts := map[string]map[string]int{}
	for _, w := range words {
		for _, reading := range w.readings {
			syllables := strings.Fields(reading)
			runes := []rune(w.text)
			if len(syllables) != len(runes) {
				continue
			}
			for i, r := range runes {
				if counts[string(r)] == nil {
					counts[string(r)] = map[string]int{}
				}
				counts[string(r)][syllables[i]]++
			}
		}
	}
	for r, by := range counts {
		w := words[r]
		if w == nil {
			w = &word{text: r, count: rareCount}
			words[r] = w
		}
		for syllable, n := range by {
			if most := by[w.reading]; n > most || n == most && syllable < w.reading {
				w.reading = syllable
			}
		}
	}
}

// chineseLines returns a line a word: the word, its kind and ten times the logarithm of its count, its glosses, and of a
// character its reading.
func chineseLines(words map[string]*word) []string {
	var out []string
	for _, w := range words {
		line := fmt.Sprintf("%s\t%c%d", w.text, w.kind, int(math.Round(10*math.Log(float64(max(1, w.count))))))
		if len(w.glosses) > 0 || w.reading != "" {
			line += "\t" + strings.Join(w.glosses, ";")
		}
		if w.reading != "" {
			line += "\t" + w.reading
		}
		out = append(out, line)
	}
	return out
}
