package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lede/internal/article"
	"lede/internal/text"
)

// readingRecord is how one file is read, for `bot check FILE`.
type readingRecord struct {
	Facts    []factRecord `json:"facts"`
	Author   string       `json:"author"`
	Source   string       `json:"source"`
	Tags     []string     `json:"tags"`
	Captions []string     `json:"captions"`
	Text     string       `json:"text"`
	Removed  []string     `json:"removed"` // blocks that are no part of the article
}

type factRecord struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Place string `json:"place"`
}

// addReadings adds to the records of a file that was named how it is read, without the defaults of its folder. A book has
// a record for each chapter.
func addReadings(records []checkRecord, path string) error {
	stat, err := os.Stat(path)
	if err != nil || stat.IsDir() || !slices.ContainsFunc(records, func(r checkRecord) bool { return r.Read }) {
		return err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	readings := map[string]*readingRecord{}
	for _, read := range article.Inspect(article.File{Path: filepath.Base(path), Raw: raw, Modified: stat.ModTime()}) {
		readings[read.Article.Path] = newReadingRecord(read)
	}
	for i := range records {
		records[i].readingRecord = readings[records[i].Path]
	}
	return nil
}

func newReadingRecord(read article.Reading) *readingRecord {
	a := read.Article
	r := &readingRecord{
		Facts: []factRecord{}, Author: a.Author, Source: a.URL, Text: a.Text, Tags: append([]string{}, a.Tags...),
		Captions: append([]string{}, a.Captions...), Removed: append([]string{}, read.Removed...),
	}
	for _, f := range read.Facts {
		r.Facts = append(r.Facts, factRecord(f))
	}
	return r
}

// write writes the facts with their places, the text as it is searched, and what was left out.
func (r *readingRecord) write(b *strings.Builder) {
	b.WriteString("\n")
	for _, f := range r.Facts {
		fmt.Fprintf(b, "%-10s %s (%s)\n", f.Name, text.OneLine(f.Value), text.OneLine(f.Place))
	}
	section := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(b, "\n%s:\n", title)
		}
		for _, line := range lines {
			b.WriteString("  " + strings.Join(text.Wrap(text.OneLine(line), 100), "\n  ") + "\n")
		}
	}
	section("Text", strings.Split(r.Text, "\n\n"))
	section("Captions", r.Captions)
	section("Left out", r.Removed)
}
