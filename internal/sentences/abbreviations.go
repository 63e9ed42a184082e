package sentences

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Abbreviations, in small letters, by what may follow their full stop.
var (
	// Titles and the like are before a name.
	titles = wordSet(`mr mrs ms mx dr drs prof profs gen gens col lt maj cmdr cdr cpl pvt sgt capt adm amb supt det insp ofc sen
sens rep reps gov govs hon rt rev msgr fr mt messrs mme mmes mlle brig pres cllr cllrs ald lieut comdr cmdt ens mgr vs v
cf viz e.g i.e al asst assoc atty lt.col`)

	// Before a number they are abbreviations, else words or the end of a sentence: "p. 55", "No. 5", "Rs. 500".
	numbered = wordSet(`no nos p pp pg vol vols fig figs tab tabs app cl c ca art arts sec secs ch chs eq eqs par para paras pt pts ver rs tel ext
n approx est circa op vv ed rm r`)

	// What is the end of a sentence before a starter alone.
	places = wordSet("st ft")

	// Days and months, if they have a capital.
	calendar = wordSet("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")

	// What often is the last word of a sentence. States, if they have a capital.
	final  = wordSet(`etc esq inc ltd corp co jr sr dept ph.d bros ave blvd rd hwy univ assn plc llc intl natl govt mfg`)
	states = wordSet(`ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa
tenn tex va vt wash wis wyo`)

	timeOfDay = wordSet("a.m p.m am pm")
)

// sentenceStarters are words that begin sentences and are no names: "U.S." before one of them ends its sentence.
var sentenceStarters = wordSet(`the a an in on at but and or it he she they we you i this that these those there here as for from
however while when where what which who whose why how after before since until if because though although unless once
his her its their our my your did do does is are was were has have had can could would should let please not no yes
one some many most more all both each every few several another other others such so then thus now today yesterday
tomorrow last next still yet even also only just with without about under over between among during despite by to of
according meanwhile moreover instead later earlier recently officials analysts experts critics police authorities
residents scientists researchers investigators people prices shares sales stocks`)

// notStarters are capitalized words that end with an s and follow "U.S." as part of a name.
var notStarters = wordSet(`centers institutes marines airways forces senators attorneys representatives rangers steelworkers masters congress
highways airlines customs fisheries olympics immigrations services texas`)

