package answer

import (
	"strings"
	"testing"

	"lede/internal/article"
)

// TestLeadIn checks which heads of a sentence are left out: short ones before a colon that only announce, none with a name, a
// figure or a word of the question, and none before too short a rest.
func TestLeadIn(t *testing.T) {
	for sentence, want := range map[string]string{
		"Here is what we found so far: The harbour was closed on Monday.":      "The harbour was closed on Monday.",
		"Here is what we found so far: The harbour was closed.":                "",
		"Here is what we found so far: Harbour was closed.":                    "",
		"Here is what we found so far: the harbour was closed on Monday.":      "",
		"Here is what we found so far:\n\n“The harbour was closed on Monday.”": "“The harbour was closed on Monday.”",
		"Here is what we found so far: 12 boats of the harbour sank.":          "12 boats of the harbour sank.",
		"Here is what Bob found so far: The harbour was closed on Monday.":     "",
		"Here is what 12 of us found: The harbour was closed on Monday.":       "",
		"Here is what the {harbour} said: The harbour was closed on Monday.":   "",
		"Here is what was found: The {harbour} was closed on Monday.":          "The harbour was closed on Monday.",
		"a b c d e f g h i j k l: The harbour was closed on Monday.":           "The harbour was closed on Monday.",
		"a b c d e f g h i j k l m: The harbour was closed on Monday.":         "",
		"The harbour was closed on Monday.":                                    "",
		"快讯：港口周一上午已经关闭。":                                                       "港口周一上午已经关闭。",
		"据我们目前所了解到的最新的一些情况和有关的报道来看：港口周一上午已经关闭。":                                "",
		"快讯:「港口周一上午已经关闭」":                                                      "「港口周一上午已经关闭」",
	} {
		text, asked := braced(sentence)
		got := ""
		if at := leadIn(text, asked); at > 0 {
			got = text[at:]
		}
		if got != want {
			t.Errorf("%s\n got %q\nwant %q", sentence, got, want)
		}
	}
}

// TestShortenLength checks where a sentence that is too long ends: at the last mark of weight within 200 characters, or 100
// Chinese ones.
func TestShortenLength(t *testing.T) {
	fill := func(n int) string { return "A" + strings.Repeat("b", n-1) }
	for sentence, want := range map[string]string{
		fill(198) + "; Right.":                fill(198) + " …",
		fill(199) + "; Late end.":             fill(199) + "; Late end.",
		fill(50) + "; " + fill(147) + ".":     fill(50) + "; " + fill(147) + ".",
		fill(50) + "; " + fill(148) + ".":     fill(50) + " …",
		fill(50) + "; B; " + fill(170) + ".":  fill(50) + "; B …",
		fill(50) + "—" + fill(170) + ".":      fill(50) + " …",
		strings.Repeat("字", 98) + "；后面是很短的。":  strings.Repeat("字", 98) + " …",
		strings.Repeat("字", 100) + "；后面是很短的。": strings.Repeat("字", 100) + "；后面是很短的。",
	} {
		if got := Shorten(sentence); got != want {
			t.Errorf("%q\n got %q\nwant %q", sentence, got, want)
		}
	}
}

// TestWords checks the length of texts in words of either language.
func TestWords(t *testing.T) {
	for text, want := range map[string]int{"": 0, "one two, three": 3, "Ben-Haim's 12 boats": 4, "港口周一关闭": 3} {
		if got := words(text); got != want {
			t.Errorf("%s: %d words, want %d", text, got, want)
		}
	}
}

// TestNameOfPronoun checks which name is given for "he": of persons, not of days, offices in small letters or single words.
func TestNameOfPronoun(t *testing.T) {
	for before, want := range map[string]string{
		"On Monday Li Chenggang spoke.":              "Li Chenggang",
		"Monday was when the Ann Smith sank.":        "Ann Smith",
		"By Trump's account all went well.":          "",
		"Trump spoke.":                               "",
		"The Ann Smith Trust closed.":                "Ann Smith Trust",
		"Early on Friday June came to Bob.":          "",
		"Then Jan van Dyck met Bob Lee.":             "Jan van Dyck",
		"Bob Lee’s boat sank.":                       "Bob Lee",
		"Ann Smith's boat sank.":                     "Ann Smith",
		"But The Sunday Bob Lee left was a sad one.": "Bob Lee",
	} {
		if got := personIn(before); got != want {
			t.Errorf("%s: %q, want %q", before, got, want)
		}
	}
}

// TestCutHead checks how a sentence is cut before its decisive words: at a clause that says enough, between words otherwise.
func TestCutHead(t *testing.T) {
	long := strings.Repeat("abcde ", 55)
	for _, c := range []struct {
		sentence string
		limit    float64
		want     string // its beginning and end
		marks    string
	}{
		{"Short, {all} of it.", 1, "Short, all of it.", "all"},
		{"One " + long + "end, and then the red {boat} left it.", 0.5, "… and then the red boat left it.", "boat"},
		{"One " + long + "end, a {boat}.", 0.1, "… abcde abcde end, a boat.", "boat"},
		{"The red {boat} left it, " + long + "end.", 0.2, "The red boat left it …", "boat"},
		{"{Boat} one — " + long + "– {boat} and {boat} of two.", 0.2, "… boat and boat of two.", "boat|boat"},
		{"一" + strings.Repeat("字", 130) + "，红{船}已经离开了这里。", 0.5, "… 红船已经离开了这里。", "船"},
	} {
		text, asked := braced(c.sentence)
		got, marks := cut(text, asked, c.limit)
		if got != c.want || marked(got, marks) != c.marks {
			t.Errorf("%.40s\n got %q %q\nwant %q %q", c.sentence, got, marked(got, marks), c.want, c.marks)
		}
	}
}

// TestMissingInWords checks that what was not found is named as the reader typed it, and only what carries the question.
func TestMissingInWords(t *testing.T) {
	for _, c := range []struct{ question, known, want string }{
		{"Where is Port-Adam?", "", "Port-Adam"}, {"Where is Port-Adam?", "port", "Adam"}, {"Where is Adam's (old) port?", "old port", "Adam"},
		{"Is X here with Adam and Adam?", "", "Adam"}, {"Did “Adam” say so?", "", "Adam"}, {"港口和Adam公司在哪里", "", "港口|Adam|公司"},
	} {
		f := found(c.question, "")
		for i, term := range f.terms.list {
			for _, form := range term.forms {
				if strings.Contains(" "+c.known+" ", " "+form+" ") {
					f.terms.list[i].frequency = 1
				}
			}
		}
		if got := strings.Join(f.terms.missing(f.query), "|"); got != c.want {
			t.Errorf("%s (known: %s): %s, want %s", c.question, c.known, got, c.want)
		}
	}
}

// TestMarksOfMatches checks that matches of neighbouring words are one mark, and what lies apart is not.
func TestMarksOfMatches(t *testing.T) {
	a, _ := article.Parse("a.md", []byte("---\ntitle: x\n---\nRain fell. The red boat, old and red-boat like, left the red boat."))
	f := found("red boat")
	m := newMatches(&a, 1, f.terms, false)
	if got := marked(a.Sentence(1), m.marks(1, 2)); got != "red boat|red-boat|red boat" {
		t.Errorf("%q", got)
	}
}
