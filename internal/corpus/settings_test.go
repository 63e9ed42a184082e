package corpus

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/index/indextest"
)

// TestSettingsFollow changes the settings files of a folder: the articles below are read again, and no others.
func TestSettingsFollow(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "sub/b.txt": "Rain fell.", "sub/deep/c.txt": "Snow fell.", "other/d.txt": "Hail fell."})
	c := load(t, dir, t.TempDir())
	outlets := func() string {
		var out []string
		for _, f := range c.Index.Files() {
			if f.HasArticle() {
				out = append(out, f.Outlet)
			}
		}
		return strings.Join(out, ",")
	}
	for _, step := range []struct {
		what, name, text string
		changed          string
		outlets          string // of a.txt, other/d.txt, sub/b.txt, sub/deep/c.txt
	}{
		{"settings of a folder", "sub/_defaults.yaml", "outlet: Gazette\n", "~sub/b.txt ~sub/deep/c.txt", ",,Gazette,Gazette"},
		{"of one below", "sub/deep/_defaults.yaml", "outlet: Herald\n", "~sub/deep/c.txt", ",,Gazette,Herald"},
		{"of all", "_defaults.yaml", "outlet: Courier\n", "~a.txt ~other/d.txt", "Courier,Courier,Gazette,Herald"},
		{"tags of all", "_defaults.yaml", "outlet: Courier\ntags: [news]\n", "~a.txt ~other/d.txt ~sub/b.txt ~sub/deep/c.txt", "Courier,Courier,Gazette,Herald"},
		{"a removal", "sub/_defaults.yaml", "-", "-sub/_defaults.yaml ~sub/b.txt", "Courier,Courier,Courier,Herald"},
		{"broken settings", "_defaults.yaml", "tags: [\n", "~a.txt ~other/d.txt ~sub/b.txt ~sub/deep/c.txt", ",,,Herald"},
		{"aliases", "aliases.yaml", "- [Wang, Ouang]\n", "", ",,,Herald"},
		{"settings that are a folder", "other/_defaults.yaml/x.jpg", "x", "", ",,,Herald"},
	} {
		write(t, dir, step.name, step.text)
		diff, err := c.Sweep(t.Context(), false)
		if got := changes(diff); err != nil || got != step.changed || outlets() != step.outlets {
			t.Errorf("%s: %s, outlets %s, %v; want %s, %s", step.what, got, outlets(), err, step.changed, step.outlets)
		}
	}
	if errs := c.FileErrors(); len(errs) != 2 || errs[0].Path != "_defaults.yaml" || errs[0].Problem.Hint == "" || errs[1].Path != "other/_defaults.yaml/x.jpg" {
		t.Errorf("errors: %+v", errs)
	}
	if f, ok := c.Index.File(article.ID("aliases.yaml")); !ok || !f.NotArticle || f.HasArticle() {
		t.Errorf("aliases.yaml: %+v", f)
	}
}

// TestAliasesFollow checks that names are joined as aliases.yaml says, and no longer when it is broken or removed.
func TestAliasesFollow(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "sub/aliases.yaml": "- [Wang, Ouang]\n"})
	c := load(t, dir, t.TempDir())
	joined := func() bool { return len(c.Index.Aliases().Find("Ouang")) > 0 }
	if joined() {
		t.Error("an aliases.yaml in a folder below counts")
	}
	for _, step := range []struct {
		text   string
		joined bool
		errors int // with that of sub/aliases.yaml
	}{{"- [Wang, Ouang]\n", true, 1}, {"- [Wang\n", false, 2}, {"- [Wang, Ouang]\n", true, 1}, {"-", false, 1}} {
		write(t, dir, "aliases.yaml", step.text)
		if _, err := c.Sweep(t.Context(), false); err != nil || joined() != step.joined || len(c.FileErrors()) != step.errors {
			t.Errorf("%q: joined %v, errors %+v, %v", step.text, joined(), c.FileErrors(), err)
		}
	}
	// A sweep of an article's path alone does not forget the settings.
	write(t, dir, "aliases.yaml", "- [Wang, Ouang]\n")
	write(t, dir, "_defaults.yaml", "outlet: Gazette\n")
	if _, err := c.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "new.txt", "Rain fell.")
	if _, err := c.sweep(t.Context(), []string{"new.txt"}, false); err != nil || !joined() {
		t.Error("a partial sweep forgets the aliases", err)
	}
	if card, ok := indextest.Card(t, c.Index, article.ID("new.txt")); !ok || card.Outlet != "Gazette" {
		t.Errorf("a partial sweep forgets the defaults: %+v", card)
	}
}

