package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
	"lede/internal/lazyregexp"
	"lede/internal/query"
)

// answering returns the parts of a sentence that answer a question: what fits its type (a date for "when", a new name for
// "who"), or else the longest part between the words that the question has itself, which asked marks.
func (t answerType) answering(text string, asked []Mark) []Mark {
	if spans := t.fitting(text, asked); len(spans) > 0 {
		return spans
	}
	return t.between(text, asked)
}

// between returns the longest part of a sentence between the words of the question, where nothing in it fits the question's type.
func (t answerType) between(text string, asked []Mark) []Mark {
	spans := gap(text, asked)
	if t.Type == query.Where || t.wantsName() && len(outside(spans, dateMarks(analysis.Simplified(text)))) == 0 {
		return nil // no clause is a place, and no date is a name
	}
	return spans
}

// fitting returns the parts of a sentence that fit the type of the question; nil where a text cannot show it.
func (t answerType) fitting(text string, asked []Mark) []Mark {
	if spans := exact(text, ranges(text, joined(text, widen(text, t.spans(text))))); len(spans) > 0 {
		return spans
	}
	if t.Type == query.Why {
		return because(text)
	}
	if t.asksRole && len(asked) == 1 {
		if role := roleBefore(text, asked[0]); role.End > role.Start {
			return []Mark{role}
		}
	}
	return t.namesIn(text, asked)
}

// because returns the cause that a sentence gives, with the word that begins it: to the end of the sentence, or of the clause
// if the sentence begins with it or goes on for more than maxGap bytes.
func because(text string) []Mark {
	at := reason.find(analysis.Simplified(text))
	if at == nil {
		return nil
	}
	m := Mark{at.Start, at.Start + len(strings.TrimRightFunc(text[at.Start:], notWord))}
	if m.Start == 0 || m.End-m.Start > maxGap {
		m.End = at.End + clauseEnd(text[at.End:])
		m.End = m.Start + len(strings.TrimRightFunc(text[m.Start:m.End], notWord))
	}
	return []Mark{m}
}

// exact returns the marks that have a digit, or all if none has: "26 May" rather than "late May" or "one".
func exact(text string, marks []Mark) []Mark {
	var out []Mark
	for _, m := range marks {
		if strings.ContainsFunc(text[m.Start:m.End], unicode.IsDigit) {
			out = append(out, m)
		}
	}
	if out == nil {
		return marks
	}
	return out
}

// ranges returns the marks with those that are the ends of a range as one: "6月9日至10日".
func ranges(text string, marks []Mark) []Mark {
	var out []Mark
	for _, m := range marks {
		if n := len(out); n > 0 && rangeWords[text[out[n-1].End:m.Start]] {
			out[n-1].End = m.End
			continue
		}
		out = append(out, m)
	}
	return out
}

var rangeWords = map[string]bool{"至": true, "到": true, " to ": true, "–": true, " – ": true, "-": true}

// role is what a text calls somebody just before the name: "trade negotiator ", "商务部发言人".
var role = lazyregexp.New(`(?:(?:[\p{L}-]+ ){1,4}|[^\P{Han}和与是及]{2,14})$`)

// roleBefore returns the role before a name that a question asks about; an empty mark if there is none.
func roleBefore(text string, name Mark) Mark {
	first, _ := utf8.DecodeRuneInString(text[name.Start:])
	at := role.FindStringIndex(text[:name.Start])
	isName := unicode.IsUpper(first) || overlaps(name, hanPersons(analysis.Simplified(text)))
	if at == nil || !isName {
		return Mark{}
	}
	start := at[0]
	for _, word := range []string{" and ", " by ", " with ", " of "} {
		parts := strings.Split(text[start:at[1]], word)
		start = at[1] - len(parts[len(parts)-1])
	}
	return trimmed(text, Mark{start, at[1]})
}

var (
	// figure is the rest of an amount behind its first digit, with the unit that follows.
	figure = lazyregexp.New(`^[\p{Nd}.,]*\p{Nd}%?(?: (?:per ?cent|million|billion|trillion|thousand|hundred))?(?: \p{Ll}{3,})?`)
	// andHalf is the end of "an hour and a half".
	andHalf = lazyregexp.New(`^ and a half`)
)

