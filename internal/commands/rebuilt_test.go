package commands

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lede/internal/corpus"
	"lede/internal/index"
	"lede/internal/query"
	"lede/internal/store"
)

// TestUnlessRebuilt overwrites the files of the index while work is done, which fails of it: it is done once more when the index was
// built again and is complete.
func TestUnlessRebuilt(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("The harvest of Ruritania failed on 3 March 2024."), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Load(t.Context(), corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s := New(Config{Corpus: c})
	if f, err := c.Index.Search(t.Context(), query.Query{}, nil, 1); err != nil || len(f.Hits) != 1 { // looks at its files
		t.Fatal(f, err)
	}
	calls, whole := 0, false
	swept := make(chan error, 1)
	_, err = s.unlessRebuilt(func(ctx context.Context) (Result, error) {
		if calls++; calls > 1 {
			whole = c.Index.Complete()
			return nil, nil
		}
		paths, _ := filepath.Glob(filepath.Join(data, "*/bleve/store/*.zap"))
		for _, path := range paths {
			if err := os.WriteFile(path, make([]byte, 9999), 0o600); err != nil {
				return nil, err
			}
		}
		go func() {
			time.Sleep(20 * time.Millisecond)
			if repaired, err := c.Index.(index.Mender).Repair(); !repaired || err != nil || c.Index.Complete() {
				t.Errorf("%d files, repaired %v, %v, complete %v", len(paths), repaired, err, c.Index.Complete())
			}
			_, err := c.Sweep(ctx, false)
			swept <- err
		}()
		return nil, fmt.Errorf("search: %w", store.ErrDamage)
	})(t.Context())
	if err := <-swept; err != nil {
		t.Fatal(err)
	}
	if err != nil || calls != 2 || !whole {
		t.Errorf("%d calls, the last over a complete index: %v; %v", calls, whole, err)
	}
}
