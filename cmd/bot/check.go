package main

import (
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
			total.list(e.stdout, file)
		}
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

// list writes one file: a line, and a line for each problem.
func (n *counts) list(out io.Writer, f corpus.File) {
	switch {
	case f.Other:
		n.other++
		if len(f.Problems) == 0 {
			return
		}
		fmt.Fprintln(out, printable(f.Path))
	case f.CopyOf != "":
		n.copies++
		fmt.Fprintf(out, "%s\n  copy of %s\n", printable(f.Path), printable(f.CopyOf))
	case f.Article != nil:
		n.read++
		fmt.Fprintf(out, "%s\n  %s\n", printable(f.Path), describe(f.Article))
	default:
		fmt.Fprintf(out, "%s\n  not read\n", printable(f.Path))
	}
	if f.Failed() {
		n.failed++
	}
	for _, p := range f.Problems {
		level := "note"
		if p.Level == article.Error {
			level = "error"
		}
		fmt.Fprintf(out, "  %s: %s\n", level, p)
	}
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