var (
	initials = regexp.MustCompile(`^(?:\pL\.)+\pL$`)
	nations  = wordSet("u.s u.s.a u.k e.u u.n u.a.e d.c")
	zones    = regexp.MustCompile(`^(?:[A-Z]{1,3}T|UTC|GMT|Eastern|Pacific|Central|Mountain|Greenwich|[A-Z][a-z]+ (?:time|Time|Standard|Daylight))\b`)
	dayNames = wordSet(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december`)
	prepositions = wordSet("at by around about before after until from on since")
)

// wordSet returns the words of a list that separates them by white space.
func wordSet(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// abbreviated reports whether the full stop between the text of the open sentence and what follows belongs to an
// abbreviation or an initial, and the sentence goes on.
func abbreviated(before, after string) bool {
	word := strings.TrimLeftFunc(lastWord(before), func(r rune) bool { return !unicode.IsLetter(r) })
	word = strings.TrimRight(word, "°º")
	lower := strings.ToLower(word)
	first, size := utf8.DecodeRuneInString(word)
	capital := unicode.IsUpper(first)
	switch {
	case word == "":
		return false
	case numbered[lower] && beginsNumber(after):
		return true
	case titles[lower]:
		return true
	case timeOfDay[lower]:
		return goesOnAfterTime(before, after)
	case final[lower], capital && (calendar[lower] || states[lower]), nations[lower]:
		return !beginsClause(after)
	case places[lower], initials.MatchString(word):
		return !sentenceStarters[strings.ToLower(firstWord(after))]
	}
	return size == len(word) && capital && !sentenceStarters[strings.ToLower(firstWord(after))] // an initial
}

// lastWord returns what follows the last blank, dash, bracket, quotation mark or Chinese character of a text.
func lastWord(text string) string {
	at := strings.LastIndexFunc(text, func(r rune) bool { return strings.ContainsRune(" (“‘\"'[/—–\n\t", r) || isWide(r) })
	if at < 0 {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	return text[at+size:]
}

// isWide reports whether a character is Chinese or a full-width mark: it is no part of a Latin word before it or behind it.
func isWide(r rune) bool { return r >= 0x2e80 && r < 0xfff0 }

// firstWord returns the first word of a text without quotation marks before and commas behind it.
func firstWord(text string) string {
	word, _, _ := strings.Cut(strings.TrimLeft(text, " \"'“‘(\n\t"), " ")
	if len(word) == 2 && word[1] == '.' { // an initial
		return word
	}
	return strings.TrimRight(word, ",.;:!?\"”’)")
}

func beginsNumber(text string) bool {
	text = strings.TrimLeft(text, " (")
	return text != "" && text[0] >= '0' && text[0] <= '9'
}

// beginsClause reports whether a text begins like a sentence, rather than with a name: with a starter, or with a noun in
// the plural and a small word behind it ("Traders had expected").
func beginsClause(text string) bool {
	word := firstWord(text)
	lower := strings.ToLower(word)
	if sentenceStarters[lower] {
		return true
	}
	text = strings.TrimLeft(text, " \"'“‘(\n\t")
	rest := strings.TrimPrefix(text, word)
	next := firstWord(rest)
	plural := len(word) > 4 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us")
	return plural && strings.HasPrefix(rest, " ") && next != "" && unicode.IsLower(rune(next[0])) && next != "of" && next != "for" && !notStarters[lower] && word[1:] == lower[1:]
}

// goesOnAfterTime reports whether a sentence goes on behind "5 p.m.": with a day, a zone, or its subject if it has nothing
// but the time yet.
func goesOnAfterTime(before, after string) bool {
	word := firstWord(after)
	switch lower := strings.ToLower(word); {
	case dayNames[lower], calendar[lower], zones.MatchString(strings.TrimLeft(after, " (")):
		return true
	case beginsNumber(after):
		return true
	}
	words := strings.Fields(before)
	return len(words) <= 4 && len(words) > 0 && prepositions[strings.ToLower(words[0])]
}

// markedNames are names with an exclamation or question mark at their end.
var markedNames = wordSet("yahoo jeopardy joomla wham oklahoma airplane guess toys")

// isMarkedName reports whether the mark between the text of the open sentence and what follows belongs to a name.
func isMarkedName(before, after string) bool {
	word := lastWord(before)
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && markedNames[strings.ToLower(word)] && !beginsClause(after)
}

// maxToken is how many bytes before and after a stop without a blank are looked at: with more on one side it is code.
const maxToken = 100

// lacksBlank reports whether a sentence ends at a stop though no blank follows: "in vain.Then". What could be an address,
// a file or code does not.
func lacksBlank(before, after string) bool {
	token := before[max(0, len(before)-maxToken):]
	token = token[strings.LastIndexByte(token, ' ')+1:]
	last, _ := utf8.DecodeLastRuneInString(token)
	rest, _, _ := strings.Cut(after[:min(len(after), maxToken)], " ")
	if len(token) == maxToken || len(rest) == maxToken {
		return false
	}
	word := firstWord(rest)
	if dot := strings.IndexByte(word, '.'); dot > 0 {
		word = word[:dot]
	}
	lower := strings.ToLower(word)
	return len(token) > 1 && (unicode.IsLower(last) || unicode.IsDigit(last)) && !strings.ContainsAny(token+rest, "@/\\:_=&") &&
		(sentenceStarters[lower] || titles[lower]) && len(word) > 1 && word[1:] == lower[1:]
}
