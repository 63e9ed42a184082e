package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxStamp is how long an ETag or a Last-Modified may be, in bytes. A longer one is not sent back.
const maxStamp = 512

// newPage returns a page as the head of a response describes it, or the error that the response is.
func newPage(r Request, response *http.Response) (Page, error) {
	page := Page{URL: response.Request.URL.String(), Type: response.Header.Get("Content-Type"), ETag: stamp(response.Header, "ETag"),
		Modified: stamp(response.Header, "Last-Modified"), MaxAge: maxAge(response.Header), Moved: movedForGood(response)}
	conditional := r.ETag != "" || r.Modified != ""
	switch {
	case response.StatusCode == http.StatusOK:
	case response.StatusCode == http.StatusNotModified && conditional:
		page.Unchanged = true
	default:
		e := refuse(nil, "%s answers with error %d instead of the page.", response.Request.URL.Host, response.StatusCode)
		e.Status, e.RetryAfter = response.StatusCode, retryAfter(response.Header)
		return Page{}, e
	}
	return page, nil
}

func stamp(h http.Header, name string) string {
	if value := h.Get(name); len(value) <= maxStamp {
		return value
	}
	return ""
}

// maxAge returns how long a response stays fresh, after its Cache-Control; 0 if it does not say.
func maxAge(h http.Header) time.Duration {
	for _, directive := range strings.Split(strings.ToLower(h.Get("Cache-Control")), ",") {
		if value, ok := strings.CutPrefix(strings.TrimSpace(directive), "max-age="); ok {
			return seconds(strings.Trim(value, `"`))
		}
	}
	return 0
}

// retryAfter returns how long a response asks to wait: seconds, or a date.
func retryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	until, err := http.ParseTime(value)
	if err != nil {
		return seconds(value)
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return min(max(0, until.Sub(now)), maxWait)
}

// maxWait bounds the times that a server names.
const maxWait = 30 * 24 * time.Hour

// seconds reads a number of seconds; 0 for anything else.
func seconds(text string) time.Duration {
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return 0
	}
	return min(time.Duration(n)*time.Second, maxWait)
}

// movedForGood reports whether all redirects that led to a response are permanent, and there was one.
func movedForGood(r *http.Response) bool {
	redirects := 0
	for before := r.Request.Response; before != nil; before = before.Request.Response {
		if before.StatusCode != http.StatusMovedPermanently && before.StatusCode != http.StatusPermanentRedirect {
			return false
		}
		redirects++
	}
	return redirects > 0
}
