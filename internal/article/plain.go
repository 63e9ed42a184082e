package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/analysis"
)

// A caption or a headline has no more than this.
const (
	shortWords = 12
	shortHan   = 24
	wrapWidth  = 100 // hard-wrapped lines are shorter
)

// plain reads pasted text: paragraphs, a headline, captions between the paragraphs.
func (d *draft) plain(body string) {
	lines := joinWrapped(strings.Split(body, "\n"))
	r := &reader{draft: d}
	for _, line := range lines {
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

// joinWrapped returns one line a paragraph. Where blank lines part blocks of several short lines, the lines
// of a block are one paragraph that was wrapped; otherwise each line is one.
func joinWrapped(lines []string) []string {
	var blocks [][]string
	wrapped := false
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			blocks = append(blocks, nil)
			continue
		}
		if len(blocks) == 0 {
			blocks = append(blocks, nil)
		}
		last := &blocks[len(blocks)-1]
		wrapped = wrapped || len(*last) > 0 && continues(lines[i-1], line)
		*last = append(*last, line)
	}
	if !wrapped || len(blocks) < 2 {
		return lines
	}
	var out []string
	for _, block := range blocks {
		out = append(out, rejoin(block)...)
	}
	return out
}

// rejoin joins the lines of a block that continue the one before.
func rejoin(block []string) []string {
	var out []string
	for i, line := range block {
		if i > 0 && continues(block[i-1], line) {
			out[len(out)-1] += " " + line
		} else {
			out = append(out, line)
		}
	}
	return out
}

// continues reports whether a line goes on in the next: it is filled to a usual width and ends in no
// sentence mark, and the next begins no item of a list.
func continues(line, next string) bool {
	n := utf8.RuneCountInString(line)
	return n > 40 && n <= wrapWidth && !isListItem(next) && !isCredit(next)
}

var (
	listItem   = regexp.MustCompile(`^\s*(?:[-*•·–]|\(?[0-9]{1,2}[.)、])\s*`)
	sourceLine = regexp.MustCompile(`(?i)^(?:original\s+)?(?:source|link|url)\s*[:：]\s*<?(https?://\S+?)>?$|^(?:来源|來源|原文链接|原文連結|原文地址|原文|链接)\s*[:：]\s*<?(https?://\S+?)>?$`)
	disclaimer = regexp.MustCompile(`(?i)^(?:disclaimer|免责声明|免責聲明)\s*[:：]\s*(.+)$`)
)

func isListItem(line string) bool { return listItem.MatchString(line) }

func isCredit(line string) bool {
	return sourceLine.MatchString(clean(line)) || disclaimer.MatchString(clean(line))
}

// credits takes the lines that name the source and the disclaimer out of the body.
func (d *draft) credits() {
	var body []paragraph
	for _, p := range d.paragraphs {
		text := clean(p.text)
		if m := sourceLine.FindStringSubmatch(text); m != nil {
			if link := webURL(m[1] + m[2]); d.credited == "" {
				d.credited = link
			}
		} else if m := disclaimer.FindStringSubmatch(text); m != nil {
			d.Disclaimer = strings.TrimSpace(d.Disclaimer + " " + m[1])
		} else {
			body = append(body, p)
		}
	}
	d.paragraphs = body
}

// headline takes a first line that is short and ends in no sentence mark, with prose after it, as the title.
func (d *draft) headline() {
	if len(d.paragraphs) > 1 && isShort(d.paragraphs[0].text) && !isShort(d.paragraphs[1].text) {
		d.Title = strings.TrimLeft(d.paragraphs[0].text, "# ")
		d.paragraphs = d.paragraphs[1:]
	}
}

// liftCaptions moves short lines that stand between paragraphs of prose from the body to the captions. In a
// text that consists of short lines mostly (a list, a poem) they are the body.
func (d *draft) liftCaptions() {
	short := 0
	for _, p := range d.paragraphs {
		if isShort(p.text) {
			short++
		}
	}
	if short*2 > len(d.paragraphs) {
		return
	}
	var body []paragraph
	for i, p := range d.paragraphs {
		if isShort(p.text) && i > 0 && d.proseAfter(i) {
			d.Captions = append(d.Captions, p.text)
		} else {
			body = append(body, p)
		}
	}
	d.paragraphs = body
}

// proseAfter reports whether a paragraph of prose follows, over other short lines.
func (d *draft) proseAfter(i int) bool {
	for _, p := range d.paragraphs[i+1:] {
		if !isShort(p.text) {
			return !isListItem(p.text)
		}
	}
	return false
}

// isShort reports whether a line looks like a caption or a headline: few words, no sentence mark at its end,
// no item of a list, no link.
func isShort(line string) bool {
	words, han := 0, 0
	for _, w := range strings.Fields(line) {
		words++
		for _, r := range w {
			if analysis.IsHan(r) {
				han++
			}
		}
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	ends := strings.ContainsRune(".!?。！？…:：;；,，、”\"", last)
	first, _ := utf8.DecodeRuneInString(line)
	return words > 0 && words <= shortWords && han <= shortHan && len(line) <= 160 && !ends && !unicode.IsLower(first) &&
		!isListItem(line) && !strings.Contains(line, "://")
}
