package answer

import (
	"regexp"
	"regexp/syntax"
)

// cue is a regular expression for words that show what a text has, such as a time of day. Its English alternatives begin at a word, so
// that they are tried at words alone that begin with one of their letters, which takes a twentieth of the time of an expression over
// the whole text. The others have a character that is not ASCII.
type cue struct {
	english *regexp.Regexp // from the beginning of a text
	begins  [256]bool      // the bytes that english begins with
	other   *regexp.Regexp
}

// newCue returns the cue of English alternatives, without regard to case, and of others.
func newCue(english, other string) *cue {
	english = `(?i)^(?:` + english + `)`
	c := &cue{english: regexp.MustCompile(english), other: regexp.MustCompile(other)}
	parsed, _ := syntax.Parse(english, syntax.Perl) // it compiles
	program, _ := syntax.Compile(parsed.Simplify())
	c.addBegins(program, program.Start, map[int]bool{})
	return c
}

// addBegins sets begins for what an expression may begin with from an instruction on.
func (c *cue) addBegins(program *syntax.Prog, at int, seen map[int]bool) {
	if seen[at] {
		return
	}
	seen[at] = true
	in := &program.Inst[at]
	switch in.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		for b := range len(c.begins) {
			c.begins[b] = c.begins[b] || in.MatchRune(rune(b))
		}
	case syntax.InstAlt, syntax.InstAltMatch:
		c.addBegins(program, int(in.Arg), seen)
		c.addBegins(program, int(in.Out), seen)
	default:
		c.addBegins(program, int(in.Out), seen)
	}
}

// find returns the first place of the cue in a text from an offset on; nil for none.
func (c *cue) find(text string, from int) *Mark {
	var first *Mark
	for at, word := range plainWords(text[from:]) {
		if isInWord := at == 0 && from > 0 && isPlain(text[from-1]); isInWord || !c.begins[word[0]] {
			continue
		}
		if m := c.english.FindStringIndex(text[from+at:]); m != nil {
			first = &Mark{Start: from + at, End: from + at + m[1]}
			break
		}
	}
	if isASCII(text[from:]) {
		return first
	}
	if m := c.other.FindStringIndex(text[from:]); m != nil && (first == nil || from+m[0] < first.Start) {
		first = &Mark{Start: from + m[0], End: from + m[1]}
	}
	return first
}

// isIn reports whether a text has the cue.
func (c *cue) isIn(text string) bool { return c.find(text, 0) != nil }

// all returns where a text has the cue, without overlaps.
func (c *cue) all(text string) []Mark {
	var out []Mark
	for m := c.find(text, 0); m != nil; m = c.find(text, m.End) {
		out = append(out, *m)
	}
	return out
}
