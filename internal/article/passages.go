package article

import (
	"unicode"
	"unicode/utf8"
)

// The length of a passage in words. On encyclopaedic text, paragraphs joined to 80 to 200 words have the answer in the
// first passage in 79% of the questions, windows of 80 to 130 words in 75%; on news it is 61% and 64%.
const (
	minPassage = 80
	maxPassage = 200
)

// HanUnit is the number of words that a Chinese character counts as: 320 characters are 200 words.
const HanUnit = 0.625

// Units returns the length of a text in words: those between blanks without a Chinese character, and HanUnit for each
// Chinese character.
func Units(text string) float64 {
	var words, han int
	var inWord, counted uint8 // 1 in a word, and in one that is counted
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf { // without branches, which would be guessed wrong at every word
			i++
			mark := visible[c]
			begins := mark &^ inWord
			words += int(begins)
			inWord, counted = mark, (counted|begins)&mark
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case isHan(r):
			han++
			words -= int(counted)
			inWord, counted = 1, 0
		case unicode.IsSpace(r):
			inWord, counted = 0, 0
		case inWord == 0:
			words++
			inWord, counted = 1, 1
		}
	}
	return float64(words) + float64(han)*HanUnit
}

// visible has a 1 for each byte of ASCII that is no white space.
var visible = func() (visible [utf8.RuneSelf]uint8) {
	for c := range visible {
		if c != ' ' && (c < '\t' || c > '\r') {
			visible[c] = 1
		}
	}
	return visible
}()

// Cut returns the passages of an article, which cover all its sentences in order. A passage ends at the end of a
// paragraph once it has minPassage words, and before a sentence that would make it longer than maxPassage. A rest that
// is too short is merged with the passage before it.
func (a *Article) Cut() []Passage {
	var out []Passage
	size := make([]float64, len(a.Sentences))
	first, length := 0, 0.0
	for i := range a.Sentences {
		size[i] = Units(a.Sentence(i))
		if i > first && (length+size[i] > maxPassage || length >= minPassage && startsParagraph(a, i)) {
			out = append(out, Passage{first, i})
			first, length = i, 0
		}
		length += size[i]
	}
	if first < len(a.Sentences) {
		out = append(out, Passage{first, len(a.Sentences)})
	}
	return mergeShort(out, size)
}

// startsParagraph reports whether sentence i is the first of its paragraph.
func startsParagraph(a *Article, i int) bool {
	return a.Sentences[i].Paragraph != a.Sentences[i-1].Paragraph
}

// mergeShort merges each passage shorter than minPassage with the one before it. If the two are longer than maxPassage
// together, it moves the boundary between them to the end of the sentence nearest to their middle.
func mergeShort(in []Passage, size []float64) []Passage {
	var out []Passage
	for _, p := range in {
		n := len(out)
		if n == 0 || sum(size, p.First, p.End) >= minPassage && sum(size, out[n-1].First, out[n-1].End) >= minPassage {
			out = append(out, p)
			continue
		}
		last := &out[n-1]
		all := sum(size, last.First, p.End)
		if all <= maxPassage {
			last.End = p.End
			continue
		}
		middle, half := last.First+1, size[last.First]
		for middle < p.End-1 && half+size[middle]/2 < all/2 {
			half += size[middle]
			middle++
		}
		last.End, p.First = middle, middle
		out = append(out, p)
	}
	return out
}

func sum(size []float64, first, end int) float64 {
	total := 0.0
	for _, s := range size[first:end] {
		total += s
	}
	return total
}
