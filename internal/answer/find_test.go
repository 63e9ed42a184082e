package answer

import (
	"context"
	"io"
	"math"
	"strings"
	"testing"

	"lede/internal/query"
)

// harbours returns an engine over three articles on harbours, one of them without a date.
func harbours(t *testing.T) *Engine {
	t.Helper()
	return engine(t, folder(t, map[string]string{
		"a.md": "---\ntitle: Adam\noutlet: Gazette\npublished: 2025-06-01\n---\nThe red boat of Port Adam sank in the harbour. Its crew was saved.",
		"b.md": "---\ntitle: Berta\noutlet: Herald\npublished: 2025-06-05\n---\nThe boat was red. The harbour of Port Berta was closed by the blue ship.",
		"c.md": "---\ntitle: Carl\noutlet: Herald\n---\nNobody was in the harbour of Port Carl. The old red boat burnt.",
	}))
}

func search(t *testing.T, e *Engine, text string) Answer {
	t.Helper()
	a, err := e.Search(t.Context(), must(query.Parse(text, asked)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestQuotedWords checks what a quotation finds: only passages that have it word for word; if none has, what the other words find,
// and the quotation is named as missing where no article has it.
func TestQuotedWords(t *testing.T) {
	e := harbours(t)
	for _, c := range []struct{ text, articles, missing string }{
		{`"red boat"`, "a.md c.md", ""},
		{`"the red boat"`, "a.md", ""},
		{`harbour "red boat"`, "a.md c.md", ""},
		{`"red boat" "blue ship"`, "a.md b.md c.md", ""},
		{`"green boat"`, "a.md b.md c.md", `green “green boat”`},
		{`harbour "green boat"`, "a.md b.md c.md", `green “green boat”`},
		{`harbour "green boat" "red boat"`, "a.md b.md c.md", `green “green boat”`},
		{`harbour "blue ship" "red boat"`, "a.md b.md c.md", ""},
		{`harbour "green boat" "old ship"`, "a.md b.md c.md", `green “green boat” “old ship”`},
		{`harbour "green boat" -berta`, "", "green"},
		{`harbour "green boat" source:herald`, "b.md c.md", "green"},
		{`harbour "the the"`, "a.md b.md c.md", `“the the”`},
	} {
		a := search(t, e, c.text)
		got := strings.Fields(strings.Join(a.Articles, " "))
		if len(got) != len(strings.Fields(c.articles)) || strings.Join(a.Missing, " ") != c.missing {
			t.Errorf("%s: %q, missing %q", c.text, got, a.Missing)
		}
		for _, path := range got {
			if !strings.Contains(c.articles, path) {
				t.Errorf("%s: finds %s", c.text, path)
			}
		}
	}
}

// TestSearchResult checks what a search returns beside its passages.
func TestSearchResult(t *testing.T) {
	e := harbours(t)
	a := search(t, e, "harbour")
	if a.Verdict != Related || len(a.Passages) != 3 || len(a.Sentences) > 0 || len(a.Citations) > 0 || a.Newest.Format("2006-01-02") != "2025-06-05" || a.Undated != 0 {
		t.Errorf("%+v", a)
	}
	if a := search(t, e, "harbour after:2025-06-02"); len(a.Passages) != 1 || a.Undated != 1 {
		t.Errorf("%d passages, %d left out without a date", len(a.Passages), a.Undated)
	}
	if a := search(t, e, "submarine"); a.Verdict != None || len(a.Passages) > 0 || strings.Join(a.Missing, " ") != "submarine" {
		t.Errorf("%+v", a)
	}
	if a := search(t, e, "source:herald"); len(a.Passages) != 2 || a.Passages[0].First != 0 {
		t.Errorf("a filter alone: %d passages", len(a.Passages))
	} else {
		for _, p := range a.Passages {
			if math.IsNaN(p.Score) {
				t.Errorf("a filter alone: %s has no score", p.Article.Path)
			}
		}
	}
	for _, p := range search(t, e, "red boat").Passages {
		if m := marked(p.Text(), p.Marks); m != "red boat" && m != "boat|red" {
			t.Errorf("%s: marked %q", p.Article.Path, m)
		}
	}
}

// TestAskVerdicts checks what belongs to an answer of each verdict, and that nothing is cited for none.
func TestAskVerdicts(t *testing.T) {
	e := harbours(t)
	for question, want := range map[string]Verdict{"Which ship closed the harbour of Port Berta?": Answered, "When did the red boat of Port Adam sink?": Related, "Who elected the pope?": None} {
		a := ask(t, e, question)
		none := want == None
		if a.Verdict != want || len(a.Sentences) == 0 != none || len(a.Citations) == 0 != none {
			t.Errorf("%s: %s, %d sentences, %d citations", question, a.Verdict, len(a.Sentences), len(a.Citations))
		}
		bold := false
		for _, s := range append(a.Sentences, a.Others...) {
			bold = bold || len(s.Marks) > 0
			if s.Citation < 1 || s.Citation > len(a.Citations) || a.Citations[s.Citation-1].Article != s.Article {
				t.Errorf("%s: %q has citation %d", question, s.Text, s.Citation)
			}
		}
		if bold != (want == Answered) {
			t.Errorf("%s: %s, and words are marked: %v", question, want, bold)
		}
	}
}

// TestErrorsComeThrough checks that a closed index or an ended context is an error of every way to ask, never an empty answer.
func TestErrorsComeThrough(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	closed := harbours(t)
	if err := closed.index.(io.Closer).Close(); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Where is the red boat of Adem?", `the "red boat"`, "before:2025-06-03 boat"} {
		q := must(query.Parse(text, asked))
		for what, run := range map[string]struct {
			ctx context.Context
			e   *Engine
		}{"ended": {ended, harbours(t)}, "closed": {t.Context(), closed}} {
			_, ask := run.e.Ask(run.ctx, q)
			_, search := run.e.Search(run.ctx, q)
			_, _, explain := run.e.Explain(run.ctx, q, "x")
			_, trace := run.e.Trace(run.ctx, q)
			if ask == nil || search == nil || explain == nil || trace == nil {
				t.Errorf("%s, %s: %v, %v, %v, %v", text, what, ask, search, explain, trace)
			}
		}
	}
}

// TestCoarseScore checks what decides which windows of a large corpus are looked at closely: their words, the title and the rank
// in the index.
func TestCoarseScore(t *testing.T) {
	const body = "---\nA red boat came to the harbour."
	c := found("red boat", "---\ntitle: x\n"+body, "---\ntitle: Red boat\n"+body, "---\ntitle: A boat of old wood\n"+body, "---\ntitle: x\n"+body, "---\ntitle: x\n---\nA red car came to the harbour.")
	c.articles[3].score = 1
	scoreCoarse(c)
	score := func(i int) float64 { return c.articles[i].windows[0].score }
	for i, want := range map[int]float64{1: 0.2 + 0.1, 2: 0.2/2 + 0.1/3, 3: 0.2 * 0.5} {
		if got := score(i) - score(0); math.Abs(got-want) > 1e-9 {
			t.Errorf("article %d is %.4f better, want %.4f", i, got, want)
		}
	}
	if half := score(0) - 0.2*0.5; math.Abs(score(4)-0.2*0.5-half/2) > half/20 {
		t.Errorf("half of the words score %.4f, all %.4f", score(4), score(0))
	}
	if c.articles[0].bm25 <= c.articles[4].bm25 || c.articles[4].bm25 <= 0 {
		t.Errorf("the whole article scores %.4f with all words, %.4f with half", c.articles[0].bm25, c.articles[4].bm25)
	}
}
