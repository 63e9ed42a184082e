package bleveindex

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"lede/internal/store"
)

// TestFaultInASegment reads a mapped page that its file no longer has, on a goroutine of its own: that is damage, and the process
// lives.
func TestFaultInASegment(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "segment")
	if err := os.WriteFile(path, make([]byte, os.Getpagesize()), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	mapped, err := syscall.Mmap(int(file.Fd()), 0, os.Getpagesize(), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Munmap(mapped)
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	p := &postings{segments: make([]segmentPostings, 3)}
	sum := 0
	err = p.eachSegment(func(i int) error {
		if i == 1 {
			sum += int(mapped[0])
		}
		return nil
	})
	if !errors.Is(err, store.ErrDamage) || sum != 0 {
		t.Errorf("%v, %d", err, sum)
	}
}
