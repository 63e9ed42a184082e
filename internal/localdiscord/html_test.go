package localdiscord

import (
	"regexp"
	"strings"
)

// tags are those whose attributes say nothing that a test of markdown compares.
var tags = regexp.MustCompile(`<(a|ol|ul) [^>]*>`)

// plainer shortens what markdown becomes: mentions to <m>, times to <t>.
var plainer = shorten{regexp.MustCompile(`<span class="mention">([^<]*)</span>`), regexp.MustCompile(`<time [^>]*>([^<]*)</time>`)}

type shorten struct{ mention, time *regexp.Regexp }

func (s shorten) Replace(html string) string {
	html = s.mention.ReplaceAllString(html, "<m>$1</m>")
	html = s.time.ReplaceAllString(html, "<t>$1</t>")
	return strings.ReplaceAll(html, "\u202f", " ") // before AM and PM
}
