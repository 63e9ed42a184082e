package dateparser

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed months.txt
var monthsText string

// name is a name of a month, from 1.
type name struct {
	text  string
	month int
}

// names returns the names of all months, the longest first: červenec is July, červen June.
var names = sync.OnceValue(func() []name {
	var out []name
	for line := range strings.Lines(monthsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for i, forms := range strings.Fields(line)[1:] {
			for form := range strings.SplitSeq(forms, "|") {
				out = append(out, name{form, i + 1})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b name) int { return len(b.text) - len(a.text) })
	return out
})

// shortName is the greatest number of letters of a name that is no longer word's.
const shortName = 4

// monthOf returns the month that a word in lower case names; 0 if it names none.
func monthOf(word string) int {
	for _, n := range names() {
		if word == n.text || len([]rune(n.text)) > shortName && strings.HasPrefix(word, n.text) {
			return n.month
		}
	}
	return 0
}
