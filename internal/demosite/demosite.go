// Package demosite is a small news site for the demonstration on one's own machine, so that a newcomer can try /track without
// the internet. Its stories are made up and say so. A while after the start it publishes a further one and corrects another.
// It imports nothing of Lede: to the bot it is a site as any other.
package demosite

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"strings"
	"time"
)

//go:embed page.html feed.xml
var files embed.FS

var templates = template.Must(template.ParseFS(files, "*"))

// Site is the site as it is at a moment.
type Site struct {
	Started time.Time
	After   time.Duration    // from the start to the further story and the correction
	Now     func() time.Time // nil for the system's clock
}

// After is the usual time from the start to the further story and the correction.
const After = time.Minute

// Listen starts the site on a port of this machine, or on the next free one, until the returned function is called.
func Listen(port int, s Site) (address string, end func(), err error) {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
	go func() { _ = server.Serve(listener) }()
	return listener.Addr().String(), func() { _ = server.Close() }, nil
}

// view is what the templates show.
type view struct {
	Base    string
	Story   *story // nil for the front page
	Stories []story
}

// ServeHTTP answers a request for the front page, the feed, a story or robots.txt.
func (s Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only GET", http.StatusMethodNotAllowed)
		return
	}
	v := view{Base: "http://" + r.Host, Stories: s.stories()}
	switch name, isStory := strings.CutPrefix(r.URL.Path, "/stories/"); {
	case isStory:
		for i := range v.Stories {
			if v.Stories[i].Name == name {
				v.Story = &v.Stories[i]
				send(w, r, "text/html; charset=utf-8", "page.html", v)
				return
			}
		}
		http.NotFound(w, r)
	case r.URL.Path == "/":
		send(w, r, "text/html; charset=utf-8", "page.html", v)
	case r.URL.Path == "/feed.xml":
		send(w, r, "application/rss+xml; charset=utf-8", "feed.xml", v)
	case r.URL.Path == "/robots.txt":
		_, _ = fmt.Fprint(w, "User-agent: *\nDisallow:\n")
	default:
		http.NotFound(w, r)
	}
}

// send writes a page, unless the reader has it already.
func send(w http.ResponseWriter, r *http.Request, kind, name string, v view) {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name, v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	text := b.String()
	if name == "feed.xml" {
		text = `<?xml version="1.0" encoding="utf-8"?>` + "\n" + text // package template takes it for a comment
	}
	stamp := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(text)))
	w.Header().Set("ETag", stamp)
	if r.Header.Get("If-None-Match") == stamp {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", kind)
	_, _ = fmt.Fprint(w, text)
}

// stories returns the stories that are published, the newest first.
func (s Site) stories() []story {
	now := time.Now
	if s.Now != nil {
		now = s.Now
	}
	later := now().Sub(s.Started) >= s.After
	var out []story
	for _, t := range stories {
		if t.later && !later {
			continue
		}
		t.Published = s.Started.Add(-t.before)
		if t.later {
			t.Published = s.Started.Add(s.After)
		}
		t.Text = nil
		for _, p := range t.paragraphs {
			if corrected := t.correction.Replace(p); later && corrected != p {
				p, t.Corrected = corrected, true
			}
			t.Text = append(t.Text, p)
		}
		out = append(out, t)
	}
	return out
}
