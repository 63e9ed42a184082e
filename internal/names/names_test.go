package names

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/article"
)

func TestSound(t *testing.T) {
	for _, same := range [][]string{
		{"lutnick", "rutnik", "ludnic"}, {"bessent", "besseint", "pessand"}, {"greer", "grille"}, {"shirley", "shirly"},
		{"schmidt", "shmit"}, {"christian", "kristian"}, {"zelensky", "zelenskyy", "selenski"}, {"philip", "filip"},
		{"knight", "night"}, {"wright", "right"}, {"quinn", "kuin"},
	} {
		for _, w := range same[1:] {
			if a, b := Sound(same[0]), Sound(w); a != b || len(a) < 2 {
				t.Errorf("%s sounds %s, %s sounds %s", same[0], a, w, b)
			}
		}
	}
	for _, apart := range [][2]string{{"trump", "trudeau"}, {"china", "canada"}, {"miller", "muller's"}, {"anna", "hanna"}} {
		if Sound(apart[0]) == Sound(apart[1]) {
			t.Errorf("%s and %s both sound %s", apart[0], apart[1], Sound(apart[0]))
		}
	}
	if s := Sound("贝森特"); s != "" {
		t.Errorf("Chinese sounds %q", s)
	}
}

func TestOf(t *testing.T) {
	a, _ := article.Parse("a.txt", []byte("Yesterday US Treasury Secretary Scott Besseint met Will Smith. He will trade. Trade is good, said Smith in Paris.\n"))
	var got []string
	for _, n := range Of(&a, analysis.Analyze(analysis.Standard, a.Text)) {
		got = append(got, fmt.Sprint(n.Word, n.Roles))
	}
	want := "us[] treasury[] secretary[] scott[] besseint[us treasury secretary scott] smith[] paris[]"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
}

func TestAliases(t *testing.T) {
	a, err := ParseAliases([]byte("- [Besseint, Scott Bessent, 贝森特]\n- [US, USA]\n"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Where is scott BESSENT?": "[{9 22 [Besseint 贝森特]}]", "貝森特去哪": "[{0 9 [Besseint Scott Bessent]}]", "Scott who?": "[]",
	} {
		if got := fmt.Sprint(a.Find(text)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for raw, want := range map[string]string{"a: b": "list of lists", "- [a\n": "line", "- ['', b]": "group 1"} {
		if _, err := ParseAliases([]byte(raw)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", raw, err)
		}
	}
	if a, err := ParseAliases(nil); err != nil || a.Find("x") != nil {
		t.Errorf("an empty file: %v", err)
	}
}

// FuzzAliases checks that no aliases.yaml finds a name outside of the text.
func FuzzAliases(f *testing.F) {
	f.Add("- [Besseint, Bessent, 贝森特]\n", "Where is Bessent?")
	f.Add("- [[a]]\n", "a")
	f.Add("a: &a [*a]\n", "")
	f.Fuzz(func(t *testing.T, raw, text string) {
		a, err := ParseAliases([]byte(raw))
		if err != nil {
			return
		}
		for _, found := range a.Find(text) {
			if found.Start < 0 || found.Start >= found.End || found.End > len(text) {
				t.Fatalf("%q in %q: %+v", raw, text, found)
			}
		}
		if strings.Trim(Sound(text), "AFJKMNPRSTX") != "" {
			t.Fatalf("%q sounds %q", text, Sound(text))
		}
	})
}
