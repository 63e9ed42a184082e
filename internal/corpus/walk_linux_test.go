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

// TestFoldersThatCannotBeOpened checks that a folder whose path is too long is an error of its own, and the others are read.
func TestFoldersThatCannotBeOpened(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "z/a.txt": text + " Z."})
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := root.MkdirAll(strings.Repeat(strings.Repeat("d", 250)+"/", 20), 0o755); err != nil {
		t.Fatal(err)
	}
	c := load(t, dir, "")
	if errs := c.FileErrors(); c.Index.Len() != 2 || len(errs) != 1 || !strings.Contains(errs[0].Problem.Text, "cannot be read") {
		t.Errorf("%d articles, %v", c.Index.Len(), errs)
	}
}

// TestSweepOfSavedPage checks that the folder of a saved page is left out as well when it is swept alone.
func TestSweepOfSavedPage(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"page.html": "<p>" + text, "page_files/ad.txt": text + " Ad."})
	c := load(t, dir, "")
	if diff, err := c.sweep(t.Context(), []string{"page_files"}, false); err != nil || diff.Len() > 0 || c.Index.Len() != 1 {
		t.Errorf("%+v, %v, %d articles", diff, err, c.Index.Len())
	}
}
