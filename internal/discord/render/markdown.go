package render

import (
	"strings"

	"lede/internal/commands"
)

// special are the characters with a meaning in Discord's markdown.
const special = "\\*_~`|[]<"

// zeroWidth separates characters that Discord reads as a mention or a link when they are adjacent.
const zeroWidth = "\u200b"

// escape returns a text that Discord shows as it is: without markdown, mentions or links other than bare addresses.
func escape(text string) string { return escapeAfter("", text) }

// escapeAfter escapes a text that follows another one in a line. Only at the beginning of a line does a sign such as "-"
// begin a list.
func escapeAfter(line, text string) string {
	var b strings.Builder
	for _, r := range text {
		blank := strings.Trim(line, " >#-+") == ""
		if strings.ContainsRune(special, r) || blank && strings.ContainsRune(">#-+", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if r == '@' || r == '.' && !blank && strings.Trim(line, " 0123456789") == "" {
			b.WriteString(zeroWidth)
		}
		if line += string(r); r == '\n' {
			line = ""
		} else if len(line) > lineHead {
			line = line[:lineHead]
		}
	}
	return b.String()
}

// lineHead is how many bytes of a line's beginning are kept; the mark of a list or heading is shorter.
const lineHead = 64

// bareScheme breaks addresses in the text of a link, where Discord allows none.
var bareScheme = strings.NewReplacer("://", ":"+zeroWidth+"//")

// markdown returns a text in Discord's markdown.
func markdown(t commands.Text) string {
	var b strings.Builder
	line := ""
	for _, span := range t {
		text := escapeAfter(line, span.Text)
		line = lastLine(line + span.Text)
		if link := linkTarget(span.URL, maxButtonURL); link != "" {
			text = "[" + bareScheme.Replace(text) + "](" + link + ")"
		}
		if span.Bold {
			text = emphasize(text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// lastLine returns the beginning of a text's last line.
func lastLine(text string) string {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	return line[:min(len(line), lineHead)]
}

// emphasize returns a text in bold. White space at its ends and line breaks are outside of the marks.
func emphasize(text string) string {
	body := strings.TrimSpace(text)
	if body == "" {
		return text
	}
	before, after, _ := strings.Cut(text, body)
	return before + "**" + body + "**" + after
}

// linkTarget returns a link for markdown or a button, with each character that could end it percent-encoded. It returns ""
// if the link is not http or https, or longer than limit.
func linkTarget(url string, limit int) string {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return ""
	}
	const hex, plain = "0123456789ABCDEF", "-._~:/?#@!$&*+,;=%"
	var b strings.Builder
	for i := range len(url) {
		c := url[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(plain, c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	if b.Len() > limit {
		return ""
	}
	return b.String()
}

// block returns a block in markdown.
func block(b commands.Block) string {
	text := markdown(b.Text)
	switch b.Kind {
	case commands.Quote:
		return "> " + strings.ReplaceAll(text, "\n", "\n> ")
	case commands.Bullet:
		return "- " + strings.ReplaceAll(text, "\n", " ")
	case commands.Heading:
		return "**" + strings.ReplaceAll(text, "\n", " ") + "**"
	case commands.Small:
		return "-# " + strings.ReplaceAll(text, "\n", " ")
	}
	return text
}
