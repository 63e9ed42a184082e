package feeds

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/added"
	"lede/internal/index/indextest"
	"lede/internal/state"
)

// contains fails the test for each part that a text lacks.
func contains(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s: no %q in:\n%s", what, part, text)
		}
	}
}

// TestRound tracks a site with teasers and with whole texts, and visits it again after a new item, without asking for what has
// not changed.
func TestRound(t *testing.T) {
	s := newSite(t)
	whole := `<item><title>Whole</title><guid>w</guid><link>/whole</link><description>&lt;p&gt;` + strings.Repeat("The council of Vellmar met again on the hill. ", 30) + `&lt;/p&gt;</description></item>`
	conditional := func(text string) {
		s.does("/feed", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", digest(text)[:4])
			if r.Header.Get("If-None-Match") == digest(text)[:4] {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, strings.ReplaceAll(text, "SITE", s.URL))
		})
	}
	conditional(rss(teaser("ferry", "Ferry leaves hourly"), whole))
	s.has("/ferry", page("Ferry leaves hourly | Harbour Post", "The ferry to Vellmar leaves every hour from April."))
	r := newRig(t, s)
	id := r.track(s.URL+"/feed", "harbour")
	r.round()
	if asked := s.since(); !slices.Equal(asked, []string{"/feed", "/ferry"}) {
		t.Errorf("asked for %q", asked)
	}
	files := r.files()
	contains(t, "the ferry", files["ferry-leaves-hourly"], "title: Ferry leaves hourly\n", "source: "+s.URL+"/ferry", "published: \"2026-03-01\"", "every hour from April", "tags: [harbour]")
	contains(t, "the whole text", files["whole"], "source: "+s.URL+"/whole", "outlet: Harbour Post", "met again on the hill")
	if n := r.Articles.Corpus.Index.Len(); n != 2 {
		t.Errorf("%d articles are indexed", n)
	}
	r.round()
	if asked := s.since(); len(asked) > 0 {
		t.Errorf("asked for %q before it is due", asked)
	}
	r.advance(DefaultEvery)
	r.round()
	if asked := s.since(); len(asked) != 1 || !strings.HasPrefix(asked[0], "/feed unless ") {
		t.Errorf("asked for %q", asked)
	}
	if f := r.feed(id); f.Title != "Harbour Post" || !f.Succeeded.Equal(r.Now()) {
		t.Errorf("%+v", f)
	}
	conditional(rss(teaser("library", "Library lends tools"), teaser("ferry", "Ferry leaves hourly"), whole))
	s.has("/library", page("Library lends tools", "The library of Vellmar lends drills since Monday."))
	r.advance(DefaultEvery)
	r.round()
	if asked := s.since(); len(asked) != 2 || asked[1] != "/library" {
		t.Errorf("asked for %q", asked)
	}
	if files := r.files(); len(files) != 3 {
		t.Errorf("%d files", len(files))
	}
}

