package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"lede/internal/article"
	"lede/internal/config"
	"lede/internal/console"
	"lede/internal/corpus"
	"lede/internal/index"
	"lede/internal/store"
	"lede/internal/text"
)

// checkCommand is `bot check`.
type checkCommand struct {
	Paths []string `arg:"" optional:"" name:"path" help:"Files or folders to look at, instead of the whole corpus."`
	JSON  bool     `name:"json" help:"One JSON object a file, a line each."`
}

// Run lists the files and what is wrong with them.
func (c *checkCommand) Run(e *env, f *flags) error {
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	paths := c.Paths
	if len(paths) == 0 {
		paths = []string{config.Corpus}
	}
	total := counts{}
	for _, path := range paths {
		records, err := e.records(config, path)
		if err != nil {
			return err
		}
		if err := addReadings(records, path); err != nil {
			return err
		}
		if c.JSON {
			err = writeRecords(e.stdout, records)
		} else {
			err = writeTable(e.stdout, records)
		}
		if err != nil {
			return err
		}
		total.add(records)
	}
	if !c.JSON {
		fmt.Fprintf(e.stdout, "%d read, %d copies, %d with errors, %d other files\n", total.read, total.copies, total.failed, total.other)
	}
	if total.failed > 0 {
		return errReported
	}
	return nil
}

// records returns the records of a folder, or of one file in it. The corpus is read through its index, so that only what has
// changed is parsed; any other folder is parsed completely and leaves nothing on the disk.
func (e *env) records(c config.Config, path string) ([]checkRecord, error) {
	stat, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	dir, only := path, ""
	if !stat.IsDir() {
		dir, only = filepath.Split(filepath.Clean(path))
		dir = filepath.Clean(dir)
	}
	data := ""
	if dir == c.Corpus {
		data = c.Data
	}
	read, err := corpus.Load(e.ctx, corpus.Options{Dir: dir, MaxFileSize: c.MaxFileSize, Data: data})
	if err != nil {
		return nil, err
	}
	records, err := recordsOf(e.ctx, read.Index, only)
	if err := errors.Join(err, read.Close()); err != nil {
		return nil, err
	}
	if only != "" && len(records) == 0 {
		return nil, fmt.Errorf("%s is not read: its name is hidden, or not valid; files whose name begins with a dot are not read", path)
	}
	return records, nil
}

// recordsOf returns the records of all files, or of the one that is named.
func recordsOf(ctx context.Context, x index.Engine, only string) ([]checkRecord, error) {
	files := x.Files()
	ids := make([]string, len(files))
	for i, f := range files {
		ids[i] = f.ID
	}
	groups, err := x.Groups(ctx, ids...)
	var out []checkRecord
	numbers := map[string]int{}
	for _, f := range files {
		group := groups[f.ID]
		if len(group) > 0 && numbers[group[0].ID] == 0 {
			numbers[group[0].ID] = len(numbers) + 1
		}
		if only != "" && f.Path != only && filepath.ToSlash(filepath.Dir(f.Path)) != only {
			continue
		}
		r := recordOf(f)
		if len(group) > 0 {
			r.Group = numbers[group[0].ID]
		}
		if len(group) > 0 && group[0].ID != f.ID {
			r.CopyOf = group[0].Path
		}
		out = append(out, r)
	}
	return out, err
}

// checkRecord is a file as data, for `bot check --json`.
type checkRecord struct {
	Path              string          `json:"path"`
	Read              bool            `json:"read"`
	Group             int             `json:"group"`   // the same for all copies of a story; 0 for none
	CopyOf            string          `json:"copy_of"` // the best copy of the group; empty for that one itself
	Title             string          `json:"title"`
	Published         string          `json:"published"` // 2025-06-06, else empty
	PublishedInferred bool            `json:"published_inferred"`
	Lang              string          `json:"lang"`
	Words             int             `json:"words"` // a Chinese character counts five eighths
	Outlet            string          `json:"outlet"`
	Problems          []problemRecord `json:"problems"`
	*readingRecord                    // of a file that was named

	other, failed bool
}

