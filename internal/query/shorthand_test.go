package query

import (
	"strings"
	"testing"

	"lede/internal/analysis"
)

// TestAsTyped checks what questions ask for, and about what, as people type them on a phone.
func TestAsTyped(t *testing.T) {
	for _, c := range []struct {
		text string
		asks Type
		not  string // stems that are no content of it
		is   string // a stem that is
	}{
		{"whens the vote in ruritania", When, "whens when is", "vote"},
		{"wheres the summit", Where, "wheres", "summit"},
		{"who's the mayor", Who, "s who", "mayor"},
		{"whos the mayor", Who, "whos", "mayor"},
		{"how's the mayor doing", How, "s how", "mayor"},
		{"wich towns were flooded?", Which, "wich which", "flood"},
		{"how many ppl r homeless", HowMany, "ppl r", "homeless"},
		{"percent of homes without power", HowMany, "percent", "home"},
		{"tell me about the flood", Other, "tell me about", "flood"},
		{"anything on the flood?", Other, "anyth", "flood"},
		{"咋说洪水", How, "咋说", "洪水"},
		{"市长访问时候", When, "时候", "市长"},
		{"峰会啥时候开", When, "时候", "峰会"},
		{"峰会在哪开", Where, "在哪", "峰会"},
		{"有没有说洪水", Other, "有没 没有", "洪水"},
		{"堤坝批了没有", YesNo, "没有", "堤坝"},
		{"市长是干嘛的", What, "干嘛", "市长"},
		{"大坝都谁去了", Who, "都谁 谁去", "大坝"},
	} {
		q, err := Parse(c.text, now)
		if err != nil {
			t.Fatal(err)
		}
		content := " "
		for _, lang := range []analysis.Lang{analysis.English, analysis.Chinese} {
			for _, token := range q.Terms[lang] {
				content += token.Term + " "
			}
		}
		if q.Type != c.asks {
			t.Errorf("%s: asks %q, want %q", c.text, q.Type, c.asks)
		}
		if !strings.Contains(content, " "+c.is+" ") {
			t.Errorf("%s: %q is missing in %q", c.text, c.is, content)
		}
		for _, word := range strings.Fields(c.not) {
			if strings.Contains(content, " "+word+" ") {
				t.Errorf("%s: %q is in %q", c.text, word, content)
			}
		}
	}
}

// Names and abbreviations with capitals are no shorthand, nor is what is in quotation marks; the reader sees his own words.
func TestShorthandStays(t *testing.T) {
	for _, text := range []string{"the R language", `"r" in statistics`, "PPL Corp results"} {
		q, err := Parse(text, now)
		if want := strings.ReplaceAll(text, `"`, ""); err != nil || q.Words != want {
			t.Errorf("%s: words %q, %v", text, q.Words, err)
		}
	}
	if q, _ := Parse("whens the vote", now); q.Question() != "whens the vote" {
		t.Errorf("shown as %q", q.Question())
	}
}
