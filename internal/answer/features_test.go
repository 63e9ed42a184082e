package answer

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
)

var asked = time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC)

// found returns candidates for a question over articles, each term with weight and value 1.
func found(question string, texts ...string) *candidates {
	q := must(query.Parse(question, asked))
	ts := &terms{list: askedTerms(q), matchers: map[analysis.Lang]matcher{}}
	ts.asked = len(ts.list)
	for i := range ts.list {
		ts.list[i].weight, ts.list[i].value = 1, 1
		ts.total++
		ts.values++
	}
	ts.compile()
	c := &candidates{query: q, asks: newAnswerType(q), terms: ts}
	for _, text := range texts {
		a, _ := article.Parse("a.md", []byte(text))
		m := newMatches(&a, 0.5, ts, c.asks.wantsName())
		m.windows = m.cut(true, false)
		c.articles = append(c.articles, m)
		if a.Published.After(c.newest) {
			c.newest = a.Published
		}
	}
	return c
}

// of returns the window [first, end) of an article.
func (c *candidates) of(i, first, end int) window {
	m := c.articles[i]
	w := window{matches: m, first: first, end: end, found: m.terms(first, end)}
	w.best = c.bestSentence(w)
	return w
}

const story = `---
title: Boats of the harbour
published: 2024-06-20
---
Nobody spoke. Besseint saw a red boat. It was old, he said. He would buy it in London on 9 June. Two men sold the boat.
`

// TestPassageFeatures checks the value of each feature for one window.
func TestPassageFeatures(t *testing.T) {
	c := found("When did Besseint buy the red boat this week?", story, "---\ntitle: x\npublished: 2025-06-20\n---\nIt rained.")
	v := newPassageView(c, c.of(0, 1, 4)) // terms: besseint, buy, red, boat, week
	got := map[string]float64{}
	for i, value := range passageFeatures.values(v) {
		got[PassageFeatures()[i]] = value
	}
	bm25 := func(n, length float64) float64 { return n / 5 / (1 + 1.2*(0.25+0.75*length)) }
	size := float64(len("Besseint saw a red boat. It was old, he said. He would buy it in London on 9 June."))
	for name, want := range map[string]float64{
		"words": 3. / 5, "names": 1. / 5, "count": 4. / 5,
		"bm25":     bm25(4, size/(110*5.5)), // of each term one
		"near":     1. / 4,                  // red boat, of four pairs
		"run":      2. / 5,                  // red boat
		"sentence": 3. / 5, "pair": 3. / 5, "square": 16. / 25,
		"title": 1. / 5, "titled": 1. / 2, // boat, of boat and harbour
		"article": 4. / 5, "index": 0.5,
		"lead":   1100 / (1100 + float64(len("Nobody spoke. "))),
		"suits":  0, // the best sentence has no date
		"long":   math.Log1p(float64(len(c.articles[0].article.Text))/1000) / 4,
		"timely": math.Exp(-1. / 3 * 365 / 365.25), "present": math.Exp(-1. / 3 * 365 / 365.25),
		"words*names": 3. / 25, "whole": 0,
	} {
		if math.Abs(got[name]-want) > 1e-6 {
			t.Errorf("%s = %.6f, want %.6f", name, got[name], want)
		}
	}
	for name := range got {
		if a, b, ok := strings.Cut(name, productSign); ok && got[name] != got[a]*got[b] {
			t.Errorf("%s = %f", name, got[name])
		}
	}
	if s := newPassageView(c, c.of(0, 3, 4)); passageFeatures.values(s)[12] != 1./5 {
		t.Errorf("suits = %v where the best sentence has a date", passageFeatures.values(s)[12])
	}
}

