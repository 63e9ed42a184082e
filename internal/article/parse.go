package article

import (
	"fmt"
	"path"
	"strings"
	"time"
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
	credited   string // source that a line of the text names
	parts      []*draft
	refused    bool      // the file is not read; a problem says why
	modified   time.Time // when the file was changed last; zero if unknown
}

func newDraft(name string) *draft {
	return &draft{Article: Article{Card: Card{ID: ID(name), Path: name}, HeadingPaths: [][]string{nil}}}
}

func (d *draft) problem(line int, level Level, text, hint string) {
	d.problems = append(d.problems, Problem{Line: line, Level: level, Text: text, Hint: hint})
}

// File is a file to be read.
type File struct {
	Path     string // relative to the corpus, with slashes; its ending decides how it is read, see IsRead
	Raw      []byte
	Modified time.Time // when it was changed last; zero if unknown
	Defaults Defaults  // of its folder
}

// Parse reads one file that holds one article; of several, it returns the first. See ReadAll.
func Parse(name string, raw []byte) (Article, []Problem) {
	articles, problems := ReadAll(File{Path: name, Raw: raw})
	return articles[0], problems
}

// ReadAll reads one file. It never fails: what is wrong comes back as problems, and an article without any text has no
// Sentences. It returns one article with the file's path; of a book or an export, which hold several, one for each with
// text in it, whose path is that of the file, a slash and its number from 1. A file with an unknown ending is read as
// plain text. ReadAll is deterministic.
func ReadAll(f File) ([]Article, []Problem) {
	d := newDraft(f.Path)
	d.modified = f.Modified
	kind, ok := formats[strings.ToLower(path.Ext(f.Path))]
	if !ok {
		kind = formats[".txt"]
	}
	if why, hint := binaryReason(f.Raw); why != "" && !kind.binary {
		d.refuse(why, hint)
	} else {
		kind.read(d, f.Raw)
	}
	if d.refused {
		d.Title, d.Lang = fileTitle(f.Path), "und"
		return []Article{d.Article}, d.problems
	}
	if len(d.parts) == 0 {
		d.parts = []*draft{d}
	}
	var out []Article
	for i, p := range d.parts {
		f.Defaults.apply(&p.Article)
		p.finish()
		out = append(out, p.Article)
		for _, problem := range p.problems {
			if p != d {
				problem.Text = fmt.Sprintf("part %d: %s", i+1, problem.Text)
				d.problems = append(d.problems, problem)
			}
		}
	}
	return out, d.problems
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
		d.Published = dayOfName(d.Path)
		d.Inferred = !d.Published.IsZero()
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
