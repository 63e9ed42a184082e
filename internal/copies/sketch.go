// Package copies finds copies: articles of which at most a tenth of the words differ, such as an agency's story in
// several newspapers. It is pure.
//
// Of returns a Sketch of each article, which package store keeps. For a new article, a Finder returns the candidates
// with a similar Sketch, and Same compares the texts.
package copies

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// sketchSize is the number of hashes in a sketch. With a tenth of the words replaced one by one, texts share 0.54 of
// their shingles; with 16 hashes the Finder misses one such pair in 200 (see minSharedHashes).
const sketchSize = 16

// Sketch is the bottom-k sketch of a text's shingles of three words (Cohen and Kaplan, Summarizing data using bottom-k
// sketches, 2007): their smallest hashes in ascending order, followed by zeros if there are fewer.
type Sketch [sketchSize]uint32

// shingleWords is the number of words in a shingle.
const shingleWords = 3

// Of returns the sketch of a text. Letter case, punctuation and white space are ignored.
func Of(text string) Sketch {
	words := wordsOf(text)
	low := make([]uint32, 0, 8*sketchSize)
	limit := ^uint32(0)
	for i := range max(min(1, len(words)), len(words)-shingleWords+1) {
		h := mix(words[i:min(i+shingleWords, len(words))])
		if h > limit {
			continue
		}
		if low = append(low, h); len(low) == cap(low) {
			low = smallest(low)
			limit = low[len(low)-1]
		}
	}
	var s Sketch
	copy(s[:], smallest(low))
	return s
}

// smallest returns the distinct smallest hashes in ascending order, at most sketchSize.
func smallest(hashes []uint32) []uint32 {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return hashes[:min(sketchSize, len(hashes))]
}

// Constants of the FNV-1a hash over 32 bits (Fowler, Noll and Vo), and of the finalizer of MurmurHash3 (Appleby).
const (
	fnvOffset, fnvPrime = 2166136261, 16777619
	mixFirst, mixSecond = 0x85ebca6b, 0xc2b2ae35
)

// mix returns the hash of a shingle, never 0.
func mix(words []uint32) uint32 {
	h := uint32(fnvOffset)
	for _, w := range words {
		h = (h ^ w) * fnvPrime
		h ^= h >> 15
	}
	h = (h ^ h>>16) * mixFirst
	h = (h ^ h>>13) * mixSecond
	return max(1, h^h>>16)
}

// wordsOf returns the hashes of a text's words: runs of letters and digits, and single Chinese characters.
func wordsOf(text string) []uint32 {
	out := make([]uint32, 0, len(text)/5)
	word := uint32(0) // 0: between words
	end := func() {
		if word != 0 {
			out = append(out, word)
		}
		word = 0
	}
	add := func(r rune) {
		if word == 0 {
			word = fnvOffset
		}
		word = max(1, (word^uint32(r))*fnvPrime)
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
				add(rune(c))
			case 'A' <= c && c <= 'Z':
				add(rune(c) + 'a' - 'A')
			case c != '\'':
				end()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case unicode.Is(unicode.Han, r):
			end()
			add(r)
			end()
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			add(unicode.ToLower(r))
		case r != '’':
			end()
		}
	}
	end()
	return out
}
