package answer

import (
	"math"
	"slices"
	"strings"
	"testing"

	"lede/internal/analysis"
)

// TestWeigh checks the terms' weights: idf over articles and sentences, more for names, less for words that say little.
func TestWeigh(t *testing.T) {
	c := found("Which companies said that Besseint sank the boat?", "A boat sank. A boat came.", "A boat. It rained.")
	for i := range c.terms.list {
		c.terms.list[i].frequency = 1
	}
	c.terms.list[len(c.terms.list)-1].frequency = 2 // boat
	c.terms.weigh(2, c.articles)
	damp := 1 / 1.02
	units := 2 + 4*damp
	idf := func(n float64) float64 { return math.Log(1 + (units-n+.5)/(n+.5)) }
	total := 0.0
	for i, want := range []float64{idf(1) * 0.5, idf(1) * 0.3, idf(1) * 1.5, idf(1 + damp), idf(2 + 3*damp)} {
		if got := c.terms.list[i].weight; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s weighs %f, want %f", c.terms.list[i].forms[analysis.English], got, want)
		}
		total += want
	}
	if math.Abs(c.terms.total-total) > 1e-9 || math.Abs(c.terms.values-3.8) > 1e-9 {
		t.Errorf("total %f, values %f", c.terms.total, c.terms.values)
	}
}

// TestVariantTerms checks that another spelling counts for the term that it stands for, and less.
func TestVariantTerms(t *testing.T) {
	c := found("Besseint boat", "")
	ts := c.terms
	v := term{spelling: "bessent"}
	v.of.add(0)
	ts.list = append(ts.list, v)
	var both, other set
	other.add(2)
	both.add(0)
	both.add(2)
	if got := ts.covered(other); got != 0.8/2 {
		t.Errorf("a variant covers %f", got)
	}
	if got := ts.covered(both); got != 1./2 {
		t.Errorf("term and variant cover %f", got)
	}
	if ts.askedIndex(2) != 0 || ts.askedIndex(1) != 1 {
		t.Error("the variant stands for another term")
	}
	if got, want := ts.bm25([]analysis.Match{{Term: 2}}, other, 1), 0.8/2/2.2; math.Abs(got-want) > 1e-9 {
		t.Errorf("BM25 of a variant %f, want %f", got, want)
	}
	if got := ts.near([]analysis.Match{{Term: 2, Position: 1}, {Term: 1, Position: 9}}); got != 1 {
		t.Errorf("near %f at 8 words", got)
	}
	if got := ts.near([]analysis.Match{{Term: 2, Position: 1}, {Term: 1, Position: 10}}); got != 0 {
		t.Errorf("near %f at 9 words", got)
	}
	for gap, want := range map[int]float64{1: 1, 2: 1, 3: 0.5} {
		if got := ts.longestRun([]analysis.Match{{Term: 0, Position: 1}, {Term: 1, Position: 1 + gap}}); got != want {
			t.Errorf("a run over %d words: %f", gap, got)
		}
	}
}

// TestMissing checks which words of a question are reported as in no article.
func TestMissing(t *testing.T) {
	for _, c := range []struct {
		question string
		known    string
		want     string
	}{
		{"Who met Besseint in Paris?", "met", "Besseint|Paris"}, {"谁去伦敦参加巴黎会谈", "伦敦 参加 会谈", "巴黎"},
		{"谁去伦敦参加巴黎会谈", "伦敦 参加 巴黎 会谈", ""}, {"他参加会谈是巴黎", "参加 会谈 巴黎", ""},
		{"他参加会谈是巴黎", "参加 会谈", "巴黎"}, {"巴黎城人", "", "巴黎|城人"},
	} {
		f := found(c.question, "")
		for i, term := range f.terms.list {
			if slices.Contains(strings.Fields(c.known), term.forms[analysis.Chinese]) {
				f.terms.list[i].frequency = 1
			}
		}
		if got := strings.Join(f.terms.missing(f.query), "|"); got != c.want {
			t.Errorf("%s: missing %s, want %s", c.question, got, c.want)
		}
	}
}

// TestBridgeBigrams checks which bigrams are artefacts of two words in a row and have no value.
func TestBridgeBigrams(t *testing.T) {
	f := found("伦敦参加会谈是", "")
	values := func(known string) string {
		var out []string
		for i, term := range f.terms.list {
			f.terms.list[i].frequency = strings.Count(" "+known+" ", " "+term.forms[analysis.Chinese]+" ")
		}
		for i, term := range f.terms.list {
			if f.terms.value(i) == 0 {
				out = append(out, term.forms[analysis.Chinese])
			}
		}
		return strings.Join(out, " ")
	}
	for known, want := range map[string]string{"伦敦 参加 会谈": "敦参 加会 谈是", "伦敦 敦参 参加": "", "伦敦": "", "会谈 参加": "加会 谈是", "敦参 加会": ""} {
		if got := values(known); got != want {
			t.Errorf("known %s: %s, want %s", known, got, want)
		}
	}
}
