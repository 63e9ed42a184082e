package corpus

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// aged sets the times of all files and folders below a folder to an hour ago, so that their stamps are reliable.
func aged(t *testing.T, dir string) {
	t.Helper()
	before := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil {
			err = os.Chtimes(path, before, before)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLook checks which changes of a folder show without a look at its files.
func TestLook(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]func(dir string) error{
		"":           nil,
		"a new file": func(dir string) error { return os.WriteFile(filepath.Join(dir, "new.txt"), []byte(text), 0o644) },
		"a new file in a folder": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "sub/deep/new.txt"), []byte(text), 0o644)
		},
		"a removed file":          func(dir string) error { return os.Remove(filepath.Join(dir, "sub/b.txt")) },
		"a renamed file":          func(dir string) error { return os.Rename(filepath.Join(dir, "a.txt"), filepath.Join(dir, "c.txt")) },
		"a removed folder":        func(dir string) error { return os.RemoveAll(filepath.Join(dir, "sub/deep")) },
		"a file that is replaced": func(dir string) error { return replaced(filepath.Join(dir, "sub/b.txt")) },
	} {
		dir := folder(t, map[string]string{"a.txt": text, "sub/b.txt": "Rain fell.", "sub/deep/c.txt": "Snow fell."})
		aged(t, dir)
		later := time.Now().Add(time.Minute) // the stamps of the inodes are of now
		c, _ := logged(t, Options{Dir: dir, Now: func() time.Time { return later }})
		if c.isUnchanged() {
			t.Errorf("%s: nothing has changed since no sweep at all", what)
		}
		if _, err := c.Sweep(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			if err := change(dir); err != nil {
				t.Fatal(err)
			}
		}
		if got, want := c.isUnchanged(), change == nil; got != want {
			t.Errorf("%s: unchanged %v", what, got)
		}
	}
}

// replaced writes a file anew as most editors do.
func replaced(path string) error {
	if err := os.WriteFile(path+"~", []byte("Hail fell."), 0o644); err != nil {
		return err
	}
	return os.Rename(path+"~", path)
}

// TestLookOfFreshFolder checks that a folder is not trusted to show its changes while its stamp is of just now.
func TestLookOfFreshFolder(t *testing.T) {
	t.Parallel()
	c, _ := logged(t, Options{Dir: folder(t, map[string]string{"a.txt": text})})
	if _, err := c.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if c.isUnchanged() {
		t.Error("a change within the same tick of the clock would not show")
	}
}

// TestTrust checks that a watched folder without changes is not scanned, and that it is once something was missed.
func TestTrust(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "b.txt": "Rain fell."})
	aged(t, dir)
	later := time.Now().Add(time.Minute)
	c, log := logged(t, Options{Dir: dir, Now: func() time.Time { return later }})
	w := c.newWatch()
	defer w.close()
	w.misses.Store(false) // on systems of which it is not known, too
	scan := func() { w.compare(c.sweepLogged(t.Context(), []string{"."})); w.scanned = time.Now() }
	scan()
	if !w.isTrusted() {
		t.Error("nothing has changed, and the folder is scanned")
	}
	w.scanned = time.Now().Add(-trustFor)
	if w.isTrusted() {
		t.Error("the files are never compared")
	}
	w.timed = true
	if scan(); !w.isTrusted() {
		t.Error("after another scan that has found nothing")
	}
	w.files.Remove(w.root) // from here on nothing is reported
	if err := os.WriteFile(filepath.Join(dir, "b.txt"), []byte("Rain fell, and it was not reported."), 0o644); err != nil {
		t.Fatal(err)
	}
	w.timed = true
	if scan(); w.isTrusted() || log.Len() == 0 {
		t.Errorf("a change was missed, and the folder is trusted; logged %s", log)
	}
}

// TestLinksAreNotTrusted checks that a corpus with links is scanned: changes of their targets are reported by other names.
func TestLinksAreNotTrusted(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text})
	if err := os.Symlink("a.txt", filepath.Join(dir, "b.txt")); err != nil {
		t.Skip(err)
	}
	c, _ := logged(t, Options{Dir: dir})
	if _, err := c.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if !c.hasLinks() {
		t.Error("the link is not noted")
	}
}
