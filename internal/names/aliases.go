package names

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"lede/internal/analysis"
)

// Aliases are groups of spellings of one name, as an editor wrote them. The zero value has none.
type Aliases struct {
	groups [][]string
}

// Alias is a name in a text, with its other spellings.
type Alias struct {
	Start, End int // byte range of the name in the text
	Others     []string
}

// ParseAliases parses an aliases.yaml: a list of lists, each the spellings of one name.
// The error names the line and what to write.
func ParseAliases(raw []byte) (Aliases, error) {
	var groups [][]string
	d := yaml.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(&groups); err != nil && !errors.Is(err, io.EOF) {
		return Aliases{}, fmt.Errorf("%w; write a list of lists, each on a line: - [Besseint, Bessent, 贝森特]", err)
	}
	for i, g := range groups {
		for _, spelling := range g {
			if normal(spelling) == "" {
				return Aliases{}, fmt.Errorf("group %d has a spelling without letters; leave it out", i+1)
			}
		}
	}
	return Aliases{groups: groups}, nil
}

// MarshalJSON returns the groups as a list of lists.
func (a Aliases) MarshalJSON() ([]byte, error) { return json.Marshal(a.groups) }

// UnmarshalJSON reads what MarshalJSON has written.
func (a *Aliases) UnmarshalJSON(raw []byte) error { return json.Unmarshal(raw, &a.groups) }

// Find returns the names of the groups in a text, in any spelling. Letter case, accents, width and
// the script of Chinese make no difference.
func (a Aliases) Find(text string) []Alias {
	if len(a.groups) == 0 {
		return nil
	}
	tokens := analysis.Analyze(analysis.Standard, text)
	var out []Alias
	for _, g := range a.groups {
		for i, spelling := range g {
			if start, end, ok := find(tokens, spelling); ok {
				out = append(out, Alias{Start: start, End: end, Others: slices.Concat(g[:i], g[i+1:])})
			}
		}
	}
	return out
}

// find returns the byte range of the tokens of a spelling in a row.
func find(tokens []analysis.Token, spelling string) (start, end int, ok bool) {
	want := analysis.Analyze(analysis.Standard, spelling)
	for i := range tokens {
		n := 0
		for n < len(want) && i+n < len(tokens) && tokens[i+n].Term == want[n].Term {
			n++
		}
		if n == len(want) {
			return tokens[i].Start, tokens[i+n-1].End, true
		}
	}
	return 0, 0, false
}

// normal returns the terms of a spelling.
func normal(spelling string) string {
	var terms []string
	for _, t := range analysis.Analyze(analysis.Standard, spelling) {
		terms = append(terms, t.Term)
	}
	return strings.Join(terms, " ")
}
