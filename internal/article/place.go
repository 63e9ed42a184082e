package article

import (
	"net/url"
	"strings"
)

// Place returns where a web address leads to, without what does not matter to that: its scheme, "www.", a slash at the end,
// the fragment, and the parameters that count readers. Any other text is returned as it is.
func Place(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") {
			query.Del(name)
		}
	}
	place := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(query) > 0 {
		place += "?" + query.Encode()
	}
	return place
}
