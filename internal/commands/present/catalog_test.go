package present

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
	"unicode"

	"lede/internal/commands"
)

var verb = regexp.MustCompile(`%[a-z]`)

// said returns every text in the sources that the catalog needs, and every description.
func said(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.go", "../*.go", "../../console/*.go", "../../discord/*.go", "../../fetch/*.go", "../../feeds/*.go"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "catalog") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				out = append(out, texts(t, n)...)
				return true
			})
		}
	}
	for _, c := range commands.Table() {
		out = append(out, c.Description)
		if c.OnMessage {
			out = append(out, c.Name)
		}
		for _, o := range c.Options {
			out = append(out, o.Description)
			for _, choice := range o.Choices {
				out = append(out, choice.Name)
			}
		}
	}
	return out
}

// texts returns the texts in a node that the catalog needs: the strings given to a function that says them, the Text of a
// UserError, and in this package the strings with a capital in a table, such as the labels of a menu.
func texts(t *testing.T, n ast.Node) []string {
	t.Helper()
	switch n := n.(type) {
	case *ast.CallExpr:
		if saying[funcName(n.Fun)] {
			return literals(t, n.Args)
		}
	case *ast.CompositeLit:
		if list, ok := n.Type.(*ast.ArrayType); ok && funcName(list.Elt) == "string" {
			return nil // the examples, which have their own languages
		}
		var tabled []string
		for _, text := range literals(t, n.Elts) {
			if text != "" && unicode.IsUpper([]rune(text)[0]) {
				tabled = append(tabled, text)
			}
		}
		return tabled
	}
	return nil
}

// saying are the functions that say the texts given to them.
var saying = map[string]bool{"Say": true, "either": true, "say": true, "refuse": true, "unknownValue": true, "button": true, "field": true}

// literals returns the strings among expressions, and among the values of those with a key.
func literals(t *testing.T, list []ast.Expr) []string {
	t.Helper()
	var out []string
	for _, e := range list {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			e = pair.Value
		}
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
	}
	return out
}

func funcName(f ast.Expr) string {
	switch f := f.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// TestCatalog checks that every text has its Chinese, with the same verbs in the same order.
func TestCatalog(t *testing.T) {
	texts := said(t)
	if len(texts) < 50 {
		t.Fatalf("only %d texts were found in the sources", len(texts))
	}
	for _, text := range texts {
		w, ok := chinese(text)
		if !ok {
			t.Errorf("no Chinese for %q", text)
		}
		for _, script := range []string{w.simplified, w.traditional} {
			if ok && (script == "" || !slices.Equal(verb.FindAllString(text, -1), verb.FindAllString(script, -1))) {
				t.Errorf("other verbs in %q than in %q", script, text)
			}
		}
	}
	seen := map[string]bool{}
	for _, part := range catalog {
		for text := range part {
			if !slices.Contains(texts, text) {
				t.Errorf("%q is in the catalog and nowhere used", text)
			}
			if seen[text] {
				t.Errorf("%q is in two parts of the catalog", text)
			}
			seen[text] = true
		}
	}
}

func TestTableFitsDiscord(t *testing.T) {
	for _, c := range commands.Table() {
		if c.Options == nil && !c.WorksWhenEmpty {
			t.Errorf("%s has no options", c.Name)
		}
		optional := false
		for _, o := range c.Options {
			if o.Required && optional {
				t.Errorf("%s: %s is required behind an optional one", c.Name, o.Name)
			}
			optional = optional || !o.Required
			for _, l := range []commands.Locale{commands.English, commands.Chinese} {
				if n := len([]rune(Say(l, o.Description))); n == 0 || n > 100 {
					t.Errorf("%s %s: a description of %d characters", c.Name, o.Name, n)
				}
			}
		}
	}
}
