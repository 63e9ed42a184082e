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

// find returns the first place of the cue in a text; nil for none.
func (c *cue) find(text string) *Mark { return earlier(c.findEnglish(text, 0), c.findOther(text, 0)) }

// isIn reports whether a text has the cue.
func (c *cue) isIn(text string) bool {
	return c.findEnglish(text, 0) != nil || c.findOther(text, 0) != nil
}

// all returns where a text has the cue, without overlaps.
func (c *cue) all(text string) []Mark {
	var out []Mark
	english, other := c.findEnglish(text, 0), c.findOther(text, 0)
	for m := earlier(english, other); m != nil; m = earlier(english, other) {
		out = append(out, *m)
		if english != nil && english.Start < m.End {
			english = c.findEnglish(text, m.End)
		}
		if other != nil && other.Start < m.End {
			other = c.findOther(text, m.End)
		}
	}
	return out
}

// findEnglish returns the first English alternative in a text from an offset on; nil for none.
func (c *cue) findEnglish(text string, from int) *Mark {
	for at, word := range plainWords(text[from:]) {
		if isInWord := at == 0 && from > 0 && isPlain(text[from-1]); isInWord || !c.begins[word[0]] {
			continue
		}
		if m := c.english.FindStringIndex(text[from+at:]); m != nil {
			return &Mark{Start: from + at, End: from + at + m[1]}
		}
	}
	return nil
}

// findOther returns the first other alternative in a text from an offset on; nil for none.
func (c *cue) findOther(text string, from int) *Mark {
	if from == 0 && isASCII(text) {
		return nil
	}
	if m := c.other.FindStringIndex(text[from:]); m != nil {
		return &Mark{Start: from + m[0], End: from + m[1]}
	}
	return nil
}

// earlier returns the mark that begins first, a if both begin at the same place; nil if both are nil.
func earlier(a, b *Mark) *Mark {
	if a == nil || b != nil && b.Start < a.Start {
		return b
	}
	return a
}
