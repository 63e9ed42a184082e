//go:build unix

package corpus_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lede/internal/corpus"
)

// TestSwapped swaps files while they are read: for others of the same and of another size, in place and by a rename, for folders,
// pipes, links out of the folder and nothing. What is indexed of a file is always one of its versions, and nothing from outside.
func TestSwapped(t *testing.T) {
	t.Parallel()
	dir, outside := generated(t, 8), filepath.Join(t.TempDir(), "secret.txt")
	must(t, os.WriteFile(outside, []byte("The password of Ruritania is sesame."), 0o644))
	version := func(word string, lines int) []byte {
		return []byte(strings.Repeat("The "+word+" of Ruritania was late this year.\n", lines))
	}
	const files = 6
	path := func(n int) string { return filepath.Join(dir, fmt.Sprintf("swapped%d.txt", n)) }
	stop := make(chan struct{})
	var writers sync.WaitGroup
	for n := range files {
		writers.Go(func() {
			for round := 0; ; round++ {
				select {
				case <-stop:
					return
				default:
				}
				time.Sleep(time.Duration(rand.IntN(120)) * time.Millisecond)
				swap(t, path(n), outside, [][]byte{version("wheat", 4000), version("maize", 4000), version("barley", 900)}[round%3], rand.IntN(7))
			}
		})
	}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: t.TempDir(), MaxFileSize: 1 << 20})
	must(t, err)
	defer c.Close()
	for range times(8, 500) {
		_, err := c.Sweep(t.Context(), false)
		must(t, err)
		for n := range files {
			text, crops := textOf(t, c, filepath.Base(path(n))), 0
			for _, crop := range []string{"wheat", "maize", "barley"} {
				if strings.Contains(text, crop) {
					crops++
				}
			}
			if crops > 1 || strings.Contains(text, "sesame") {
				t.Fatalf("file %d is a mixture of %d versions", n, crops)
			}
		}
	}
	close(stop)
	writers.Wait()
	for n := range files {
		must(t, os.RemoveAll(path(n)))
		must(t, os.WriteFile(path(n), version("oats", 100+n), 0o644))
	}
	_, err = c.Sweep(t.Context(), false)
	must(t, err)
	for n := range files {
		if got := textOf(t, c, filepath.Base(path(n))); strings.Count(got, "oats") != 100+n {
			t.Errorf("file %d: %d lines of the last version", n, strings.Count(got, "oats"))
		}
	}
}

// swap puts something else at a path, in one of seven ways.
func swap(t *testing.T, path, outside string, text []byte, way int) {
	if now, err := os.Lstat(path); way < 2 && err == nil && now.Mode().IsRegular() && now.Size() <= int64(len(text)) {
		file, err := os.OpenFile(path, os.O_RDWR, 0o644)
		must(t, err)
		_, err = file.WriteAt(text, 0)
		must(t, errors.Join(err, file.Close()))
		return
	}
	must(t, os.RemoveAll(path))
	switch way {
	case 3:
	case 4:
		must(t, os.Symlink(outside, path))
	case 5:
		must(t, syscall.Mkfifo(path, 0o644))
	case 6:
		must(t, os.Mkdir(path, 0o755))
	default:
		beside := path + ".new"
		must(t, os.WriteFile(beside, text, 0o644))
		must(t, os.Rename(beside, path))
	}
}
