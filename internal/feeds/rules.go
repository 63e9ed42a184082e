package feeds

import (
	"context"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"

	"lede/internal/fetch"
)

// maxRules is how large a robots.txt may be, in bytes. A larger one has no rules.
const maxRules = 256 << 10

// rules are what the robots.txt of a host says to the program. The zero rules allow everything.
type rules struct {
	group *robotstxt.Group // nil if there are none
	delay time.Duration    // between two requests
}

// allow reports whether the page of an address may be opened.
func (r rules) allow(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (r.group == nil || r.group.Test(u.RequestURI()))
}

// readRules reads the robots.txt of a host whose turn the caller has taken. One that cannot be read has no rules. The error is
// the context's.
func (t *Tracker) readRules(ctx context.Context, h *host, address string) error {
	h.rules = rules{}
	u, err := url.Parse(address)
	if err != nil {
		return nil // the request itself fails
	}
	page, err := t.ask(ctx, h, fetch.Request{Address: u.Scheme + "://" + u.Host + "/robots.txt", Accept: "text/plain", MaxBytes: maxRules})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	h.ruledAt = t.Now()
	if err != nil {
		return nil
	}
	read, err := robotstxt.FromBytes(page.Raw)
	if err != nil {
		return nil
	}
	h.rules.group = read.FindGroup(t.Agent)
	h.rules.delay = min(max(0, h.rules.group.CrawlDelay), mostDelay)
	return nil
}
