package answer

import (
	"slices"
	"testing"
	"time"

	"lede/internal/query"
)

// TestMistyped checks which words of a corpus are searched for a mistyped word, and for which words none is.
func TestMistyped(t *testing.T) {
	articles := map[string]string{
		"a.md": "---\ntitle: Story\n---\nThe applications of the bakers were approved in Naples by a colonel. Brown Bread tastes good.",
		"b.md": "---\ntitle: Story\n---\nAll applications for tariff relief arrived on a boat. Everybody could broaden them.",
	}
	e := engine(t, folder(t, articles))
	for asked, want := range map[string]string{
		"how many applicatons came":  "applications", // a letter is missing
		"how many appplications":     "applications", // one too many
		"which were aproved":         "approved",
		"who paid the tarifs":        "tariff",
		"which baekrs came":          "bakers", // swapped
		"where is the kolonel":       "",       // the first letter is mostly right
		"where is the harbour crane": "",       // a word that no article has, not a slip
		"who ate the boot":           "",       // too short, and a word
		"how much is treacle":        "",
		"where is Applicatons":       "", // a name has rules of its own
	} {
		q, err := query.Parse(asked, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		ts, err := e.newTerms(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		got := ts.variants()
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("%s: %q, want %q", asked, got, want)
		}
	}
}

// BenchmarkSlips looks up the words one slip away from the longest words that may be mistyped.
func BenchmarkSlips(b *testing.B) {
	e := engine(b, folder(b, map[string]string{"a.md": "---\ntitle: Story\n---\nThe applications were approved."}))
	q, err := query.Parse("which internationalxy came", time.Time{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.newTerms(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
}

// Titles of short and odd words are read like any other.
func TestOddTitles(t *testing.T) {
	for _, title := range []string{"An eye", "Eye, eye, eye", "Yey! Iie", "I", "e", "é", "眼 eye", "🙂", "'’'"} {
		e := engine(t, folder(t, map[string]string{"a.md": "---\ntitle: \"" + title + "\"\n---\nThe surgeon saw the red boat sink on 9 June near Naples."}))
		for _, q := range []string{"When did the red boat sink?", "Who saw the boat?", "什么时候沉船？"} {
			ask(t, e, q)
		}
	}
}
