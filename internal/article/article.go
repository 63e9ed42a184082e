// Package article reads one file into one Article: title, source, date, captions and disclaimer apart from
// the body, the body cut into sentences, and the sentences into passages.
//
// It is pure: bytes in, an Article and its problems out. Nothing here touches a disk, a clock or a log.
package article

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"
)

// Card is what is known of an article without its text: little enough to keep in memory for each one.
type Card struct {
	ID        string    // short hash of Path, see ID; survives edits of the file
	Path      string    // file name relative to the corpus folder, with slashes
	Title     string    // never empty; derived from the text where the file names none
	URL       string    // source link, http or https only; "" if the file names none
	Outlet    string    // who published it, for people to read; "" if unknown
	Host      string    // host of URL without "www."; "" without URL
	Published time.Time // day of publication at 00:00 UTC; zero if unknown
	Inferred  bool      // Published was read out of the text, not out of metadata
	Tags      []string  // in the file's order, as written
	Lang      string    // ISO 639-1 code ("en", "zh", "de"), "und" if it cannot be told
	Words     int       // length of the text in Units
	Passages  int       // number of passages that the text makes, see Cut
}

// Article is one tracked article, read from one file.
type Article struct {
	Card
	Author       string     // "" if unknown
	Captions     []string   // photo captions that stood between the paragraphs
	Disclaimer   string     // text of the "Disclaimer:" line; never part of Text
	Text         string     // the body: paragraphs parted by a blank line, without headings, captions, disclaimer
	HeadingPaths [][]string // headings above each part, outermost first; HeadingPaths[0] is empty: text above the first heading
	Sentences    []Sentence // all sentences of Text in order; they cover all of it but white space
}

// Sentence is one sentence of an article's Text.
type Sentence struct {
	Start, End  int // byte offsets into Text
	Paragraph   int // ordinal of its paragraph, from 0
	HeadingPath int // index in HeadingPaths
}

// Passage is a run of whole sentences: 80 to 200 words, or 130 to 320 Chinese characters, where the article
// is long enough for that and no single sentence is longer.
type Passage struct {
	First, End int // sentences [First, End)
}

// Level says how much a Problem costs.
type Level int

// The levels of a Problem.
const (
	Warning Level = iota // the article is complete; something in the file was passed over
	Error                // something of the file is lost, or all of it
)

// Problem is something wrong with a file, told so that its editor can mend it.
type Problem struct {
	Line  int    // line of the file, from 1; 0 if the file as a whole is meant
	Level Level  // what it costs
	Text  string // what is wrong
	Hint  string // what to do about it
}

// String returns "line 3: what is wrong; what to do".
func (p Problem) String() string {
	s := p.Text
	if p.Line > 0 {
		s = fmt.Sprintf("line %d: %s", p.Line, s)
	}
	if p.Hint != "" {
		s += "; " + p.Hint
	}
	return s
}

var idEncoding = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// ID returns the id of the article at path (relative to the corpus, with slashes): 12 letters and digits
// of its hash, 60 bits, so that 100,000 articles share an id with a chance of one in 200 million.
func ID(path string) string {
	sum := sha256.Sum256([]byte(path))
	return idEncoding.EncodeToString(sum[:])[:12]
}

// Sentence returns the text of sentence i.
func (a *Article) Sentence(i int) string {
	s := a.Sentences[i]
	return a.Text[s.Start:s.End]
}

// Range returns the text of the sentences [first, end), with the white space between them.
// It returns "" for an empty range.
func (a *Article) Range(first, end int) string {
	if first >= end {
		return ""
	}
	return a.Text[a.Sentences[first].Start:a.Sentences[end-1].End]
}

// SentenceID returns the id of sentence i: the article's id, the ordinal, and a piece of the text's hash,
// for example "k3vq8n2xw7ab.12.f3k9", so that a reference to a sentence that has changed since can tell.
func (a *Article) SentenceID(i int) string {
	return fmt.Sprintf("%s.%d.%s", a.ID, i, ID(a.Sentence(i))[:4])
}

// Find returns the ordinal of the sentence with the given id.
// It returns -1, false if the article has changed so that the id's sentence is not there any more.
func (a *Article) Find(sentenceID string) (int, bool) {
	id, rest, _ := strings.Cut(sentenceID, ".")
	ordinal, _, _ := strings.Cut(rest, ".")
	var i int
	if _, err := fmt.Sscanf(ordinal, "%d", &i); err != nil || id != a.ID || i < 0 || i >= len(a.Sentences) {
		return -1, false
	}
	if a.SentenceID(i) != sentenceID {
		return -1, false
	}
	return i, true
}

// Date returns the day of publication as 2025-06-06, or "" if it is unknown.
func (a *Card) Date() string {
	if a.Published.IsZero() {
		return ""
	}
	return a.Published.Format(time.DateOnly)
}
