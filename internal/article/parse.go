package article

import (
	"fmt"
	"path"
	"strings"
)

// paragraph is a piece of the body under one heading trail.
type paragraph struct {
	text        string
	headingPath int
}

// draft is an article on its way from bytes to Article.
type draft struct {
	Article
	paragraphs []paragraph
	problems   []Problem
	siteName   string // of a web page
	credited   string // source that a line of the text names
}

func (d *draft) problem(line int, level Level, text, hint string) {
	d.problems = append(d.problems, Problem{Line: line, Level: level, Text: text, Hint: hint})
}

// Parse reads one file. path is its name relative to the corpus, with slashes; its extension decides how it
// is read: .md, .html and .htm, all others as plain text. It never fails: what is wrong comes back as
// problems, and an article without any text has no Sentences. Parse is deterministic.
func Parse(name string, raw []byte) (Article, []Problem) { return ParseUnder(Defaults{}, name, raw) }

// ParseUnder is Parse for a file in a folder with defaults.
func ParseUnder(defaults Defaults, name string, raw []byte) (Article, []Problem) {
	d := &draft{Article: Article{Card: Card{ID: ID(name), Path: name}, HeadingPaths: [][]string{nil}}}
	if why, cure := binaryReason(raw); why != "" {
		d.problem(0, Error, why, cure)
		d.Title, d.Lang = fileTitle(name), "und"
		return d.Article, d.problems
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		text := d.decode(raw, true)
		d.withFallback(func() { d.html(text) }, func() { d.textWithoutTags(text) })
	case ".md":
		body := d.frontMatter(d.decode(raw, false))
		d.withFallback(func() { d.markdown(body) }, func() { d.plain(body) })
	default:
		body := d.frontMatter(d.decode(raw, false))
		d.plain(body)
	}
	defaults.apply(&d.Article)
	d.finish()
	return d.Article, d.problems
}

// withFallback reads a body with a parser that is not ours. If that panics, what it had read is dropped, and the
// body is read in a plain way instead.
func (d *draft) withFallback(read, plainly func()) {
	before := *d
	defer func() {
		if cause := recover(); cause != nil {
			*d = before
			d.problem(0, Error, fmt.Sprintf("its markup cannot be read (%.80v); the text is taken without it", cause), "simplify the markup, or paste the text into a .txt file")
			plainly()
		}
	}()
	read()
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
	d.Words, d.Passages = int(Units(d.Text)), len(d.Cut())
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
			d.Sentences = append(d.Sentences, Sentence{Start: start + s[0], End: start + s[1], Paragraph: ordinal, HeadingPath: p.headingPath})
		}
	}
	d.Text = b.String()
}
