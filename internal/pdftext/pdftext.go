// Package pdftext reads the text of a PDF as paragraphs and headings. Objects and fonts are read by
// github.com/ledongthuc/pdf; the bounds, and where words, lines and paragraphs end, are of this package.
package pdftext

import (
	"bytes"
	"errors"
	"fmt"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// Why a PDF is not read.
var (
	ErrScan      = errors.New("holds pictures of pages and no text")
	ErrNoText    = errors.New("holds no text")
	ErrNoise     = errors.New("holds signs that are no words: its fonts do not say which letters they are")
	ErrEncrypted = errors.New("is encrypted")
	ErrTooLarge  = errors.New("is too large or too complicated")
)

// Document is the text of a PDF.
type Document struct {
	Title, Author string // of its properties; "" if they say nothing
	URL           string // that a browser printed at the edge of the pages, or ""
	Blocks        []Block
	Recognized    bool // most of the text was recognized from a scan
	Pages         int
	Cut           bool // there are pages behind the last one that was read
}

// Block is a paragraph or a heading.
type Block struct {
	Text  string
	Level int // of a heading: 1 for the largest; 0 for a paragraph
}

// maxPages is how many pages are read.
const maxPages = 1000

// Read returns the text of a PDF. It takes no longer than four seconds.
func Read(raw []byte) (doc Document, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			doc, err = Document{}, fmt.Errorf("is damaged (%.60v)", cause)
		}
	}()
	deadline := time.Now().Add(maxTime)
	copied, pictures, err := rewrite(raw, deadline)
	if err != nil {
		return Document{}, err
	}
	r, err := pdf.NewReader(bytes.NewReader(copied), int64(len(copied)))
	if err != nil {
		return Document{}, fmt.Errorf("is damaged (%.60v)", err)
	}
	doc.properties(r)
	x := &extractor{deadline: deadline, fonts: map[string]*font{}}
	pages, cut := x.pagesOf(r.Trailer().Key("Root").Key("Pages"))
	for _, p := range pages {
		if x.page(p); x.spent() {
			cut = true
			break
		}
	}
	doc.Pages, doc.Cut = len(pages), cut
	doc.Blocks, doc.URL = layout(x.pages)
	doc.Recognized = x.hidden*2 > x.shown
	return doc, doc.judge(pictures)
}

// properties takes the title and the author that the file states of itself.
func (d *Document) properties(r *pdf.Reader) {
	defer func() { _ = recover() }() // a damaged one states nothing
	info := r.Trailer().Key("Info")
	d.Title, d.Author = info.Key("Title").Text(), info.Key("Author").Text()
}

// pagesOf returns the pages below a node of the tree of pages in order, and whether there are more than are read.
func (x *extractor) pagesOf(root pdf.Value) (pages []pdf.Page, cut bool) {
	open, steps := []pdf.Value{root}, 0
	for len(open) > 0 {
		node := open[len(open)-1]
		open = open[:len(open)-1]
		if steps++; steps > 10*maxPages || len(pages) >= maxPages || x.spent() {
			return pages, true
		}
		kids := node.Key("Kids")
		if kids.Kind() != pdf.Array {
			if node.Kind() == pdf.Dict {
				pages = append(pages, pdf.Page{V: node})
			}
			continue
		}
		for i := min(kids.Len(), 2*maxPages) - 1; i >= 0 && !x.spent(); i-- {
			open = append(open, kids.Index(i))
		}
	}
	return pages, false
}

// Shares of a text's signs. OCR of a bad scan, and fonts without a table of their letters, give fewer letters than
// any prose: news have 0.95 of letters and digits among all that is no blank, tables of numbers 0.8.
const (
	minLetters = 0.7
	maxUnknown = 0.02
	scanWords  = 100 // signs a page; a scan with a stamp or a page number on it has fewer
)

// judge returns why a text is not worth keeping, or nil.
func (d *Document) judge(pictures int) error {
	letters, unknown, all := 0, 0, 0
	for _, b := range d.Blocks {
		for _, r := range b.Text {
			switch {
			case unicode.IsSpace(r):
				continue
			case unicode.IsLetter(r), unicode.IsDigit(r):
				letters++
			case r == unicode.ReplacementChar, unicode.IsControl(r), unicode.In(r, unicode.Co):
				unknown++
			}
			all++
		}
	}
	switch {
	case all == 0 && pictures == 0:
		return ErrNoText
	case pictures >= d.Pages && all < scanWords*d.Pages && all < 2000:
		return ErrScan
	case float64(letters) < minLetters*float64(all), float64(unknown) > maxUnknown*float64(all):
		return ErrNoise
	}
	return nil
}
