package article

import (
	"fmt"
	"slices"
	"strings"
)

// Defaults are metadata from a folder's _defaults.yaml, for the articles in it that lack them.
// The zero value has none.
type Defaults struct {
	Outlet string
	Lang   string   // as Article.Lang
	Tags   []string // added to the article's own
}

// defaultKeys are the keys that are valid in a _defaults.yaml.
var defaultKeys = []string{"outlet", "lang", "tags"}

// ParseDefaults parses a _defaults.yaml. It never fails: faults of the file are returned as problems.
func ParseDefaults(raw []byte) (Defaults, []Problem) {
	d := &draft{}
	lines := strings.Split(d.decode(raw, false), "\n")
	d.yaml(lines)
	for i := range d.problems {
		d.problems[i].Line = max(0, d.problems[i].Line-1) // a front matter has a line "---" before its first
		d.problems[i].Text = strings.Replace(d.problems[i].Text, "the front matter", "the file", 1)
	}
	if d.Title != "" || d.URL != "" || d.Author != "" || !d.Published.IsZero() {
		d.problem(0, Warning, "gives what only a single article has", fmt.Sprintf("keep only %s", strings.Join(defaultKeys, ", ")))
	}
	return Defaults{Outlet: d.Outlet, Lang: d.Lang, Tags: d.Tags}, d.problems
}

// Over returns the defaults of a folder inside another: its own outlet and language, if any, and the tags of both.
func (d Defaults) Over(outer Defaults) Defaults {
	if d.Outlet == "" {
		d.Outlet = outer.Outlet
	}
	if d.Lang == "" {
		d.Lang = outer.Lang
	}
	d.Tags = union(d.Tags, outer.Tags)
	return d
}

// apply fills in what the article lacks.
func (d Defaults) apply(a *Article) {
	if a.Outlet == "" {
		a.Outlet = d.Outlet
	}
	if a.Lang == "" {
		a.Lang = d.Lang
	}
	a.Tags = union(a.Tags, d.Tags)
}

// union returns the tags of both lists, without those of b that a has in any letter case.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, tag := range b {
		if !slices.ContainsFunc(out, func(t string) bool { return strings.EqualFold(t, tag) }) {
			out = append(out, tag)
		}
	}
	return out
}