type problemRecord struct {
	Line  int    `json:"line"` // 0 for the file as a whole
	Level string `json:"level"`
	Text  string `json:"text"`
	Cure  string `json:"cure"`
}

func recordOf(f *store.File) checkRecord {
	r := checkRecord{Path: f.Path, Problems: []problemRecord{}, other: f.NotArticle, failed: f.Failed()}
	if f.HasArticle() {
		r.Read, r.Title, r.Published, r.PublishedInferred = true, f.Title, f.Date(), f.Inferred
		r.Lang, r.Words, r.Outlet = f.Lang, f.Words, f.Outlet
	}
	for _, p := range f.Problems {
		r.Problems = append(r.Problems, problemRecord{p.Line, levelName(p.Level), p.Text, p.Hint})
	}
	return r
}

func levelName(l article.Level) string {
	if l == article.Error {
		return "error"
	}
	return "note"
}

// listed reports whether a file is an article, or something is wrong with it. A file of several articles has a
// record of its own, which says nothing, and one for each of them.
func (r checkRecord) listed() bool { return r.Read || len(r.Problems) > 0 }

func writeRecords(out io.Writer, records []checkRecord) error {
	var errs []error
	for _, r := range records {
		if r.listed() {
			errs = append(errs, console.WriteJSON(out, r))
		}
	}
	return errors.Join(errs...)
}

// counts is how many files of each kind were listed.
type counts struct{ read, copies, failed, other int }

func (n *counts) add(records []checkRecord) {
	for _, r := range records {
		switch {
		case r.other:
			n.other++
		case r.CopyOf != "":
			n.copies++
		case r.Read:
			n.read++
		}
		if r.failed {
			n.failed++
		}
	}
}

// columns of the table with their widths; the title comes last and has the rest of the line.
var columns = []struct {
	name  string
	width int
}{{"FILE", 36}, {"DATE", 11}, {"LANG", 4}, {"WORDS", 6}, {"GROUP", 5}, {"OUTLET", 20}, {"TITLE", 60}}

// writeTable writes a line for each file, and one below it for each problem.
func writeTable(out io.Writer, records []checkRecord) error {
	var b strings.Builder
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	row(&b, names)
	for _, r := range records {
		if r.listed() {
			row(&b, r.cells())
			r.problems(&b)
		}
	}
	b.WriteString("A date with ~ was inferred from the text. Files of one group tell the same story; the one with * is shown.\n")
	for _, r := range records {
		if r.readingRecord != nil {
			r.write(&b)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func (r checkRecord) cells() []string {
	if !r.Read {
		what := "not read"
		if r.other {
			what = ""
		}
		return []string{r.Path, what}
	}
	date := "no date"
	if r.Published != "" {
		date = r.Published
	}
	if r.PublishedInferred {
		date = "~" + date
	}
	group := ""
	if r.Group > 0 {
		group = fmt.Sprint(r.Group)
		if r.CopyOf == "" {
			group += "*"
		}
	}
	return []string{r.Path, date, r.Lang, fmt.Sprint(r.Words), group, r.Outlet, r.Title}
}

func (r checkRecord) problems(b *strings.Builder) {
	for _, p := range r.Problems {
		problem := article.Problem{Line: p.Line, Text: p.Text, Hint: p.Cure}
		fmt.Fprintf(b, "  %s: %s\n", p.Level, text.OneLine(problem.String()))
	}
}

// row writes cells in their columns. A path that is too long gets a line of its own; other cells are cut.
func row(b *strings.Builder, cells []string) {
	var line strings.Builder
	for i, cell := range cells {
		width := columns[i].width
		cell = text.OneLine(cell)
		if i == 0 && text.Width(cell) > width {
			line.WriteString(cell + "\n")
			cell = ""
		}
		cell = text.ClipWidth(cell, width)
		line.WriteString(cell + strings.Repeat(" ", max(0, width-text.Width(cell))+2))
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}
