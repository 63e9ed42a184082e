package answer

import (
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

var (
	person = lazyregexp.New(`^["“'‘]?(?:He|She|His|Her)\b`)
	// properName is two capitalized words or more in a row, as texts first name people.
	properName = lazyregexp.New(`\p{Lu}[\p{L}'’-]+(?: (?:(?:de|van|von|bin|al|la|da) )?\p{Lu}[\p{L}.'’-]+)+`)
)

// farBack is how many sentences before a pronoun are searched for its name.
const farBack = 3

// resolvePronoun adds the name in brackets to a "he" at the head of a sentence that is shown without the sentence
// before: "He [Li Chenggang] said". It adds nothing if the sentences before have no name of two words.
func (s *Sentence) resolvePronoun() {
	at := person.FindStringIndex(s.Text)
	if at == nil {
		return
	}
	who := antecedent(s.Article, s.N)
	if who == "" {
		return
	}
	note := " [" + who + "]"
	s.Text = s.Text[:at[1]] + note + s.Text[at[1]:]
	for i := range s.Marks {
		if s.Marks[i].Start >= at[1] {
			s.Marks[i].Start += len(note)
			s.Marks[i].End += len(note)
		}
	}
}

// antecedent returns the name that a pronoun at the head of a sentence most likely refers to: the first in the nearest
// sentence before that has one, since the subject comes first. It returns "" if there is none.
func antecedent(a *article.Article, n int) string {
	for i := n - 1; i >= max(0, n-farBack); i-- {
		if who := personIn(a.Sentence(i)); who != "" {
			return who
		}
	}
	return ""
}

// personIn returns the first name of two words or more in a sentence, without the small words that a sentence begins with:
// of "By Trump's account" none, of "On Monday Li Chenggang said" Li Chenggang. It returns "" if there is none.
func personIn(sentence string) string {
	for _, who := range properName.FindAllString(sentence, -1) {
		for first, rest, more := strings.Cut(who, " "); more && isSmallWord(first); first, rest, more = strings.Cut(who, " ") {
			who = rest
		}
		who = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(who, "."), "'s"), "’s")
		if strings.Contains(who, " ") && dates.Find(who) == nil {
			return who
		}
	}
	return ""
}

// isSmallWord reports whether a capitalized word is one that sentences begin with, or a weekday.
func isSmallWord(word string) bool {
	says := slices.ContainsFunc(analysis.Analyze(analysis.English, word), func(t analysis.Token) bool { return !t.Stop })
	return !says || clock.isIn(word)
}
