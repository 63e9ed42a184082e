package article

import (
	"unicode"
	"unicode/utf8"
)

// A passage's length in words; a Chinese character counts HanUnit, so that 130 to 320 characters are the same.
const (
	minPassage = 80
	maxPassage = 200
	HanUnit    = 0.625
)

// Units returns a text's length in words, Chinese characters counted as their share of one.
func Units(text string) float64 {
	words, han := 0, 0 // words: those without a Chinese character
	inWord, latin := false, false
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			switch {
			case c == ' ' || c >= '\t' && c <= '\r':
				if inWord && latin {
					words++
				}
				inWord = false
			case !inWord:
				inWord, latin = true, true
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case isHan(r):
			han++
			inWord, latin = true, false
		case unicode.IsSpace(r):
			if inWord && latin {
				words++
			}
			inWord = false
		case !inWord:
			inWord, latin = true, true
		}
	}
	if inWord && latin {
		words++
	}
	return float64(words) + float64(han)*HanUnit
}

// Cut returns the article's passages: all sentences in order, each in exactly one. A passage ends where it is long enough and a paragraph
// ends, or where the next sentence would make it too long; what is left over joins the last passage, or
// shares its sentences with it.
func (a *Article) Cut() []Passage {
	var out []Passage
	size := make([]float64, len(a.Sentences))
	first, length := 0, 0.0
	for i := range a.Sentences {
		size[i] = Units(a.Sentence(i))
		if i > first && length >= minPassage && (length+size[i] > maxPassage || startsParagraph(a, i)) || i > first && length+size[i] > maxPassage {
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

// startsParagraph reports whether sentence i begins a new paragraph.
func startsParagraph(a *Article, i int) bool {
	return a.Sentences[i].Paragraph != a.Sentences[i-1].Paragraph
}

// mergeShort joins a passage that is too short to the one before it; if both are too long together, the
// boundary moves to the sentence end nearest to their middle.
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