// TestSentenceFeatures checks the value of each feature for one sentence.
func TestSentenceFeatures(t *testing.T) {
	c := found("Who would buy the red boat of London?", story)
	p := Passage{Article: c.articles[0].article, First: 1, End: 4, Score: 7, matches: c.articles[0]}
	v := newSentenceView(c, p, 2, 9) // terms: buy, red, boat, london; the sentence has none
	for name, want := range map[string]float64{
		"words": 0, "names": 0, "count": 0, "before": 2. / 4, "after": 2. / 4, "passage": 0, "article": 0, "near": 0, "run": 0,
		"suits": 0, "wanted": 0.25, "dated": 0, "counted": 0, "named": 0.25, "score": -2, "length": 5. / 60,
		"lead": 1100 / (1100 + float64(len("Nobody spoke. Besseint saw a red boat. "))), "interrogat": 0,
	} {
		checkFeature(t, v, name, want)
	}
	v = newSentenceView(c, p, 1, 7)
	for name, want := range map[string]float64{"words": 2. / 4, "count": 2. / 4, "passage": 2. / 4, "near": 1. / 3, "run": 2. / 4, "suits": 1. / 8, "score": 0} {
		checkFeature(t, v, name, want)
	}
	if got, want := v.coverage(), 0.5+0.3*0.5; math.Abs(got-want) > 1e-9 { // two in the sentence, two in the article
		t.Errorf("coverage %f, want %f", got, want)
	}
	if got, want := newSentenceView(c, p, 2, 7).coverage(), 0.45; math.Abs(got-want) > 1e-9 { // all beside it
		t.Errorf("coverage %f, want %f", got, want)
	}
	checkFeature(t, newSentenceView(c, p, 3, 7), "names", 1./4)
	for question, feature := range map[string]string{"When did he buy it?": "dated", "How many men sold it?": "counted", "How long is the boat?": "counted"} {
		c := found(question, "He bought it on 9 June for two hours. Did 12 men see it?")
		p := Passage{Article: c.articles[0].article, End: 2, matches: c.articles[0]}
		v := newSentenceView(c, p, 0, 0)
		checkFeature(t, v, feature, v.suits)
		checkFeature(t, v, "wanted", v.suits)
		checkFeature(t, newSentenceView(c, p, 1, 0), "interrogat", 1)
		if v.suits == 0 {
			t.Errorf("%s: nothing suits", question)
		}
	}
	c = found("red boat", "The boat is old.\n\nA boat lies here. It is green.", "")
	p = Passage{Article: c.articles[0].article, First: 1, End: 2, matches: c.articles[0]}
	c.articles[0].all.add(0)
	checkFeature(t, newSentenceView(c, p, 2, 0), "article", 1./2)
}

func checkFeature(t *testing.T, v *sentenceView, name string, want float64) {
	t.Helper()
	for i, f := range sentenceFeatures.features {
		if f.name == name {
			if got := sentenceFeatures.values(v)[i]; math.Abs(got-want) > 1e-6 {
				t.Errorf("%s of %q = %.6f, want %.6f", name, v.Article.Sentence(v.n), got, want)
			}
			return
		}
	}
	t.Errorf("no feature %s", name)
}

// TestFeatureTable checks that names, weights and texts belong together, and that a product of nothing is refused.
func TestFeatureTable(t *testing.T) {
	if n := len(PassageFeatures()); n != len(Fitted().Passage) || n != 26 || len(SentenceFeatures()) != len(Fitted().Sentence) {
		t.Errorf("%d passage features, %d weights", n, len(Fitted().Passage))
	}
	seen := map[string]bool{}
	for _, f := range passageFeatures.features {
		if f.text == "" || f.weight == 0 || seen[f.text] || FeatureText(f.name) != f.text {
			t.Errorf("%s: weight %f, text %q", f.name, f.weight, f.text)
		}
		seen[f.text] = true
	}
	for _, f := range sentenceFeatures.features {
		if f.text == "" || f.weight == 0 {
			t.Errorf("%s: weight %f, text %q", f.name, f.weight, f.text)
		}
	}
	if FeatureText("bm25*long") != "" {
		t.Error("a product has a text")
	}
	defer func() {
		if recover() == nil {
			t.Error("a product of an unknown feature is taken")
		}
	}()
	newFeatureTable([]feature[int]{{"a", nil, 1, "a"}}, []product{{"a", "b", 1}}, nil)
}

