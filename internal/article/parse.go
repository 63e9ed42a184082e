package article

import (
	"fmt"
	"path"
	"strings"
)

// paragraph is one paragraph of the body.
type paragraph struct {
	text        string
	headingPath int // index in HeadingPaths
}

// draft is an article while it is parsed.
type draft struct {
	Article
	paragraphs []paragraph
	problems   []Problem
	siteName   string // of a web page
	credited   string // the address in a line "Source: ..." of the text
}

func (d *draft) problem(line int, level Level, text, hint string) {
	d.problems = append(d.problems, Problem{Line: line, Level: level, Text: text, Hint: hint})
}

// Parse parses one file. name is its path relative to the corpus, with slashes. The extension gives the format: .md is
// Markdown, .html and .htm are web pages, all others are plain text. It never fails: faults of the file are returned
// as problems, and an article without text has no Sentences. Parse is deterministic.
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

// withFallback calls read, which uses a third-party parser. If that panics, it restores the draft, adds a problem and
// calls plainly instead.
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

// finish joins and splits the text, then derives what the file does not give.
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

// setText cleans and joins the paragraphs and splits them into sentences.
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
