package sentences

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
)

// pair is a pair of marks that keeps the sentence marks between them inside.
type pair struct {
	closer string
	limit  int // most bytes between the two; what is longer is split as if the pair were not there
	kind   pairKind
}

type pairKind int

const (
	titlePair pairKind = iota // of a work
	bracketPair
	quotePair
)

// Most bytes in a pair: a title of 50 characters, a remark of 70 words or 130 characters, a quotation of 35 or 65.
const (
	titleBytes   = 150
	bracketBytes = 400
	quoteBytes   = 200
)

// pairOf returns the pair that a character opens. It returns false if it opens none.
func pairOf(r rune) (pair, bool) {
	switch r {
	case '《':
		return pair{"》", titleBytes, titlePair}, true
	case '〈':
		return pair{"〉", titleBytes, titlePair}, true
	case '(':
		return pair{")", bracketBytes, bracketPair}, true
	case '（':
		return pair{"）", bracketBytes, bracketPair}, true
	case '[':
		return pair{"]", bracketBytes, bracketPair}, true
	case '【':
		return pair{"】", bracketBytes, bracketPair}, true
	case '“':
		return pair{"”", quoteBytes, quotePair}, true
	case '"':
		return pair{`"`, quoteBytes, quotePair}, true
	case '「':
		return pair{"」", quoteBytes, quotePair}, true
	case '『':
		return pair{"』", quoteBytes, quotePair}, true
	}
	return pair{}, false
}

// pairAt returns where the pair that r opens at i ends, 0 if it opens none, and where the sentence marks before its closer
// begin, -1 if there are none or they end no sentence.
func pairAt(text string, i int, r rune) (mark, end int) {
	p, ok := pairOf(r)
	if !ok || r == '"' && i > 0 && isAlnum(text[i-1]) && text[i-1] < utf8.RuneSelf {
		return -1, 0
	}
	inner := text[i+utf8.RuneLen(r):]
	n := strings.Index(inner[:min(len(inner), p.limit+len(p.closer))], p.closer)
	if n < 0 {
		return -1, 0
	}
	first := i + utf8.RuneLen(r)
	end, mark = first+n+len(p.closer), first+n
	if p.kind == titlePair {
		return -1, end
	}
	for mark > first {
		last, size := utf8.DecodeLastRuneInString(text[first:mark])
		if !isMark(last) && !strings.ContainsRune(closers, last) {
			break
		}
		mark -= size
	}
	if strings.HasSuffix(text[:mark], "[") { // "[...]"
		return -1, end
	}
	for mark < first+n { // closers alone are no sentence marks
		r, size := utf8.DecodeRuneInString(text[mark:])
		if isMark(r) {
			return mark, end
		}
		mark += size
	}
	return -1, end
}

// saidBy matches who said a Chinese quotation, behind it.
var saidBy = regexp.MustCompile(`^[^，。！？；：“”「」\s]{0,16}?(?:说|說|道|表示|称|稱|指出|强调|強調|问|問|补充|補充|坦言|介绍|介紹|认为|認為|回应|回應|写|寫|喊|告诉|告訴)`)

// clauseGoesOn matches what goes on with a name or a saying in Chinese quotation marks: 這部電影, 一文, 的, 是.
var clauseGoesOn = regexp.MustCompile(`^(?:[这這那该該][部首本篇场場句出支幅档檔个個种種]|一(?:书|書|文|片|剧|劇|歌|诗|詩|词|詞|曲|语|語)|[的是等]|成为|成為)`)

// speechVerbs are the last characters of the verbs that introduce a quotation behind them.
const speechVerbs = "说說道曰云叫示称稱问問答写寫喊"

// goesOn reports whether the sentence goes on behind a pair that ends with a sentence mark: in the middle of a sentence a
// remark in brackets does, and in Chinese a quotation that is part of a clause or that somebody is said to have said.
func (s *splitter) goesOn(after string, blank bool) bool {
	opener, size := utf8.DecodeRuneInString(s.text[s.opener:])
	p, _ := pairOf(opener)
	before := strings.TrimRight(s.text[s.start:s.opener], " ")
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case p.kind == bracketPair:
		return before != ""
	case size == 1 || blank || !analysis.IsHan(next):
		return false
	}
	if analysis.IsHan(last) && !strings.ContainsRune(speechVerbs, last) {
		return true
	}
	return clauseGoesOn.MatchString(after) || saidBy.MatchString(after[:min(len(after), 80)])
}
