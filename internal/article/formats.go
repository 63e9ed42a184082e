package article

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"lede/internal/lazyregexp"
)

// format is how the files of one kind are read.
type format struct {
	read   func(d *draft, raw []byte)
	binary bool // the bytes are no text
}

// formats are the kinds of files that are read, by the ending of their names.
var formats = map[string]format{
	".txt":      {read: (*draft).readText},
	".md":       {read: (*draft).readMarkdown},
	".markdown": {read: (*draft).readMarkdown},
	".html":     {read: (*draft).readPage},
	".htm":      {read: (*draft).readPage},
	".xhtml":    {read: (*draft).readXHTML},
	".mhtml":    {read: (*draft).readMail},
	".mht":      {read: (*draft).readMail},
	".eml":      {read: (*draft).readMail},
	".docx":     {read: (*draft).readWord, binary: true},
	".epub":     {read: (*draft).readBook, binary: true},
	".pdf":      {read: (*draft).readPDF, binary: true},
	".json":     {read: (*draft).readExport},
	".jsonl":    {read: (*draft).readExport},
}

// Endings returns the endings of the names of files that are read, in order: ".docx", ".eml" and so on.
func Endings() []string { return slices.Sorted(maps.Keys(formats)) }

// IsRead reports whether files with a name like this one are read.
func IsRead(name string) bool {
	_, ok := formats[strings.ToLower(path.Ext(name))]
	return ok
}

// pageStart begins a web page, whatever the name of its file.
var pageStart = lazyregexp.New(`(?i)^\s*(?:<!doctype html|<html)[\s>]`)

func (d *draft) readText(raw []byte) {
	text := d.decode(raw, false)
	if pageStart.MatchString(text) {
		d.withFallback(func() { d.html(text) }, func() { d.textWithoutTags(text) })
		return
	}
	d.spendText(text)
	d.plain(d.frontMatter(text))
}

func (d *draft) readMarkdown(raw []byte) {
	text := d.decode(raw, false)
	d.spendText(text)
	body := d.frontMatter(text)
	d.withFallback(func() { d.markdown(body) }, func() { d.plain(body) })
}

func (d *draft) readPage(raw []byte) {
	text := d.decode(raw, true)
	if program, ok := linkList(text); ok {
		d.problem(0, Error, "is a list of links that "+program+" wrote, without the articles' texts", "export or save the articles themselves")
		return
	}
	d.withFallback(func() { d.html(text) }, func() { d.textWithoutTags(text) })
}

func (d *draft) readXHTML(raw []byte) {
	text := d.closeTags(d.decode(raw, true))
	d.withFallback(func() { d.html(text) }, func() { d.textWithoutTags(text) })
}

// refuse notes why a file is not read. It drops what was read of it.
func (d *draft) refuse(why, hint string) {
	d.paragraphs, d.parts, d.refused = nil, nil, true
	d.problem(0, Error, why, hint)
}

// tryRead reads a file with a parser that may panic on a damaged one.
func (d *draft) tryRead(read func()) {
	defer func() {
		if cause := recover(); cause != nil {
			rethrow(cause)
			d.refuse(fmt.Sprintf("is damaged (%.80v)", cause), "save it again, or paste its text into a .txt file")
		}
	}()
	read()
}

// part returns a new draft for an article that is one of several in the file. Its path is that of the file, a slash
// and its number.
func (d *draft) part() *draft {
	name := fmt.Sprintf("%s/%d", d.Path, len(d.parts)+1)
	p := newDraft(name)
	p.modified, p.budget = d.modified, d.budget
	d.spend(fileArticles, 1)
	d.parts = append(d.parts, p)
	return p
}

// dropPart takes back the last part.
func (d *draft) dropPart() { d.parts = d.parts[:len(d.parts)-1] }
