package answer

import "lede/internal/analysis"

// otherNumber has the other way to write a small number, as a word or as a figure: a question may have "ninety", the article "90".
var otherNumber = bothWays(map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
	"eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60",
	"seventy": "70", "eighty": "80", "ninety": "90",
})

// bothWays returns a table with its pairs turned round as well.
func bothWays(pairs map[string]string) map[string]string {
	out := map[string]string{}
	for a, b := range pairs {
		out[a], out[b] = b, a
	}
	return out
}

// numbers adds the other way to write each small number of the question.
func (ts *terms) numbers(out []variant) []variant {
	for i := range ts.asked {
		if word, ok := otherNumber[ts.list[i].forms[analysis.Standard]]; ok {
			v := variant{word: word}
			v.of.add(i)
			out = append(out, v)
		}
	}
	return out
}
