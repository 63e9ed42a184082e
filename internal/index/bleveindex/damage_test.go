package bleveindex

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/store"
)

// TestChangedWhileOpen has another program change the segments of an open index, while bleve merges none of them. A search finds
// what it should or fails, and the process lives; Repair makes the index whole again. Of the root file, which bleve's own
// goroutines read, only a removal can be survived.
func TestChangedWhileOpen(t *testing.T) {
	for name, change := range damages {
		for _, looks := range []bool{true, false} {
			dir := t.TempDir()
			first, _ := opened(t, dir, index.Owner)
			apply(t, first, map[string]string{"magnets.md": files["magnets.md"], "chips.md": files["chips.md"], "zh.md": files["zh.md"], "nodate.txt": files["nodate.txt"], "de.md": files["de.md"]})
			closeIndex(t, first)
			x, log := opened(t, dir, index.Owner)
			called := make(chan bool, 100)
			x.OnDamage(func() { called <- true })
			if got := search(t, x, "magnets", 10); len(got) != 3 {
				t.Fatalf("found %q", got)
			}
			damage(t, dir, "bleve/store/*.zap", change)
			if name == "removed" {
				damage(t, dir, "bleve/store/root.bolt", change)
			}
			x.files.checked = time.Time{}
			if !looks {
				x.files.checked = time.Now().Add(time.Hour)
			}
			for _, text := range []string{"magnets", "Beijing -chips", "Suzuki"} {
				q, err := query.Parse(text, time.Time{})
				if err != nil {
					t.Fatal(err)
				}
				_, err = x.Search(t.Context(), q, nil, 10)
				if err != nil && !errors.Is(err, store.ErrDamage) || looks && err == nil {
					t.Errorf("%s: %v", name, err)
				}
				if _, err := x.SpelledLike(t.Context(), "Suzuky"); err != nil && !errors.Is(err, store.ErrDamage) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if repaired, err := x.Repair(); !repaired || err != nil || x.Complete() {
				t.Errorf("%s: repaired %v, %v", name, repaired, err)
			}
			checkBuilt(t, name, x)
			if repaired, err := x.Repair(); repaired || err != nil {
				t.Errorf("%s: repaired again: %v, %v", name, repaired, err)
			}
			if looks && len(called) == 0 || !strings.Contains(log.String(), "the search index is rebuilt") {
				t.Errorf("%s: nobody is called, or the log is %s", name, log)
			}
			closeIndex(t, x)
			x, _ = opened(t, dir, index.Owner)
			checkBuilt(t, name+", opened again", x)
		}
	}
}

// TestOwnChangesAreNoDamage checks that what bleve itself writes, merges and removes is never found to be damage.
func TestOwnChangesAreNoDamage(t *testing.T) {
	x, _ := opened(t, built(t), index.Owner)
	for i := range 30 {
		apply(t, x, map[string]string{"more.md": strings.Repeat("More magnets. ", i+1)})
		if err := x.files.check(x.bleve, 0); err != nil {
			t.Fatal(err)
		}
		if found := search(t, x, "magnets", 10); !slices.Contains(found, "more.md") {
			t.Fatalf("found %q", found)
		}
	}
	if repaired, err := x.Repair(); repaired || err != nil {
		t.Errorf("repaired %v, %v", repaired, err)
	}
}
