package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rules are what a package may import. A package is named by its path below lede/internal, one that is not below it by its
// path below lede, and that of the module's root lede.
type rules struct {
	levels   [][]string          // all packages, from the bottom up: a package imports only those of lower levels
	owners   map[string][]string // the packages that may import a module
	tests    []string            // packages for tests: others do not import them
	detached []string            // packages that import none of this project but those nested in them
}

var ledeRules = rules{
	levels: [][]string{
		{"lede", "analysis", "autostart", "contract", "dateparser", "demosite", "fetch", "lazyregexp", "parallel", "schedule", "state", "text", "discord/wire", "testkit/growth", "testkit/browser", "testkit/postgres", "testkit/opensearch", "testkit/tcp", "index/bleveindex/segments"},
		{"dates", "lexicon", "pdftext", "sentences", "telemetry"},
		{"article", "query", "config", "lexicon/gen"},
		{"names", "summary", "copies"},
		{"store"},
		{"index"},
		{"index/bleveindex", "index/indextest", "index/opensearch"},
		{"corpus", "follow"},
		{"added", "answer", "delivery", "news"},
		{"feeds"},
		{"commands", "eval", "bench"},
		{"commands/present"},
		{"testkit"},
		{"console", "localdiscord", "discord/render"},
		{"discord", "discord/rest", "discordtest"},
		{"discord/endpoint", "discord/gateway"},
		{"cmd/bot", "release"},
	},
	owners: map[string][]string{
		"github.com/blevesearch/bleve":           {"index/bleveindex", "index/bleveindex/segments"},
		"github.com/blevesearch/bleve_index_api": {"index/bleveindex", "index/bleveindex/segments"},
		"github.com/blevesearch/zapx":            {"index/bleveindex/segments"},
		"github.com/blevesearch/vellum":          {"index/bleveindex/segments"},
		"github.com/opensearch-project":          {"index/opensearch"},
		"github.com/bwmarrin/discordgo":          {"discord/gateway"},
		"github.com/ledongthuc/pdf":              {"pdftext"},
		"github.com/alecthomas/kong":             {"cmd/bot"},
		"github.com/yuin/goldmark":               {"article"},
		"codeberg.org/readeck":                   {"article"},
		"github.com/gorilla/websocket":           {"discord/gateway", "localdiscord"},
		"github.com/santhosh-tekuri":             {"contract"},
		"github.com/clipperhouse/uax29":          {"analysis"},
		"github.com/blevesearch/snowball":        {"analysis"},
		"github.com/blevesearch/snowballstem":    {"analysis"},
		"go.etcd.io/bbolt":                       {"index/bleveindex"},
		"github.com/klauspost/compress":          {"store", "lexicon", "lexicon/gen"},
		"github.com/fsnotify/fsnotify":           {"corpus"},
		"github.com/gofrs/flock":                 {"corpus", "state"},
		"github.com/emersion/go-message":         {"article"},
		"github.com/BurntSushi/toml":             {"article"},
		"github.com/markusmobius":                {"article"},
		"github.com/mmcdole/gofeed":              {"feeds"},
		"github.com/temoto/robotstxt":            {"feeds"},
		"github.com/VictoriaMetrics/metrics":     {"telemetry"},
		"go.opentelemetry.io":                    {"telemetry"},
		"google.golang.org/protobuf":             {"telemetry"},
		"code.dny.dev/ssrf":                      {"fetch"},
		"modernc.org/sqlite":                     {"state"},
		"github.com/jackc/pgx":                   {"state", "testkit/postgres"},
		"github.com/pressly/goose":               {"state"},
		"github.com/chromedp":                    {"testkit/browser"},
		"github.com/coreos/go-systemd":           {"cmd/bot"},
		"github.com/goreleaser/nfpm":             {"release"},
	},
	tests:    []string{"contract", "discordtest", "index/indextest", "testkit", "testkit/browser", "testkit/growth", "testkit/opensearch", "testkit/postgres", "testkit/tcp"},
	detached: []string{"localdiscord", "demosite"},
}

// module is this project's import path.
const module = "lede"

// within reports whether an import path is a path, or nested in it.
func within(name, parent string) bool { return name == parent || strings.HasPrefix(name, parent+"/") }

// packageOf returns the package that an import path names, as rules name it. It returns false for other projects' packages.
func packageOf(name string) (string, bool) {
	if !within(name, module) {
		return "", false
	}
	if name == module {
		return name, true
	}
	name = strings.TrimPrefix(name, module+"/")
	return strings.TrimPrefix(name, "internal/"), true
}

