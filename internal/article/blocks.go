package article

import (
	"hash/maphash"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocksOf yields the text of a tree block by block, in order: what is between the starts and ends of
// elements that are not inline.
func blocksOf(n *html.Node) iter.Seq[string] { return walkBlocks(n, false) }

// linesOf is blocksOf with partMark between inline elements that touch each other: pages show a distance there.
func linesOf(n *html.Node) iter.Seq[string] { return walkBlocks(n, true) }

// partMark parts the pieces of a line about an article.
const partMark = " | "

func walkBlocks(n *html.Node, parted bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		w := blockWalker{yield: yield, parted: parted}
		w.walk(n)
		w.flush()
	}
}

type blockWalker struct {
	yield  func(string) bool
	parted bool
	text   strings.Builder
	ended  bool
}

// touches reports whether an inline element follows another one without anything between them, but for a label.
func (w *blockWalker) touches(n *html.Node) bool {
	before := n.PrevSibling
	if !w.parted || before == nil || before.Type != html.ElementNode || n.Type != html.ElementNode || before.DataAtom == atom.Br {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(w.text.String())
	return unicode.IsLetter(last) || unicode.IsDigit(last)
}

func (w *blockWalker) flush() {
	if text := clean(w.text.String()); text != "" && !w.ended {
		w.ended = !w.yield(text)
	}
	w.text.Reset()
}

func (w *blockWalker) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.text.WriteString(n.Data)
		return
	case n.Type == html.CommentNode, isSkipped(n), w.ended:
		return
	case n.DataAtom == atom.Br:
		w.text.WriteByte('\n')
	}
	block := n.Type != html.ElementNode || !isInline(n)
	if block {
		w.flush()
	} else if w.touches(n) {
		w.text.WriteString(partMark)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	if block {
		w.flush()
	}
}

var wordSeed = maphash.MakeSeed()

// wordHashes returns a hash of each word of a text. A Chinese character is a word.
func wordHashes(text string) []uint64 {
	var out []uint64
	start := -1
	end := func(i int) {
		if start >= 0 {
			out = append(out, maphash.String(wordSeed, text[start:i]))
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case isHan(r):
			end(i)
			out = append(out, uint64(r))
		case unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark):
			if start < 0 {
				start = i
			}
		default:
			end(i)
		}
	}
	end(len(text))
	return out
}

// hashRun joins the hashes of words in order.
func hashRun(words []uint64) uint64 {
	const prime = 1099511628211 // of FNV-1a
	h := uint64(len(words))
	for _, w := range words {
		h = (h ^ w) * prime
	}
	return h
}
