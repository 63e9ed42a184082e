package gateway

import (
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// transport sends REST calls to the configured address. After a global rate limit it sends none until the time that Discord
// names. discordgo itself pauses one bucket only.
type transport struct {
	base *url.URL
	next http.RoundTripper

	mu    sync.Mutex
	until time.Time // no call is sent before
}

func newTransport(apiURL string) *transport {
	base, err := url.Parse(apiURL)
	if err != nil {
		base = &url.URL{Scheme: "https", Host: "discord.com"} // config has checked it; a test may not
	}
	return &transport{base: base, next: http.DefaultTransport}
}

// maxPause limits the pause of a rate limit. A global limit of 50 requests a second asks for about one second.
const maxPause = 30 * time.Second

// RoundTrip sends a request. A request to Discord's host is sent to the configured one. Where /gateway is not served, as by
// some proxies, it asks /gateway/bot in its place; discordgo only asks the first.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := t.pause(r); err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	if r.URL.Host == "discord.com" {
		r.URL.Scheme, r.URL.Host, r.Host = t.base.Scheme, t.base.Host, ""
	}
	response, err := t.next.RoundTrip(r)
	if err == nil && response.StatusCode == http.StatusNotFound && strings.HasSuffix(r.URL.Path, "/gateway") {
		_ = response.Body.Close() // its body is not used
		r = r.Clone(r.Context())
		r.URL.Path += "/bot"
		response, err = t.next.RoundTrip(r)
	}
	if err != nil {
		return nil, err
	}
	if response.StatusCode == http.StatusTooManyRequests && response.Header.Get("X-RateLimit-Global") != "" {
		t.pauseFor(response.Header.Get("Retry-After"))
	}
	return response, nil
}

// pause waits until calls may be sent again, or until the request's context is done.
func (t *transport) pause(r *http.Request) error {
	t.mu.Lock()
	wait := time.Until(t.until)
	t.mu.Unlock()
	if wait <= 0 {
		return nil
	}
	select {
	case <-time.After(min(wait, maxPause)):
		return nil
	case <-r.Context().Done():
		if r.Body != nil {
			_, _ = io.Copy(io.Discard, r.Body)
			_ = r.Body.Close() // the contract of RoundTripper
		}
		return r.Context().Err()
	}
}

// pauseFor begins a global pause of so many seconds.
func (t *transport) pauseFor(retryAfter string) {
	seconds, err := strconv.ParseFloat(retryAfter, 64)
	if err != nil || seconds <= 0 || math.IsInf(seconds, 0) {
		seconds = 1
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.until = time.Now().Add(min(time.Duration(seconds*float64(time.Second)), maxPause))
}
