package answer

import (
	"testing"

	"lede/internal/query"
)

// TestVotes checks which words several articles agree on: rare ones that the question does not have, and more so those of
// titles; a second sentence with such a word is shown, and one article alone agrees with nobody.
func TestVotes(t *testing.T) {
	e := engine(t, folder(t, map[string]string{
		"a.md": "# A crash of today\n\nThe president died in a helicopter crash. Raisi was flying home to Tabriz.",
		"b.md": "# Raisi is dead\n\nRaisi, the president, died in the crash of his helicopter on Sunday.",
		"c.md": "# Weather\n\nA helicopter crash without victims was on Sunday as well. It rained.",
		"d.md": "# Bread\n\nBakers raise prices on Sunday.",
	}))
	c, err := e.find(t.Context(), must(query.Parse("Which president died in a helicopter crash?", asked)))
	if err != nil {
		t.Fatal(err)
	}
	passages := passagesOf(scoreWindows(c, e.weights.Passage))
	for i := range passages {
		passages[i].Score = 1
	}
	if _, err := e.sentences(t.Context(), c, passages); err != nil {
		t.Fatal(err)
	}
	at := func(path string, n int) position {
		for _, m := range c.articles {
			if m.article.Path == path {
				return position{m, n}
			}
		}
		t.Fatal("no " + path)
		return position{}
	}
	if rank, ok := c.votes.rank["raisi"]; !ok || rank != 0 || c.votes.of["presid"] != 0 || c.votes.of["sunday"] >= c.votes.of["raisi"] {
		t.Errorf("%v %v", c.votes.of, c.votes.rank)
	}
	with, without := at("b.md", 0), at("a.md", 0)
	if c.votes.leading(with) != 1 || c.votes.agreement(with) <= c.votes.agreement(without) || c.votes.beyond(with, without) != 1 || c.votes.beyond(with, with) != 0 {
		t.Errorf("leading %v, agreement %v and %v", c.votes.leading(with), c.votes.agreement(with), c.votes.agreement(without))
	}
	c.many = 0
	if v, err := e.vote(t.Context(), c, passages); err != nil || len(v.of) > 0 || v.beyond(with, without) != 0 {
		t.Errorf("%v %v", v, err)
	}
}
