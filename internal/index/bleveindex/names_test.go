package bleveindex

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/internal/index"
	"lede/internal/names"
)

// mentions returns an article in which words are names.
func mentions(words ...string) string { return "Then came " + strings.Join(words, ", then ") + "." }

// TestSoundingLike checks that names are found by their sound, those that are added after the first question, too.
func TestSoundingLike(t *testing.T) {
	t.Parallel()
	long := "Rutnik" + strings.Repeat("a", 300)
	x := filled(t, map[string]string{"a.txt": mentions("Lutnick", "Rutnik", "Ratnok", "Berlin", "Knight", "Nite", long, "Ri")})
	sound := names.Sound("rutnik")
	check := func(what, want string) {
		t.Helper()
		if got, err := x.SoundingLike(t.Context(), sound); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %q, %v; want %q", what, got, err, want)
		}
	}
	check("at first", "lutnick ratnok rutnik")
	apply(t, x, map[string]string{"b.txt": mentions("Rutnyk", "Lutnick", "Ruby")})
	check("after more names", "lutnick ratnok rutnik rutnyk")
	if got, err := x.SoundingLike(t.Context(), names.Sound("ruby")); err != nil || len(got) > 0 {
		t.Errorf("a sound that is too short for a name has %q, %v", got, err)
	}
	if got, err := x.SoundingLike(t.Context(), names.Sound("berlen")); err != nil || strings.Join(got, " ") != "berlin" {
		t.Errorf("berlen: %q, %v", got, err)
	}
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
	got, err := x.SoundingLike(t.Context(), names.Sound("rutnikara"))
	if err != nil || len(got) != 512 || !slices.IsSorted(got) || got[0] != "ratnakara" {
		t.Errorf("%d names by sound, %v: %q", len(got), err, got)
	}
	if got, err := x.SpelledLike(t.Context(), "maddox"); err != nil || len(got) != 64 {
		t.Errorf("%d names by spelling, %v", len(got), err)
	}
}

func TestAliases(t *testing.T) {
	t.Parallel()
	x, _ := opened(t, "", index.Owner)
	aliases, err := names.ParseAliases([]byte("- [Wang, Ouang]\n"))
	if err != nil {
		t.Fatal(err)
	}
	x.SetAliases(aliases)
	if got := x.Aliases().Find("Ouang"); len(got) != 1 {
		t.Errorf("aliases: %v", got)
	}
}
