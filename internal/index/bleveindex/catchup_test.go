package bleveindex

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/index"
)

// TestCatchUp opens a search index that is some commits behind the articles, as after a kill: CatchUp adds, changes and
// removes what those commits did, and nothing can be applied before.
func TestCatchUp(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x, _ := opened(t, dir, index.Owner)
	apply(t, x, map[string]string{"magnets.md": "Magnets of old.", "chips.md": files["chips.md"], "gone.md": "Magnets, gone.", "emptied.md": "Magnets, emptied."})
	closeIndex(t, x)
	behind := keep(t, dir, "bleve")
	x, _ = opened(t, dir, index.Owner)
	apply(t, x, map[string]string{"magnets.md": files["magnets.md"], "zh.md": files["zh.md"]}, "gone.md")
	emptied, _ := x.File(article.ID("emptied.md"))
	file := *emptied
	file.Body.Length = 0
	if err := x.Apply(t.Context(), []index.Change{x.NewChange(&file, nil)}, nil, true); err != nil {
		t.Fatal(err)
	}
	apply(t, x, map[string]string{"nodate.txt": files["nodate.txt"], "de.md": files["de.md"]})
	closeIndex(t, x)
	behind()
	x, log := opened(t, dir, index.Owner)
	if x.Complete() || log.Len() > 0 {
		t.Errorf("an index that is behind: complete %v, logged %s", x.Complete(), log)
	}
	if err := x.Apply(t.Context(), []index.Change{change(x, "new.md", "New.")}, nil, true); err == nil || !strings.Contains(err.Error(), "behind") {
		t.Errorf("applied to an index that is behind: %v", err)
	}
	if err := x.FinishUpdate(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "catalog-0")); err != nil {
		t.Errorf("an index that is behind was compacted: %v", err)
	}
	checkBuilt(t, "caught up", x)
	if n, err := x.bleve.DocCount(); err != nil || n != 5 {
		t.Errorf("%d documents, %v", n, err)
	}
}

// TestCatchUpWithDamage catches up with articles of which one is damaged: the others can be found.
func TestCatchUpWithDamage(t *testing.T) {
	t.Parallel()
	dir := built(t)
	x, _ := opened(t, dir, index.Owner)
	f, _ := x.File(article.ID("chips.md"))
	closeIndex(t, x)
	replaceFile(t, only(t, dir, "articles-*"), func(raw []byte) []byte { raw[f.Body.Offset+3] ^= 1; return raw })
	if err := os.RemoveAll(filepath.Join(dir, "bleve")); err != nil {
		t.Fatal(err)
	}
	x, _ = opened(t, dir, index.Owner)
	if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	damaged, _ := x.Damaged(t.Context())
	if got := search(t, x, "magnets", 10); len(got) != 2 || len(damaged) != 1 {
		t.Errorf("found %q, damaged %q", got, damaged)
	}
	apply(t, x, map[string]string{"chips.md": files["chips.md"]})
	if err := x.FinishUpdate(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkBuilt(t, "after the file was read again", x)
}

// TestCatchUpStops ends catching up after its first batch: what is done by then is not done again.
func TestCatchUpStops(t *testing.T) {
	t.Parallel()
	const commits, each = 3, 200
	dir := t.TempDir()
	x, _ := opened(t, dir, index.Owner)
	behind := keep(t, dir, "bleve")
	for i := range commits {
		articles := map[string]string{}
		for j := range each {
			articles[fmt.Sprintf("%d-%d.md", i, j)] = fmt.Sprintf("---\ntitle: N%d of %d\n---\nThe harvest, number h%dx%d.", j, i, i, j)
		}
		apply(t, x, articles)
	}
	closeIndex(t, x)
	behind()
	ended, cancel := context.WithCancel(t.Context())
	x, _ = opened(t, dir, index.Owner)
	var calls []string
	err := x.CatchUp(ended, func(done, all int) { calls = append(calls, fmt.Sprint(done, "/", all)); cancel() })
	if err == nil || strings.Join(calls, " ") != "256/600" || x.Complete() {
		t.Errorf("stopped: %v, progress %q, complete %v", err, calls, x.Complete())
	}
	closeIndex(t, x)
	x, log := opened(t, dir, index.Owner)
	calls = nil
	if err := x.CatchUp(t.Context(), func(done, all int) { calls = append(calls, fmt.Sprint(done, "/", all)) }); err != nil {
		t.Fatal(err)
	}
	if strings.Join(calls, " ") != "256/400 400/400" || !x.Complete() || log.Len() > 0 {
		t.Errorf("continued: progress %q, complete %v, logged %s", calls, x.Complete(), log)
	}
	if n, err := count(t, x, "en", "harvest"); err != nil || n != commits*each {
		t.Errorf("%d articles, %v", n, err)
	}
}

// TestFinishUpdate checks that the disk of removed articles is given back once they take more than a fifth of it.
func TestFinishUpdate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x, _ := opened(t, dir, index.Owner)
	articles := map[string]string{}
	for i := range 20 {
		articles[fmt.Sprintf("%02d.md", i)] = fmt.Sprintf("---\ntitle: N%d\n---\nThe harvest of h%dx failed.", i, i)
	}
	apply(t, x, articles)
	bodies := func() int64 {
		t.Helper()
		stat, err := os.Stat(only(t, dir, "articles-*"))
		if err != nil {
			t.Fatal(err)
		}
		return stat.Size()
	}
	before := bodies()
	for i := range 10 {
		apply(t, x, nil, fmt.Sprintf("%02d.md", i))
		if err := x.FinishUpdate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if compacted := bodies() < before; compacted != (i >= 4) && i < 5 {
			t.Errorf("after %d of 20 were removed: compacted %v", i+1, compacted)
		}
	}
	if x.Len() != 10 || !x.Complete() {
		t.Errorf("%d articles, complete %v", x.Len(), x.Complete())
	}
	closeIndex(t, x)
	x, log := opened(t, dir, index.Owner)
	if got := search(t, x, "harvest", 30); len(got) != 10 || log.Len() > 0 {
		t.Errorf("after a compaction: %d articles, logged %s", len(got), log)
	}
}
