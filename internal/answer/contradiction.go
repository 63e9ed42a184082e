package answer

import (
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// isContradicted reports whether the sentence says what the question says with another date, another number, the opposite word,
// another place, topic or kind, or another place in an order.
func (v *verdictView) isContradicted() bool {
	exact := !beside.MatchString(v.query.Words)
	return exact && (v.hasOtherDate() || v.hasOtherNumber()) || v.hasOpposite() || v.hasOtherOrdinal() ||
		v.hasOtherPlace() || v.hasOtherTopic() || v.hasOtherObject() || v.hasNegatedKind()
}

// hasOtherDate reports whether the question and the sentence have dates, none of which are the same: "on 12 March" over a
// sentence of 12 May.
func (v *verdictView) hasOtherDate() bool {
	asked := dates.Find(v.query.Words)
	if len(asked) == 0 {
		return false
	}
	said := dates.Resolve(v.text, v.Article.Published)
	if len(said) == 0 {
		return false
	}
	for _, a := range asked {
		for _, s := range said {
			if mayBeSame(a, s.Mention) {
				return false
			}
		}
	}
	return true
}

// beside are words of a question that asks for what is not on a day or at a number, but before or after it.
var beside = lazyregexp.New(`(?i)\b(?:before|after|since|until|by|prior|between)\b|[之以][前后後]|以来|以來`)

// mayBeSame reports whether two dates have a day in common, where one without a year is of the other's.
func mayBeSame(a, b dates.Mention) bool {
	if !a.Year {
		a, b = b, a
	}
	if a.Year {
		b, _ = b.In(a.First.Year())
	}
	return !a.First.After(b.Last) && !b.First.After(a.Last)
}

// hasOtherNumber reports whether the question has a number that its article has not.
func (v *verdictView) hasOtherNumber() bool {
	for _, n := range digits.FindAllString(v.query.Words, -1) {
		if !strings.Contains(v.Article.Text, n) && !strings.Contains(v.Article.Title, n) && !v.hasInWords(n) {
			return true
		}
	}
	return false
}

// digits is a number of two digits or more: articles spell out smaller ones.
var digits = lazyregexp.New(`[0-9]{2,}`)

// hasInWords reports whether the article has a number of the question in another spelling: 10,000 or "ninety".
func (v *verdictView) hasInWords(number string) bool {
	has := v.terms.own(v.matches.all)
	for i, t := range v.terms.list[:v.terms.asked] {
		if has.has(i) && strings.Contains(v.query.Words[t.start:t.end], number) {
			return true
		}
	}
	return false
}

// ordinal is a place in an order.
var ordinal = lazyregexp.New(`(?i)\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final)\b|第[一二三四五六七八九十0-9]+`)

// hasOtherOrdinal reports whether the sentence has an ordinal and lacks the one of the question.
func (v *verdictView) hasOtherOrdinal() bool {
	asked := ordinal.FindString(analysis.Simplified(v.query.Words))
	return asked != "" && ordinal.MatchString(v.text) && !strings.Contains(strings.ToLower(v.text), strings.ToLower(asked))
}

var (
	// placeOf is a place with its preposition, topic what something is said about.
	placeOf = lazyregexp.New(`\b(?:[Ii]n|[Aa]t|[Nn]ear)\s+(?:the\s+)?(\p{Lu}[\p{L}'’-]+)`)
	topic   = lazyregexp.New(`\b(?:about|on|regarding)\s+(?:the\s+)?(\p{Lu}[\p{L}'’-]+)`)
)

// hasOtherPlace reports whether the question asks about what was in a place that neither the sentence nor its title names,
// while the sentence says that it was in another.
func (v *verdictView) hasOtherPlace() bool {
	return v.lacksName(placeOf, v.found.union(v.matches.title)) && placeOf.MatchString(v.text)
}

// hasOtherTopic reports whether the question asks what was said about a name that is nowhere around the sentence.
func (v *verdictView) hasOtherTopic() bool { return v.lacksName(topic, v.near) }

// lacksName reports whether some terms lack the name that the first group of a pattern finds in the question.
func (v *verdictView) lacksName(pattern *lazyregexp.Regexp, found set) bool {
	at := pattern.FindStringSubmatchIndex(v.query.Words)
	if at == nil {
		return false
	}
	has := v.terms.own(found)
	for i, t := range v.terms.list[:v.terms.asked] {
		if t.start == at[2] && t.name && !has.has(i) {
			return true
		}
	}
	return false
}

var (
	// whoDid is a question for who did something to somebody or something, nextName a name behind a verb.
	whoDid   = lazyregexp.New(`^\W*[Ww]ho (\w+) (?:(for|of|to|on|with|at|against) )?(?:the |an? )?([\p{L}'’-]+)`)
	nextName = lazyregexp.New(`^ (?:the )?\p{Lu}`)
)

// hasOtherObject reports whether the sentence has the verb of a question for who did something to something, and not the latter, but
// a name behind the verb, or the verb without its preposition: "who asked China" and "who asked for help" over "A asked India".
func (v *verdictView) hasOtherObject() bool {
	at := whoDid.FindStringSubmatchIndex(v.query.Words)
	if at == nil {
		return false
	}
	has := v.terms.own(v.found)
	verb := v.terms.startingAt(at[2])
	object := v.terms.startingAt(at[6])
	if verb < 0 || object < 0 || !has.has(verb) || has.has(object) {
		return false
	}
	for _, m := range v.matches.in(v.n, v.n+1) {
		if v.terms.askedIndex(m.Term) != verb {
			continue
		}
		behind := v.Article.Text[m.End:]
		if at[4] >= 0 && !strings.HasPrefix(behind, " "+v.query.Words[at[4]:at[5]]+" ") || at[4] < 0 && nextName.MatchString(behind) {
			return true
		}
	}
	return false
}

// startingAt returns the term of the question that begins at an offset; -1 if none does.
func (ts *terms) startingAt(offset int) int {
	return slices.IndexFunc(ts.list[:ts.asked], func(t term) bool { return t.start == offset })
}

// negatedKind is a kind that is named by what it is not: "non-Muslim empires".
var negatedKind = lazyregexp.New(`(?i)\bnon[- ](\w+)`)

// hasNegatedKind reports whether the sentence has a kind that the question excludes.
func (v *verdictView) hasNegatedKind() bool {
	kind := negatedKind.FindStringSubmatch(v.query.Words)
	return kind != nil && !negatedKind.MatchString(v.text) && findPrefix(v.text, strings.ToLower(kind[1])) >= 0
}
