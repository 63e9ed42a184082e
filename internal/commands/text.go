package commands

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"lede/internal/article"
	"lede/internal/corpus"
)

// text returns the work of showing a page of an article as it is searched, which is for administrators.
func (s *Service) text(a Actor, id string, page int) (job, error) {
	if !a.MayAdminister() {
		return nil, refuse("Only administrators of the server may see the text of an article.")
	}
	return func(ctx context.Context) (Result, error) {
		if _, err := s.article(ctx, id); err != nil {
			return nil, err
		}
		reading, err := s.inspect(id)
		var expected *UserError
		switch {
		case errors.Is(err, corpus.ErrSweeping):
			return nil, refuse("The folder is being read just now. Press again in a moment.")
		case errors.As(err, &expected):
			return nil, err
		case err != nil:
			return nil, refuse("The article's file has changed or gone. Ask for the article again.")
		}
		return TextResult{reading, page}, nil
	}, nil
}

// reading returns how the file of an article is read; nil if that cannot be said now.
func (s *Service) reading(id string) *article.Reading {
	reading, err := s.inspect(id)
	if err != nil {
		return nil
	}
	return &reading
}

// TextResult is how an article's file is read.
type TextResult struct {
	Reading article.Reading
	Page    int // from 0
}

// TextKind is what a line of a TextResult is.
type TextKind int

// The kinds of lines, in the order in which they are shown.
const (
	FactLine    TextKind = iota // a fact, with the place that it comes from
	BodyLine                    // a paragraph of the text
	CaptionLine                 // a caption
	RemovedLine                 // a block that was left out
)

// TextLine is a line of a TextResult.
type TextLine struct {
	Kind TextKind
	Text string
	Fact article.Fact // of a FactLine
}

// Sizes of a page, in characters: Discord allows 4,000 in a message, with the marks of its markup.
const (
	textPage = 2000
	textLine = 900
)

// Pages returns the lines in pages. A longer line is cut into several.
func (r TextResult) Pages() [][]TextLine {
	var pages [][]TextLine
	size := textPage
	for _, line := range r.lines() {
		for _, piece := range pieces(line) {
			n := utf8.RuneCountInString(piece.Text)
			if size += n; size > textPage {
				pages, size = append(pages, nil), n
			}
			pages[len(pages)-1] = append(pages[len(pages)-1], piece)
		}
	}
	return pages
}

func (r TextResult) lines() []TextLine {
	var out []TextLine
	for _, f := range r.Reading.Facts {
		out = append(out, TextLine{FactLine, f.Value, f})
	}
	add := func(kind TextKind, lines []string) {
		for _, text := range lines {
			out = append(out, TextLine{Kind: kind, Text: text})
		}
	}
	add(BodyLine, strings.Split(r.Reading.Article.Text, "\n\n"))
	add(CaptionLine, r.Reading.Article.Captions)
	add(RemovedLine, r.Reading.Removed)
	return out
}

// pieces cuts a line at blanks, or within a text without any.
func pieces(line TextLine) []TextLine {
	var out []TextLine
	for runes := []rune(line.Text); ; {
		end := min(len(runes), textLine)
		if end < len(runes) {
			if blank := strings.LastIndex(string(runes[:end]), " "); blank > 0 {
				end = utf8.RuneCountInString(string(runes[:end])[:blank]) + 1
			}
		}
		piece := line
		piece.Text = string(runes[:end])
		out = append(out, piece)
		if runes = runes[end:]; len(runes) == 0 {
			return out
		}
	}
}

// Record returns a ReadingRecord.
func (r TextResult) Record() any { return newReadingRecord(&r.Reading) }

// ReadingRecord is how an article's file is read, for programs.
type ReadingRecord struct {
	Facts   []ReadFact `json:"facts"`
	Text    string     `json:"text"`    // as it is searched; paragraphs are separated by a blank line
	Removed []string   `json:"removed"` // blocks that were left out
}

// ReadFact is what a file states about its article, with the place where it does.
type ReadFact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Place string `json:"place"`
}

func newReadingRecord(r *article.Reading) *ReadingRecord {
	if r == nil {
		return nil
	}
	out := &ReadingRecord{Facts: []ReadFact{}, Text: r.Article.Text, Removed: listed(r.Removed)}
	for _, f := range r.Facts {
		out.Facts = append(out.Facts, ReadFact(f))
	}
	return out
}
