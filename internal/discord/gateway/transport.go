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

// redirect sends REST calls for Discord's host to the configured address.
type redirect struct {
	base *url.URL
	next http.RoundTripper
}

// connections is how many connections there are at most; further calls wait for one, where a burst would open thousands. At 50 interactions a second and 150 ms a call eight
// are busy; Discord itself takes all calls over one connection, by HTTP/2.
const connections = 64

const idleTime = 30 * time.Second // after which an idle connection is closed

func newRedirect(apiURL string) redirect {
	base, err := url.Parse(apiURL)
	if err != nil {
		base = &url.URL{Scheme: "https", Host: "discord.com"} // config has checked it; a test may not
	}
	next := http.DefaultTransport.(*http.Transport).Clone()
	next.MaxConnsPerHost, next.MaxIdleConnsPerHost, next.IdleConnTimeout = connections, connections, idleTime
	return redirect{base: base, next: next}
}

// RoundTrip sends a request.
func (t redirect) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if r.URL.Host == "discord.com" {
		r.URL.Scheme, r.URL.Host, r.Host = t.base.Scheme, t.base.Host, ""
	}
	return t.next.RoundTrip(r)
}

// transport sends REST calls that Discord limits. After a global rate limit it sends none until the time that Discord names;
// discordgo itself pauses one bucket only. Calls about interactions are exempt ("Rate Limits").
type transport struct {
	next http.RoundTripper

	mu    sync.Mutex
	until time.Time // no call is sent before
}

// maxPause limits the pause of a rate limit. A global limit of 50 requests a second asks for about one second.
const maxPause = 30 * time.Second

// RoundTrip sends a request. Where /gateway is not served, as by some proxies, it asks /gateway/bot in its place; discordgo
// only asks the first.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := t.pause(r); err != nil {
		return nil, err
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
	t.mu.Lock()
	defer t.mu.Unlock()
	t.until = time.Now().Add(min(seconds(retryAfter, time.Second), maxPause))
}

// seconds reads a decimal number of seconds, at most an hour; otherwise if the text is not one.
func seconds(text string, otherwise time.Duration) time.Duration {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n > 0) || math.IsInf(n, 0) {
		return otherwise
	}
	return time.Duration(min(n, 3600) * float64(time.Second))
}
