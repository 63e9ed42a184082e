package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
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
			before, err := s.File(article.ID(p))
			if err != nil {
				t.Fatal(err)
			}
			switch what := random.IntN(6); {
			case what == 0:
				removed = append(removed, p)
			case what == 1:
				puts = append(puts, store.Put{File: record(random, p)})
			case what == 2 && before != nil && before.HasArticle():
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
	c.sorted()
	for i := range 1000 {
		commit(1 + random.IntN(3))
		if l := c.list.Load(); l == nil || l.ids == nil {
			t.Fatalf("change %d: the list is not kept", i)
		}
		got, want := c.sorted(), (&catalog{store: s}).sorted()
		if !slices.Equal(got.ids, want.ids) {
			t.Fatalf("change %d:\n%s\nwant\n%s", i, got.ids, want.ids)
		}
		if !got.newest.Equal(want.newest) || !reflect.DeepEqual(got.overview(), want.overview()) {
			t.Fatalf("change %d: the newest is of %s, want %s; %+v, want %+v", i, got.newest, want.newest, got.overview(), want.overview())
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

// listed returns all articles in their order.
func listed(x *Index) []*article.Card {
	ids := x.catalog.sorted().ids
	return x.cards(ids, len(ids))
}

// TestManyChangesBuildAnew checks that a commit of many files has the list built again.
func TestManyChangesBuildAnew(t *testing.T) {
	t.Parallel()
	x := filled(t, files)
	first := x.catalog.sorted().ids
	apply(t, x, map[string]string{"a.txt": "One.", "b.txt": "Two."}, "chips.md")
	if got := cardPaths(listed(x)); got != "magnets.md zh.md de.md a.txt b.txt nodate.txt" {
		t.Errorf("listed %s", got)
	}
	if got := cardPaths(x.cards(first, len(first))); len(first) != 5 || got != "magnets.md zh.md de.md nodate.txt" {
		t.Errorf("of %d articles that a reader has listed, these are left: %s", len(first), got)
	}
}
