package feeds

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/internal/state"
)

// TestFailing has a feed fail: tries become rare, and after days it is given up; a wait that the server asks for is kept.
func TestFailing(t *testing.T) {
	s := newSite(t)
	s.fails("/feed", http.StatusInternalServerError)
	r := newRig(t, s)
	id := r.track(s.URL + "/feed")
	tries := 0
	for began := r.Now(); r.Now().Sub(began) < 10*24*time.Hour; r.advance(10 * time.Minute) {
		r.round()
		tries += len(s.since())
		if r.feed(id).Status != state.FeedActive {
			break
		}
	}
	f := r.feed(id)
	if f.Status != state.FeedFailed || tries < mostFailed || tries > 15 || Problem(f) == nil || !strings.Contains(Problem(f).Error(), "answers with error 500") {
		t.Errorf("%d tries, %+v", tries, f)
	}
	if log, err := r.state.Log(t.Context(), 0, 1); err != nil || log[0].Action != state.GaveUp {
		t.Errorf("%+v, %v", log, err)
	}
}

func TestRetryAfter(t *testing.T) {
	s := newSite(t)
	s.does("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "86400")
		http.Error(w, "later", http.StatusTooManyRequests)
	})
	s.has("/other", rss())
	r := newRig(t, s)
	id := r.track(s.URL + "/feed")
	r.advance(time.Second)
	other := r.track(s.URL + "/other")
	r.round()
	r.round()
	if asked := s.since(); len(asked) > 1 {
		t.Errorf("asked for %q", asked)
	}
	for _, id := range []string{id, other} {
		if wait := r.feed(id).Next.Sub(r.Now()); wait < 23*time.Hour {
			t.Errorf("asked again after %s", wait)
		}
	}
	if f := r.feed(other); f.Failures > 0 {
		t.Error("a feed of the same host counts as failed")
	}
}

// TestGone checks that a feed whose server says that it is gone for good is given up at once, and that one that has moved for
// good is found at its new place.
func TestGone(t *testing.T) {
	s := newSite(t)
	s.fails("/gone", http.StatusGone)
	s.does("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
	})
	s.does("/elsewhere", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/feed", http.StatusFound) })
	s.has("/feed", rss())
	r := newRig(t, s)
	gone, moved, elsewhere := r.track(s.URL+"/gone"), r.track(s.URL+"/moved"), r.track(s.URL+"/elsewhere")
	r.round()
	if f := r.feed(gone); f.Status != state.FeedFailed {
		t.Errorf("%+v", f)
	}
	if f := r.feed(moved); f.URL != s.URL+"/feed" {
		t.Errorf("%+v", f)
	}
	if f := r.feed(elsewhere); f.URL != s.URL+"/elsewhere" {
		t.Errorf("%+v", f)
	}
}
