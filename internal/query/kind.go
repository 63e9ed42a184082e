package query

import (
	"strings"

	"lede/internal/analysis"
)

// asksKind are the question words that a kind of thing follows: "which companies", "which seven elements".
var asksKind = re(`\b(?:which|what)\s+(?:(?:two|three|four|five|six|seven|eight|nine|ten)\s+)?`)

// kind returns the range of the words that say what kind of thing is asked for: "car makers" of "Suppliers of
// which car makers received permits?". An answer names the thing and rarely its kind. It returns an empty
// range if the question names no kind.
func kind(words string) (start, end int) {
	at := asksKind.FindStringIndex(words)
	if at == nil {
		return 0, 0
	}
	tokens := analysis.Analyze(analysis.English, words[at[1]:])
	for i, t := range tokens[:min(2, len(tokens))] {
		plural := strings.HasSuffix(words[at[1]+t.Start:at[1]+t.End], "s")
		if t.Stop || t.Capital || t.Number || i > 0 && !plural {
			break
		}
		start, end = at[1], at[1]+t.End
		if plural {
			break
		}
	}
	return start, end
}