// widen returns marks that begin with a digit, each as far as its amount goes.
func widen(text string, marks []Mark) []Mark {
	for i, m := range marks {
		if loc := figure.FindStringIndex(text[m.Start:]); loc != nil && m.Start+loc[1] > m.End {
			marks[i].End = m.Start + loc[1]
		}
		if loc := andHalf.FindStringIndex(text[marks[i].End:]); loc != nil {
			marks[i].End += loc[1]
		}
	}
	return marks
}

var (
	// inPlace are the words before the name of a place, ofParty those before a party rather than a person.
	inPlace = map[string]bool{"in": true, "at": true, "to": true, "from": true, "near": true, "outside": true, "inside": true}
	ofParty = map[string]bool{"in": true, "at": true, "to": true, "from": true, "near": true, "of": true, "for": true}
	// people is the name of a people, such as "American".
	people = lazyregexp.New(`^\p{Lu}\p{Ll}+(?:ese|ican|ian|ish|ean)$`)
)

// maxNames is how many names of a sentence are marked.
const maxNames = 4

// namesIn returns the names in a sentence that a question for a person, a place or one of a kind may ask for: none of its own
// words, no dates.
func (t answerType) namesIn(text string, asked []Mark) []Mark {
	var names []Mark
	switch t.Type {
	case query.Who:
		names = t.capitalized(text, asked, func(before string) bool { return !endsWithOneOf(ofParty, before) })
	case query.Where:
		names = t.capitalized(text, asked, func(before string) bool { return endsWithOneOf(inPlace, before) })
	case query.Which:
		names = t.capitalized(text, asked, func(string) bool { return true })
	}
	if strings.IndexFunc(text, analysis.IsHan) >= 0 {
		names = append(names, t.hanNames(analysis.Simplified(text), asked, len(names) == 0)...)
	}
	names = t.inBestPart(text, names, asked)
	return names[:min(len(names), maxNames)]
}

// hanNames returns the persons or places that a Chinese text in simplified characters names, without words of the question; if there
// are no other names, bodies too.
func (t answerType) hanNames(text string, asked []Mark, alone bool) []Mark {
	switch t.Type {
	case query.Who:
		names := without(t.hanPersons(text, asked), asked)
		if alone && len(names) == 0 {
			names = nearest(hanBodies(text), asked)
		}
		return names
	case query.Where:
		return without(groups(hanPlace, text), asked)
	}
	return nil
}

// betweenSemicolons is a part of a sentence.
var betweenSemicolons = regexp.MustCompile(`[^;；]+`)

// inBestPart returns those of the names that are in the part of the sentence, between semicolons, with the most words of the
// question: of "A spoke for us; B spoke for you" it is B for "Who spoke for you?".
func (t answerType) inBestPart(text string, names, asked []Mark) []Mark {
	var best []Mark
	most := 0
	for _, part := range all(betweenSemicolons, text) {
		within := inside(names, part)
		n := t.wordsIn(text[part.Start:part.End]) + len(inside(asked, part))
		switch {
		case len(within) == 0 || n < most:
		case n > most:
			best, most = within, n
		default:
			best = append(best, within...)
		}
	}
	return best
}

// wordsIn returns how many words of the question a text has in any form, such as "China" for "Chinese"; one with a capital
// counts double.
func (t answerType) wordsIn(text string) int {
	n := 0
	for word := range t.words {
		if len(word) < minKin {
			continue
		}
		if at := findPrefix(text, word[:max(minKin, len(word)-3)]); at >= 0 {
			n++
			if text[at] != word[0] {
				n++
			}
		}
	}
	return n
}

// minKin is how many letters of a word its other forms have at least.
const minKin = 4

// inside returns the marks within another.
func inside(marks []Mark, of Mark) []Mark {
	var out []Mark
	for _, m := range marks {
		if of.Start <= m.Start && m.End <= of.End {
			out = append(out, m)
		}
	}
	return out
}

