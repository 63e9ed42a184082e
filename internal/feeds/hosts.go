package feeds

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"

	"lede/internal/fetch"
)

// hosts are the hosts that were asked for something.
type hosts struct {
	mu  sync.Mutex
	all map[string]*host
}

// host is a host that is asked for one thing at a time.
type host struct {
	turn    chan struct{} // taken during a request
	next    time.Time     // when it may be asked again
	blocked time.Time     // until when it asked to be left alone
	rules   rules
	ruledAt time.Time // when the rules were read; zero for never
}

func (h *hosts) of(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all[name] == nil {
		h.all[name] = &host{turn: make(chan struct{}, 1)}
	}
	return h.all[name]
}

// drop forgets hosts that were not asked for a day.
func (h *hosts) drop(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for name, host := range h.all {
		select {
		case host.turn <- struct{}{}:
			if now.Sub(host.next) > rulesLife && now.After(host.blocked) {
				delete(h.all, name)
			}
			<-host.turn
		default: // it is asked just now
		}
	}
}

// Times of the requests to one host.
const (
	rulesLife    = 24 * time.Hour
	mostDelay    = time.Minute     // of a robots.txt; one that asks for more gets no more
	mostWaitHere = 2 * time.Minute // until a host may be asked again: a visit that would take longer ends
)

// blockedError is returned where a host asked to be left alone.
type blockedError struct{ until time.Time }

// Error returns the reason for the log.
func (e *blockedError) Error() string { return "the host asked to wait until " + e.until.String() }

// get asks a host for something, when it is its turn. The rules of its robots.txt count for pages; a feed was named by an
// editor. The error is a *fetch.Error, a *blockedError or the context's.
func (t *Tracker) get(ctx context.Context, r fetch.Request, isPage bool) (fetch.Page, error) {
	h := t.hosts.of(hostOf(r.Address))
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
	case <-ctx.Done():
		return fetch.Page{}, ctx.Err()
	}
	if now := t.Now(); h.blocked.Sub(now) > mostWaitHere {
		return fetch.Page{}, &blockedError{h.blocked}
	}
	if now := t.Now(); h.ruledAt.IsZero() || now.Sub(h.ruledAt) > rulesLife {
		if err := t.readRules(ctx, h, r.Address); err != nil {
			return fetch.Page{}, err
		}
	}
	if isPage && !h.rules.allow(r.Address) {
		return fetch.Page{}, refuse("%s does not want programs to open this page.", hostOf(r.Address))
	}
	return t.ask(ctx, h, r)
}

// ask sends a request to a host whose turn the caller has taken, after the pause since the last one.
func (t *Tracker) ask(ctx context.Context, h *host, r fetch.Request) (fetch.Page, error) {
	until := h.next
	if h.blocked.After(until) {
		until = h.blocked
	}
	if wait := until.Sub(t.Now()); wait > 0 {
		if err := t.Sleep(ctx, min(wait, mostWaitHere)); err != nil { // longer only where the clock was set back
			return fetch.Page{}, err
		}
	}
	page, err := t.Fetch.Do(ctx, r)
	now := t.Now()
	h.next = now.Add(max(t.Pause, h.rules.delay))
	if e := fetchError(err); e != nil && e.RetryAfter > 0 {
		h.blocked = now.Add(e.RetryAfter)
	}
	return page, err
}

// hostOf returns the host of an address with its port, in small letters; "" for none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