// check returns what is wrong with the imports of the packages, sorted.
func (r rules) check(imports map[string][]string) []string {
	var wrong []string
	level := map[string]int{}
	for n, packages := range r.levels {
		for _, p := range packages {
			level[p] = n
			if _, ok := imports[p]; !ok {
				wrong = append(wrong, p+" has a level and no files")
			}
		}
	}
	for from, names := range imports {
		if _, ok := level[from]; !ok {
			wrong = append(wrong, from+" has no level; add it to levels")
			continue
		}
		for _, name := range names {
			if to, ours := packageOf(name); ours {
				wrong = append(wrong, r.inside(level, from, to)...)
			} else {
				wrong = append(wrong, r.outside(from, name)...)
			}
		}
	}
	slices.Sort(wrong)
	return wrong
}

// inside returns what is wrong with the import of one package of the project by another.
func (r rules) inside(level map[string]int, from, to string) []string {
	var wrong []string
	if at, ok := level[to]; !ok || at >= level[from] {
		wrong = append(wrong, fmt.Sprintf("%s imports %s, which is not below it", from, to))
	}
	if slices.Contains(r.tests, to) && !slices.Contains(r.tests, from) {
		wrong = append(wrong, fmt.Sprintf("%s imports %s, which is for tests", from, to))
	}
	for _, d := range r.detached {
		if within(from, d) && !within(to, d) {
			wrong = append(wrong, fmt.Sprintf("%s imports %s, which is outside of %s", from, to, d))
		}
	}
	return wrong
}

// outside returns what is wrong with the import of another project's package.
func (r rules) outside(from, name string) []string {
	var wrong []string
	for owned, owners := range r.owners {
		if within(name, owned) && !slices.Contains(owners, from) {
			wrong = append(wrong, fmt.Sprintf("%s imports %s, which only %s may", from, name, strings.Join(owners, " and ")))
		}
	}
	return wrong
}

// projectImports reads the imports of all packages from their files, tests left out. `go list` in a test would be cached
// over a new bad import.
func projectImports(root string) (map[string][]string, error) {
	seen := map[string]map[string]bool{}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg, _ := packageOf(path.Join(module, filepath.ToSlash(folder)))
		if seen[pkg] == nil {
			seen[pkg] = map[string]bool{}
		}
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			seen[pkg][name] = true
		}
		return nil
	})
	imports := map[string][]string{}
	for pkg, names := range seen {
		imports[pkg] = slices.Collect(maps.Keys(names))
	}
	return imports, err
}

func TestLayers(t *testing.T) {
	imports, err := projectImports("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range ledeRules.check(imports) {
		t.Error(wrong)
	}
}

// TestLayerRules checks the checker on made-up imports: each of the bad ones is found, and nothing else.
func TestLayerRules(t *testing.T) {
	r := rules{
		levels:   [][]string{{"low", "kit"}, {"mid", "mid/low"}, {"mid/high", "stub", "stub/client"}, {"cmd/bot"}},
		owners:   map[string][]string{"example.org/socket": {"mid/high"}},
		tests:    []string{"kit"},
		detached: []string{"stub"},
	}
	good := map[string][]string{
		"low": {"fmt", "example.org/socketry"}, "kit": {"testing"}, "mid": {"lede/internal/low"}, "mid/low": nil,
		"mid/high": {"lede/internal/mid", "lede/internal/mid/low", "example.org/socket/v2"}, "stub": nil, "stub/client": nil,
		"cmd/bot": {"lede/internal/mid/high", "lede/internal/stub"},
	}
	if wrong := r.check(good); len(wrong) != 0 {
		t.Errorf("good imports: %q", wrong)
	}
	for _, c := range []struct{ from, name, want string }{
		{"low", "lede/internal/mid/high", "low imports mid/high, which is not below it"},
		{"mid", "lede/internal/mid/low", "mid imports mid/low, which is not below it"},
		{"mid", "lede/internal/new", "mid imports new, which is not below it"},
		{"mid", "lede/cmd/bot", "mid imports cmd/bot, which is not below it"},
		{"mid", "lede/internal/kit", "mid imports kit, which is for tests"},
		{"stub/client", "lede/internal/low", "stub/client imports low, which is outside of stub"},
		{"mid", "example.org/socket", "mid imports example.org/socket, which only mid/high may"},
		{"cmd/bot", "example.org/socket/v2", "cmd/bot imports example.org/socket/v2, which only mid/high may"},
		{"mid/new", "fmt", "mid/new has no level; add it to levels"},
	} {
		bad := maps.Clone(good)
		bad[c.from] = append(slices.Clone(bad[c.from]), c.name)
		if wrong := r.check(bad); len(wrong) != 1 || wrong[0] != c.want {
			t.Errorf("%s imports %s: %q, want %q", c.from, c.name, wrong, c.want)
		}
	}
	gone := maps.Clone(good)
	delete(gone, "mid/low")
	if wrong := r.check(gone); !slices.Contains(wrong, "mid/low has a level and no files") {
		t.Errorf("a level without a package: %q", wrong)
	}
}
