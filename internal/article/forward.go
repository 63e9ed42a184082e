package article

import (
	"net/mail"
	"slices"
	"strings"

	"lede/internal/lazyregexp"
)

var (
	// innerMark is above a mail that was forwarded in the text of another one.
	innerMark = lazyregexp.New(`(?i)^-*\s*(?:begin forwarded message:|(?:forwarded message|original message|原始邮件|原始郵件|转发的邮件|转发邮件信息|轉寄郵件|ursprüngliche nachricht|weitergeleitete nachricht|message transféré|message d'origine))\s*-*$`)
	// innerField is a line of its header. innerNames are what the fields are called, in the order of the groups.
	innerField = lazyregexp.New(`(?i)^\*?(?:(from|发件人|寄件者|寄件人|von|de)|(sent|date|发送时间|日期|发送日期|寄件日期|gesendet|datum|envoyé)|(subject|主题|主旨|betreff|objet)|(to|cc|reply-to|收件人|收件者|抄送|副本|an|à))\s*[:：]\*?\s*(.*)$`)
	innerNames = []string{"from", "date", "subject", "to"}
	// saidBefore introduces an older mail that is quoted below.
	saidBefore = lazyregexp.New(`(?i)^(?:on .{6,100} wrote:|am .{6,100} schrieb.{0,60}:|le .{6,100} a écrit ?:|.{0,60}\d.{0,60}(?:写道|寫道)\s*[:：])$`)
	// saidByMail is what mail programs write there: an address, or a day with a time.
	saidByMail = lazyregexp.New(`\S@\S`)
	saidAt     = lazyregexp.New(`\d{4}.{0,20}\b\d{1,2}:\d\d\b`)
	// forwardedSubject begins the subject of a mail that forwards another one.
	forwardedSubject = lazyregexp.New(`(?i)^\s*(?:fwd?|wg|tr|转发|轉寄)\s*(?:\[\d+\])?\s*[:：]`)
	// mailNotice is a line that programs for newsletters write into each.
	mailNotice = lazyregexp.New(`(?i)^(?:our mailing address is:.{0,200}|you(?:['’]re| are| were| have)? receiv(?:e|ed|ing) this (?:e-?mail|message|newsletter) because (?:you|of your)\b[^.]{0,80}\b(?:subscri\w+|signed up|opted|registered|mailing list)\b.{0,160}|want to change how you receive these e-?mails\?.{0,120}|view (?:this (?:e-?mail|newsletter|message)|it) (?:in|on) (?:your|the) (?:browser|web)[.»> ]*)$`)
)

// maxPreface is how much is above a forwarded mail at the most, in bytes. Below more it is what was answered.
const maxPreface = 300

// forwarded returns the lines of a mail that was forwarded in the text of another one, and keeps its header. Of other mails it
// returns the lines without quoted ones at the end. A mail with a text of its own forwards another one if its subject says so.
func (d *draft) forwarded(m *mailReader, lines []string) []string {
	above, may := 0, forwardedSubject.MatchString(m.field("Subject"))
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if innerMark.MatchString(line) {
			if m.answers = !may && above > 0; m.answers {
				break
			}
			if rest, ok := m.innerHeader(lines[i+1:]); ok {
				d.removeLines(lines[:len(lines)-len(rest)])
				return rest
			}
		}
		if above += len(line); above > maxPreface {
			break
		}
	}
	kept := withoutQuoted(lines, forwardMark.MatchString(m.field("Subject")))
	d.removeLines(lines[len(kept):])
	return kept
}

// removeLines notes lines of a mail that are left out.
func (d *draft) removeLines(lines []string) {
	for _, line := range lines {
		if text := clean(line); text != "" {
			d.removed = append(d.removed, text)
		}
	}
}

// takeNotices takes out the lines that programs for newsletters write.
func (d *draft) takeNotices() {
	d.paragraphs = slices.DeleteFunc(d.paragraphs, func(p paragraph) bool {
		text := clean(p.text)
		isNotice := mailNotice.MatchString(text)
		if isNotice {
			d.removed = append(d.removed, text)
		}
		return isNotice
	})
}

// innerHeader reads the header of a forwarded mail, whose lines may be quoted, and returns the lines below it.
func (m *mailReader) innerHeader(lines []string) ([]string, bool) {
	lines = unquoted(lines)
	inner := map[string]string{}
	for i, line := range lines {
		fields := innerField.FindStringSubmatch(strings.TrimSpace(line))
		switch {
		case fields == nil && strings.TrimSpace(line) == "" && len(inner) == 0:
			continue
		case fields == nil:
			if len(inner) < 2 || inner["from"] == "" {
				return nil, false
			}
			m.inner = inner
			return lines[i:], true
		}
		for k, name := range innerNames {
			if fields[k+1] != "" {
				inner[name] = clean(strings.TrimRight(fields[len(fields)-1], "; "))
			}
		}
	}
	return nil, false
}

// unquoted returns lines without the marks of quotations, if they all have one or are empty.
func unquoted(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), ">")
		if !ok && strings.TrimSpace(line) != "" {
			return lines
		}
		out[i] = strings.TrimPrefix(rest, " ")
	}
	return out
}

// withoutQuoted leaves out the quoted lines at the end of a mail, and who wrote them.
func withoutQuoted(lines []string, isAnswer bool) []string {
	end, quoted := len(lines), false
	for end > 0 {
		line := strings.TrimSpace(lines[end-1])
		isQuoted := strings.HasPrefix(line, ">")
		if line != "" && !isQuoted {
			break
		}
		quoted = quoted || isQuoted
		end--
	}
	if !quoted || end == 0 || !introducesMail(strings.TrimSpace(lines[end-1]), isAnswer) {
		return lines
	}
	return lines[:end-1]
}

// introducesMail reports whether a line introduces an older mail. A line of prose that introduces a quotation has no address.
func introducesMail(line string, isAnswer bool) bool {
	return saidBefore.MatchString(line) && (saidByMail.MatchString(line) || isAnswer && saidAt.MatchString(line))
}

// takeForwarded takes what the header of a forwarded mail states.
func (d *draft) takeForwarded(inner map[string]string) {
	if subject := forwardMark.ReplaceAllString(inner["subject"], ""); subject != "" {
		d.Title = subject
	}
	if from, err := mail.ParseAddress(inner["from"]); err == nil && from.Name != "" {
		d.Author = from.Name
	}
	if st, ok := dayIn(inner["date"], dayFirst); ok {
		d.Published = st.day
	}
}
