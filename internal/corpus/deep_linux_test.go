package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDeepFolders checks that more folders, one in another, are read than the process may have files open.
func TestDeepFolders(t *testing.T) {
	const most, deep = 200, 400
	dir := t.TempDir()
	lowest := filepath.Join(dir, strings.Repeat("d/", deep))
	if err := os.MkdirAll(lowest, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, lowest, "a.txt", text)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &before); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: most, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	defer syscall.Setrlimit(syscall.RLIMIT_NOFILE, &before)
	c := load(t, dir, "")
	if c.Index.Len() != 1 || len(c.FileErrors()) > 0 {
		t.Errorf("%d articles, %d errors", c.Index.Len(), len(c.FileErrors()))
	}
}
