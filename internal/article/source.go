package article

import (
	"net/url"
	"strings"
	"unicode"
)

// setURL takes the source that a line of the text names where nothing better did, and derives host and outlet.
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

// webURL returns a link that can be shown: http or https, with a host, on one line. Any other is "".
func webURL(text string) string {
	text = strings.TrimSpace(text)
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || len(text) > 2048 || strings.ContainsFunc(text, unicode.IsSpace) {
		return ""
	}
	if host := u.Hostname(); host == "" || clean(text) != text || clean(host) != host {
		return ""
	}
	u.User = nil
	if text = u.String(); len(text) > 2048 {
		return ""
	}
	return text
}
