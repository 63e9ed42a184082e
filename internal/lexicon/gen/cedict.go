package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"lede/internal/analysis"
	"lede/internal/lexicon"
)

// maxGlosses is how many glosses a word keeps, and maxContent how many content words a gloss has at most: a longer one is an
// explanation rather than a translation.
const (
	maxGlosses = 8
	maxContent = 4
)

// entry is a line of CC-CEDICT: "傳統 传统 [chuan2 tong3] /tradition/traditional/".
var entry = regexp.MustCompile(`^(\S+) (\S+) \[([^\]]*)\] /(.*)/$`)

// readCEDICT adds the glosses and readings of CC-CEDICT to the words.
func readCEDICT(r io.Reader, words map[string]*word) error {
	return eachLine(r, func(line string) error {
		if strings.HasPrefix(line, "#") {
			return nil
		}
		fields := entry.FindStringSubmatch(strings.TrimSpace(line))
		if fields == nil {
			return fmt.Errorf("%q is no entry", line)
		}
		text, reading := analysis.Simplified(fields[2]), fields[3]
		text = strings.ReplaceAll(text, "·", "")
		if !isHan(text) {
			return nil
		}
		isName := unicode.IsUpper(rune(reading[0]))
		w := words[text]
		if w == nil {
			w = &word{text: text, count: rareCount, kind: lexicon.Content}
			if isName {
				w.kind = lexicon.Name
			}
			words[text] = w
		}
		if strings.HasPrefix(fields[4], "surname ") && w.kind == lexicon.Light && w.count < commonCharacter {
			w.kind = lexicon.Content // 张 and 何, which begin names
		}
		w.readings = append(w.readings, syllables(reading))
		w.addGlosses(strings.Split(fields[4], "/"), reading, isName)
		return nil
	})
}

// syllables returns a reading in small letters without tones: "lu:4" is "lv".
func syllables(reading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ':':
			return 'v'
		case unicode.IsLetter(r) || r == ' ':
			return unicode.ToLower(r)
		}
		return -1
	}, strings.ReplaceAll(reading, "u:", "v"))
}

var (
	brackets = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	// notes are glosses that explain how a word is used or written rather than what it means.
	notes = regexp.MustCompile(`(?i)\bvariant of\b|^CL:|^see |^also written|^old |^used |\bproverb\b|\bidiom\b|^surname |^abbr|^Japanese variant|\bpr\. |^lit\. |^fig\. |^erhua|^particle|^classifier|^radical|^bound form|^coll|^Taiwan pr|^\(dialect`)
	// generic is the end of a name that says of what kind its bearer is.
	generic = regexp.MustCompile(`(?i) (?:company|corporation|co\.?|inc\.?|ltd\.?|group|city|municipality|province|prefecture|county|district|autonomous .+|prefecture-level city.*|prefecture level city.*|county-level city.*)$`)
	// lived matches the years of a person.
	lived = regexp.MustCompile(`\((?:born )?[0-9]{3,4}(?:-|\))`)
	// leading are words before the head of a gloss.
	leading = regexp.MustCompile(`(?i)^(?:to be |to |a |an |the |one's |sb's |sth |sb )`)
	// abbreviated is a gloss that names what a word is short of.
	abbreviated = regexp.MustCompile(`(?i)^abbr\. for [^\[]*\[[^\]]*\],? ?(.*)$`)
)

// addGlosses adds glosses of an entry that are translations, each once. Glosses of names come behind those of words.
func (w *word) addGlosses(raw []string, reading string, isName bool) {
	for _, field := range raw {
		for _, gloss := range strings.Split(field, ";") {
			if short := abbreviated.FindStringSubmatch(strings.TrimSpace(gloss)); short != nil {
				gloss = short[1]
			}
			if notes.MatchString(strings.TrimSpace(gloss)) {
				continue
			}
			list := parts(gloss, isName)
			if lived.MatchString(gloss) && len(list) > 0 {
				list = append(list, surname(list[0], reading))
			}
			if isName && len(list) > 0 {
				list = append(list, generic.ReplaceAllString(list[0], ""))
			}
			for _, part := range list {
				if len(w.glosses) < maxGlosses && !slices.Contains(w.glosses, part) {
					w.glosses = append(w.glosses, part)
				}
			}
		}
	}
}

// surname returns the surname of a person: the first word if the name is spelled as its Chinese is read, else the last.
func surname(name, reading string) string {
	first, _, _ := strings.Cut(name, " ")
	if read, _, _ := strings.Cut(syllables(reading), " "); strings.ToLower(first) == read {
		return first
	}
	return name[strings.LastIndexByte(name, ' ')+1:]
}

// parts returns a gloss between its commas without brackets and leading words; of a name, what is before the first comma.
func parts(gloss string, isName bool) []string {
	for brackets.MatchString(gloss) {
		gloss = brackets.ReplaceAllString(gloss, " ")
	}
	list := strings.Split(gloss, ",")
	if isName {
		list = list[:1]
	}
	var out []string
	for _, part := range list {
		part = strings.Join(strings.Fields(part), " ")
		for leading.MatchString(part) {
			part = leading.ReplaceAllString(part, "")
		}
		if isTranslation(part) {
			out = append(out, part)
		}
	}
	return out
}

// isTranslation reports whether a gloss is English and has one to maxContent content words.
func isTranslation(gloss string) bool {
	if strings.ContainsFunc(gloss, func(r rune) bool { return analysis.IsHan(r) || r == '\t' || r == '|' }) {
		return false
	}
	content := 0
	for _, t := range analysis.Analyze(analysis.English, gloss) {
		if !t.Stop {
			content++
		}
	}
	return 0 < content && content <= maxContent
}

// addBareNames adds to names of two words the first one, unless it is a word by itself: "Rhine" to "Rhine River", and not
// "Yellow" to "Yellow River".
func addBareNames(words map[string]*word) {
	common := map[string]bool{}
	for _, w := range words {
		for _, gloss := range w.glosses {
			common[strings.ToLower(gloss)] = common[strings.ToLower(gloss)] || w.kind != lexicon.Name
		}
	}
	for _, w := range words {
		if w.kind != lexicon.Name || len(w.glosses) == 0 {
			continue
		}
		first, second, ok := strings.Cut(w.glosses[0], " ")
		if ok && geographic[second] && !common[strings.ToLower(first)] && !slices.Contains(w.glosses, first) {
			w.glosses = append(w.glosses, first)
		}
	}
}

// geographic are what names of places end with.
var geographic = map[string]bool{"River": true, "Lake": true, "Sea": true, "Mountains": true, "Island": true, "Islands": true, "Peninsula": true, "Desert": true}
