package bleveindex

import (
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"lede/internal/store"
)

func hashOf(raw []byte) string {
	return hex.EncodeToString(crc32.NewIEEE().Sum(raw))
}

// TestVerify checks that any damage of bleve's files is noticed before bleve maps them into memory, however small.
func TestVerify(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(built(t), "bleve")
	if err := verify(dir); err != nil {
		t.Fatal(err)
	}
	cut := func(n int) func([]byte) []byte { return func(raw []byte) []byte { return raw[:max(0, len(raw)-n)] } }
	flip := func(at func(size int) int) func([]byte) []byte {
		return func(raw []byte) []byte { raw[at(len(raw))] ^= 1; return raw }
	}
	first, middle, last := func(int) int { return 0 }, func(n int) int { return n / 2 }, func(n int) int { return n - 1 }
	for _, c := range []struct {
		kind, name string
		damage     func([]byte) []byte
		says       string
	}{
		{"store/*.zap", "removed", damages["removed"], "no such file"},
		{"store/*.zap", "emptied", damages["emptied"], "is empty"},
		{"store/*.zap", "three bytes", func(raw []byte) []byte { return raw[:3] }, "is empty"},
		{"store/*.zap", "four bytes", func(raw []byte) []byte { return raw[:4] }, "checksum"},
		{"store/*.zap", "a byte less", cut(1), "checksum"},
		{"store/*.zap", "first byte", flip(first), "checksum"},
		{"store/*.zap", "middle byte", flip(middle), "checksum"},
		{"store/*.zap", "last byte", flip(last), "checksum"},
		{"store/*.zap", "a byte more", func(raw []byte) []byte { return append(raw, 0) }, "checksum"},
		{"store/root.bolt", "removed", damages["removed"], "no such file"},
		{"store/root.bolt", "emptied", damages["emptied"], ""},
		{"store/root.bolt", "another format", flip(func(int) int { return pageHeader }), "not what bleve writes"},
		{"store/root.bolt", "another format of the second page", flip(func(int) int { return os.Getpagesize() + pageHeader }), "not what bleve writes"},
		{"store/root.bolt", "the second page is cut", func(raw []byte) []byte { return raw[:os.Getpagesize()+pageHeader+10] }, ""},
	} {
		restore := damage(t, dir, c.kind, c.damage)
		if err := verify(dir); !errors.Is(err, store.ErrDamage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s, %s: %v, want %q", c.kind, c.name, err, c.says)
		}
		restore()
	}
	if err := verify(dir); err != nil {
		t.Error(err)
	}
}

// TestCheckPages cuts a bolt file after every page, with the newest transaction in either of the first two pages: it is
// whole only with all pages that the newest transaction counts.
func TestCheckPages(t *testing.T) {
	t.Parallel()
	for transactions := range 4 {
		path := filepath.Join(t.TempDir(), "root.bolt")
		db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		var used int64
		for i := range transactions + 1 {
			err := db.Update(func(tx *bolt.Tx) error {
				b, err := tx.CreateBucketIfNotExists([]byte("bucket"))
				if err != nil {
					return err
				}
				return b.Put(fmt.Append(nil, i), make([]byte, 20_000))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := db.View(func(tx *bolt.Tx) error { used = tx.Size(); return nil }); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		page := int64(os.Getpagesize())
		if err := os.Truncate(path, used); err != nil {
			t.Fatal(err)
		}
		if err := checkPages(path); err != nil {
			t.Errorf("%d transactions, %d pages: %v", transactions+1, used/page, err)
		}
		for size := used - 1; size >= 0; size -= page {
			if err := os.Truncate(path, size); err != nil {
				t.Fatal(err)
			}
			if err := checkPages(path); !errors.Is(err, store.ErrDamage) {
				t.Errorf("%d transactions, %d bytes of %d: %v", transactions+1, size, used, err)
			}
		}
	}
}