// TestRevision changes an article at its source, with and without an editor's hand in between, and by opening its page again.
func TestRevision(t *testing.T) {
	s := newSite(t)
	s.has("/feed", rss(teaser("ferry", "Ferry leaves hourly")))
	s.has("/ferry", page("Ferry leaves hourly", "Tickets cost 8 crowns."))
	r := newRig(t, s)
	r.track(s.URL+"/feed", "harbour")
	r.round()
	paths, _ := filepath.Glob(filepath.Join(r.dir, "added", "*", "*.md"))
	if len(paths) != 1 {
		t.Fatal(paths)
	}
	byHand := strings.NewReplacer("2026-03-01", "2026-02-28", "[harbour]", "[harbour, ferries]").Replace(r.files()["ferry-leaves-hourly"])
	if err := os.WriteFile(paths[0], []byte(byHand), 0o644); err != nil {
		t.Fatal(err)
	}
	s.has("/ferry", page("Ferry leaves hourly", "Tickets cost 9 crowns."))
	r.advance(rechecks[0])
	r.round()
	file := r.files()["ferry-leaves-hourly"]
	contains(t, "after a correction that the feed does not show", file, "9 crowns", "2026-02-28", "[harbour, ferries]")
	if strings.Contains(file, "8 crowns") {
		t.Error("the old text is still there")
	}
	s.has("/feed", rss(strings.Replace(teaser("ferry", "Ferry leaves twice an hour"), "Shorter", "Updated", 1)))
	s.has("/ferry", page("Ferry leaves twice an hour", "Tickets cost 10 crowns."))
	r.advance(DefaultEvery)
	r.round()
	contains(t, "after an update of the item", r.files()["ferry-leaves-hourly"], "title: Ferry leaves twice an hour", "10 crowns", "2026-02-28", "ferries")
	old, _ := filepath.Glob(filepath.Join(r.dir, ".trash", "*", "*.md"))
	if len(old) != 2 {
		t.Errorf("%v are kept of what it said before", old)
	}
	if n := r.Articles.Corpus.Index.Len(); n != 1 {
		t.Errorf("%d articles", n)
	}
	list, err := r.state.UnwrittenRevisions(t.Context())
	if err != nil || len(list) > 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestNotice opens a page again that has a notice in place of its article: the article stays.
func TestNotice(t *testing.T) {
	s := newSite(t)
	s.has("/feed", rss(teaser("ferry", "Ferry leaves hourly")))
	s.has("/ferry", page("Ferry leaves hourly", strings.Repeat("Tickets cost 8 crowns for all who live on the island of Vellmar. ", 10)))
	r := newRig(t, s)
	r.track(s.URL + "/feed")
	r.round()
	s.has("/ferry", `<html><body><article><h1>Ferry leaves hourly</h1><p>This article is for subscribers of the Harbour Post only.</p></article></body></html>`)
	r.advance(rechecks[0])
	r.round()
	contains(t, "the article", r.files()["ferry-leaves-hourly"], "8 crowns")
}

// TestDeleted deletes an article at its source: it stays, and is marked, once that is certain; when it comes back the mark goes.
func TestDeleted(t *testing.T) {
	s := newSite(t)
	s.has("/feed", rss(teaser("ferry", "Ferry leaves hourly")))
	s.has("/ferry", page("Ferry leaves hourly", "Tickets cost 8 crowns."))
	r := newRig(t, s)
	id := r.track(s.URL + "/feed")
	marked := func(want bool) {
		t.Helper()
		file := r.files()["ferry-leaves-hourly"]
		contains(t, "the text", file, "8 crowns")
		if got := strings.Contains(file, added.GoneTag); got != want {
			t.Errorf("marked: %v; want %v", got, want)
		}
	}
	r.round()
	marked(false)
	s.fails("/ferry", http.StatusNotFound)
	r.advance(rechecks[0])
	r.round()
	marked(false) // a moment's error, perhaps
	r.advance(goneAgain)
	r.round()
	marked(true)
	if counts, err := r.state.FeedCounts(t.Context(), r.Now()); err != nil || counts[id].Gone != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
	s.has("/ferry", page("Ferry leaves hourly", "Tickets cost 8 crowns."))
	r.advance(rechecks[1])
	r.round()
	marked(false)
}

// TestTwice gives one page by two feeds, under two addresses, and after an editor has removed its article: it is added once.
func TestTwice(t *testing.T) {
	s := newSite(t)
	s.has("/feed", rss(teaser("ferry", "Ferry leaves hourly")))
	s.has("/other", rss(teaser("ferry/?utm_source=rss#top", "The ferry")))
	s.has("/ferry", page("Ferry leaves hourly", "Tickets cost 8 crowns."))
	s.has("/ferry/", page("Ferry leaves hourly", "Tickets cost 8 crowns."))
	r := newRig(t, s)
	r.track(s.URL + "/feed")
	r.track(s.URL + "/other")
	r.round()
	if files := r.files(); len(files) != 1 {
		t.Errorf("%d files", len(files))
	}
	if _, err := r.Articles.Remove(t.Context(), indextest.Cards(r.Articles.Corpus.Index)[0], state.Editor{}); err != nil {
		t.Fatal(err)
	}
	s.has("/feed", rss(teaser("ferry", "Ferry leaves hourly!")))
	r.advance(rechecks[0])
	r.round()
	if files := r.files(); len(files) != 0 {
		t.Errorf("%d files after the removal", len(files))
	}
}

// TestCanonical reads pages that name another address as theirs: that of the same page counts, that of the front page does not.
func TestCanonical(t *testing.T) {
	s := newSite(t)
	s.has("/feed", rss(teaser("a?ref=rss", "First"), teaser("b", "Second"), teaser("c", "Third")))
	canonical := func(path, title, to string) {
		s.has(path, strings.Replace(page(title, "This is the story called "+title+"."), "<head>", `<head><link rel="canonical" href="`+to+`">`, 1))
	}
	canonical("/a", "First", "SITE/a")
	canonical("/b", "Second", "SITE/")
	canonical("/c", "Third", "SITE")
	r := newRig(t, s)
	r.track(s.URL + "/feed")
	r.round()
	files := r.files()
	for name, link := range map[string]string{"first": "/a", "second": "/b", "third": "/c"} {
		contains(t, name, files[name], "source: "+s.URL+link+"\n")
	}
}

// TestPages has pages that cannot be opened: the teaser is kept, and replaced by the text when the page is there; pages that
// robots may not open stay closed.
func TestPages(t *testing.T) {
	s := newSite(t)
	s.has("/robots.txt", "User-agent: *\nDisallow: /closed\nCrawl-delay: 7\n")
	s.has("/feed", rss(teaser("busy", "Busy"), teaser("closed", "Closed"), teaser("away", "Away")))
	s.fails("/busy", http.StatusServiceUnavailable)
	s.has("/closed", page("Closed", "Nobody is to read this."))
	r := newRig(t, s)
	r.track(s.URL + "/feed")
	began := r.Now()
	r.round()
	if took := r.Now().Sub(began); took < 14*time.Second {
		t.Errorf("three requests within %s; the crawl delay is 7 s", took)
	}
	if asked := s.since(); slices.Contains(asked, "/closed") {
		t.Errorf("asked for %q", asked)
	}
	for _, name := range []string{"busy", "closed", "away"} {
		contains(t, name, r.files()[name], "Shorter.")
	}
	s.has("/busy", page("Busy", "The page is there now."))
	s.has("/away", page("Away", "The page is there now."))
	r.advance(DefaultEvery)
	r.round()
	contains(t, "busy", r.files()["busy"], "The page is there now.")
	contains(t, "away", r.files()["away"], "Shorter.")
}

// TestSoon checks how often feeds are visited that say so themselves.
func TestSoon(t *testing.T) {
	s := newSite(t)
	for path, ttl := range map[string]string{"/hour": "60", "/often": "1", "/never": "999999"} {
		s.has(path, strings.Replace(rss(), "<link>", "<ttl>"+ttl+"</ttl><link>", 1))
	}
	s.does("/fresh", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=7200")
		fmt.Fprint(w, rss())
	})
	r := newRig(t, s)
	for path, want := range map[string]time.Duration{"/hour": time.Hour, "/often": DefaultLeast, "/never": mostEvery, "/fresh": 2 * time.Hour} {
		id := r.track(s.URL + path)
		r.round()
		f := r.feed(id)
		if got := f.Next.Sub(f.Succeeded); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// TestMany tracks a feed with more new items than one visit opens.
func TestMany(t *testing.T) {
	s := newSite(t)
	var items []string
	for i := range 30 {
		name := fmt.Sprint("story", i)
		items = append(items, teaser(name, "Story number "+fmt.Sprint(i)))
		s.has("/"+name, page("Story number "+fmt.Sprint(i), fmt.Sprintf("This is what happened on pier %d of Vellmar.", i)))
	}
	s.has("/feed", rss(items...))
	r := newRig(t, s)
	r.track(s.URL + "/feed")
	r.round()
	if n := len(r.files()); n != maxPages {
		t.Errorf("%d files after the first visit", n)
	}
	r.advance(DefaultLeast)
	r.round()
	if n := len(r.files()); n != 30 {
		t.Errorf("%d files after the second visit", n)
	}
}

// TestCharacterSets reads a feed in GBK whose character set is in its header, in its declaration, in both or in neither.
func TestCharacterSets(t *testing.T) {
	const gbk = "\xb2\xe8\xd2\xb6\xbd\xda" // 茶叶节
	for name, c := range map[string]struct{ kind, declared string }{
		"both": {"text/xml; charset=gb2312", ` encoding="gb2312"`}, "the header": {"application/rss+xml; charset=gbk", ""},
		"the declaration": {"application/xml", ` encoding='GBK'`}, "another in the header": {"text/xml; charset=utf-8", ` encoding="GB18030"`},
	} {
		s := newSite(t)
		s.does("/feed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", c.kind)
			fmt.Fprintf(w, `<?xml version="1.0"%s?><rss version="2.0"><channel><title>%s</title><item><title>%s</title></item></channel></rss>`, c.declared, gbk, gbk)
		})
		r := newRig(t, s)
		found, err := r.Find(t.Context(), s.URL+"/feed")
		if err != nil || found.Title != "茶叶节" || found.Newest[0].Title != "茶叶节" {
			t.Errorf("%s: %+v, %v", name, found, err)
		}
	}
}

