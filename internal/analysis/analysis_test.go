package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func terms(lang Lang, text string) string {
	var out []string
	for _, t := range Analyze(lang, text) {
		if !t.Stop {
			out = append(out, t.Term)
		}
	}
	return strings.Join(out, " ")
}

func TestAnalyze(t *testing.T) {
	for _, c := range []struct {
		lang Lang
		text string
		want string
	}{
		{English, "The licences, licenses and Licensing", "licens licens licens"},
		{English, "colour behaviours organised labour", "color behavior organ labor"},
		{English, "the US told us that the U.S. agreed", "us told us agre"},
		{English, "China's 1,238 t (90%) at 3.5", "china 1238 t 90 3.5"},
		{English, "A重磅 piece", "重磅 piec"},
		{English, "Besançon’s café", "besancon cafe"},
		{English, "WHO IS GOING TO LONDON", "go london"},
		{Chinese, "中美经贸GDP增长的", "中美 美经 经贸 gdp 增长"},
		{Chinese, "税", "税"},
		{Standard, "Die Häuser the", "die hauser the"},
		{English, "the United States and the USA", "us us"},
		{English, "  ?! ", ""},
		{English, "C++, C#, g++ and vitamin C; item #5, A+, 2+2", "c++ c# g++ vitamin c item 5 2 2"},
		{English, ".NET, (.net) ASP.NET. .Then ...and .5", ".net .net aspnet 5"},
		{English, "Łukasz Søren Đorđe Þór Straße Æsir ŒUVRE", "lukasz soren dord thor strass aesir oeuvr"},
		{Standard, "Hawaiʻi O’Brien O‘Brien OʼBrien Kızılay", "hawaii obrien obrien obrien kizilay"},
		{English, "Ben-Haim covid-19", "ben haim covid 19"},
	} {
		if got := terms(c.lang, c.text); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestFor(t *testing.T) {
	for code, want := range map[string]Lang{"en": English, "zh": Chinese, "de": Standard, "und": Standard, "": Standard} {
		if got := For(code); got != want {
			t.Errorf("For(%q) = %s", code, got)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"U.S. 重磅 l'été", "\xff中", "don’t", "ﬁ ½ Ⅷ", "the United States told US people 十二个人的事"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all := All(text)
		for _, lang := range Langs() {
			at := 0
			if got, want := fmt.Sprint(all[lang]), fmt.Sprint(Analyze(lang, text)); got != want {
				t.Fatalf("%q: All has %s for %s, Analyze %s", text, got, lang, want)
			}
			for _, token := range Analyze(lang, text) {
				if token.Term == "" || strings.ContainsAny(token.Term, " \n\t") || token.Start < at || token.End <= token.Start || token.End > len(text) {
					t.Fatalf("%q: token %+v after %d", text, token, at)
				}
				if utf8.ValidString(text) && !utf8.ValidString(token.Term) {
					t.Fatalf("%q: a term that is not UTF-8: %q", text, token.Term)
				}
				at = token.Start
			}
		}
	})
}

// sample is a text with the words that the matcher's filter could lose.
const sample = "The United States and the U.S. are dying, sceptical using grey, trying icing, the tyre_s of 北京大学 lie in Besançon's é 3,000 GDP增长 a US 'bed' x2"

// TestMatchForms checks spellings that share fewer letters with their term than a stem does with its word.
func TestMatchForms(t *testing.T) {
	for word, term := range map[string]string{
		"centre": "center", "honourary": "honorari", "neighbourhoods": "neighborhood", "jewellery": "jewelri", "tyres": "tire",
		"dying": "die", "skies": "sky", "organisation": "organ", "realising": "realiz", "U.S": "us", "Besançon": "besancon", "3,000": "3000",
	} {
		m := NewMatcher(English, map[string]int{term: 7})
		if got := m.Match("A " + word + " there"); len(got) != 1 || got[0].Term != 7 || got[0].Position != 2 || got[0].Start != 2 || got[0].End != 2+len(word) {
			t.Errorf("%s as %s: %v", word, term, got)
		}
	}
	if m := NewMatcher(English, map[string]int{"a": 0}); len(m.Match("of b")) > 0 {
		t.Error("a word matches another")
	}
}

func TestMatchCapitals(t *testing.T) {
	matcher := NewMatcher(English, map[string]int{"tariff": 0, "talk": 1})
	for text, want := range map[string]string{
		"The talks in London, by US’s Élan's A320 9 GDP增长": "The=the London=london US’s=us Élan's=elan A320=a320,number GDP=gdp",
		"ALL O'Brien": "ALL=all O'Brien=obrien", "U.S. tariffs": "U.S=us", "no capital": "",
	} {
		var got []string
		found, words := matcher.MatchCapitals(text)
		for _, w := range words {
			word := text[w.Start:w.End]
			term, number := Fold(word)
			if number {
				term += ",number"
			}
			got = append(got, word+"="+term)
		}
		if !slices.Equal(found, matcher.Match(text)) {
			t.Errorf("%s: %v", text, found)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", text, s, want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("Ben-Haim's C++ and .NET, 税收和盐税 well-to-do-folk 3-2", "benhaim ben c++ c .net net 税 盐税 welltodofolk todo 32")
	f.Add(sample, "us state die skeptic use gray tri ice tire besancon 3000 增长 gdp x2 大学 e 京大 bed")
	f.Fuzz(func(t *testing.T, text, wanted string) {
		text, wanted = strings.ToValidUTF8(text, ""), strings.ToValidUTF8(wanted, "")
		for _, lang := range Langs() {
			terms := map[string]int{}
			for i, term := range strings.Fields(wanted) {
				terms[term] = i
			}
			var want []Match
			for _, token := range Analyze(lang, text) {
				if n, ok := terms[token.Term]; ok && !token.Stop {
					want = append(want, Match{Term: n, Start: token.Start, End: token.End, Position: token.Position})
				}
			}
			extra := map[string]bool{}
			Words(lang, text, func(term string) { extra[term] = true })
			got := NewMatcher(lang, terms).Match(text)
			if !slices.IsSortedFunc(got, func(a, b Match) int { return a.Start - b.Start }) {
				t.Errorf("%s %q: %v is not in order", lang, text, got)
			}
			for term, n := range terms {
				if extra[term] {
					remove := func(m Match) bool { return m.Term == n }
					got, want = slices.DeleteFunc(got, remove), slices.DeleteFunc(want, remove)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s %q: %v, want %v", lang, text, got, want)
			}
		}
	})
}
