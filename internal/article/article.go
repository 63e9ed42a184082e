// Package article parses one file into one Article: its metadata, and its body, cut into sentences and passages.
//
// Parse is a pipeline (parse.go). The bytes become UTF-8 (charset.go). The reader of the file's format collects
// paragraphs, headings and metadata: plain text (plain.go), Markdown with front matter (markdown.go, rawhtml.go,
// frontmatter.go, keys.go) or a web page (html.go, prune.go, page.go). In plain text, short lines between paragraphs
// become the headline and the captions (caption.go). Lines that name the source or a disclaimer leave the body
// (plain.go, source.go). Each paragraph is cleaned to one line (clean.go) and split into sentences (sentences.go).
// Then follows what the file does not give: the defaults of its folder (defaults.go), the language (language.go), the
// title (title.go) and the date (infer_date.go). Cut groups the sentences to passages (passages.go).
//
// What is wrong with a file comes back as a list of Problems; parsing never fails. A file has a budget (budget.go): its
// text, lines, elements, cells, marks, levels and time are counted before and while it is parsed, and one that passes a
// limit is not read at all. The package is pure: no disk, no log, and no clock but that of the budget.
package article

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Card is an article without its text, small enough to keep in memory for every article.
type Card struct {
	ID        string    // short hash of Path, see ID; the same after an edit of the file
	Path      string    // file name relative to the corpus folder, with slashes
	Title     string    // never empty; derived from the text if the file has none
	URL       string    // source link, http or https; "" if the file has none
	Derived   bool      // the text is not the source's own: it is written after what URL names
	Outlet    string    // name of the publisher; "" if unknown
	Host      string    // host of URL without "www."; "" without URL
	Published time.Time // day of publication at 00:00 UTC; zero if unknown
	Inferred  bool      // Published comes from the text or the file's name, not from metadata
	Tags      []string  // in the file's order, as written
	Lang      string    // ISO 639-1 code ("en", "zh", "de"), "und" if the text has no letters
	Words     int       // length of the text in Units
	Passages  int       // number of passages, see Cut
}

// Article is the content of one file.
type Article struct {
	Card
	Author       string     // "" if unknown
	Captions     []string   // photo captions between the paragraphs
	Disclaimer   string     // text after "Disclaimer:", not part of Text
	Text         string     // the body: paragraphs separated by a blank line, without headings, captions, disclaimer
	HeadingPaths [][]string // headings above each part, outermost first; HeadingPaths[0] is empty: text above the first heading
	Sentences    []Sentence // all sentences of Text in order; only white space is between them
}

// Sentence is one sentence of an article's Text.
type Sentence struct {
	Start, End  int // byte offsets into Text
	Paragraph   int // ordinal of its paragraph, from 0
	HeadingPath int // index in HeadingPaths
}

// Passage is a run of whole sentences of 80 to 200 words, or 130 to 320 Chinese characters. It is shorter only if the
// article is, and longer only if a sentence is.
type Passage struct {
	First, End int // sentences [First, End)
}

// Level is the severity of a Problem.
type Level int

// The levels of a Problem.
const (
	Warning Level = iota // the article is complete; something else in the file was ignored
	Error                // a part of the article, or all of it, is lost
)

// Problem is a fault of a file, with a hint for its editor.
type Problem struct {
	Line  int    // line of the file, from 1; 0 for the file as a whole
	Level Level  // severity
	Text  string // what is wrong
	Hint  string // how to correct it
}

// String returns "line 3: what is wrong; how to correct it".
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

// ID returns the id of the article at path (relative to the corpus, with slashes): 12 letters and digits, which are 60
// bits of its hash. Among 100,000 articles two have the same id with a probability of one in 200 million.
func ID(path string) string {
	sum := sha256.Sum256([]byte(path))
	var id [16]byte
	idEncoding.Encode(id[:], sum[:10])
	return string(id[:12])
}

// Sentence returns the text of sentence i.
func (a *Article) Sentence(i int) string {
	s := a.Sentences[i]
	return a.Text[s.Start:s.End]
}

// Range returns the text of the sentences [first, end), with the white space between them; "" for an empty range.
func (a *Article) Range(first, end int) string {
	if first >= end {
		return ""
	}
	return a.Text[a.Sentences[first].Start:a.Sentences[end-1].End]
}

// SentenceID returns the id of sentence i: the article's id, the ordinal, and four characters of the hash of its text,
// for example "k3vq8n2xw7ab.12.f3k9". The hash makes Find fail after an edit of the sentence.
func (a *Article) SentenceID(i int) string {
	return fmt.Sprintf("%s.%d.%s", a.ID, i, ID(a.Sentence(i))[:4])
}

// Find returns the ordinal of the sentence with the given id. It returns -1, false if there is none, which includes a
// sentence that has been edited or moved since.
func (a *Article) Find(sentenceID string) (int, bool) {
	parts := strings.Split(sentenceID, ".")
	if len(parts) != 3 {
		return -1, false
	}
	i, err := strconv.Atoi(parts[1])
	if err != nil || i < 0 || i >= len(a.Sentences) || a.SentenceID(i) != sentenceID {
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
