package article

import (
	"strings"
	"testing"

	"lede/internal/testkit/growth"
)

// TestHostilePages protects that the time of a page grows with its size: nested elements, huge tables, many links, notes,
// days and statements.
func TestHostilePages(t *testing.T) {
	repeat := func(s string) func(int) string { return func(n int) string { return strings.Repeat(s, 1+n/len(s)) } }
	nested := func(open, end string) func(int) string {
		return repeat(strings.Repeat(open, 200) + "x" + strings.Repeat(end, 200))
	}
	for _, c := range []struct {
		name string
		page func(n int) string
	}{
		{"nested boxes", nested("<div class=share>", "</div>")},
		{"nested items", nested("<div itemprop=a itemscope>", "</div>")},
		{"hidden boxes", nested(`<div style="visibility:hidden">`, "</div>")},
		{"a table", repeat("<tr><td>a b<td>c")},
		{"notes", repeat("a<sup>1</sup>")},
		{"links", repeat("<a href=x>a b c</a> ")},
		{"times", repeat("<time datetime=2020-01-01>x</time>")},
	} {
		t.Run(c.name, func(t *testing.T) {
			growth.Check(t, 1<<12, func(n int) func() {
				raw := []byte(c.page(n))
				return func() { Parse("a.html", raw) }
			})
		})
	}
}
