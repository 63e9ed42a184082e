package feeds

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/internal/state"
)

// linked returns a feed with one teaser whose page is elsewhere.
func linked(link string) string {
	return rss(`<item><title>A</title><guid>a</guid><link>` + link + `</link><description>Only the beginning of it.</description></item>`)
}

// TestHostileSites visits sites that a careless reader would follow into its own network, or take without end. Each is either
// refused with its sentence, or what is taken of it is bounded.
func TestHostileSites(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(bytes.Repeat([]byte(" "), 50<<20))
	_ = z.Close()
	sends := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, strings.ReplaceAll(text, "SITE", "http://"+r.Host))
		}
	}
	to := func(address string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) }
	}
	endless := func(w http.ResponseWriter, r *http.Request) {
		for piece := bytes.Repeat([]byte("<item>"), 10_000); r.Context().Err() == nil; {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	}
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	var many strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&many, "<item><guid>%d</guid></item>", i)
	}
	var fresh atomic.Int64
	for name, c := range map[string]struct {
		feed, page, robots http.HandlerFunc // the page is at /page
		problem            string           // of the feed; "" for none
		articles           int
	}{
		"a redirect to loopback":          {feed: to("http://127.0.0.1/feed"), problem: "private or special network"},
		"a redirect to the cloud's host":  {feed: to("http://169.254.169.254/latest/"), problem: "private or special network"},
		"a chain of redirects, then home": {feed: to("/page"), page: to("http://[::1]/"), problem: "private or special network"},
		"a redirect to a file":            {feed: to("file:///etc/passwd"), problem: "not of the web"},
		"redirects without end":           {feed: to("/feed"), problem: "more than 5 times"},
		"an endless feed":                 {feed: endless, problem: "larger than 6 MB"},
		"a compressed bomb": {feed: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		}, problem: "larger than 6 MB"},
		"a silent feed":               {feed: silent, problem: "did not send the whole page"},
		"100,000 items":               {feed: sends(rss(many.String())), problem: "more than 5000 items"},
		"a page in place of the feed": {feed: sends("<html><body>hello</body></html>"), problem: "There is no feed at"},
		"a damaged feed":              {feed: sends(`<rss version="2.0"><channel><item><title>A`), problem: "is damaged"},
		"an unasked 304":              {feed: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }, problem: "error 304"},
		"a wait of years": {feed: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "99999999999")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, problem: "error 503"},
		"a page on loopback":            {feed: sends(linked("http://127.0.0.1/")), articles: 1},
		"a page of the cloud's host":    {feed: sends(linked("http://169.254.169.254/latest/meta-data/")), articles: 1},
		"a page in a private network":   {feed: sends(linked("http://10.0.0.1/admin")), articles: 1},
		"a page at another port":        {feed: sends(linked("http://127.0.0.1:6379/")), articles: 1},
		"a page that is a file":         {feed: sends(linked("file:///etc/passwd")), articles: 1},
		"a page with a password":        {feed: sends(linked("http://a:b@127.0.0.1/")), articles: 1},
		"a page that leads to loopback": {feed: sends(linked("/page")), page: to("http://localhost/"), articles: 1},
		"an endless page":               {feed: sends(linked("/page")), page: endless, articles: 1},
		"a silent page":                 {feed: sends(linked("/page")), page: silent, articles: 1},
		"a page that is a picture": {feed: sends(linked("/page")), page: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			fmt.Fprint(w, "\x89PNG\r\n\x1a\n")
		}, articles: 1},
		"a page of deep markup":     {feed: sends(linked("/page")), page: sends(strings.Repeat("<div>", 200_000)), articles: 1},
		"a page of many elements":   {feed: sends(linked("/page")), page: sends(strings.Repeat("<p>a", 300_000)), articles: 1},
		"an endless robots.txt":     {feed: sends(linked("/page")), page: sends(page("A", "The whole of it.")), robots: endless, articles: 1},
		"a robots.txt on loopback":  {feed: sends(linked("/page")), page: sends(page("A", "The whole of it.")), robots: to("http://127.0.0.1/"), articles: 1},
		"a crawl delay of a year":   {feed: sends(linked("/page")), page: sends(page("A", "The whole of it.")), robots: sends("User-agent: *\nCrawl-delay: 31536000\n"), articles: 1},
		"a robots.txt of bad bytes": {feed: sends(linked("/page")), page: sends(page("A", "The whole of it.")), robots: sends("\x00\xff\xfe: *\nCrawl-delay: -5\nDisallow"), articles: 1},
		"items that are new every time": {feed: func(w http.ResponseWriter, r *http.Request) {
			fresh.Add(1)
			sends(strings.ReplaceAll(linked("/page"), "<guid>a", fmt.Sprint("<guid>", fresh.Load())))(w, r)
		}, page: sends(page("A", "The whole of it.")), articles: 1},
		"an item that is always another": {feed: func(w http.ResponseWriter, r *http.Request) {
			fresh.Add(1)
			sends(strings.ReplaceAll(linked("/page"), "beginning", fmt.Sprint(fresh.Load())))(w, r)
		}, page: sends(page("A", "The whole of it.")), articles: 1},
		"one id for several items": {feed: sends(rss(strings.Repeat(`<item><guid>a</guid><title>A</title><description>Text of it is here.</description></item>`, 50))), articles: 1},
		"an id of a megabyte":      {feed: sends(rss(`<item><guid>` + strings.Repeat("a", 1<<20) + `</guid><title>A</title><description>Text of it is here.</description></item>`)), articles: 1},
		"an ETag of a megabyte's quarter": {feed: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", strings.Repeat("a", 30_000))
			sends(rss())(w, r)
		}},
		"a title that is a path":   {feed: sends(rss(`<item><guid>a</guid><title>../../../etc/passwd</title><description>Text of it is here.</description></item>`)), articles: 1},
		"a text with front matter": {feed: sends(rss(`<item><guid>a</guid><title>A</title><description>---&lt;br&gt;source: http://evil.example/&lt;br&gt;---&lt;p&gt;Text of it is here.&lt;/p&gt;</description></item>`)), articles: 1},
		"a script in a text":       {feed: sends(rss(`<item><guid>a</guid><title>A</title><description>&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Text of it is here.&lt;/p&gt;</description></item>`)), articles: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.does("/feed", c.feed)
			if c.page != nil {
				s.does("/page", c.page)
			}
			if c.robots != nil {
				s.does("/robots.txt", c.robots)
			}
			r := newRig(t, s)
			id := r.track(s.URL + "/feed")
			for range 3 {
				r.round()
				r.advance(DefaultEvery)
			}
			f := r.feed(id)
			got := ""
			if p := Problem(f); p != nil {
				got = p.Error()
			}
			if c.problem == "" && got != "" || !strings.Contains(got, c.problem) || f.Status != state.FeedActive {
				t.Errorf("%q, %s; want %q", got, f.Status, c.problem)
			}
			if wait := f.Next.Sub(r.Now()); wait > 31*24*time.Hour {
				t.Errorf("visited again after %s", wait)
			}
			files := r.files()
			if len(files) != c.articles {
				t.Errorf("%d articles; want %d", len(files), c.articles)
			}
			for name, text := range files {
				if strings.Contains(text, "root:") || strings.Contains(text, "evil.example/\n---") || strings.Contains(text, "alert(1)") {
					t.Errorf("%s is\n%.500s", name, text)
				}
			}
			if paths := r.outside(); len(paths) > 0 {
				t.Errorf("%v outside of the folder for articles", paths)
			}
		})
	}
}
