package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines that were wrapped by hand have a width within these bounds, where a Chinese character is two wide.
const (
	minWrapWidth   = 40
	maxWrapWidth   = 100
	unwrappedWidth = 120 // a text with such a line is not wrapped
)

// plain reads pasted text: paragraphs, a headline, captions between the paragraphs.
func (d *draft) plain(body string) {
	r := &reader{draft: d}
	for _, line := range joinWrapped(strings.Split(body, "\n")) {
		if text := clean(line); text != "" {
			r.add(text)
		}
	}
	d.credits()
	if d.Title == "" {
		d.headline()
	}
	d.liftCaptions()
}

// joinWrapped returns one line a paragraph. If the lines of a text break off in the middle of a sentence,
// mostly, they were wrapped and are joined up to the next blank line; otherwise each line is a paragraph.
func joinWrapped(lines []string) []string {
	if !isWrapped(lines) {
		return lines
	}
	var out []string
	for i, line := range lines {
		if i > 0 && continues(lines[i-1], line) {
			out[len(out)-1] += "\n" + line
		} else {
			out = append(out, line)
		}
	}
	return out
}

// isWrapped reports whether at least half of the lines that may go on in the next break off in a sentence.
func isWrapped(lines []string) bool {
	pairs, broken := 0, 0
	for i, line := range lines {
		if width(line) > unwrappedWidth && !strings.Contains(line, "://") {
			return false
		}
		if i > 0 && continues(lines[i-1], line) {
			pairs++
			if breaksOff(lines[i-1], line) {
				broken++
			}
		}
	}
	return pairs > 0 && broken*2 >= pairs
}

// continues reports whether a line may go on in the next: it is filled to a usual width, and the next begins
// no item of a list, no credit and no heading.
func continues(line, next string) bool {
	n := width(line)
	return n > minWrapWidth && n <= maxWrapWidth && strings.TrimSpace(next) != "" && !isListItem(next) && !isCredit(next) &&
		!isCredit(line) && !(endsSentence(line) && isShort(clean(next)))
}

// breaksOff reports whether a sentence goes on from one line to the next: in small letters, or in Chinese.
func breaksOff(line, next string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, " \t"))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \t"))
	return unicode.IsLower(first) || isHan(first) && (isHan(last) || strings.ContainsRune("，、；", last))
}

// width returns how many columns a line takes.
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
	listItem    = regexp.MustCompile(`^\s*(?:[-*•·–]|\(?[0-9]{1,2}[.)、](?:\D|$))\s*`)
	sourceLine  = regexp.MustCompile(`(?i)^(?:original\s+)?(?:source|link|url)\s*[:：]\s*<?(https?://\S+?)>?$|^(?:来源|來源|原文链接|原文連結|原文地址|原文|链接)\s*[:：]\s*<?(https?://\S+?)>?$`)
	sourceLabel = regexp.MustCompile(`(?i)^(?:original\s+)?(?:source|link|url)\s*[:：]$|^(?:来源|來源|原文链接|原文連結|原文地址|原文|链接)\s*[:：]$`)
	disclaimer  = regexp.MustCompile(`(?i)^(?:disclaimer|免责声明|免責聲明)\s*[:：]\s*(.+)$`)
)

func isListItem(line string) bool { return listItem.MatchString(line) }

func isCredit(line string) bool {
	if !hasColon(line) {
		return false
	}
	line = clean(line)
	return mayCredit(line) && (sourceLine.MatchString(line) || disclaimer.MatchString(line))
}

// hasColon reports whether a text has a colon, without which it holds no credit. It spares most texts the
// patterns.
func hasColon(text string) bool {
	return strings.IndexByte(text, ':') >= 0 || strings.Contains(text, "：")
}

// labelBytes is more than the labels of sourceLine and disclaimer take; labelFirst are the letters they begin with.
const (
	labelBytes = 32
	labelFirst = "oOsSſlLuUdD来來原链免"
)

// mayCredit reports whether a line that was cleaned begins like a credit and has a colon near its beginning.
func mayCredit(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return hasColon(line[:min(len(line), labelBytes)]) && strings.ContainsRune(labelFirst, first)
}

// credits takes the lines that name the source and the disclaimer out of the body.
func (d *draft) credits() {
	var body []paragraph
	for _, p := range d.paragraphs {
		if p.text = d.credit(p.text); p.text != "" {
			body = append(body, p)
		}
	}
	d.paragraphs = body
}

// credit takes them out of one paragraph and returns the rest. A disclaimer goes on over the lines below it
// until a sentence ends.
func (d *draft) credit(text string) string {
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
			d.Disclaimer = clean(d.Disclaimer + " " + claim[1])
		case open:
			d.Disclaimer = clean(d.Disclaimer + "\n" + folded)
		default:
			rest = append(rest, line)
			continue
		}
		open = !endsSentence(folded)
	}
	return strings.Join(rest, "\n")
}
