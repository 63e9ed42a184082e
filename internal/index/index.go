// Package index has what the engines that store and search the articles have in common: how a query becomes terms with
// weights, which terms an article has, how copies are grouped, and the types of their results. Package bleveindex is the
// engine in this process.
//
// Whole articles are indexed, not passages: a search returns articles, and package answer scores their passages. On
// 15,366 news articles this takes a fifth of the time and a tenth of the disk of indexing passages, and the right
// article is among the best 50 for 98% of the questions.
//
// The terms are always those of package analysis, whatever the engine: it gets tokens and returns what has them. So all engines see the
// same words.
package index

import (
	"time"

	"lede/internal/article"
	"lede/internal/store"
)

// Hit is an article that matches a query.
type Hit struct {
	*article.Card
	Score float64 // tf-idf; comparable within one Result only
}

// Term is a term in the field of an analyzer, or in NamesField.
type Term struct{ Field, Text string }

// Count is how many articles have a value.
type Count struct {
	Name     string `json:"name"`
	Articles int    `json:"articles"`
}

// Overview is what the articles are like.
type Overview struct {
	Articles, Passages int
	First, Last        time.Time // days of publication; zero if no article has a date
	Undated            int       // articles without a date
	Outlets, Tags      []Count   // without regard to case, the most frequent first, then by name
	Languages          []Count   // ISO 639-1 codes, the most frequent first
}

// Result is the result of a search.
type Result struct {
	Hits    []Hit // best first
	Undated int   // in a search by date: articles that match except that they have no date
}

// Alternatives are ways to say one thing, each the terms of its words in a row. An article that has several of them has
// the thing once: its score is that of the best, and its frequency that of all together (Pirkola's structured queries,
// 1998).
type Alternatives [][]string

// Mode says whether changes are written to the index.
type Mode int

// The modes of an index.
const (
	Owner    Mode = iota // this process owns the index and may write to it; the caller has locked it
	Snapshot             // another process owns the index, or it is read-only: changes are lost on Close
)

// Change is a new or changed file, prepared by an engine's NewChange, or by KeepContent.
type Change struct {
	File     *store.File
	Article  *article.Article // nil if the file has none, or if its content is kept
	Body     store.Body       // of Article, packed
	Prepared any              // what the engine has made of Article
}

// KeepContent prepares a file whose stamp has changed but whose bytes have not: f is the earlier record with the new
// stamp. The article is not indexed again.
func KeepContent(f *store.File) Change { return Change{File: f} }
