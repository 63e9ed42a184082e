package query

import (
	"slices"
	"strings"

	"lede/internal/analysis"
)

// asksKind matches the question words before a kind of thing: "which companies", "which seven elements".
var asksKind = re(`\b(?:which|what)\s+(?:(?:two|three|four|five|six|seven|eight|nine|ten)\s+)?`)

// kind returns the range of the words that name the kind of thing asked for: "car makers" of "Suppliers of
// which car makers received permits?". An answer names the thing and rarely its kind. tokens are those of the words
// under analysis.English. The range is empty if the question names no kind.
func kind(words string, tokens []analysis.Token) (start, end int) {
	at := asksKind.FindStringIndex(words)
	if at == nil {
		return 0, 0
	}
	following := from(tokens, at[1])
	for i, t := range following[:min(2, len(following))] {
		plural := strings.HasSuffix(words[t.Start:t.End], "s")
		if t.Stop || t.Capital || t.Number || i > 0 && !plural {
			break
		}
		start, end = at[1], t.End
		if plural {
			break
		}
	}
	return start, end
}

// from returns the tokens that begin at an offset or behind it.
func from(tokens []analysis.Token, offset int) []analysis.Token {
	i := slices.IndexFunc(tokens, func(t analysis.Token) bool { return t.Start >= offset })
	if i < 0 {
		return nil
	}
	return tokens[i:]
}
