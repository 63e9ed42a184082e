package answer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
)

// TestPhraseIsFoundNearItsWords quotes three or five words from every fourth place of the shipped articles: looking near the rarest word finds all
// that looking through the whole article does.
func TestPhraseIsFoundNearItsWords(t *testing.T) {
	files, err := filepath.Glob("../../corpus/*")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := article.Parse(file, raw)
		words := strings.Fields(strings.ReplaceAll(a.Text, `"`, ""))
		for i := 0; i+5 < len(words); i += 4 {
			q, err := query.Parse(`when "`+strings.Join(words[i:i+3+i/4%2*2], " ")+`"`, asked)
			if err != nil || len(q.Phrases) == 0 {
				continue
			}
			got, want := bothFind(q, &a)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q is at %v, want %v", file, q.Phrases[0].Text, got, want)
			}
			found += len(want)
		}
	}
	if found < 300 {
		t.Errorf("only %d found", found)
	}
}

// bothFind returns where an article has the phrase of a question: near its rarest word, and in the whole text.
func bothFind(q query.Query, a *article.Article) (near, whole []Mark) {
	ts := &terms{list: askedTerms(q), matchers: map[analysis.Lang]matcher{}}
	ts.compile()
	p := newPhrases(q.Phrases, ts)[0]
	return p.findIn(newMatches(a, 1, ts, false)), p.find(a.Text)
}

// TestPhraseIsFoundInOtherForms quotes what a text has in other sentences than the word it is looked for by, or as a word with another term.
func TestPhraseIsFoundInOtherForms(t *testing.T) {
	const filler = "The ferry to the island runs every hour from April. The harbour master counts the boats in spring.\n\n"
	for phrase, text := range map[string]string{
		"WILDLIFE pears PLUMS cherries": "- Wildlife\n- Pears\n- Plums\n- Cherries\n\n" + filler + "Pears, plums and cherries: pears, plums, cherries.",
		"States Navy":                   "The United States Navy came. A navy left.\n\n" + filler + filler + "Many states came.",
		"what THEY said":                "THEY came.\n\n" + filler + filler + "On what they said the paper said more.",
		"USA Today":                     "The USA came today, and not today.\n\n" + filler + filler + "On usa today and today.",
		"Apple发布。新机。手机":                 "昨天Apple发布。新机。手机。\n\n" + filler + "Apple。",
	} {
		a, _ := article.Parse("a.md", []byte("---\ntitle: Other\nlang: en\n---\n"+text))
		q, err := query.Parse(`when "`+phrase+`"`, asked)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := bothFind(q, &a); !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%q is at %v, want %v", phrase, got, want)
		}
	}
}
