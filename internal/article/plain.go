package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/lazyregexp"
	"lede/internal/text"
)

// Widths of lines in columns, as width returns them: a line of more than minWrapWidth and up to maxWrapWidth may be
// wrapped, and a text with a line of more than unwrappedWidth is not.
//
// Measured on eval/en-news as plain text, wrapped at several widths: 91% of the paragraphs are restored at 60 columns,
// 97% at 80, 99% at 100; no unwrapped article is joined. With a minimum of 50 it is 85% at 60 columns, with a maximum
// of 80 it is 39% at 100. At 45 columns it is 47%, and would be 86% with a minimum of 30.
const (
	minWrapWidth   = 40
	maxWrapWidth   = 100
	unwrappedWidth = 120
)

// plain parses pasted text: paragraphs, a headline, captions between the paragraphs.
func (d *draft) plain(body string) {
	r := &reader{draft: d}
	for _, line := range joinWrapped(strings.Split(body, "\n")) {
		if text := clean(line); text != "" {
			r.add(text)
		}
	}
	d.pasted()
	d.credits()
	if d.Title == "" {
		d.headline()
	}
	d.liftCaptions()
}

// joinWrapped returns one line per paragraph. In a wrapped text it joins the lines up to the next blank line; in others
// each line is a paragraph, but for those of a part in which hyphens part words.
func joinWrapped(lines []string) []string {
	if isWrapped(lines) {
		return joinContinued(lines)
	}
	var out []string
	first := 0 // of the lines of the open part
	for i := range len(lines) + 1 {
		if i < len(lines) && strings.TrimSpace(lines[i]) != "" {
			continue
		}
		if part := lines[first:i]; columnOf(part) > 0 {
			out = append(out, joinContinued(part)...)
		} else {
			out = append(out, part...)
		}
		if i < len(lines) {
			out = append(out, lines[i])
		}
		first = i + 1
	}
	return out
}

// joinContinued joins each line that continues on the next with it.
func joinContinued(lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	least := minWrapWidth
	if column := columnOf(lines); column > 0 {
		least = min(least, column/2)
	}
	var out []string
	first := 0 // of the lines of the open paragraph
	for i := 1; i <= len(lines); i++ {
		if i == len(lines) || !continues(lines[i-1], lines[i], least) {
			out = append(out, joinLines(lines[first:i]))
			first = i
		}
	}
	return out
}

// columnOf returns the width of the column in which lines are set, that of the widest line that ends within a word; 0
// without one.
func columnOf(lines []string) int {
	column := 0
	for i := 1; i < len(lines); i++ {
		if isParted(lines[i-1], lines[i]) {
			column = max(column, width(lines[i-1]))
		}
	}
	return column
}

// joinLines joins the lines of a paragraph. A word that a hyphen parts becomes whole.
func joinLines(lines []string) string {
	var b strings.Builder
	open := lines[0]
	for _, line := range lines[1:] {
		rest := strings.TrimLeft(line, " \t")
		if one, ok := text.JoinParted(open, line); ok {
			b.WriteString(strings.TrimSuffix(one, rest))
			open = rest
			continue
		}
		b.WriteString(open + "\n")
		open = line
	}
	b.WriteString(open)
	return b.String()
}

// isWrapped reports whether at least half of the lines that may continue on the next end inside a sentence.
func isWrapped(lines []string) bool {
	pairs, broken := 0, 0
	for i, line := range lines {
		if width(line) > unwrappedWidth && !strings.Contains(line, "://") {
			return false
		}
		if i > 0 && continues(lines[i-1], line, minWrapWidth) {
			pairs++
			if breaksOff(lines[i-1], line) || isParted(lines[i-1], line) {
				broken++
			}
		}
	}
	return pairs > 0 && broken*2 >= pairs
}

// continues reports whether a paragraph may continue on the next line: a word does, or the line has the width of a wrapped
// one, more than least, neither is about the article, and the next is not blank, a list item, a credit or a short line after the end of a
// sentence.
func continues(line, next string, least int) bool {
	if isParted(line, next) {
		return true
	}
	n := width(line)
	return n > least && n <= maxWrapWidth && strings.TrimSpace(next) != "" && !isListItem(next) && !isCredit(next) &&
		!isCredit(line) && !(endsSentence(line) && isShort(clean(next))) && !readLine(line).about() && !readLine(next).about()
}

