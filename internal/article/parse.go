package article

import (
	"bytes"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph is a piece of the body under one heading trail.
type paragraph struct {
	text  string
	trail int
}

// draft is an article on its way from bytes to Article.
type draft struct {
	Article
	paragraphs []paragraph
	problems   []Problem
	siteName   string // of a web page
	credited   string // source that a line of the text names
}

func (d *draft) problem(line int, level Level, text, cure string) {
	d.problems = append(d.problems, Problem{Line: line, Level: level, Text: text, Cure: cure})
}

// Parse reads one file. path is its name relative to the corpus, with slashes; its extension decides how it
// is read: .md, .html and .htm, all others as plain text. It never fails: what is wrong comes back as
// problems, and an article without any text has no Sentences. Parse is deterministic.
func Parse(name string, raw []byte) (Article, []Problem) {
	d := &draft{Article: Article{ID: ID(name), Path: name, Trails: [][]string{nil}}}
	if isBinary(raw) {
		d.problem(0, Error, "is not text", "save it as UTF-8 text, Markdown or HTML, or take it out of the folder")
		return d.Article, d.problems
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		d.html(raw)
	case ".md":
		body := d.frontMatter(d.decode(raw))
		d.markdown(body)
	default:
		body := d.frontMatter(d.decode(raw))
		d.plain(body)
	}
	d.finish()
	return d.Article, d.problems
}

// finish derives what the file does not say and cuts the text.
func (d *draft) finish() {
	d.credits()
	d.setURL()
	d.setText()
	if len(d.Sentences) == 0 {
		d.problem(0, Error, "the file is empty", "paste the article's text into it, or take it out of the folder")
	}
	if d.Lang == "" {
		d.Lang = detectLanguage(d.Text)
	}
	if d.Title == "" {
		d.Title = d.deriveTitle()
	}
	if d.Published.IsZero() {
		d.Published, d.Inferred = d.inferDate()
	}
	d.Passages = passages(&d.Article)
}

// setText joins the paragraphs and cuts them into sentences.
func (d *draft) setText() {
	var b strings.Builder
	for _, p := range d.paragraphs {
		text := clean(p.text)
		if text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		start, ordinal := b.Len(), 0
		if n := len(d.Sentences); n > 0 {
			ordinal = d.Sentences[n-1].Paragraph + 1
		}
		b.WriteString(text)
		for _, s := range SplitSentences(text) {
			d.Sentences = append(d.Sentences, Sentence{Start: start + s[0], End: start + s[1], Paragraph: ordinal, Trail: p.trail})
		}
	}
	d.Text = b.String()
}

// isBinary reports whether the bytes cannot be text: a NUL that no UTF-16 explains, or many control characters.
func isBinary(raw []byte) bool {
	head := raw[:min(len(raw), 8000)]
	control := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			control++
		}
	}
	return bytes.IndexByte(head, 0) >= 0 || control*20 > len(head) && control > 1
}

// decode returns the bytes as valid UTF-8 with Unix line ends and without a byte order mark.
func (d *draft) decode(raw []byte) string {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		d.problem(badLine(raw), Error, "has bytes that are not UTF-8; they are shown as \ufffd", "save the file as UTF-8")
	}
	text := strings.ToValidUTF8(string(raw), "\ufffd")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n")
}

// badLine returns the line of the first byte that is not UTF-8.
func badLine(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return 1 + bytes.Count(raw[:i], []byte("\n"))
		}
		i += size
	}
	return 0
}

// clean returns a text on one line: white space folded, control and direction characters removed.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}
