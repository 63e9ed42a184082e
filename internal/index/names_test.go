package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/names"
)

func analysisLang(field string) analysis.Lang { return analysis.Lang(field) }

// mentions returns an article in which words are names.
func mentions(words ...string) string { return "Then came " + strings.Join(words, ", then ") + "." }

func TestNames(t *testing.T) {
	t.Parallel()
	x := filled(t, map[string]string{
		"a.txt": "The envoys met Trade Representative Jamison Greer on Friday. Then Greer left.",
		"b.txt": "A statement by Greer said so. The crowd saw Greene there, and Minister Green too.",
	})
	for name, want := range map[string]int{"greer": 2, "greene": 1, "crowd": 0, "greer+trade": 1} {
		if n, err := x.NameFrequency(t.Context(), name); err != nil || n != want {
			t.Errorf("%s is a name in %d articles, %v; want %d", name, n, err, want)
		}
	}
	roles, err := x.Roles("greer")
	if slices.Sort(roles); err != nil || strings.Join(roles, " ") != "jamison representative trade" {
		t.Errorf("roles of greer: %q, %v", roles, err)
	}
	if roles, err := x.Roles("green"); err != nil || strings.Join(roles, " ") != "minister" {
		t.Errorf("roles of green: %q, %v", roles, err)
	}
	if roles, err := x.Roles("nobody"); err != nil || len(roles) > 0 {
		t.Errorf("roles of nobody: %q, %v", roles, err)
	}
	for word, want := range map[string]string{"greet": "green greer", "gree": "green greer", "reer": "greer", "grer": "greer", "xx": ""} {
		got, err := x.SpelledLike(word)
		if slices.Sort(got); err != nil || strings.Join(got, " ") != want {
			t.Errorf("spelled like %s: %q, %v; want %q", word, got, err, want)
		}
	}
}

// TestSoundingLike checks that names are found by their sound, those that are added after the first question, too.
func TestSoundingLike(t *testing.T) {
	t.Parallel()
	long := "Rutnik" + strings.Repeat("a", 300)
	x := filled(t, map[string]string{"a.txt": mentions("Lutnick", "Rutnik", "Ratnok", "Berlin", "Knight", "Nite", long, "Ri")})
	sound := names.Sound("rutnik")
	check := func(what, want string) {
		t.Helper()
		if got, err := x.SoundingLike(sound); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %q, %v; want %q", what, got, err, want)
		}
	}
	check("at first", "lutnick ratnok rutnik")
	apply(t, x, map[string]string{"b.txt": mentions("Rutnyk", "Lutnick", "Ruby")})
	check("after more names", "lutnick ratnok rutnik rutnyk")
	if got, err := x.SoundingLike(names.Sound("ruby")); err != nil || len(got) > 0 {
		t.Errorf("a sound that is too short for a name has %q, %v", got, err)
	}
	if got, err := x.SoundingLike(names.Sound("berlen")); err != nil || strings.Join(got, " ") != "berlin" {
		t.Errorf("berlen: %q, %v", got, err)
	}
	var many []string
	for i := range maxPhoneticAdded + 1 {
		many = append(many, fmt.Sprintf("R%c%c%c%c", 'b'+i%20, 'b'+i/20%20, 'b'+i/400, 'm'))
	}
	apply(t, x, map[string]string{"c.txt": mentions(many...)})
	check("after so many names that they are read again", "lutnick ratnok rutnik rutnyk")
	apply(t, x, map[string]string{"d.txt": mentions("Rotnik")})
	check("after one more", "lutnick ratnok rotnik rutnik rutnyk")
}

// TestManyAlike checks that look-ups by spelling and by sound return a bounded number of names, in order.
func TestManyAlike(t *testing.T) {
	t.Parallel()
	var bySound, bySpelling []string
	for i := range 625 {
		vowels := "aeiou"
		bySound = append(bySound, fmt.Sprintf("R%ctn%ck%cr%c", vowels[i%5], vowels[i/5%5], vowels[i/25%5], vowels[i/125]))
	}
	for i := range 100 {
		word := []byte("Maddox")
		word[1+i/20] = "bcdfghjklmnpqrstvwxz"[i%20]
		bySpelling = append(bySpelling, string(word))
	}
	x := filled(t, map[string]string{"a.txt": mentions(bySound...) + " " + mentions(bySpelling...)})
	got, err := x.SoundingLike(names.Sound("rutnikara"))
	if err != nil || len(got) != 512 || !slices.IsSorted(got) || got[0] != "ratnakara" {
		t.Errorf("%d names by sound, %v: %q", len(got), err, got)
	}
	if got, err := x.SpelledLike("maddox"); err != nil || len(got) != 64 {
		t.Errorf("%d names by spelling, %v", len(got), err)
	}
}

func TestAliases(t *testing.T) {
	t.Parallel()
	x, _ := opened(t, "", Owner)
	aliases, err := names.ParseAliases([]byte("- [Wang, Ouang]\n"))
	if err != nil {
		t.Fatal(err)
	}
	x.SetAliases(aliases)
	if got := x.Aliases().Find("Ouang"); len(got) != 1 {
		t.Errorf("aliases: %v", got)
	}
}
