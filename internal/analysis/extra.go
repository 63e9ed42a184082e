package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Extra terms are what a question may contain while the text has it in part or in several words: a single character of a
// Han run (税 of 税收), hyphenated words as one ("Ben-Haim" as "benhaim"), and a word without the dot before it (".NET"
// as "net"). Indexes and matchers have them. A question has none, so that it asks for nothing twice.

// addExtra adds an extra term with the position of the last word.
func (a *analyzer) addExtra(t Token, start, end int) {
	if !t.Stop {
		t.Start, t.End, t.Position = start, end, a.position
		a.extras = append(a.extras, t)
	}
}

// emit passes the extra terms to the index, if there is one.
func (a *analyzer) emit() {
	if a.index == nil || len(a.extras) == 0 {
		return
	}
	for _, t := range a.extras {
		a.index(t.Term)
	}
	a.extras = a.extras[:0]
}

// addCharacters adds the i-th character of the open Han run, which begins a bigram, and the next one if the run's part
// ends with it.
func (a *analyzer) addCharacters(bigram string, i, end int) {
	_, size := utf8.DecodeRuneInString(bigram)
	a.addCharacter(bigram[:size], i)
	if i+2 == end {
		a.addCharacter(bigram[size:], i+1)
	}
}

func (a *analyzer) addCharacter(term string, i int) {
	if !isCommon(term) && a.only.passes(term) {
		a.addExtra(Token{Term: term, Han: true}, a.han[i], a.offset(i+1))
	}
}

// commonCharacters name nothing by themselves and are in many articles: of the 300 characters that are in most articles of
// eval/zh-wiki, those that nobody asks for alone. Without them an index of that set is 10% larger than one without single characters, with them 14%.
const commonCharacters = "的一为于是在有中大以年时后上不成个出与其和之分生部被地而下到前主了及位发多由行作公来所可会用并长最同称因开现等外本至此方" +
	"经要自内当入新也间过得他但加代两动对小期第这高重都体全合进布平起或式将通原面度相次立能二者目种正又定使事特里曾约包关建表" +
	"数从属系达常如员化受始理近设无四任然就十已该直尔比提性类共列改场交向接只著实形制结型太括较非取则计亦各量首处界条意统少更" +
	"即广带初很号回先每五单今居运基获些别们尼指格据程还往引总见深造收展另应除连认"

var commonTable = func() (table [0xa000 - 0x4e00]bool) {
	for _, r := range commonCharacters + stopCharacters {
		table[r-0x4e00] = true
	}
	return table
}()

// isCommon reports whether a character in simplified form is no term by itself.
func isCommon(character string) bool {
	r, _ := utf8.DecodeRuneInString(character)
	return r >= 0x4e00 && r < 0xa000 && commonTable[r-0x4e00]
}

// addAlternatives adds the extra terms of the word at start, whose signs begin at first: it without its dot, and as one
// with the word before it, and with all words that hyphens join.
func (a *analyzer) addAlternatives(first, start, end int) {
	if first < start {
		a.addWord(start, end, a.text[start:end])
	}
	before := hyphenated(a.text, start)
	if before < 0 {
		return
	}
	chain := before
	for n := 2; n < maxHyphenated; n++ {
		next := hyphenated(a.text, chain)
		if next < 0 {
			break
		}
		chain = next
	}
	for _, from := range []int{before, chain} {
		if !a.only.passes(a.text[from:end]) { // which a hyphen in the word does not change
			continue
		}
		if one := hyphens.Replace(a.text[from:end]); strings.ContainsFunc(one, unicode.IsLetter) {
			a.addWord(from, end, one)
		}
		if chain == before {
			return
		}
	}
}

// addWord adds a word as an extra term of a part of the text.
func (a *analyzer) addWord(start, end int, word string) {
	if !a.only.passes(word) {
		return
	}
	if t, ok := a.token(word); ok {
		a.addExtra(t, start, end)
	}
}

// maxHyphenated is the most words that hyphens join to one.
const maxHyphenated = 6

// hyphens are those within words: of ASCII, and Unicode's plain and non-breaking ones.
var hyphens = strings.NewReplacer("-", "", "‐", "", "‑", "")

// hyphenated returns the start of the word that a hyphen joins to the word at start, -1 if there is none. Chinese
// characters are no such word.
func hyphenated(text string, start int) int {
	end := start
	for _, hyphen := range []string{"-", "‐", "‑"} {
		if strings.HasSuffix(text[:start], hyphen) {
			end = start - len(hyphen)
		}
	}
	first := end
	for first > 0 && end < start {
		r, size := utf8.DecodeLastRuneInString(text[:first])
		if IsHan(r) || !unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark) && r != '\'' && r != '’' {
			break
		}
		first -= size
	}
	for first < end && (text[first] == '\'' || strings.HasPrefix(text[first:], "’")) {
		_, size := utf8.DecodeRuneInString(text[first:])
		first += size
	}
	if first == end {
		return -1
	}
	return first
}

// withSigns returns where a word begins and ends with the signs that are part of it: "C++", "C#", ".NET". A dot is part
// of a word in one case, so that a blank missing behind it ("there. .Then") makes no other word.
func withSigns(text string, start, end int) (int, int) {
	rest := text[end:]
	if end-start == 1 && lower(text[start]) >= 'a' {
		switch {
		case strings.HasPrefix(rest, "++"):
			end += 2
		case strings.HasPrefix(rest, "#"):
			end++
		}
	}
	if start > 0 && text[start-1] == '.' && (start == 1 || strings.IndexByte(" (\"'\n\t", text[start-2]) >= 0) {
		word := text[start:end]
		if len(word) > 1 && isASCII(word) && strings.IndexFunc(word, unicode.IsDigit) < 0 && (strings.ToUpper(word) == word || strings.ToLower(word) == word) {
			start--
		}
	}
	return start, end
}
