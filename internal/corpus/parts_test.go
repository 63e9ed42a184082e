package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const exported = `[{"title":"First","url":"https://x.example/1","text":"The harbour board voted to rebuild the lifeboat station."},
{"title":"Second","url":"https://x.example/2","text":"Work on the station is to take eighteen months."}]`

// paths returns the paths of all articles of the index.
func paths(c *Corpus) string {
	var out []string
	for _, f := range c.Index.Files() {
		if f.HasArticle() {
			out = append(out, f.Path)
		}
	}
	return strings.Join(out, " ")
}

// TestParts protects files of several articles: each is an article, and goes when the file does or no longer has it.
func TestParts(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "pocket.json")
	c, err := OpenExclusive(Options{Dir: dir, MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, step := range []struct{ text, want, diff string }{
		{exported, "pocket.json/1 pocket.json/2", "added"},
		{exported, "pocket.json/1 pocket.json/2", ""},
		{"[" + exported[strings.Index(exported, "\n"):], "pocket.json/1", "changed"},
		{strings.ReplaceAll(exported, "months", "weeks"), "pocket.json/1 pocket.json/2", "changed"},
		{"[]", "", "removed"},
		{exported, "pocket.json/1 pocket.json/2", "added"},
		{"", "", "removed"},
	} {
		if err := os.WriteFile(file, []byte(step.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if step.text == "" {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		diff, err := c.Sweep(t.Context(), false)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Repeat("added", len(diff.Added)) + strings.Repeat("changed", len(diff.Changed))
		if step.diff != "removed" && got != step.diff || step.diff == "removed" && len(diff.Removed) == 0 {
			t.Errorf("%.40q: %+v, want %s", step.text, diff, step.diff)
		}
		if paths(c) != step.want {
			t.Errorf("%.40q: %s, want %s", step.text, paths(c), step.want)
		}
	}
}

// TestNothingInSilence protects that each file of the folder is an article, a part of one, or listed with a reason.
func TestNothingInSilence(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.txt": "A text.", "scan.png": "x", "old.doc": "x", "noending": "x", "list.csv": "a,b", "plan.pdf": "%PDF-1.4\n%not really",
		".hidden.png": "x", "aliases.yaml": "- [A, B]\n", "page.html": "<p>A page with a text in it.</p>", "page_files/x.png": "x", "page_files/ad.html": "<p>Buy.</p>",
		"alone_files/y.png": "x", "export.html": "<!DOCTYPE NETSCAPE-Bookmark-file-1><a href=x>y</a>",
	} {
		real := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(real), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(real, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Load(t.Context(), Options{Dir: dir, MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var listed []string
	for _, f := range c.FileErrors() {
		if f.Problem.Text == "" || f.Problem.Hint == "" {
			t.Errorf("%s: %+v", f.Path, f.Problem)
		}
		listed = append(listed, f.Path)
	}
	if got := strings.Join(listed, " "); got != "alone_files/y.png export.html list.csv noending old.doc plan.pdf scan.png" {
		t.Errorf("listed: %s", got)
	}
	if got := paths(c); got != "a.txt page.html" {
		t.Errorf("read: %s", got)
	}
}