// joinParted makes the words that hyphens part at the ends of a text's lines whole.
func joinParted(block string) string {
	if !strings.Contains(block, "\n") {
		return block
	}
	return joinLines(strings.Split(block, "\n"))
}

// isParted reports whether a hyphen parts a word between two lines.
func isParted(line, next string) bool {
	_, parted := text.JoinParted(line, next)
	return parted
}

// breaksOff reports whether a sentence continues on the next line: with a small letter, or from Chinese to Chinese.
func breaksOff(line, next string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, " \t"))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \t"))
	return unicode.IsLower(first) || isHan(first) && (isHan(last) || strings.ContainsRune("，、；", last))
}

// width returns the columns of a line without blanks at its end; a Chinese character or a full-width mark takes two.
func width(line string) int {
	n := 0
	for _, r := range strings.TrimRight(line, " \t") {
		if n++; isFullWidth(r) {
			n++
		}
	}
	return n
}

var (
	listItem    = lazyregexp.New(`^\s*(?:[-*•·–]|\(?[0-9]{1,2}[.)、](?:\D|$))\s*`)
	sourceLine  = lazyregexp.New(`(?i)^(?:original\s+)?(?:source|link|url)\s*[:：]\s*<?(https?://\S+?)>?$|^(?:来源|來源|原文链接|原文連結|原文地址|原文|链接)\s*[:：]\s*<?(https?://\S+?)>?$`)
	sourceLabel = lazyregexp.New(`(?i)^(?:original\s+)?(?:source|link|url)\s*[:：]$|^(?:来源|來源|原文链接|原文連結|原文地址|原文|链接)\s*[:：]$`)
	disclaimer  = lazyregexp.New(`(?i)^(?:disclaimer|免责声明|免責聲明)\s*[:：]\s*(.+)$`)
)

func isListItem(line string) bool { return listItem.MatchString(line) }

func isCredit(line string) bool {
	if !hasColon(line) {
		return false
	}
	line = clean(line)
	return mayCredit(line) && (sourceLine.MatchString(line) || disclaimer.MatchString(line))
}

// hasColon reports whether a text has a colon, as every credit has. It is a fast check before the patterns.
func hasColon(text string) bool {
	return strings.IndexByte(text, ':') >= 0 || strings.Contains(text, "：")
}

// labelBytes is longer than the labels of sourceLine and disclaimer with their colon.
const labelBytes = 32

var labelStarts = wordSet("ori sou lin url dis 来 來 原 链 免")

// mayCredit reports whether a cleaned line begins like a credit and has a colon near its start.
func mayCredit(line string) bool {
	return labelStarts[startOf(line)] && hasColon(line[:min(len(line), labelBytes)])
}

// startOf returns the first three bytes of a line in small letters, without marks before them: three letters, or a
// Chinese character. It is a fast check before patterns that begin with one of many words.
func startOf(line string) string {
	line = strings.TrimLeft(line, startMarks)
	return strings.ToLower(strings.TrimRight(line[:min(3, len(line))], " '"))
}

const startMarks = " -*>(（【[»▶►•→"

// credits moves the lines with the source and the disclaimer out of the body.
func (d *draft) credits() {
	var body []paragraph
	var claims strings.Builder
	for _, p := range d.paragraphs {
		if p.text = d.credit(p.text, &claims); p.text != "" {
			body = append(body, p)
		}
	}
	d.paragraphs = body
	d.Disclaimer = clean(d.Disclaimer + claims.String())
}

// credit does so for one paragraph and returns the rest of it; what it finds of a disclaimer is added to claims. A disclaimer continues on the lines below until one
// ends a sentence.
func (d *draft) credit(text string, claims *strings.Builder) string {
	if !hasColon(text) {
		return text
	}
	var rest []string
	open := false
	for _, line := range strings.Split(text, "\n") {
		folded := clean(line)
		var source, claim []string
		if mayCredit(folded) {
			source, claim = sourceLine.FindStringSubmatch(folded), disclaimer.FindStringSubmatch(folded)
		}
		switch {
		case source != nil:
			if d.credited == "" {
				d.credited = webURL(source[1] + source[2])
			}
			continue
		case claim != nil:
			claims.WriteString(" " + claim[1])
		case open:
			claims.WriteString("\n" + folded)
		default:
			rest = append(rest, line)
			continue
		}
		open = !endsSentence(folded)
	}
	return strings.Join(rest, "\n")
}
