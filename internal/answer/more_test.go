package answer

import (
	"strings"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/query"
)

// TestFailing checks that each part of a filter that an article fails is named, and no other.
func TestFailing(t *testing.T) {
	day := func(s string) time.Time { return must(time.Parse(time.DateOnly, s)) }
	a := &article.Card{Outlet: "Post", Host: "post.com", Tags: []string{"rain"}, Published: day("2025-06-09")}
	pass := query.Filter{Source: "post.com", Tag: "rain", Since: day("2025-06-09"), Until: day("2025-06-09")}
	if got := failing(pass, a); !got.IsZero() {
		t.Errorf("fails %s", got)
	}
	for _, part := range []query.Filter{{Source: "x"}, {Tag: "x"}, {Since: day("2025-06-10")}, {Until: day("2025-06-08")}} {
		f := pass
		switch {
		case part.Source != "":
			f.Source = part.Source
		case part.Tag != "":
			f.Tag = part.Tag
		case !part.Since.IsZero():
			f.Since = part.Since
		default:
			f.Until = part.Until
		}
		if got := failing(f, a); got != part {
			t.Errorf("%s fails %s, want %s", f, got, part)
		}
	}
}

// TestOthersOrder checks which sentences of other articles are shown: those that answer by themselves, one an article,
// cut to a share of the limit, the oldest first.
func TestOthersOrder(t *testing.T) {
	const head = "---\ntitle: x\npublished: 2025-06-0"
	long := "The storm hit the harbour of Naples on 9 June, " + strings.Repeat("word ", 34) + "and then, quite late in the evening, it moved on."
	c := found("When did the storm hit the harbour?", head+"5\n---\nThe storm hit the harbour of Miami on 5 June.", head+"9\n---\n"+long,
		head+"1\n---\nForty ferries of Tampa sank on 1 June, as the storm hit their old wooden harbour. The storm hit Tampa's harbour again.", head+"2\n---\nThe storm moved.")
	at := func(i, n int) sentence {
		m := c.articles[i]
		return sentence{matches: m, n: n, coverage: 1, suits: 1, found: m.terms(n, n+1)}
	}
	poor := at(3, 0) // one word of three
	got, agreeing := others(c, []sentence{at(0, 0), at(1, 0), at(2, 0), at(2, 1), poor}, []Sentence{{Article: c.articles[0].article}})
	if len(got) != 2 || agreeing != 0 || !strings.Contains(got[0].Text, "Forty ferries") || !strings.HasSuffix(got[1].Text, "…") || length(got[1].Text) > otherLimit+0.05 {
		t.Errorf("%d: %+v", len(got), got)
	}
}

// TestExcerptLimit checks that an excerpt may fill the limit, and may not pass it.
func TestExcerptLimit(t *testing.T) {
	for words, want := range map[int]int{30: 2, 31: 1} {
		a, _ := article.Parse("a.md", []byte("---\ntitle: x\n---\n"+sentences(2, words, 0)))
		p := Passage{Article: &a, End: 2}
		if _, _, first, end := p.Excerpt(); end-first != want {
			t.Errorf("%d sentences of %d words", end-first, words)
		}
	}
}
