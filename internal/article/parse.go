package article

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"lede/internal/dates"
	"lede/internal/sentences"
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
	facts      []Fact
	removed    []string       // blocks of a page that are no part of the article
	isPage     bool           // the article is read from HTML
	siteName   string         // of a web page
	credited   string         // source that a line of the text names
	unclear    *dates.Unclear // the day of publication, if a line gives it so
	parts      []*draft
	refused    bool      // the file is not read; a problem says why
	modified   time.Time // when the file was changed last; zero if unknown
	*budget              // of the file
}

func newDraft(name string) *draft {
	return &draft{Article: Article{Card: Card{ID: ID(name), Path: name}, HeadingPaths: [][]string{nil}}, budget: &budget{}}
}

func (d *draft) problem(line int, level Level, text, hint string) {
	d.problems = append(d.problems, Problem{Line: line, Level: level, Text: text, Hint: hint})
}

// state records where the file states a fact; "" is none.
func (d *draft) state(name, value, place string) {
	if value != "" {
		d.facts = append(d.facts, Fact{name, value, place})
	}
}

// stateFields records the place of all fields of the article that are set, and of which no other place is recorded.
func (d *draft) stateFields(place string) {
	fields := []Fact{{"title", d.Title, ""}, {"published", d.Date(), ""}, {"author", d.Author, ""}, {"outlet", d.Outlet, ""},
		{"source", d.URL, ""}, {"lang", d.Lang, ""}, {"tags", strings.Join(d.Tags, ", "), ""}}
	for _, f := range fields {
		if !slices.ContainsFunc(d.facts, func(known Fact) bool { return known.Name == f.Name }) {
			d.state(f.Name, f.Value, place)
		}
	}
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
	parts, problems := parse(f)
	var out []Article
	for _, p := range parts {
		out = append(out, p.Article)
	}
	return out, problems
}

// Reading is an article with what its file states about it and what was left out of it.
type Reading struct {
	Article Article
	Facts   []Fact   // with the place of each, in the order in which they were read
	Removed []string // blocks of a page that are no part of the article
}

// Inspect is ReadAll for people who look at how a file is read.
func Inspect(f File) []Reading {
	parts, _ := parse(f)
	var out []Reading
	for _, p := range parts {
		out = append(out, Reading{p.Article, p.facts, p.removed})
	}
	return out
}

// parse reads a file into one draft for each of its articles.
func parse(f File) ([]*draft, []Problem) {
	d := newDraft(f.Path)
	d.modified, d.began = f.Modified, time.Now()
	kind, ok := formats[strings.ToLower(path.Ext(f.Path))]
	if !ok {
		kind = formats[".txt"]
	}
	if why, hint := binaryReason(f.Raw); why != "" && !kind.binary {
		d.refuse(why, hint)
	} else {
		d.withinBudget(func() {
			kind.read(d, f.Raw)
			d.finishParts(f.Defaults)
		})
	}
	switch {
	case d.refused:
		d.Title, d.Lang = fileTitle(f.Path), "und"
		return []*draft{d}, d.problems
	case len(d.parts) == 0:
		return []*draft{d}, d.problems
	}
	return d.parts, d.problems
}

// finishParts finishes the articles of the file, and gathers their problems.
func (d *draft) finishParts(defaults Defaults) {
	parts := d.parts
	if len(parts) == 0 {
		parts = []*draft{d}
	}
	for i, p := range parts {
		p.stateFields("head of the file")
		defaults.apply(&p.Article)
		p.stateFields("defaults of the folder")
		p.finish()
		p.stateFields("text")
		for _, problem := range p.problems {
			if p != d {
				problem.Text = fmt.Sprintf("part %d: %s", i+1, problem.Text)
				d.problems = append(d.problems, problem)
			}
		}
	}
}

// withinBudget calls read. If the file passes its budget, it is refused, with the figure that was passed.
func (d *draft) withinBudget(read func()) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case overBudget:
			d.problems = nil
			d.refuse(cause.reason(), limits[cause.cost].hint)
		default:
			panic(cause)
		}
	}()
	read()
}

// withFallback calls read, which uses a third-party parser. If that panics, it restores the draft, adds a problem and
// calls plainly instead.
func (d *draft) withFallback(read, plainly func()) {
	before := *d
	defer func() {
		if cause := recover(); cause != nil {
			rethrow(cause)
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
	if len(d.Sentences) == 0 && !d.refused {
		d.problem(0, Error, "the file is empty", "paste the article's text into it, or take it out of the folder")
	}
	if d.Lang == "" {
		d.Lang = detectLanguage(d.Text)
	}
	if d.Title == "" {
		d.Title = d.deriveTitle()
	}
	d.clarifyDay()
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
	size := 0
	for _, p := range d.paragraphs {
		size += len(p.text)
	}
	d.reach(articleText, size)
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
		for _, s := range sentences.Split(text) {
			d.Sentences = append(d.Sentences, Sentence{Start: start + s[0], End: start + s[1], Paragraph: ordinal, HeadingPath: p.headingPath})
		}
	}
	d.Text = b.String()
}
