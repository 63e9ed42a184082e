package summary

import (
	"strings"
	"testing"

	"lede/internal/analysis"
	"lede/internal/article"
)

// about returns the sentences that sum up a subject out of some texts, as "number of the text: sentence".
func about(t *testing.T, subject string, texts ...string) string {
	t.Helper()
	var articles []*article.Article
	for _, text := range texts {
		a := parse(t, strings.SplitAfter(text, ". ")...)
		a.Title = "" // else it is the first sentence, and the whole article is about its subject
		articles = append(articles, a)
	}
	var out []string
	for _, p := range OfSubject(articles, analysis.All(subject)) {
		for n, a := range articles {
			if a == p.Article {
				out = append(out, string(rune('1'+n))+": "+a.Sentence(p.Sentence))
			}
		}
	}
	return strings.Join(out, " ")
}

// TestOfSubject checks which sentences of which articles sum up a subject.
func TestOfSubject(t *testing.T) {
	const (
		rain  = "Heavy rain flooded the Ruritanian harbour yesterday. Ships could not leave for nine hours. A concert in the castle went ahead."
		again = "It is all about the weather. The Ruritanian harbour reopened after the flood this morning. The mayor thanked the volunteers."
		other = "The castle museum of Borduria lends six paintings abroad. Visitors may see them until the end of May."
	)
	for _, c := range []struct{ name, subject, want string }{
		{"several articles", "Ruritanian harbour", "1: Heavy rain flooded the Ruritanian harbour yesterday. 2: The Ruritanian harbour reopened after the flood this morning."},
		{"one article", "castle museum", "3: The castle museum of Borduria lends six paintings abroad."},
		{"nothing", "volcano eruption", ""},
		{"no subject", "", ""},
	} {
		if got := about(t, c.subject, rain, again, other); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Every article gives one sentence before any gives a second, and five are enough.
func TestOfSubjectIsFair(t *testing.T) {
	one := strings.Join(facts(20, "harbour bridge"), " ")
	got := about(t, "harbour bridge", one, "A new harbour bridge is planned for the north. Nobody knows when.", one)
	for _, n := range []string{"1: ", "2: ", "3: "} {
		if !strings.Contains(got, n) {
			t.Errorf("no sentence of text %s in %q", n, got)
		}
	}
	if n := strings.Count(got, ": "); n != subjectSentences {
		t.Errorf("%d sentences", n)
	}
}
