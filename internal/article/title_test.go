package article

import (
	"strings"
	"testing"
)

func TestDeriveTitle(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the first sentence", "It rained all day. It was cold.", "It rained all day"},
		{"the one with the most names", "It rained all day. Ines Rowan met Tom Achterberg in Port Ansel. It was cold.", "Ines Rowan met Tom Achterberg in Port Ansel"},
		{"numbers count", "It rained all day. There were 12 houses and 31 boats. It was cold.", "There were 12 houses and 31 boats"},
		{"of equal ones the first", "Rain fell on Port Ansel. Snow fell on Cape Foul.", "Rain fell on Port Ansel"},
		{"the first word does not count", "It rained. Rain fell.", "It rained"},
		{"a name between quotes", "It rained all day. He said “Ada” came.", "He said “Ada” came"},
		{"the first four sentences", "One fell. Two fell. Three fell. Four met Ines Rowan. Five met Ines Rowan and Tom Achterberg.", "Four met Ines Rowan"},
		{"after a colon", "What this is all about at the end of a very long and tiring day on the road between nowhere and nothing: Ines Rowan met Tom Achterberg.", "Ines Rowan met Tom Achterberg"},
		{"after a Chinese colon", strings.Repeat("会议", 20) + "：部长在 London 会见 Ines Rowan。", "部长在 London 会见 Ines Rowan"},
		{"cut at a blank", strings.Repeat("abcd ", 30), strings.Repeat("abcd ", 17) + "abcd…"},
		{"cut at a Chinese mark", strings.Repeat("部长，", 20), strings.TrimSuffix(strings.Repeat("部长，", 12), "，") + "…"},
		{"cut anywhere", strings.Repeat("长", 50), strings.Repeat("长", 36) + "…"},
		{"as long as allowed", strings.Repeat("长", 36) + "。", strings.Repeat("长", 36)},
		{"no text", "", "a.b"},
	} {
		if a, _ := Parse("dir/a.b.md", []byte(c.text)); a.Title != c.want {
			t.Errorf("%s: %q, want %q", c.name, a.Title, c.want)
		}
	}
	if a, _ := Parse("dir/.md", nil); a.Title != ".md" {
		t.Errorf("title of a file without a name: %q", a.Title)
	}
}
