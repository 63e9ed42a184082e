package corpus

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/index/indextest"
	"lede/internal/store"
)

// folder makes a folder of files; a name that ends in "/" is a folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// load opens a corpus over a folder, with its index in data, and sweeps it.
func load(t *testing.T, dir, data string) *Corpus {
	t.Helper()
	c, err := Load(t.Context(), Options{Dir: dir, MaxFileSize: 1000, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// read returns the files of a folder by path.
func read(t *testing.T, dir string) map[string]*store.File {
	t.Helper()
	out := map[string]*store.File{}
	for _, f := range load(t, dir, "").Index.Files() {
		out[f.Path] = f
	}
	return out
}

const text = "The harvest has failed. Nobody knows why."

func TestBadFiles(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{
		"good.txt": text, "sub/deep/good.md": "# T\n\n" + text + " Deep.", "empty.txt": "", "binary.txt": "\x00\x01\x02\x03",
		"latin.txt": "Caf\xe9 closes. " + text, "broken.md": "---\ntitle: \"x\n---\n" + text + " Broken.", "folder.md/": "",
		"folder.md/inside.txt": text + " Inside.", "large.txt": strings.Repeat("x", 1001), "photo.jpg": "x", ".hidden.txt": text,
		".git/x.txt": text, "a\nb.txt": text + " Name.",
	})
	outside := folder(t, map[string]string{"secret.txt": "secret"})
	for name, target := range map[string]string{
		"link.txt": filepath.Join(dir, "good.txt"), "out.txt": filepath.Join(outside, "secret.txt"),
		"nowhere.txt": filepath.Join(dir, "none"), "tofolder.txt": filepath.Join(dir, "sub"),
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	files := read(t, dir)
	for _, c := range []struct {
		path    string
		has     bool // an article
		problem string
	}{
		{"good.txt", true, ""},
		{"sub/deep/good.md", true, ""},
		{"empty.txt", false, "the file is empty"},
		{"binary.txt", false, "is not text"},
		{"latin.txt", true, "is not UTF-8; it was read as Windows-1252"},
		{"broken.md", true, "line 2: the front matter is not YAML"},
		{"folder.md", false, "is a folder with the name of a file"},
		{"folder.md/inside.txt", true, ""},
		{"large.txt", false, "has 1001 bytes; at most 1000 are read"},
		{"link.txt", true, ""},
		{"out.txt", false, "outside of the corpus"},
		{"nowhere.txt", false, "is a link to nowhere"},
		{"tofolder.txt", false, "folders are not followed"},
		{"a\nb.txt", true, ""},
	} {
		f, ok := files[c.path]
		if !ok {
			t.Errorf("%s is not listed", c.path)
			continue
		}
		problem := ""
		if len(f.Problems) > 0 {
			problem = f.Problems[0].String()
			if f.Problems[0].Hint == "" {
				t.Errorf("%s: a problem without a hint: %s", c.path, problem)
			}
		}
		if !ok || f.HasArticle() != c.has || !strings.Contains(problem, c.problem) || c.problem == "" && problem != "" {
			t.Errorf("%s: listed %v, article %v, problem %q; want %v, %q", c.path, ok, f.HasArticle(), problem, c.has, c.problem)
		}
	}
	if !files["photo.jpg"].NotArticle {
		t.Error("a file of another kind is not counted as such")
	}
	for path := range files {
		if strings.Contains(path, "hidden") || strings.Contains(path, ".git") {
			t.Errorf("%s was read", path)
		}
	}
}

func TestUnreadableAsOrdinaryUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may read everything: this test needs another user")
	}
	dir := folder(t, map[string]string{"locked.txt": text, "closed/a.txt": text})
	for _, name := range []string{"locked.txt", "closed"} {
		path := filepath.Join(dir, name)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(path, 0o755) })
	}
	files := read(t, dir)
	for _, name := range []string{"locked.txt", "closed"} {
		if f := files[name]; !f.Failed() || !strings.Contains(f.Problems[0].Text, "permission denied") {
			t.Errorf("%s: %v", name, f.Problems)
		}
	}
}

func TestSweepFollowsTheFolder(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "b.txt": "Something else entirely."})
	c := load(t, dir, t.TempDir())
	if c.Index.Len() != 2 || !c.Index.Complete() {
		t.Errorf("%d articles, complete %v", c.Index.Len(), c.Index.Complete())
	}
	if err := os.Remove(filepath.Join(dir, "b.txt")); err != nil {
		t.Fatal(err)
	}
	diff, err := c.Sweep(t.Context(), false)
	if err != nil || len(diff.Removed) != 1 || diff.Len() != 1 || c.Index.Len() != 1 {
		t.Errorf("%+v, %v, %d articles", diff, err, c.Index.Len())
	}
	if n := indextest.Frequency(t, c.Index, "en", "els"); n != 0 {
		t.Errorf("a removed article is still found: %d", n)
	}
}

func TestLoadFails(t *testing.T) {
	t.Parallel()
	if _, err := Load(t.Context(), Options{Dir: filepath.Join(t.TempDir(), "none")}); err == nil || !strings.Contains(err.Error(), "create it") {
		t.Errorf("a folder that is not there: %v", err)
	}
	file := filepath.Join(folder(t, map[string]string{"a.txt": text}), "a.txt")
	if _, err := Load(t.Context(), Options{Dir: file}); err == nil || !strings.Contains(err.Error(), "not a folder") {
		t.Errorf("a file for a folder: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Load(ctx, Options{Dir: filepath.Dir(file)}); err == nil {
		t.Error("a cancelled sweep succeeds")
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	files := read(t, folder(t, map[string]string{
		"_defaults.yaml": "outlet: Gazette\n", "a.txt": text, "sub/_defaults.yaml": "tags: [deep]\n", "sub/deeper/b.txt": text + " B.",
		"bad/_defaults.yaml": "tags: [\n", "bad/c.txt": text + " C.",
	}))
	if a := files["a.txt"]; a.Outlet != "Gazette" || len(a.Tags) > 0 {
		t.Errorf("a.txt: %s %q", a.Outlet, a.Tags)
	}
	if b := files["sub/deeper/b.txt"]; b.Outlet != "Gazette" || len(b.Tags) != 1 {
		t.Errorf("b.txt: %s %q", b.Outlet, b.Tags)
	}
	if !files["bad/_defaults.yaml"].Failed() || !files["bad/c.txt"].HasArticle() {
		t.Error("a broken _defaults.yaml is not reported, or its articles are not read")
	}
}
