package pdftext

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lede/internal/text"
)

// Distances, as parts of the size of the letters. A blank is a quarter of it in most fonts, and 0.15 at the least
// where a line is set tight; letters that are kerned are moved by less than 0.1.
const (
	blankGap   = 0.13
	sameLine   = 0.4 // between two baselines: exponents and notes
	newLine    = 2.0 // a jump to the right in a line is another column, or a cell of a table
	newPara    = 1.35
	headingIs  = 1.12 // of the size that most of the text has
	indented   = 0.8
	endsBefore = 3.0 // how far a last line of a paragraph ends before the margin
)

// line is a line of a page.
type line struct {
	run
	cells int // parts with wide gaps between them
}

// layout returns the paragraphs and headings of pages, and the address that a browser printed beside them, or "".
func layout(pages [][]run) ([]Block, string) {
	var all [][]line
	for _, runs := range pages {
		all = append(all, linesOf(runs))
	}
	address := dropMargins(all)
	body := usualSize(all)
	var out []Block
	for _, lines := range all {
		out = appendBlocks(out, lines, body)
	}
	return level(out), address
}

// linesOf joins the runs of a page to lines, in the order in which they are drawn.
func linesOf(runs []run) []line {
	var out []line
	for _, r := range runs {
		n := len(out)
		if n == 0 {
			out = append(out, line{run: r, cells: 1})
			continue
		}
		last := &out[n-1]
		size := max(last.size, r.size)
		gap := r.x - last.endX
		if r.size < 0.9*last.size && math.Abs(r.y-last.y) > 0.1*size && math.Abs(r.y-last.y) < size && math.Abs(gap) < size && noteMark.MatchString(r.text) {
			last.endX = r.endX
			continue
		}
		if math.Abs(r.y-last.y) > sameLine*size || gap < -size {
			out = append(out, line{run: r, cells: 1})
			continue
		}
		switch {
		case gap > newLine*size:
			last.text = strings.TrimRight(last.text, " ") + ", "
			last.cells++
		case gap > blankGap*size && !strings.HasSuffix(last.text, " ") && !strings.HasPrefix(r.text, " ") && !betweenHan(last.text, r.text):
			last.text += " "
		}
		if strings.TrimSpace(r.text) != "" && len(r.text) > len(last.text) {
			last.size, last.y = r.size, r.y
		}
		last.text += r.text
		last.endX = max(last.endX, r.endX)
	}
	out = slices.DeleteFunc(out, func(l line) bool { return strings.TrimSpace(l.text) == "" })
	return out
}

// noteMark is the number of a note, set small and high.
var noteMark = regexp.MustCompile(`^\s*(?:\[?\d{1,3}\]?|[*†‡])\s*$`)

func betweenHan(before, after string) bool {
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	return isWide(a) && isWide(b)
}

func isWide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff61
}

var (
	printed    = regexp.MustCompile(`^([a-z]{4,5}://\S+),? +\d+/\d+$|^\d{1,4}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d(?: ?[AP]M)?, `)
	leaders    = regexp.MustCompile(`(?:[.:·…] ?){5,},? *\d*$`)
	digits     = regexp.MustCompile(`\d+`)
	pageNumber = regexp.MustCompile(`(?i)^(?:(?:page|seite|第)\s*)?[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:/|of|von|页|頁)\s*\d{0,4})?\s*(?:页|頁)?$`)
)

// dropMargins takes out page numbers, what a browser prints at the edge of a page, and lines that are at the head or
// foot of several pages. It returns the address that a browser printed there.
func dropMargins(pages [][]line) (address string) {
	seen := map[string]int{}
	for _, lines := range pages {
		for _, i := range edges(lines) {
			seen[edgeKey(lines[i])]++
		}
	}
	for p, lines := range pages {
		drop := map[int]bool{}
		for _, i := range edges(lines) {
			key, text := edgeKey(lines[i]), strings.TrimSpace(lines[i].text)
			m := printed.FindStringSubmatch(text)
			if m != nil && address == "" {
				address = m[1]
			}
			drop[i] = m != nil || seen[key] > 1 && seen[key]*3 >= len(pages) || len(pages) > 1 && pageNumber.MatchString(text)
		}
		i := -1
		pages[p] = slices.DeleteFunc(lines, func(l line) bool {
			i++
			return drop[i] || leaders.MatchString(l.text)
		})
	}
	return address
}

// edges returns which lines of a page are at its head or foot.
func edges(lines []line) []int {
	var out []int
	for i := range lines {
		if i < 2 || i >= len(lines)-2 {
			out = append(out, i)
		}
	}
	return out
}

// edgeKey returns what is the same of a line on each page.
func edgeKey(l line) string { return digits.ReplaceAllString(strings.TrimSpace(l.text), "0") }

