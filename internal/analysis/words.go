package analysis

import "strings"

// stopWords are the function words of English (the list of the Snowball project, shortened to words that
// carry no content in a question either).
var stopWords = set(`a about above after again against all am an and any are aren't as at be because been
before being below between both but by can cannot could couldnt did didnt do does doesnt doing dont down during
each few for from further had hadnt has hasnt have havent having he her here hers herself him himself his how i
if in into is isnt it its itself just let me more most my myself no nor not of off on once only or other ought
our ours ourselves out over own same shall she should shouldnt so some such than that the their theirs them
themselves then there these they this those through to too under until up upon us very was wasnt we were werent
what when where which while who whom whose why will with wont would wouldnt you your yours yourself yourselves
also may might must`)

// stopCharacters are Chinese particles and conjunctions.
const stopCharacters = "的了吗嗎呢吧啊着之與与和是在也就都而及或"

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// stopHan reports whether a bigram consists of stopCharacters, or contains one that is never part of a word.
func stopHan(term string) bool {
	const never = "的了吗嗎呢吧啊"
	return strings.ContainsAny(term, never) || strings.Trim(term, stopCharacters) == ""
}

// britishWords are British words with an American spelling that follows no rule.
var britishWords = map[string]string{
	"licence": "license", "licences": "licenses", "licenced": "licensed", "defence": "defense", "defences": "defenses",
	"offence": "offense", "offences": "offenses", "pretence": "pretense", "centre": "center", "centres": "centers",
	"theatre": "theater", "theatres": "theaters", "metre": "meter", "metres": "meters", "litre": "liter",
	"litres": "liters", "kilometre": "kilometer", "kilometres": "kilometers", "fibre": "fiber", "fibres": "fibers",
	"tonne": "ton", "tonnes": "tons", "tyre": "tire", "tyres": "tires", "programme": "program",
	"programmes": "programs", "cheque": "check", "cheques": "checks", "grey": "gray", "aluminium": "aluminum",
	"sceptical": "skeptical", "catalogue": "catalog", "dialogue": "dialog", "plough": "plow", "jewellery": "jewelry",
}

// ourRoots are the British words in -our that American writes in -or; their derivatives begin with them.
var ourRoots = []string{"armour", "behaviour", "colour", "endeavour", "favour", "flavour", "harbour", "honour",
	"humour", "labour", "neighbour", "odour", "parlour", "rumour", "saviour", "savour", "tumour", "vapour", "vigour"}

// iseEndings are British endings with the American ones. "promise" becomes "promize", which does no harm: questions
// and articles are both analysed here.
var iseEndings = [][2]string{{"isation", "ization"}, {"isations", "izations"}, {"ise", "ize"}, {"ised", "ized"},
	{"ises", "izes"}, {"ising", "izing"}, {"yse", "yze"}, {"ysed", "yzed"}, {"yses", "yzes"}, {"ysing", "yzing"}}

// american returns the American spelling of one of ourRoots.
func american(root string) string { return root[:len(root)-2] + "r" }

// americanize returns the American spelling of a word in lower case, so that "licence" finds "license".
func americanize(word string) string {
	if spelling, ok := britishWords[word]; ok {
		return spelling
	}
	for _, root := range ourRoots {
		if strings.HasPrefix(word, root) {
			return american(root) + word[len(root):]
		}
	}
	for _, e := range iseEndings {
		if len(word) > len(e[0])+2 && strings.HasSuffix(word, e[0]) {
			return strings.TrimSuffix(word, e[0]) + e[1]
		}
	}
	return word
}

// compounds are names of two words whose abbreviation is as common; both become one term.
var compounds = map[string]string{"united states": "us", "united kingdom": "uk", "european union": "eu", "united nations": "un"}

// compoundFirst are the first words of the compounds.
var compoundFirst = map[string]bool{"united": true, "european": true}

// Varies reports whether the same word has another term in other texts, or none: a stop word that may be an acronym ("WHERE"), a word
// of a compound ("United States"), or "USA".
func (t Token) Varies() bool {
	word := t.Folded()
	return stopWords[word] || word == "usa" || compoundWords[word]
}

// compoundWords are all words of the compounds.
var compoundWords = set("united states kingdom european union nations")

// joinCompounds returns the tokens with each compound as one, and "USA" as "US".
func joinCompounds(text string, tokens []Token) []Token {
	out := tokens[:0]
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Capital && t.Term == "usa" {
			t.Term = "us"
		}
		if t.compound && i+1 < len(tokens) {
			if short, ok := compounds[strings.ToLower(text[t.Start:tokens[i+1].End])]; ok {
				t.Term, t.End = short, tokens[i+1].End
				i++
			}
		}
		out = append(out, t)
	}
	return out
}
