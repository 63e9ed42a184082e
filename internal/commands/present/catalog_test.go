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

	"lede/internal/answer"
	"lede/internal/commands"
)

var verb = regexp.MustCompile(`%[a-z]`)

// said returns every text in the sources that the catalog needs, and every description.
func said(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.go", "../*.go", "../../console/*.go", "../../discord/*.go"} {
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
				out = append(out, texts(t, n)...)
				return true
			})
		}
	}
	for _, c := range commands.Table() {
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

// texts returns the texts in a node that the catalog needs: the first string that is given to Say, say or refuse, and the
// Text of a UserError.
func texts(t *testing.T, n ast.Node) []string {
	t.Helper()
	var args []ast.Expr
	switch n := n.(type) {
	case *ast.CallExpr:
		if name := funcName(n.Fun); name == "Say" || name == "say" || name == "refuse" {
			args = n.Args
		}
	case *ast.CompositeLit:
		if len(n.Elts) > 0 && n.Type != nil && funcName(n.Type) == "UserError" {
			if field, ok := n.Elts[0].(*ast.KeyValueExpr); ok {
				args = []ast.Expr{field.Value}
			}
		}
	}
	for _, arg := range args {
		if text, ok := arg.(*ast.BasicLit); ok && text.Kind == token.STRING {
			s, err := strconv.Unquote(text.Value)
			if err != nil {
				t.Fatal(err)
			}
			return []string{s}
		}
	}
	return nil
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
		text := answer.FeatureText(feature)
		if text == "" || catalog[text] == "" {
			t.Errorf("the feature %q has no text in both languages", feature)
		}
		texts = append(texts, text)
	}
	for text := range catalog {
		if !slices.Contains(texts, text) {
			t.Errorf("%q is in the catalog and nowhere used", text)
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
