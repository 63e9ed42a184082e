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

// transport sends REST calls to the configured address and, after a global rate limit, sends none of
// them as long as Discord says. discordgo itself pauses one bucket only.
type transport struct {
	base *url.URL
	next http.RoundTripper

	mu    sync.Mutex
	until time.Time // no call goes out before
}

func newTransport(apiURL string) *transport {
	base, err := url.Parse(apiURL)
	if err != nil {
		base = &url.URL{Scheme: "https", Host: "discord.com"} // config has checked it; a test may not
	}
	return &transport{base: base, next: http.DefaultTransport}
}

// maxPause is the longest pause that a rate limit may ask for.
const maxPause = 30 * time.Second

// RoundTrip sends a request, to the configured host where it is meant for Discord's. Where /gateway is not
// served, as by some proxies, /gateway/bot answers in its place; discordgo would ask the first alone.
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
		_ = response.Body.Close() // nothing in it is of use
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

// pause waits until calls may go out again, or the request is given up.
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
