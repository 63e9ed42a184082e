package lexicon

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
)

// Word is a word of a Chinese text.
type Word struct {
	Start, End int // byte offsets in the text
	Kind       Kind
}

// Segment returns the words of the runs of Chinese characters in a text of valid UTF-8, in either script: of all ways to split a run into
// words, the one of the largest probability, where each word is as likely as it is frequent. Neighbouring characters that
// are no words of their own make one unknown word, which mostly is a name.
func Segment(text string) []Word {
	simplified := analysis.Simplified(text) // which leaves all offsets as they are
	var out []Word
	for start := 0; start < len(simplified); {
		r, size := utf8.DecodeRuneInString(simplified[start:])
		if !analysis.IsHan(r) {
			start += size
			continue
		}
		end := start + len(simplified[start:]) - len(strings.TrimLeftFunc(simplified[start:], analysis.IsHan))
		head, tail := start, end // of the part between names
		if strings.HasSuffix(simplified[:start], dot) {
			head = end - len(strings.TrimLeft(simplified[start:end], borrowed))
		}
		if strings.HasPrefix(simplified[end:], dot) {
			tail = head + len(strings.TrimRight(simplified[head:end], borrowed))
		}
		out = appendName(out, start, head)
		for _, w := range segmentRun(simplified[head:tail]) {
			out = append(out, Word{head + w.Start, head + w.End, w.Kind})
		}
		out = appendName(out, tail, end)
		start = end
	}
	return out
}

// dot is between the parts of a foreign name, which are spelled with borrowed characters.
const dot = "·"

// appendName appends a name if it has characters.
func appendName(words []Word, start, end int) []Word {
	if start == end {
		return words
	}
	return append(words, Word{start, end, Name})
}

const (
	total  = 60101967 // the count of all words in jieba's dictionary
	maxLen = 8        // characters of a word, see gen
)

// step is the last word of the best way to split a text up to an offset.
type step struct {
	start int
	score float64
	kind  Kind
}

// segmentRun splits a run of Chinese characters in simplified script (Viterbi).
func segmentRun(run string) []Word {
	best := make([]step, len(run)+1) // by the offset of the word's end
	for i := range best[1:] {
		best[i+1].score = math.Inf(-1)
	}
	for start, r := range run {
		extend(best, start, start+utf8.RuneLen(r), step{start: start, score: -math.Log(total), kind: Content})
		end := start
		for range maxLen {
			if end == len(run) {
				break
			}
			_, size := utf8.DecodeRuneInString(run[end:])
			end += size
			fields, ok, more := chinese().find(run[start:end])
			if ok {
				kind, log := weight(fields)
				extend(best, start, end, step{start: start, score: log - math.Log(total), kind: kind})
			}
			if !more && !ok {
				break
			}
		}
	}
	var out []Word
	for end := len(run); end > 0; end = best[end].start {
		out = append(out, Word{best[end].start, end, best[end].kind})
	}
	slices.Reverse(out)
	return joinSingles(run, out)
}

// extend replaces the best way to an offset if another has a larger probability.
func extend(best []step, start, end int, s step) {
	if s.score += best[start].score; s.score > best[end].score {
		best[end] = s
	}
}

// weight returns the kind of an entry, and the logarithm of its count.
func weight(fields string) (Kind, float64) {
	first, _, _ := strings.Cut(fields, "\t")
	tenths, _ := strconv.Atoi(first[1:]) // the generator wrote it
	return Kind(first[0]), float64(tenths) / 10
}

// borrowed are the characters that spell foreign names, after the tables of Xinhua for English, French, German, Spanish and
// Russian, without those that are words of every sentence (因, 让, 多).
const borrowed = "阿埃艾奥巴柏拜班邦保鲍贝本比彼别宾波伯博布策查达戴丹道德登邓狄迪蒂丁杜顿尔厄恩法范菲费芬丰弗福富盖甘冈哥戈格根古圭哈汉赫亨霍" +
	"基吉加贾杰卡凯坎康考柯科克肯库拉莱赖兰朗劳勒雷里利立丽莉廉列林琳卢鲁伦罗洛吕马玛迈麦曼梅蒙米密莫默穆姆纳娜内尼涅宁纽农努诺欧帕潘庞" +
	"佩彭皮平泼普奇齐契恰乔切琼丘热茹儒瑞萨塞赛桑森瑟沙莎舍申圣施史士斯丝苏索塔泰坦汤唐特藤廷图托瓦威韦维温翁沃乌武希锡席夏肖谢辛欣休雅亚延" +
	"扬耶伊英尤约泽扎詹哲珍芝兹祖佐娅妮莲黛蕾薇琪茜翰"

// IsBorrowed reports whether a simplified text has only characters that spell foreign names.
func IsBorrowed(text string) bool { return strings.Trim(text, borrowed) == "" }

// joinSingles makes one word, a name, of neighbouring single characters that are not Light, and of three or more characters
// that spell a foreign name, whose parts may be words or names (卢/特/尼克).
func joinSingles(run string, words []Word) []Word {
	var out []Word
	for len(words) > 0 {
		n := max(leading(words, func(w Word) bool { return w.Kind != Light && isSingle(run, w) }), leadingBorrowed(run, words))
		w := words[0]
		if n > 1 {
			w = Word{Start: w.Start, End: words[n-1].End, Kind: Name}
		}
		out, words = append(out, w), words[max(1, n):]
	}
	return out
}

// leadingBorrowed returns how many words in front spell one foreign name; 0 if they do not.
func leadingBorrowed(run string, words []Word) int {
	n := leading(words, func(w Word) bool {
		return (w.Kind == Name || isSingle(run, w)) && IsBorrowed(run[w.Start:w.End])
	})
	if n == 0 || utf8.RuneCountInString(run[words[0].Start:words[n-1].End]) < 3 ||
		!slices.ContainsFunc(words[:n], func(w Word) bool { return isSingle(run, w) }) {
		return 0
	}
	return n
}

// leading returns how many words in front have a property.
func leading(words []Word, has func(Word) bool) int {
	n := slices.IndexFunc(words, func(w Word) bool { return !has(w) })
	if n < 0 {
		return len(words)
	}
	return n
}

// isSingle reports whether a word has one character.
func isSingle(run string, w Word) bool { return utf8.RuneCountInString(run[w.Start:w.End]) == 1 }
