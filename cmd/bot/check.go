package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"lede/internal/article"
	"lede/internal/corpus"
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
		files, err := e.files(path, config.MaxFileSize)
		if err != nil {
			return err
		}
		for _, file := range files {
			if !c.JSON {
				total.list(e.stdout, file)
				continue
			}
			if total.count(file); file.Other && len(file.Problems) == 0 {
				continue
			}
			if err := json.NewEncoder(e.stdout).Encode(fileRecord(file)); err != nil {
				return err
			}
		}
	}
	if c.JSON && total.failed > 0 {
		return errReported
	}
	if c.JSON {
		return nil
	}
	fmt.Fprintf(e.stdout, "%d read, %d copies, %d with errors, %d other files\n", total.read, total.copies, total.failed, total.other)
	if total.failed > 0 {
		return errReported
	}
	return nil
}

// files reads a folder, or the folder of a file of which only that file is returned.
func (e *env) files(path string, maxSize int64) ([]corpus.File, error) {
	stat, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if stat.IsDir() {
		c, err := corpus.Read(e.ctx, path, maxSize)
		if err != nil {
			return nil, err
		}
		return c.Files, nil
	}
	c, err := corpus.Read(e.ctx, filepath.Dir(path), maxSize)
	if err != nil {
		return nil, err
	}
	for _, f := range c.Files {
		if f.Path == filepath.Base(path) {
			return []corpus.File{f}, nil
		}
	}
	return nil, fmt.Errorf("%s is hidden; files whose name begins with a dot are not read", path)
}

// counts sums up what was listed.
type counts struct{ read, copies, failed, other int }

// count adds one file.
func (n *counts) count(f corpus.File) {
	switch {
	case f.Other:
		n.other++
	case f.CopyOf != "":
		n.copies++
	case f.Article != nil:
		n.read++
	}
	if f.Failed() {
		n.failed++
	}
}

// list counts one file and writes it: a line, and a line for each problem.
func (n *counts) list(out io.Writer, f corpus.File) {
	n.count(f)
	switch {
	case f.Other && len(f.Problems) == 0:
		return
	case f.Other:
		fmt.Fprintln(out, printable(f.Path))
	case f.CopyOf != "":
		fmt.Fprintf(out, "%s\n  copy of %s\n", printable(f.Path), printable(f.CopyOf))
	case f.Article != nil:
		fmt.Fprintf(out, "%s\n  %s\n", printable(f.Path), describe(f.Article))
	default:
		fmt.Fprintf(out, "%s\n  not read\n", printable(f.Path))
	}
	for _, p := range f.Problems {
		fmt.Fprintf(out, "  %s: %s\n", levelName(p.Level), p)
	}
}

func levelName(l article.Level) string {
	if l == article.Error {
		return "error"
	}
	return "note"
}

// checkRecord is a file as data, for `bot check --json`.
type checkRecord struct {
	Path              string          `json:"path"`
	Read              bool            `json:"read"`
	CopyOf            string          `json:"copy_of"`
	Title             string          `json:"title"`
	Published         string          `json:"published"` // 2025-06-06, else empty
	PublishedInferred bool            `json:"published_inferred"`
	Lang              string          `json:"lang"`
	Words             int             `json:"words"` // a Chinese character counts five eighths
	Outlet            string          `json:"outlet"`
	Problems          []problemRecord `json:"problems"`
}

type problemRecord struct {
	Line  int    `json:"line"` // 0 for the file as a whole
	Level string `json:"level"`
	Text  string `json:"text"`
	Cure  string `json:"cure"`
}

func fileRecord(f corpus.File) checkRecord {
	r := checkRecord{Path: f.Path, CopyOf: f.CopyOf, Problems: []problemRecord{}}
	if a := f.Article; a != nil {
		r.Read, r.Title, r.Published, r.PublishedInferred = true, a.Title, a.Date(), a.Inferred
		r.Lang, r.Words, r.Outlet = a.Lang, int(article.Units(a.Text)), a.Outlet
	}
	for _, p := range f.Problems {
		r.Problems = append(r.Problems, problemRecord{p.Line, levelName(p.Level), p.Text, p.Cure})
	}
	return r
}

// describe returns a line on an article.
func describe(a *article.Article) string {
	date := a.Date()
	switch {
	case date == "":
		date = "no date"
	case a.Inferred:
		date += " (inferred)"
	}
	parts := []string{fmt.Sprintf("%q", a.Title), date, a.Lang, fmt.Sprintf("%.0f words", article.Units(a.Text))}
	if a.Outlet != "" {
		parts = append(parts, a.Outlet)
	}
	return strings.Join(parts, " · ")
}

// printable returns a file name that cannot move the cursor.
func printable(path string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, path)
}