// TestTimely checks what an article's date is compared with: the years named, else the newest date that is no future.
func TestTimely(t *testing.T) {
	const dated = "---\ntitle: x\npublished: %s\n---\nA storm."
	year := func(n float64) float64 { return math.Exp(-n / 3) }
	for _, c := range []struct {
		question, published, newest string
		want                        float64
	}{
		{"storm", "2025-06-20", "2025-06-20", 1},
		{"storm", "2023-06-20", "2025-06-20", year(2)},
		{"storm", "2025-06-20", "2099-01-01", 1}, // asked on that day
		{"storm of 2021", "2021-05-01", "2025-06-20", 1},
		{"storm of 2021", "2023-01-01", "2025-06-20", year(1)},
		{"storm of 2021", "2020-01-01", "2025-06-20", year(1)},
		{"storms of 2019 and 2022", "2023-01-01", "2025-06-20", year(0)},
		{"2021 storms", "2021-06-20", "2025-06-20", year(4)}, // no year
	} {
		f := found(c.question, strings.Replace(dated, "%s", c.published, 1), strings.Replace(dated, "%s", c.newest, 1))
		if got := f.timely(f.articles[0]); math.Abs(got-c.want) > 0.002 {
			t.Errorf("%s, %s: %.4f, want %.4f", c.question, c.published, got, c.want)
		}
	}
	if f := found("storm", "A storm."); f.timely(f.articles[0]) != 0.5 {
		t.Error("no date is not in the middle")
	}
}

// TestDated checks that an older article counts less than the newest, and that one without a date of its own does not.
func TestDated(t *testing.T) {
	c := found("Which boat sank?", "---\ntitle: A\npublished: 2025-06-01\n---\nA boat sank.", "---\ntitle: B\npublished: 2022-06-01\n---\nA boat sank.",
		"---\ntitle: C\n---\nA boat sank.", "---\ntitle: D\n---\nLONDON, June 1, 2022 — A boat sank.")
	for i, want := range []float64{0, math.Exp(-1) - 1, 0, 0} {
		m := c.articles[i]
		if got := newSentenceView(c, Passage{Article: m.article, End: 1, matches: m}, 0, 0).dated(); math.Abs(got-want) > 0.01 {
			t.Errorf("article %d: %f, want %f", i, got, want)
		}
	}
}

// TestLengthened checks that the weights of a long request differ, those of a question of some words do not, and that Chinese counts
// by words.
func TestLengthened(t *testing.T) {
	weights := Fitted().Passage
	words := strings.Fields("oak elm ash fir yew fig hay rye oat pea nut bee ant fly cod eel ray hen cow pig ram ewe dog cat bat rat fox elk owl jay kit cub pup gem ore tin")
	at := func(c *candidates, name string) float64 {
		i := slices.Index(PassageFeatures(), name)
		return c.lengthened(weights)[i] / weights[i]
	}
	for n, want := range map[int][3]float64{5: {1, 1, 1}, 20: {1, 1, 1}, 35: {3, 0.5, 1}, 36: {3, 0.5, 1}} {
		c := found(strings.Join(words[:n], " "), "Boats sank.")
		if got := [3]float64{at(c, "words"), at(c, "titled"), at(c, "lead")}; got != want {
			t.Errorf("%d words: %v, want %v", n, got, want)
		}
	}
	if c := found("中美贸易谈判在伦敦举行，双方讨论稀土出口管制", "会谈在伦敦举行。"); c.countContent() < 8 || c.countContent() > 14 {
		t.Errorf("%d content words", c.countContent())
	}
}
