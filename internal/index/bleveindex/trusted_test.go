package bleveindex

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/index"
	"lede/internal/store"
)

// TestTrustedSegments checks which segments are opened without a look at their bytes: those that were there when the index was
// closed, unless their stamp is another one. Damage that leaves the stamp is found later, and repaired.
func TestTrustedSegments(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x, _ := opened(t, dir, index.Owner)
	apply(t, x, files) // at once: bleve merges segments at any time, if there are several
	closeIndex(t, x)
	age := func(by time.Duration) {
		t.Helper()
		paths, _ := filepath.Glob(filepath.Join(dir, "bleve/store/*.zap"))
		for _, path := range paths {
			if err := os.Chtimes(path, time.Time{}, time.Now().Add(-by)); err != nil {
				t.Fatal(err)
			}
		}
	}
	reopened := func() *Index {
		t.Helper()
		x, log := opened(t, dir, index.Owner)
		if !x.Complete() || log.Len() > 0 {
			t.Fatalf("complete %v, logged %s", x.Complete(), log)
		}
		return x
	}
	x = reopened()
	if len(x.trusted) > 0 {
		t.Error("a segment of just now is trusted")
	}
	closeIndex(t, x)
	age(time.Hour)
	x = reopened()
	if len(x.trusted) > 0 {
		t.Error("a segment with another stamp is trusted")
	}
	closeIndex(t, x)
	x = reopened()
	if len(x.trusted) == 0 {
		t.Error("a segment that was verified is not trusted")
	}
	if readTrusted(filepath.Join(dir, "bleve")) != nil {
		t.Error("after a crash the segments would be trusted")
	}
	x.verifyTrusted()
	if repaired, err := x.Repair(); repaired || err != nil {
		t.Errorf("an index in order: %v, %v", repaired, err)
	}
	closeIndex(t, x)

	var segment string
	for name := range readTrusted(filepath.Join(dir, "bleve")) {
		segment = filepath.Join(storePath(filepath.Join(dir, "bleve")), name)
	}
	stat, err := os.Stat(segment)
	if err != nil {
		t.Fatal(err)
	}
	replaceFile(t, segment, func(raw []byte) []byte { raw[len(raw)/2] ^= 1; return raw })
	if err := os.Chtimes(segment, time.Time{}, stat.ModTime()); err != nil {
		t.Fatal(err)
	}
	x, log := opened(t, dir, index.Owner)
	called := false
	x.OnDamage(func() { called = true })
	if x.verifyTrusted(); !called {
		t.Error("damage is not found")
	}
	if _, err := x.Search(t.Context(), parsed(t, "magnets"), nil, 10); !errors.Is(err, store.ErrDamage) {
		t.Errorf("a search: %v", err)
	}
	if repaired, err := x.Repair(); !repaired || err != nil || !strings.Contains(log.String(), "checksum") {
		t.Errorf("repaired %v, %v, logged %s", repaired, err, log)
	}
	checkBuilt(t, "repaired", x)
}
