package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/store"
)

// record returns the record of a file with a random date, content and links.
func record(random *rand.Rand, path string) *store.File {
	f := &store.File{Card: article.Card{ID: article.ID(path), Path: path, Lang: []string{"en", "zh", "de"}[random.IntN(3)]}}
	if random.IntN(5) > 0 {
		f.Published = time.Unix(int64(random.IntN(20))*86400, 0).UTC()
	}
	content := func() store.Sum { return store.Sum{byte(random.IntN(200)), byte(random.IntN(4))} }
	f.Sum = content()
	for random.IntN(4) == 0 {
		f.CopyOf = append(f.CopyOf, content())
	}
	return f
}

// TestCatalogFollows commits random changes of a few files each, some with an article and some without. The list that is
// kept is always the one that would be built.
func TestCatalogFollows(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 9))
	s, err := store.Open("", false)
	if err != nil {
		t.Fatal(err)
	}
	c := &catalog{store: s}
	path := func() string { return fmt.Sprintf("%d.md", random.IntN(900)) }
	commit := func(n int) {
		var puts []store.Put
		var removed []string
		seen := map[string]bool{}
		for range n {
			p := path()
			if seen[p] {
				continue
			}
			seen[p] = true
			before, there := s.File(article.ID(p))
			switch what := random.IntN(6); {
			case what == 0:
				removed = append(removed, p)
			case what == 1:
				puts = append(puts, store.Put{File: record(random, p)})
			case what == 2 && there && before.HasArticle():
				kept := *before
				kept.Stamp.Inode++
				puts = append(puts, store.Put{File: &kept})
			default:
				puts = append(puts, store.Put{File: record(random, p), Body: store.Body("text")})
			}
		}
		if _, err := c.commit(puts, removed, func() (uint64, error) { return s.Commit(puts, removed, true) }); err != nil {
			t.Fatal(err)
		}
	}
	commit(3000)
	c.now()
	for i := range 1000 {
		commit(1 + random.IntN(3))
		if c.list.Load() == nil {
			t.Fatalf("change %d: the list is not kept", i)
		}
		got, want := c.now(), (&catalog{store: s}).build()
		if cardPaths(got.cards) != cardPaths(want.cards) {
			t.Fatalf("change %d:\n%s\nwant\n%s", i, cardPaths(got.cards), cardPaths(want.cards))
		}
		for n := range want.cards {
			if got.cards[n] != want.cards[n] {
				t.Fatalf("change %d: %s is an earlier record", i, want.cards[n].Path)
			}
		}
		if len(got.groups) != len(want.groups) {
			t.Fatalf("change %d: %d articles in groups, want %d", i, len(got.groups), len(want.groups))
		}
		for id, group := range want.groups {
			if !reflect.DeepEqual(got.groups[id], group) {
				t.Fatalf("change %d: %s is of the group %s, want %s", i, id, cardPaths(got.groups[id]), cardPaths(group))
			}
		}
		for lang, n := range want.languages {
			if got.languages[lang] != n {
				t.Fatalf("change %d: %d articles of %s, want %d", i, got.languages[lang], lang, n)
			}
		}
	}
}

// TestManyChangesBuildAnew checks that a commit of many files has the list built again.
func TestManyChangesBuildAnew(t *testing.T) {
	t.Parallel()
	x := filled(t, files)
	first := x.catalog.now().cards
	apply(t, x, map[string]string{"a.txt": "One.", "b.txt": "Two."}, "chips.md")
	if got := cardPaths(x.catalog.now().cards); got != "magnets.md zh.md de.md a.txt b.txt nodate.txt" {
		t.Errorf("listed %s", got)
	}
	if got := cardPaths(first); got != "magnets.md zh.md chips.md de.md nodate.txt" {
		t.Errorf("a list that a reader has became %s", got)
	}
}
