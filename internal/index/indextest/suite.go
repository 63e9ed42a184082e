package indextest

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/store"
)

// Opener opens the index at a place, which is the same index when it is opened again. The index is closed at the end of the test.
type Opener func(t *testing.T, place string) index.Engine

// Run runs the tests that every engine must pass. Each uses a place of its own.
func Run(t *testing.T, open Opener) {
	for _, c := range []struct {
		name string
		test func(*testing.T, *kit)
	}{
		{"Search", testSearch}, {"SearchSize", testSearchSize}, {"Phrases", testPhrases}, {"Random", testRandom}, {"Variants", testVariants},
		{"Alternatives", testAlternatives}, {"Fields", testFields}, {"Names", testNames}, {"Sounds", testSounds}, {"Titles", testTitles},
		{"Listing", testListing}, {"Overview", testOverview}, {"Copies", testCopies}, {"Changes", testChanges}, {"Reopening", testReopening},
		{"Batches", testBatches}, {"Hostile", testHostile},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.test(t, &kit{open: open, place: strings.ToLower(c.name)})
		})
	}
}

// kit is an engine under test.
type kit struct {
	index.Engine
	open  Opener
	place string
}

// fill opens the engine and adds articles.
func (k *kit) fill(t *testing.T, files map[string]string) {
	t.Helper()
	k.Engine = k.open(t, k.place)
	if err := k.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	k.apply(t, files)
}

// apply adds articles given as name and text, removes those at the paths in gone, and ends the update.
func (k *kit) apply(t *testing.T, files map[string]string, gone ...string) {
	t.Helper()
	var changes []index.Change
	for _, name := range sortedKeys(files) {
		changes = append(changes, k.change(name, files[name]))
	}
	if err := k.Apply(t.Context(), changes, gone, true); err != nil {
		t.Fatal(err)
	}
	if err := k.FinishUpdate(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// change returns the change of a file that holds a text; without one it has no article.
func (k *kit) change(name, text string) index.Change {
	if text == "" {
		return k.NewChange(&store.File{Card: article.Card{ID: article.ID(name), Path: name}}, nil)
	}
	a, _ := article.Parse(name, []byte(text))
	sum := sha256.Sum256([]byte(text))
	return k.NewChange(&store.File{Sum: store.Sum(sum[:16])}, &a)
}

// search returns the paths that a query finds, best first, and how many articles without a date match.
func (k *kit) search(t *testing.T, text string, size int) ([]string, int) {
	t.Helper()
	r, err := k.Search(t.Context(), parsed(t, text), nil, size)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return paths(r.Hits), r.Undated
}

// sorted returns the paths that a query finds, by path.
func (k *kit) sorted(t *testing.T, text string) string {
	t.Helper()
	got, _ := k.search(t, text, 1000)
	slices.Sort(got)
	return strings.Join(got, " ")
}

func parsed(t *testing.T, text string) query.Query {
	t.Helper()
	q, err := query.Parse(text, time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func paths(hits []index.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Path)
	}
	return out
}

// cardPaths returns the paths of some cards, with spaces between.
func cardPaths(cards []*article.Card) string {
	var out []string
	for _, c := range cards {
		out = append(out, c.Path)
	}
	return strings.Join(out, " ")
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// must returns a value, and fails the test for an error.
func must[T any](t *testing.T) func(v T, err error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// session returns the context of one question.
func (k *kit) session(t *testing.T, words ...string) context.Context {
	return k.Begin(t.Context(), words, nil)
}