// usualSize returns the size that most of the text has, to a half of a point.
func usualSize(pages [][]line) float64 {
	bytes := map[float64]int{}
	for _, lines := range pages {
		for _, l := range lines {
			bytes[math.Round(l.size*2)/2] += len(l.text)
		}
	}
	best := 0.0
	for _, size := range slices.Sorted(maps.Keys(bytes)) {
		if bytes[size] > bytes[best] {
			best = size
		}
	}
	return best
}

// appendBlocks joins the lines of a page to paragraphs. The last paragraph may go on from the page before.
func appendBlocks(out []Block, lines []line, body float64) []Block {
	left, right, leading := margins(lines, body)
	for i, l := range lines {
		heading := 0
		if l.size > headingIs*body && utf8.RuneCountInString(l.text) < 200 {
			heading = int(math.Round(l.size * 2))
		}
		text := fold(strings.TrimSpace(l.text))
		n := len(out)
		if n > 0 && out[n-1].Level == heading && goesOn(lines, i, left, right, leading, out[n-1].Text, heading > 0) {
			out[n-1].Text = join(out[n-1].Text, text)
			continue
		}
		out = append(out, Block{Text: text, Level: heading})
	}
	return out
}

// goesOn reports whether line i continues the paragraph above it.
func goesOn(lines []line, i int, left, right, leading float64, before string, heading bool) bool {
	l := lines[i]
	if i == 0 { // of a page
		first, _ := utf8.DecodeRuneInString(strings.TrimSpace(l.text))
		return !heading && !endsSentence(before) && (unicode.IsLower(first) || unicode.Is(unicode.Han, first))
	}
	up := lines[i-1]
	switch gap := up.y - l.y; {
	case l.cells > 1 || up.cells > 1, bullet.MatchString(l.text):
		return false
	case gap < 0: // the next column
		return !endsSentence(up.text)
	case heading:
		return gap < 2*l.size && math.Abs(l.size-up.size) < 1
	case gap > newPara*leading:
		return false
	case l.x > up.x+indented*l.size && l.x > left+indented*l.size && endsSentence(up.text):
		return false
	}
	return !endsSentence(up.text) || up.endX > right-endsBefore*l.size
}

var bullet = regexp.MustCompile(`^\s*(?:[•\x{fffd}◦▪‣·●○■–]|[-*]\s|\(?\d{1,2}[.)]\s)`)

func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, ` "”’')）」』`))
	return strings.ContainsRune(".!?。！？…:：", last)
}

// margins returns where the lines of a page begin and end, and their usual distance.
func margins(lines []line, body float64) (left, right, leading float64) {
	var lefts, rights, gaps []float64
	for i, l := range lines {
		lefts, rights = append(lefts, l.x), append(rights, l.endX)
		if i > 0 {
			if gap := lines[i-1].y - l.y; gap > 0 && gap < 3*body {
				gaps = append(gaps, gap)
			}
		}
	}
	return quantile(lefts, 0.3), quantile(rights, 0.8), cmp.Or(quantile(gaps, 0.4), 1.2*body)
}

// quantile returns the value below which such a share of the values is, 0 if there are none.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[int(share*float64(len(values)-1))]
}

// join sets two lines together. A word that was parted at the end of the first is one again.
func join(a, b string) string {
	if one, ok := text.JoinParted(a, b); ok {
		return one
	}
	if first, _ := utf8.DecodeRuneInString(b); isWide(first) && betweenHan(a, b) {
		return a + b
	}
	return a + " " + b
}

// level numbers the sizes of headings from the largest on.
func level(blocks []Block) []Block {
	sizes := map[int]bool{}
	for _, b := range blocks {
		if b.Level > 0 {
			sizes[b.Level] = true
		}
	}
	order := slices.Sorted(maps.Keys(sizes))
	for i := range blocks {
		if b := &blocks[i]; b.Level > 0 {
			b.Level = min(6, len(order)-slices.Index(order, b.Level))
		}
	}
	return blocks
}

// fold replaces the forms of letters that fonts have and texts do not: ligatures, and the radicals that represent
// whole Chinese characters. A sign without a letter at the head of a line is the mark of an item.
func fold(text string) string {
	if rest, ok := strings.CutPrefix(text, "\ufffd "); ok {
		text = "• " + rest
	}
	return radicals.Replace(fontForms.ReplaceAllStringFunc(text, norm.NFKC.String))
}

var (
	fontForms = regexp.MustCompile(`[\x{fb00}-\x{fb06}\x{2f00}-\x{2fd5}]+`)
	// radicals are those of Unicode's supplement that are a simplified character each and have no NFKC form.
	radicals = strings.NewReplacer("⻄", "西", "⻅", "见", "⻆", "角", "⻋", "车", "⻓", "长", "⻔", "门", "⻘", "青", "⻚", "页", "⻛", "风",
		"⻜", "飞", "⻝", "食", "⻢", "马", "⻣", "骨", "⻥", "鱼", "⻦", "鸟", "⻩", "黄", "⻬", "齐", "⻰", "龙", "⺟", "母", "⺠", "民", "⻳", "龟", "⻁", "虎")
)
