package answer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
)

// TestSpellings checks which names of a corpus are searched for a name in a question.
func TestSpellings(t *testing.T) {
	for _, c := range []struct {
		about    string
		articles []string
		question string
		want     string
	}{
		{"one sound, one edit", []string{"Then Bob Marten left."}, "Who is Martin?", "Marten"},
		{"four letters are enough", []string{"Then Bob Luts left."}, "Who is Lutz?", "Luts"},
		{"three are not", []string{"Then Bob Lus left."}, "Who is Luz?", ""},
		{"two edits", []string{"Then Bob Rutnikson left."}, "Who is Lutniksan?", "Rutnikson"},
		{"three edits", []string{"Then Bob Rudnikson left."}, "Who is Lutnicksen?", ""},
		{"two edits in five letters", []string{"Then Bob Marit left."}, "Who is Malet?", ""},
		{"one edit in seven letters, whatever the sound", []string{"Then Bob Bessent left."}, "Who is Kessent?", "Bessent"},
		{"one edit in six letters, another sound", []string{"Then Bob Bessen left."}, "Who is Kessen?", ""},
		{"a common word", []string{"Then Bob Marten left.", "A marten ran.", "The marten bit."}, "Who is Martin?", ""},
		{"as often a name as not", []string{"Then Bob Marten left.", "A marten ran."}, "Who is Martin?", "Marten marten"},
		{"a word with digits", []string{"Then Bob took Marten5 home."}, "What is Martin5?", ""},
		{"no capital at all, unknown", []string{"Then Bob Marten left."}, "who is martin?", "Marten"},
		{"small among capitals", []string{"Then Bob Marten left."}, "Who is the martin of Rome?", ""},
		{"the nearest three", []string{"Then Bob Marten, Ed Martan, Al Morten, Jo Merton, and Cy Murtom left."}, "Who is Martin?", "Marten Martan Merton"},
		{"two words of a title in common", []string{"Then Trade Secretary Bob Greer spoke.", "Now Trade Secretary Greel left."}, "Where is Greer?", "Greel"},
		{"one word of a title in common", []string{"Then Trade Secretary Bob Greer spoke.", "Now Senate Secretary Greel left."}, "Where is Greer?", ""},
		{"known, and no title", []string{"Then Bob Greer spoke.", "Now Trade Secretary Greel left."}, "Where is Greer?", ""},
		{"two words in one", []string{"The surveyor BenHaim left."}, "Who is Ben-Haim?", "BenHaim"},
		{"a name and a number in one", []string{"The ward has covid19."}, "Who has Covid 19?", "covid19"},
		{"common words with a blank", []string{"The lighthouse burned."}, "Which light house burned?", ""},
		{"a name of two words", []string{"The surveyor Ben-Haim left."}, "Who is Ben-Haim?", ""},
		{"a letter written as two", []string{"Then Đorđe Ilić left."}, "Who is Djordje?", "Đorđe"},
		{"two letters written as one", []string{"Then Djordje left."}, "Who is Đorđe?", "Djordje"},
		{"a title alone", []string{"Now Trade Secretary Gralle left."}, "Where is Greer?", "Gralle"},
		{"a title alone of two", []string{"Now Trade Secretary Gralle left.", "Now Trade Secretary Grolle left."}, "Where is Greer?", ""},
	} {
		files := map[string]string{}
		for i, text := range c.articles {
			files[fmt.Sprint(i, ".md")] = "---\ntitle: Story\n---\n" + text
		}
		a := ask(t, engine(t, folder(t, files)), c.question)
		got := slices.Sorted(slices.Values(a.Spellings))
		if want := slices.Sorted(slices.Values(strings.Fields(c.want))); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.about, got, want)
		}
	}
}

// TestNumbers checks that a small number finds itself written the other way, which is no other spelling.
func TestNumbers(t *testing.T) {
	for _, c := range []struct{ text, question string }{
		{"The ban lasts 90 days.", "What lasts ninety hours?"},
		{"The ban lasts ninety days.", "What lasts 90 hours?"},
	} {
		a := ask(t, engine(t, folder(t, map[string]string{"a.md": "---\ntitle: Story\n---\n" + c.text})), c.question)
		if len(a.Spellings) > 0 || !slices.Equal(a.Missing, []string{"hours"}) {
			t.Errorf("%s over %s: spellings %q, missing %q", c.question, c.text, a.Spellings, a.Missing)
		}
	}
}

// TestAliasOfWords checks that an alias of several words is searched by its rarest.
func TestAliasOfWords(t *testing.T) {
	e := engine(t, folder(t, map[string]string{
		"aliases.yaml": "- [Big Board, New York Exchange]\n",
		"a.md":         "---\ntitle: A\n---\nThen the York Exchange rose in New York.", "b.md": "---\ntitle: B\n---\nIn New York it rained. A new day came.",
	}))
	a := ask(t, e, "Did the Big Board rise?")
	if got := strings.Join(a.Spellings, " "); got != "Exchange" || a.Articles[0] != "a.md" {
		t.Errorf("%q, %q, %q", got, a.Articles, a.Missing)
	}
}

// TestAliasTerms checks which terms of a question an alias is another spelling of.
func TestAliasTerms(t *testing.T) {
	e := engine(t, folder(t, map[string]string{"aliases.yaml": "- [Big Board, Exchange]\n", "a.md": "---\ntitle: A\n---\nThe Exchange rose."}))
	q := must(query.Parse("Traders saw Big Board prices", asked))
	ts := &terms{list: askedTerms(q)}
	found, err := e.aliases(t.Context(), q, ts)
	var got []string
	for _, v := range found {
		v.of.each(func(i int) { got = append(got, ts.list[i].forms[analysis.English]) })
	}
	if s := strings.Join(got, " "); err != nil || s != "big board" {
		t.Errorf("%q, %v", s, err)
	}
}

// TestResolvePronoun checks how far back a name is searched, and that nothing is added without one.
func TestResolvePronoun(t *testing.T) {
	for text, want := range map[string]string{
		"Talks began. He left.":                              "He left.",
		"Ann Smith’s aide came. One. Two. She left.":         "She [Ann Smith] left.",
		"Ann Smith came. One. Two. Three. She left.":         "She left.",
		"Ann Smith met Bob de la Cruz Lee. \"His boat sank.": "\"His [Ann Smith] boat sank.",
		"Ann Smith came. She left.":                          "She [Ann Smith] left.",
		"Ann Smith came. Hers sank.":                         "Hers sank.",
	} {
		a, _ := article.Parse("a.md", []byte("---\ntitle: x\n---\n"+text))
		n := len(a.Sentences) - 1
		s := Sentence{Article: &a, N: n, Text: a.Sentence(n)}
		if s.resolvePronoun(); s.Text != want {
			t.Errorf("%s: %q, want %q", text, s.Text, want)
		}
	}
}