// capitalized returns the names in a sentence that have capitals, if what is before them fits. A single word at the head of the
// sentence is not among them: it may be any.
func (t answerType) capitalized(text string, asked []Mark, fits func(before string) bool) []Mark {
	var names []Mark
	times := slices.Concat(dateMarks(text), clock.all(text))
	for _, m := range capitalRuns(text) {
		if m.Start == 0 || overlaps(m, times) {
			m = longestOutside(text, m, times) // "Ann Smith" of "Then Ann Smith" and of "Monday Ann Smith"
		}
		m.End = m.Start + len(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(text[m.Start:m.End], "'s"), "’s"), ".'’-"))
		name := text[m.Start:m.End]
		if surely := m.Start > 0 && name != "" || strings.Contains(name, " "); surely && !overlaps(m, asked) && !people.MatchString(name) && fits(text[:m.Start]) {
			names = append(names, m)
		}
	}
	return names
}

// longestOutside returns the longest part of a mark that touches none of the others, without small words at its ends; an empty
// mark if nothing is left.
func longestOutside(text string, m Mark, others []Mark) Mark {
	parts := without([]Mark{m}, others)
	if len(parts) == 0 {
		return Mark{}
	}
	return trimmed(text, parts[0])
}

func overlaps(m Mark, others []Mark) bool {
	return slices.ContainsFunc(others, func(o Mark) bool { return m.Start < o.End && o.Start < m.End })
}

// maxGap is the most bytes that are marked where the type of the question shows nothing: a clause, not a sentence.
const maxGap = 90

// gap returns the part of a text that says something about the words of the question: the first clause behind the last of them,
// since texts name a subject before they say what is new about it; else the longest part between them.
func gap(text string, asked []Mark) []Mark {
	if len(asked) == 0 {
		return nil
	}
	for start := asked[len(asked)-1].End; start < len(text); {
		end := start + clauseEnd(text[start:])
		if m := trimmed(text, Mark{start, end}); words(text[m.Start:m.End]) > 1 && m.End-m.Start <= maxGap {
			return []Mark{m}
		}
		start = end
	}
	return longestGap(text, asked)
}

// longestGap returns the longest part of a text between the words of the question, cut at a clause where it is long, without
// the small words at its ends.
func longestGap(text string, asked []Mark) []Mark {
	var gaps []Mark
	at := 0
	for _, m := range append(slices.Clone(asked), Mark{len(text), len(text)}) {
		for start := at; start < m.Start; {
			end := start + clauseEnd(text[start:m.Start])
			gaps = append(gaps, trimmed(text, Mark{start, end}))
			start = end
		}
		at = max(at, m.End)
	}
	if len(gaps) == 0 || len(asked) == 0 {
		return nil
	}
	best := slices.MaxFunc(gaps, func(a, b Mark) int { return cmp.Compare(a.End-a.Start, b.End-b.Start) })
	if best.End-best.Start > maxGap || best.End <= best.Start {
		return nil
	}
	return []Mark{best}
}

// clauseEnd returns the offset after the first clause of a text.
func clauseEnd(text string) int {
	for i, r := range text {
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		if isClauseEnd(r, next) {
			return i + utf8.RuneLen(r)
		}
	}
	return len(text)
}

// trimmed returns a mark without marks, blanks and stop words at its ends.
func trimmed(text string, m Mark) Mark {
	for {
		part := text[m.Start:m.End]
		left := strings.TrimLeft(strings.TrimLeftFunc(part, notWord), "的了着过于在是")
		m.Start += len(part) - len(left)
		m.End = m.Start + len(strings.TrimRightFunc(left, notWord))
		tokens := analysis.Analyze(analysis.English, text[m.Start:m.End])
		switch n := len(tokens); {
		case n == 0:
			return Mark{m.Start, m.Start}
		case tokens[0].Stop && !tokens[0].Han:
			m.Start += tokens[0].End
		case tokens[n-1].Stop && !tokens[n-1].Han:
			m.End = m.Start + tokens[n-1].Start
		default:
			return m
		}
	}
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' && r != '$' }
