package present

import (
	"fmt"
	"strconv"
	"strings"

	"lede/internal/commands"
)

// Say returns a text in a language. The English text is the catalog's key; it may have verbs as for fmt.Sprintf. A text
// that the catalog does not have is returned as it is; a test makes sure that no release has one.
func Say(l commands.Locale, english string, args ...any) string {
	text := english
	if w, ok := chinese(english); ok && l == commands.Chinese {
		text = w.simplified
	} else if ok && l == commands.Taiwan {
		text = w.traditional
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// About returns what a command does, and who may use it if not all may.
func About(l commands.Locale, c commands.Command) string {
	switch {
	case c.Admin:
		return Say(l, c.Description) + Say(l, " (administrators)")
	case c.Manager:
		return Say(l, c.Description) + Say(l, " (managers)")
	case c.Editor:
		return Say(l, c.Description) + Say(l, " (editors)")
	}
	return Say(l, c.Description)
}

// Label returns a command as people use it: "/ask", or the name of one in the menu of a message.
func Label(l commands.Locale, c commands.Command) string {
	if c.OnMessage {
		return Say(l, c.Name)
	}
	return "/" + c.Name
}

// thousands returns a number as people read it: "41,200".
func thousands(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
