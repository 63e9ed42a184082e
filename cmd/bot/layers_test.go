package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// levels are the packages from the bottom up; a package imports only those of lower levels. Packages of one
// level do not import each other.
var levels = [][]string{
	{"analysis", "contract", "parallel", "text", "growth"},
	{"dates"},
	{"article", "query", "config"},
	{"names", "summary", "copies"},
	{"store"},
	{"index"},
	{"corpus"}, // the one exception: it syncs what it reads to the index
	{"answer"},
	{"commands", "eval", "bench"},
	{"present"},
	{"testkit"},                            // of tests alone
	{"discord", "console", "localdiscord"}, // of which wire, render and gateway are parts
	{"wire", "render", "gateway"},
}

// owners are modules that one package alone may import.
var owners = map[string][]string{
	"github.com/blevesearch/bleve":    {"index"},
	"github.com/bwmarrin/discordgo":   {"discord"},
	"github.com/alecthomas/kong":      {"bot"},
	"github.com/yuin/goldmark":        {"article"},
	"codeberg.org/readeck":            {"article"},
	"github.com/gorilla/websocket":    {"discord", "localdiscord"},
	"github.com/santhosh-tekuri":      {"contract"},
	"github.com/clipperhouse/uax29":   {"analysis"},
	"github.com/blevesearch/snowball": {"analysis"},
	"go.etcd.io/bbolt":                {"index"},
	"github.com/klauspost/compress":   {"store"},
	"github.com/fsnotify/fsnotify":    {"corpus"},
	"github.com/gofrs/flock":          {"corpus"},
}

// TestLayers reads the imports from the files: `go list` in a test would be cached over a new bad import.
func TestLayers(t *testing.T) {
	level := map[string]int{}
	for n, packages := range levels {
		for _, p := range packages {
			level[p] = n
		}
	}
	seen := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := filepath.Base(filepath.Dir(path))
		seen[pkg] = true
		from, known := level[pkg]
		if !known && pkg != "bot" {
			t.Errorf("%s: package %s has no level; add it to levels", path, pkg)
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			checkImport(t, path, pkg, name)
			to, ours := strings.CutPrefix(name, "lede/internal/")
			if ours && pkg != "bot" && level[to] >= from {
				t.Errorf("%s: %s imports %s, which is not below it", path, pkg, to)
			}
			if ours && pkg == "localdiscord" {
				t.Errorf("%s: localdiscord imports %s; it knows nothing of Lede", path, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range level {
		if !seen[pkg] {
			t.Errorf("no files of package %s were found", pkg)
		}
	}
}

// checkImport fails if a module is imported by a package that does not own it.
func checkImport(t *testing.T, path, pkg, name string) {
	t.Helper()
	for module, allowed := range owners {
		ok := !strings.HasPrefix(name, module)
		for _, p := range allowed {
			ok = ok || p == pkg
		}
		if !ok {
			t.Errorf("%s: package %s imports %s, which is %s's", path, pkg, name, strings.Join(allowed, "'s and "))
		}
	}
}