// TestKinds visits feeds as common programs write them.
func TestKinds(t *testing.T) {
	text := strings.Repeat("The council of Vellmar met again on the hill. ", 30)
	for name, raw := range map[string]string{
		"WordPress": `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Post</title><link>SITE</link><lastBuildDate>Sun, 01 Mar 2026 09:00:00 +0000</lastBuildDate><language>en-GB</language><sy:updatePeriod>hourly</sy:updatePeriod>
<item><title>The council met</title><link>SITE/a/</link><dc:creator><![CDATA[Jon Tiller]]></dc:creator><pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate><category><![CDATA[Town]]></category><guid isPermaLink="false">SITE/?p=7</guid>
<description><![CDATA[Only the beginning [&#8230;]]]></description><content:encoded><![CDATA[<p>` + text + `</p><p>The post <a href="SITE/a/">The council met</a> appeared first on <a href="SITE">Post</a>.</p>]]></content:encoded></item></channel></rss>`,
		"Atom": `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><link href="SITE/feed" rel="self"/><link href="SITE/"/><updated>2026-03-01T23:30:00-05:00</updated>
<entry><title type="html">The council met</title><link href="SITE/a/" rel="alternate" type="text/html"/><id>SITE/a</id><published>2026-03-01T23:30:00-05:00</published><updated>2026-03-02T23:30:00-05:00</updated><author><name>Jon Tiller</name></author>
<category term="Town"/><summary type="html">Only the beginning</summary><content type="html">&lt;p&gt;` + text + `&lt;/p&gt;</content></entry></feed>`,
		"JSON Feed": `{"version":"https://jsonfeed.org/version/1.1","title":"Post","home_page_url":"SITE/","items":[{"id":"7","url":"SITE/a/","title":"The council met","content_text":"` + text + `","summary":"Only the beginning","date_published":"2026-03-01T23:30:00-05:00","authors":[{"name":"Jon Tiller"}],"tags":["Town"]}]}`,
		"RDF": `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="SITE/"><title>Post</title><link>SITE/</link></channel>
<item rdf:about="SITE/a/"><title>The council met</title><link>SITE/a/</link><dc:date>2026-03-01T23:30:00-05:00</dc:date><dc:creator>Jon Tiller</dc:creator><dc:subject>Town</dc:subject><description>` + text + `</description></item></rdf:RDF>`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.has("/feed", raw)
			r := newRig(t, s)
			r.track(s.URL+"/feed", "harbour")
			r.round()
			if asked := s.since(); len(asked) != 1 {
				t.Errorf("asked for %q", asked)
			}
			file := r.files()["the-council-met"]
			contains(t, name, file, "title: The council met\n", "source: "+s.URL+"/a/", "outlet: Post", "published: \"2026-03-01\"", "author: Jon Tiller", "tags: [harbour, Town]", "met again on the hill")
			if strings.Contains(file, "appeared first") {
				t.Error(file)
			}
		})
	}
}
