// Package lexicon is a dictionary of Chinese: the words with their frequencies and kinds, by which Segment splits a text,
// and what they are in English.
//
// Places finds countries and states of the US in English and in Chinese texts; their table was written by hand.
//
// The other tables are made by gen out of jieba's dictionary (MIT) and CC-CEDICT (CC BY-SA 4.0); see tables/LICENSE. Each is text,
// a line an entry, sorted, so that a look-up is a binary search and needs no index. A table is unpacked when it is needed
// first, which takes 30 ms and 3 to 5 MB.
package lexicon

import (
	_ "embed"
	"iter"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:generate go run ./gen dict.txt cedict_1_0_ts_utf-8_mdbg.txt.gz

// Kind is the kind of a word.
type Kind byte

// The kinds of word.
const (
	Content Kind = 'c'
	Light   Kind = 'l' // a particle, adverb, pronoun, preposition, measure: says little about a subject
	Name    Kind = 'n' // of a person, a place, an organisation
)

var (
	//go:embed tables/chinese.zst
	chinesePacked []byte
	//go:embed tables/english.zst
	englishPacked []byte
)

var (
	chinese = sync.OnceValue(func() table { return unpack(chinesePacked) })
	english = sync.OnceValue(func() table { return unpack(englishPacked) })
)

// table is lines of tab-separated fields, sorted by the first.
type table string

// unpack returns a packed table. It panics if the table is broken, which only a faulty build can cause.
func unpack(packed []byte) table {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic("lexicon: " + err.Error())
	}
	defer decoder.Close()
	text, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		panic("lexicon: " + err.Error())
	}
	return table(text)
}

// find returns the fields behind a key. prefix reports whether any key begins with it.
func (t table) find(key string) (fields string, ok, prefix bool) {
	before, after, _ := strings.Cut(t.line(t.search(key)), "\t")
	return after, before == key, strings.HasPrefix(before, key)
}

// from returns the lines from a key on.
func (t table) from(key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for at := t.search(key); at < len(t); {
			line := t.line(at)
			if !yield(line) {
				return
			}
			at += len(line) + 1
		}
	}
}

// search returns the offset of the first line whose key is not smaller than a key.
func (t table) search(key string) int {
	low, high := 0, len(t)
	for low < high {
		start := strings.LastIndexByte(string(t[:(low+high)/2]), '\n') + 1
		line := t.line(start)
		if before, _, _ := strings.Cut(line, "\t"); before < key {
			low = start + len(line) + 1
		} else {
			high = start
		}
	}
	return low
}

// line returns the line that begins at an offset; "" at the end.
func (t table) line(start int) string {
	line, _, _ := strings.Cut(string(t[start:]), "\n")
	return line
}
