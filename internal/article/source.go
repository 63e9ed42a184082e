package article

import (
	"net/url"
	"strings"
	"unicode"
)

// setURL sets the source from a line of the text if the metadata have none, and derives host and outlet.
func (d *draft) setURL() {
	if d.URL == "" {
		d.URL = d.credited
	}
	if u, err := url.Parse(d.URL); err == nil {
		d.Host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	for _, outlet := range []string{clean(d.siteName), d.Host} {
		if d.Outlet == "" {
			d.Outlet = outlet
		}
	}
}

// maxURL is the length of the longest link that Discord accepts.
const maxURL = 2048

// webURL returns a link without its user name, or "" unless it is http or https, has a host, no white space or
// invisible characters, and up to 2,048 bytes.
func webURL(text string) string {
	text = strings.TrimSpace(text)
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || len(text) > maxURL || strings.ContainsFunc(text, unicode.IsSpace) {
		return ""
	}
	if host := u.Hostname(); host == "" || clean(text) != text || clean(host) != host {
		return ""
	}
	u.User = nil
	if text = u.String(); len(text) > maxURL {
		return ""
	}
	return text
}