func TestAffectsAll(t *testing.T) {
	t.Parallel()
	for paths, want := range map[string]bool{
		"": false, "a.txt sub/b.txt": false, "a.txt aliases.yaml": true, "_defaults.yaml": true, "sub/_defaults.yaml": true,
		"sub/aliases.yaml": false, "my_defaults.yaml": false, "_defaults.yaml.bak": false,
	} {
		if got := affectsAll(strings.Fields(paths)); got != want {
			t.Errorf("%q: %v", paths, got)
		}
	}
}

// TestLinks checks where a link may lead.
func TestLinks(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text, "..odd/b.txt": "Rain fell.", "sub/": ""})
	outside := folder(t, map[string]string{"defaults.yaml": "outlet: Gazette\n", "x.txt": text})
	for name, target := range map[string]string{
		"odd.txt": filepath.Join(dir, "..odd", "b.txt"), "sub/rel.txt": "../a.txt", "up.txt": "..", "root.txt": ".", "self.txt": "self.txt",
		"out.txt": "../" + filepath.Base(outside) + "/x.txt", "_defaults.yaml": filepath.Join(outside, "defaults.yaml"), "photo.jpg": "a.txt",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	files := read(t, dir)
	for path, want := range map[string]string{
		"odd.txt": "", "sub/rel.txt": "", "up.txt": "outside of the corpus", "root.txt": "folders are not followed", "self.txt": "is a link to nowhere",
		"out.txt": "is a link to", "photo.jpg": "", "_defaults.yaml": "",
	} {
		f, ok := files[path]
		if !ok || f.Failed() != (want != "") || f.Failed() && !strings.Contains(f.Problems[0].Text, want) {
			t.Errorf("%s: listed %v, %+v; want %q", path, ok, f, want)
		}
	}
	if f := files["a.txt"]; f.Outlet != "" || !files["photo.jpg"].NotArticle || !files["_defaults.yaml"].NotArticle {
		t.Errorf("a link to settings outside of the corpus is followed: %+v", f)
	}
}

// TestNoRegularFiles checks that what is neither file, link nor folder is named as such, whatever it is called, and not read.
func TestNoRegularFiles(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": text})
	for _, name := range []string{"b.txt", "_defaults.yaml"} {
		l, err := net.Listen("unix", filepath.Join(dir, name))
		if err != nil {
			t.Skip("no sockets: ", err)
		}
		defer l.Close()
	}
	if err := os.Symlink("b.txt", filepath.Join(dir, "c.txt")); err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	for path, want := range map[string]string{"b.txt": "is not a regular file", "c.txt": "is a link to something that is not a file", "_defaults.yaml": "is"} {
		f := files[path]
		if f == nil || f.HasArticle() || len(f.Problems) != 1 || !strings.HasPrefix(f.Problems[0].Text, want) {
			t.Errorf("%s: %+v", path, f)
		}
	}
	if f := files["a.txt"]; f == nil || !f.HasArticle() {
		t.Errorf("the file beside them: %+v", f)
	}
}

// TestNames checks which files are articles by their names, and that a name that is not UTF-8 is no trouble.
func TestNames(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{
		"a.MD": "Rain fell.", "b.Txt": "Snow fell.", "c.html": "<p>Hail fell.</p>", "d.htm": "<p>Fog came.</p>", "e.markdown": "Sleet fell.",
		"f": "No ending.", "md": "No ending.", "g.txt.bak": "A copy.", "sub.d/.h/i.txt": text, "sub.d/j.txt": "Wind blew.", "k\xff.txt": "Storms came.",
	})
	c := load(t, dir, t.TempDir())
	var got []string
	for _, f := range c.Index.Files() {
		if f.HasArticle() {
			got = append(got, f.Path)
		}
	}
	if s := strings.Join(got, " "); s != "a.MD b.Txt c.html d.htm e.markdown k\ufffd.txt sub.d/j.txt" {
		t.Errorf("articles: %s", s)
	}
	if diff, err := c.Sweep(t.Context(), false); err != nil || diff.Len() > 0 {
		t.Errorf("swept again: %s, %v", changes(diff), err)
	}
}
