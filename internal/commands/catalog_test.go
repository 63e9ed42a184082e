package commands

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lede/internal/answer"
)

var verb = regexp.MustCompile(`%[a-z]`)

// said returns every text that the sources give to Say, to UserError by way of it, or to a description.
func said(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.go", "../console/*.go", "../discord/*.go"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || len(call.Args) == 0 {
					return true
				}
				if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Say" {
					if text, ok := call.Args[0].(*ast.BasicLit); ok {
						s, err := strconv.Unquote(text.Value)
						if err != nil {
							t.Fatal(err)
						}
						out = append(out, s)
					}
				}
				return true
			})
		}
	}
	for _, c := range Table() {
		out = append(out, c.Description)
		for _, o := range c.Options {
			out = append(out, o.Description)
			for _, choice := range o.Choices {
				out = append(out, choice.Name)
			}
		}
	}
	return out
}

// TestCatalog holds that every text has its Chinese, with the same verbs in the same order.
func TestCatalog(t *testing.T) {
	texts := said(t)
	if len(texts) < 50 {
		t.Fatalf("only %d texts were found in the sources", len(texts))
	}
	for _, text := range texts {
		chinese, ok := catalog[text]
		if !ok {
			t.Errorf("no Chinese for %q", text)
		} else if !slices.Equal(verb.FindAllString(text, -1), verb.FindAllString(chinese, -1)) {
			t.Errorf("other verbs in %q than in %q", chinese, text)
		}
	}
	for _, feature := range answer.PassageFeatures() {
		if strings.Contains(feature, "*") {
			continue
		}
		if featureTexts[feature] == "" || catalog[featureTexts[feature]] == "" {
			t.Errorf("the feature %q is not told in both languages", feature)
		}
		texts = append(texts, featureTexts[feature])
	}
	fields := []string{"Outlet", "Date", "Author", "Tags", "Language", "Length", "Captions", "Disclaimer", "Also stored as"}
	for text := range catalog {
		if !slices.Contains(texts, text) && !slices.Contains(fields, text) {
			t.Errorf("%q is in the catalog and nowhere said", text)
		}
	}
}

func TestTableFitsDiscord(t *testing.T) {
	for _, c := range Table() {
		if c.Options == nil && !c.WorksWhenEmpty {
			t.Errorf("%s has no options", c.Name)
		}
		optional := false
		for _, o := range c.Options {
			if o.Required && optional {
				t.Errorf("%s: %s is required behind an optional one", c.Name, o.Name)
			}
			optional = optional || !o.Required
			for _, l := range []Locale{English, Chinese} {
				if n := len([]rune(l.Say(o.Description))); n == 0 || n > 100 {
					t.Errorf("%s %s: a description of %d characters", c.Name, o.Name, n)
				}
			}
		}
	}
}

func TestLocaleOf(t *testing.T) {
	for tag, want := range map[string]Locale{"zh-CN": Chinese, "zh-TW": Chinese, "zh-HK": Chinese, "zh": Chinese, "en-GB": English, "de": English, "": English} {
		if got := LocaleOf(tag); got != want {
			t.Errorf("LocaleOf(%q) = %s", tag, got)
		}
	}
}
