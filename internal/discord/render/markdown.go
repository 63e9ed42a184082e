package render

import (
	"fmt"
	"regexp"
	"strings"

	"lede/internal/commands"
	"lede/internal/text"
)

// special are the characters with a meaning in Discord's markdown.
const special = "\\*_~`|[]<"

// zeroWidth separates characters that Discord would read as a mention, a link or a list.
const zeroWidth = "\u200b"

// lineHead is what precedes a text in its line, as far as it decides whether a sign such as "-" begins a list.
type lineHead struct {
	blank  bool // nothing but blanks and signs
	digits bool // nothing but blanks and digits
}

// newLine is the head of a line that has nothing yet.
var newLine = lineHead{blank: true, digits: true}

// after returns the head with one more character.
func (h lineHead) after(r rune) lineHead {
	if r == '\n' {
		return newLine
	}
	return lineHead{h.blank && strings.ContainsRune(" >#-+", r), h.digits && strings.ContainsRune(" 0123456789", r)}
}

// escapeAll returns a text that Discord shows as it is: no markdown, no mention, no link. unescape is its inverse.
func escapeAll(head lineHead, text string) string {
	var b strings.Builder
	escapeWords(&b, head, plain(text))
	return bareScheme.Replace(b.String())
}

// address finds the bare addresses that Discord makes links of. Within one nothing is escaped: a backslash would be part of
// the address.
var address = regexp.MustCompile(`https?://[^\s<]+`)

// escapeAfter is escapeAll, except that bare addresses stay links.
func escapeAfter(head lineHead, text string) string {
	text = plain(text)
	var b strings.Builder
	for text != "" {
		at := address.FindStringIndex(text)
		if at == nil {
			at = []int{len(text), len(text)}
		}
		head = escapeWords(&b, head, text[:at[0]])
		if at[1] > at[0] {
			b.WriteString(percentEncoded.Replace(text[at[0]:at[1]]))
			head = lineHead{}
		}
		text = text[at[1]:]
		if at[1] > at[0] && strings.HasPrefix(text, "<") {
			b.WriteString(" ") // ends the address, which would swallow a backslash
		}
	}
	return b.String()
}

// escapeWords escapes a text without addresses. It returns the head of what follows.
func escapeWords(b *strings.Builder, head lineHead, text string) lineHead {
	for _, r := range text {
		if strings.ContainsRune(special, r) || head.blank && strings.ContainsRune(">#-+", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if r == '@' || r == '.' && !head.blank && head.digits {
			b.WriteString(zeroWidth)
		}
		head = head.after(r)
	}
	return head
}

// percentEncoded are characters that have a meaning of their own even inside an address.
var percentEncoded = strings.NewReplacer("@", "%40", "`", "%60", "|", "%7C", "*", "%2A", "\\", "%5C", "[", "%5B", "]", "%5D")

// unescape returns the text that escapeAll made safe.
func unescape(text string) string {
	var b strings.Builder
	escaped := false
	for _, r := range text {
		if r == '\\' && !escaped {
			escaped = true
			continue
		}
		if escaped || string(r) != zeroWidth {
			b.WriteRune(r)
		}
		escaped = false
	}
	return b.String()
}

// plain returns a text without control, direction and other invisible characters; a line break stays.
func plain(given string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return ' '
		case text.Steers(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(given, ""))
}

// bareScheme breaks addresses: in the text of a link Discord allows none.
var bareScheme = strings.NewReplacer("://", ":"+zeroWidth+"//")

// markdown returns a text in Discord's markdown.
func markdown(t commands.Text) string {
	var b strings.Builder
	head := newLine
	for _, span := range t {
		b.WriteString(drawSpan(head, span))
		for _, r := range span.Text {
			head = head.after(r)
		}
	}
	return b.String()
}

// snowflake is the form of Discord's ids.
var snowflake = regexp.MustCompile(`^[0-9]{15,20}$`)

// drawSpan returns a span that follows others in its line.
func drawSpan(head lineHead, span commands.Span) string {
	for sign, id := range map[string]string{"@": span.User, "@&": span.Role, "#": span.Room} {
		if snowflake.MatchString(id) {
			return "<" + sign + id + ">"
		}
	}
	if !span.At.IsZero() {
		return fmt.Sprintf("<t:%d:R>", span.At.Unix())
	}
	link := linkTarget(span.URL)
	if link == "" {
		return emphasize(escapeAfter(head, span.Text), span.Bold)
	}
	return emphasize("["+escapeAll(head, oneLine(span.Text))+"]("+link+")", span.Bold)
}

// emphasize returns a text in bold, if it is to be; white space at its ends stays outside of the marks, as do line breaks.
func emphasize(text string, bold bool) string {
	body := strings.TrimSpace(text)
	if !bold || body == "" {
		return text
	}
	before, after, _ := strings.Cut(text, body)
	return before + "**" + body + "**" + after
}

// linkTarget returns a link as it can be in markdown or on a button: http or https, every character that could end it
// percent-encoded. It returns "" if that is longer than Discord takes, or no such link.
func linkTarget(url string) string {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return ""
	}
	const hex, allowed = "0123456789ABCDEF", "-._~:/?#@!$&*+,;=%"
	var b strings.Builder
	for i := range len(url) {
		c := url[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(allowed, c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	if b.Len() > maxButtonURL {
		return ""
	}
	return b.String()
}
