package bleveindex

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/index"
)

// TestSnapshot opens an index beside its owner: each keeps its own changes, and the snapshot's files go when it closes.
func TestSnapshot(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	dir := built(t)
	owner, _ := opened(t, dir, index.Owner)
	beside, log := opened(t, dir, index.Snapshot)
	if !beside.IsSnapshot() || owner.IsSnapshot() || log.Len() > 0 || beside.Size() == 0 {
		t.Errorf("snapshot %v, the owner %v, %d bytes, logged %s", beside.IsSnapshot(), owner.IsSnapshot(), beside.Size(), log)
	}
	checkBuilt(t, "beside", beside)
	if entries, _ := os.ReadDir(temp); len(entries) != 1 {
		t.Errorf("%d folders for one snapshot", len(entries))
	}
	apply(t, beside, map[string]string{"mine.md": "My magnets."}, "chips.md")
	apply(t, owner, map[string]string{"yours.md": "Your magnets."})
	if got := search(t, beside, "magnets", 10); len(got) != 3 || strings.Contains(strings.Join(got, " "), "yours.md") {
		t.Errorf("beside: %q", got)
	}
	if got := search(t, owner, "magnets", 10); len(got) != 4 || strings.Contains(strings.Join(got, " "), "mine.md") {
		t.Errorf("the owner: %q", got)
	}
	closeIndex(t, beside)
	if entries, _ := os.ReadDir(temp); len(entries) != 0 {
		t.Errorf("%d folders are left of the snapshot", len(entries))
	}
	closeIndex(t, owner)
	again, log := opened(t, dir, index.Owner)
	if got := search(t, again, "magnets", 10); len(got) != 4 || log.Len() > 0 {
		t.Errorf("after both: %q, logged %s", got, log)
	}
}

// TestSnapshotOfDamage opens a snapshot of an index that is damaged, behind or not there: it serves what there is from
// memory, and never writes to the owner's files.
func TestSnapshotOfDamage(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for _, c := range []struct {
		kind, damage string
		articles     int
		log          string
	}{
		{"bleve/index_meta.json", "removed", 5, "kept in memory"},
		{"bleve/store/root.bolt", "removed", 5, "kept in memory"},
		{"bleve/store/root.bolt", "cut", 5, "the search index is rebuilt"},
		{"bleve/store/*.zap", "cut", 5, "the search index is rebuilt"},
		{"bleve/store/*.zap", "removed", 5, "the search index is rebuilt"},
		{"catalog-*", "inverted", 0, "the index is rebuilt"},
	} {
		what := c.damage + " " + c.kind
		dir := built(t)
		damage(t, dir, c.kind, damages[c.damage])
		before := listFiles(t, dir)
		x, log := opened(t, dir, index.Snapshot)
		if x.Len() != c.articles || !x.IsSnapshot() || !strings.Contains(log.String(), c.log) {
			t.Errorf("%s: %d articles, snapshot %v, logged %s", what, x.Len(), x.IsSnapshot(), log)
		}
		if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if c.articles > 0 {
			checkBuilt(t, what, x)
		}
		apply(t, x, map[string]string{"new.md": "New magnets."})
		if got := search(t, x, "magnets", 10); len(got) != 1+3*min(1, c.articles) {
			t.Errorf("%s: found %q", what, got)
		}
		closeIndex(t, x)
		if after := listFiles(t, dir); after != before {
			t.Errorf("%s: the owner's files were %s, and are %s", what, before, after)
		}
		if entries, _ := os.ReadDir(temp); len(entries) != 0 {
			t.Errorf("%s: %d folders are left", what, len(entries))
		}
	}
	x, _ := opened(t, filepath.Join(t.TempDir(), "none"), index.Snapshot)
	apply(t, x, map[string]string{"new.md": "New magnets."})
	if got := search(t, x, "magnets", 10); len(got) != 1 || !x.IsSnapshot() {
		t.Errorf("a snapshot of nothing: %q", got)
	}
}

// listFiles returns the files below a folder with their contents' hashes.
func listFiles(t *testing.T, dir string) string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		out = append(out, filepath.Base(path)+" "+hashOf(raw))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, ", ")
}

// TestSnapshotWhileWritten takes snapshots while the owner writes: each is of one moment.
func TestSnapshotWhileWritten(t *testing.T) {
	t.Parallel()
	dir := built(t)
	owner, _ := opened(t, dir, index.Owner)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 20 {
			_ = owner.Apply(t.Context(), []index.Change{change(owner, "more.md", strings.Repeat("More magnets. ", i+1))}, nil, true)
		}
	}()
	for range 5 {
		x, _ := opened(t, dir, index.Snapshot)
		if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
			t.Fatal(err)
		}
		if n := len(search(t, x, "magnets", 10)); n != x.Len()-2 {
			t.Errorf("%d of %d articles were found", n, x.Len())
		}
		closeIndex(t, x)
	}
	<-done
}
