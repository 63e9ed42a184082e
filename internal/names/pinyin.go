package names

import (
	"slices"
	"strings"
)

// initials are the consonants that a syllable of pinyin may begin with, those of two letters first, with the codes of the sounds
// that they represent in foreign names: Sound's codes. An h may be silent in the name or a K.
var initials = []struct{ letters, sound string }{
	{"zh", "J"}, {"ch", "X"}, {"sh", "X"}, {"b", "P"}, {"p", "P"}, {"m", "M"}, {"f", "F"}, {"d", "T"}, {"t", "T"}, {"n", "N"},
	{"l", "R"}, {"r", "R"}, {"g", "K"}, {"k", "K"}, {"h", ""}, {"j", "J"}, {"q", "X"}, {"x", "X"}, {"z", "S"}, {"c", "S"}, {"s", "S"},
	{"w", "F"}, {"y", ""},
}

// spellings are ways in which a foreign name becomes Chinese. An h is silent in it or spoken (K), er is one liquid or two
// ("kaersen": Carlson), the last ng is a nasal or more ("manning": Manning).
var spellings = []struct{ h, er, ng string }{{"", "R", "N"}, {"K", "R", "N"}, {"", "RR", "N"}, {"", "R", "NK"}}

// SoundsOfPinyin returns the phonetic codes, as Sound has them, of the names that Chinese may spell by their sound with some
// syllables: "te lang pu" spells "Trump".
func SoundsOfPinyin(syllables []string) []string {
	var out []string
	for _, way := range spellings {
		code := ""
		for i, s := range syllables {
			code += syllableSound(s, i == 0, way.h, way.er)
		}
		code = strings.ReplaceAll(code, "NN", "N") // two n of two syllables are one or two in the name, which has one code
		if strings.HasSuffix(syllables[len(syllables)-1], "ng") {
			code = strings.TrimSuffix(code, "N") + way.ng
		}
		for _, other := range []*strings.Replacer{strings.NewReplacer(), strings.NewReplacer("X", "S"), strings.NewReplacer("NP", "MP")} {
			if sound := other.Replace(code); !slices.Contains(out, sound) {
				out = append(out, sound)
			}
		}
	}
	return out
}

// syllableSound returns the code of a syllable, where an h has the code h, and the syllable er has the code er.
func syllableSound(syllable string, first bool, h, er string) string {
	out, rest := "", syllable
	for _, in := range initials {
		if after, ok := strings.CutPrefix(syllable, in.letters); ok {
			out, rest = in.sound, after
			break
		}
	}
	switch {
	case syllable[0] == 'h':
		out = h
	case syllable[0] == 'w' && !first:
		out = ""
	case first && out == "":
		out = "A" // it begins with a vowel
	}
	switch {
	case strings.HasSuffix(rest, "n"), strings.HasSuffix(rest, "ng"):
		out += "N"
	case syllable == "er":
		out += er
	}
	return out
}
