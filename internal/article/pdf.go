package article

import (
	"errors"
	"fmt"

	"lede/internal/pdftext"
)

// readPDF reads a PDF that holds text.
func (d *draft) readPDF(raw []byte) {
	doc, err := pdftext.Read(raw)
	if err != nil {
		d.refuse(err.Error(), pdfHint(err))
		return
	}
	if doc.Cut {
		d.refuse(fmt.Sprintf("has too many pages, or pages that are too complicated: only %d could be read", doc.Pages), "cut it into several files")
		return
	}
	r := &reader{draft: d}
	for _, b := range doc.Blocks {
		if b.Level > 0 {
			r.heading(b.Level, b.Text)
		} else {
			r.add(b.Text)
		}
	}
	d.URL = webURL(doc.URL)
	d.lines(d.paragraphs)
	if d.Author == "" {
		d.Author = clean(doc.Author)
	}
	if title := clean(doc.Title); title != "" && (doc.Recognized || d.Title == "" && !isShortTitle(d.paragraphs)) {
		d.Title = title
	}
	if doc.Recognized {
		d.problem(0, Warning, "its text was recognized from a scan", "look whether it reads well")
	}
}

func pdfHint(err error) string {
	switch {
	case errors.Is(err, pdftext.ErrScan), errors.Is(err, pdftext.ErrNoText), errors.Is(err, pdftext.ErrNoise):
		return "have its text recognized by an OCR program and save that, or paste the text into a .txt file"
	case errors.Is(err, pdftext.ErrEncrypted):
		return "save a copy without a password"
	case errors.Is(err, pdftext.ErrTooLarge):
		return "cut it into several files"
	}
	return "print it into a new PDF, or paste its text into a .txt file"
}
