package opensearch

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/copies"
	"lede/internal/index"
	"lede/internal/store"
)

// kept is the part of an article's document that comes back.
type kept struct {
	Card  article.Card    `json:"card"`
	Body  []byte          `json:"body"`
	Group []*article.Card `json:"group,omitempty"` // the copies with itself, the best documented first, at most maxGroup
}

// articleDocument is the document of an article.
type articleDocument struct {
	fields object
	kept   kept
}

// newDocument returns the document of an article.
func newDocument(a *article.Article, sketch copies.Sketch, body store.Body) *articleDocument {
	terms, found := &counter{counts: map[string]int{}}, &counter{counts: map[string]int{}}
	index.Collect(a, terms, func(words []analysis.Token) { index.CollectNames(a, words, found) })
	lang := analysis.For(a.Lang)
	d := &articleDocument{kept: kept{Card: a.Card, Body: body}}
	d.fields = object{
		"analyzer": string(lang), string(lang): terms.weighted(), index.NamesField: found.list(), index.SoundsField: soundsOf(found),
		index.TitleField: strings.Join(index.TitleTerms(&a.Card), " "), "path": a.Path, "lang": a.Lang, "passages": a.Passages,
		"hosts": domains(a.Host), "tags": a.Tags, "tag_keys": lowered(a.Tags), "sketch": sketchKeys(sketch),
	}
	if a.Outlet != "" {
		d.fields["outlet"], d.fields["outlet_key"] = a.Outlet, strings.ToLower(a.Outlet)
	}
	if !a.Published.IsZero() {
		d.fields["published"] = dayNumber(a.Published)
	}
	return d
}

// JSON returns the document with the copies of its article.
func (d *articleDocument) JSON(commit uint64, group []*article.Card) ([]byte, error) {
	d.kept.Group = group[:min(maxGroup, len(group))]
	d.fields["commit"], d.fields["story"] = commit, d.kept.Card.ID
	if len(group) > 0 {
		d.fields["story"] = group[0].ID
	}
	d.fields["card"], d.fields["body"], d.fields["group"] = d.kept.Card, d.kept.Body, d.kept.Group
	return json.Marshal(d.fields)
}

// maxGroup is how many copies of a story each of them lists.
const maxGroup = 64

// counter counts the terms of a field. It implements index.Collector.
type counter struct {
	counts map[string]int
	order  []string
	length int
}

// Add counts a term, which makes the field longer.
func (c *counter) Add(term string) {
	c.length++
	c.Count(term)
}

// Count counts a term.
func (c *counter) Count(term string) {
	if c.counts[term]++; c.counts[term] == 1 {
		c.order = append(c.order, term)
	}
}

// weighted returns the terms with their frequencies, see frequencyOf.
func (c *counter) weighted() string {
	var b strings.Builder
	for _, term := range c.list() {
		b.WriteString(term)
		b.WriteString(delimiter)
		b.WriteString(strconv.Itoa(frequencyOf(index.Share(c.counts[term], c.length))))
		b.WriteByte(' ')
	}
	return b.String()
}

// list returns the terms that can be indexed.
func (c *counter) list() []string {
	var out []string
	for _, term := range c.order {
		if term != "" && len(term) <= maxTerm && !strings.ContainsAny(term, delimiter+" \t\n\r") {
			out = append(out, strings.ToValidUTF8(term, ""))
		}
	}
	return out
}

// soundsOf returns the phonetic codes of some names, each followed by the name, and by the name with each of its roles.
func soundsOf(found *counter) []string {
	var out []string
	for _, term := range found.list() {
		name, _, _ := strings.Cut(term, index.RoleMark)
		if sound := index.SoundTerm(name); sound != "" {
			out = append(out, sound+term[len(name):])
		}
	}
	return out
}

// domains returns a host and the domains above it.
func domains(host string) []string {
	var out []string
	for host != "" {
		out = append(out, host)
		_, host, _ = strings.Cut(host, ".")
	}
	return out
}

func lowered(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, strings.ToLower(s))
	}
	return out
}

// sketchKeys returns the hashes of a sketch as terms.
func sketchKeys(s copies.Sketch) []string {
	var out []string
	for _, key := range s {
		if key != 0 {
			out = append(out, fmt.Sprintf("%08x", key))
		}
	}
	return out
}

// read returns the article of a document.
func (k *kept) read() (*article.Article, error) {
	a, err := store.Unpack(k.Body)
	if err != nil {
		return nil, damaged(k.Card.ID, err)
	}
	a.Card = k.Card
	return a, nil
}
