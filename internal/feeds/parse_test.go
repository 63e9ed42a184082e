package feeds

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/internal/added"
)

// TestParse reads feeds of each kind, with what feeds get wrong.
func TestParse(t *testing.T) {
	const entry = `<title type="html">A &amp;amp; B</title><updated>2026-03-01T09:00:00+08:00</updated><author><name>Li</name></author>`
	for name, c := range map[string]struct{ raw, title, link, day string }{
		"RSS":                          {`<rss version="2.0"><channel><title>P</title><link>https://p.org/news/</link><item><title>A &amp; B</title><link>https://p.org/a</link><pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate></item></channel></rss>`, "A & B", "https://p.org/a", "2026-03-01T23:30:00-05:00"},
		"relative to the site":         {`<rss version="2.0"><channel><link>https://p.org/news/</link><item><title>A</title><link>a.html</link></item></channel></rss>`, "A", "https://p.org/news/a.html", ""},
		"relative, without a site":     {`<rss version="2.0"><channel><item><title>A</title><link>/a</link></item></channel></rss>`, "A", "https://feeds.org/a", ""},
		"an id in place of a link":     {`<rss version="2.0"><channel><item><title>A</title><guid>https://p.org/?p=1</guid></item></channel></rss>`, "A", "https://p.org/?p=1", ""},
		"an id that is no link":        {`<rss version="2.0"><channel><item><title>A</title><guid>tag:1</guid></item></channel></rss>`, "A", "", ""},
		"a script as a link":           {`<rss version="2.0"><channel><item><title>A</title><link>javascript:alert(1)</link></item></channel></rss>`, "A", "", ""},
		"a link with a password":       {`<rss version="2.0"><channel><item><title>A</title><link>https://a:b@p.org/</link></item></channel></rss>`, "A", "", ""},
		"CST in a Chinese feed":        {`<rss version="2.0"><channel><title>报</title><item><title>甲</title><pubDate>Sun, 01 Mar 2026 09:00:00 CST</pubDate></item></channel></rss>`, "甲", "", "2026-03-01T09:00:00+08:00"},
		"CST in an English feed":       {`<rss version="2.0"><channel><title>Post</title><item><title>A</title><pubDate>Sun, 01 Mar 2026 09:00:00 CST</pubDate></item></channel></rss>`, "A", "", "2026-03-01T15:00:00Z"},
		"Atom":                         {`<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><link href="https://p.org/"/><entry><link href="/a"/>` + entry + `</entry></feed>`, "A & B", "https://feeds.org/a", "2026-03-01T09:00:00+08:00"},
		"Atom with a base":             {`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://p.org/x/"><entry><link href="a"/>` + entry + `</entry></feed>`, "A & B", "https://p.org/x/a", "2026-03-01T09:00:00+08:00"},
		"RDF":                          {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>P</title></channel><item><title>A</title><link>https://p.org/a</link></item></rdf:RDF>`, "A", "https://p.org/a", ""},
		"JSON Feed":                    {`{"version":"https://jsonfeed.org/version/1.1","title":"P","items":[{"id":"1","url":"/a","title":"A","content_html":"<p>x</p>","date_published":"2026-03-01T09:00:00Z"}]}`, "A", "https://feeds.org/a", "2026-03-01T09:00:00Z"},
		"markup in a title":            {`<rss version="2.0"><channel><item><title>&lt;b&gt;A&lt;/b&gt; &amp;lt;i&amp;gt;</title></item></channel></rss>`, "A <i>", "", ""},
		"a byte order mark and blanks": {"\ufeff\n<rss version=\"2.0\"><channel><item><title>A</title></item></channel></rss>", "A", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := parse([]byte(c.raw), "https://feeds.org/feed")
			if err != nil || len(got.items) != 1 {
				t.Fatalf("%+v, %v", got, err)
			}
			i := got.items[0]
			day := ""
			if !i.Published.IsZero() {
				day = i.Published.Format(time.RFC3339)
			}
			if i.Title != c.title || i.Link != c.link || day != c.day || i.key == "" {
				t.Errorf("%q %q %q %q", i.Title, i.Link, day, i.key)
			}
		})
	}
}

// TestTexts reads the texts of items, as they become articles.
func TestTexts(t *testing.T) {
	for raw, want := range map[string]string{
		"One is here.\n\nTwo < three & four is there.": "One is here.\n\nTwo < three & four is there.",
		"One is here.\nIt goes on.":                    "One is here. It goes on.",
		"<p>One is here.</p><p>Two &lt; three.</p><p>The post <a href=\"x\">One</a> appeared first on <a href=\"y\">Post</a>.</p>": "One is here.\n\nTwo < three.",
		"AT&amp;T is <b>here</b>.": "AT&T is here.",
		"没有标记的文字。\n\n第二段在这里。":      "没有标记的文字。\n\n第二段在这里。",
		"": "",
	} {
		text, err := json.Marshal(raw)
		if err != nil {
			t.Fatal(err)
		}
		read, err := parse([]byte(`{"version":"https://jsonfeed.org/version/1.1","title":"P","items":[{"id":"1","title":"A","content_html":`+string(text)+`}]}`), "https://feeds.org/feed")
		if err != nil || len(read.items) != 1 {
			t.Fatal(read, err)
		}
		a, err := added.OfFeed(read.items[0].Item)
		if a.Text != want || (err != nil) != (want == "") {
			t.Errorf("%q is read as %q, %v", raw, a.Text, err)
		}
	}
}

// TestHostileFeeds reads feeds that would take the program's memory or time, or that are none.
func TestHostileFeeds(t *testing.T) {
	entities := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">`
	for i, name := range "bcdefghijk" {
		entities += fmt.Sprintf(`<!ENTITY %c "%s">`, name, strings.Repeat(fmt.Sprintf("&%c;", 'a'+i), 10))
	}
	entities += `]><rss version="2.0"><channel><title>&k;</title><item><title>&k;</title><description>&k;</description></item></channel></rss>`
	item := `<item><title>A</title><link>https://p.org/a</link><guid>%d</guid><pubDate>Sun, 01 Mar 2026 09:00:00 CST</pubDate></item>`
	var many strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&many, item, i)
	}
	deep := strings.Repeat("<a>", 20_000)
	for name, raw := range map[string]string{
		"an entity bomb":           entities,
		"an outer entity":          `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title><item><title>&x;</title></item></channel></rss>`,
		"an outer document type":   `<!DOCTYPE rss SYSTEM "http://169.254.169.254/"><rss version="2.0"><channel><item><title>A</title></item></channel></rss>`,
		"100,000 items":            rss(many.String()),
		"100,000 items in JSON":    `{"version":"https://jsonfeed.org/version/1.1","title":"P","items":[` + strings.Repeat(`{"id":"1","title":"A","date_published":"2026-03-01T09:00:00 CST"},`, 100_000) + `{}]}`,
		"deep elements":            `<rss version="2.0"><channel>` + deep,
		"deep elements in an item": `<rss version="2.0"><channel><item><title>A</title>` + deep + strings.Repeat("</a>", 20_000) + `</item></channel></rss>`,
		"deep markup in a text":    rss(`<item><title>A</title><description>` + strings.Repeat("&lt;div&gt;", 20_000) + `</description></item>`),
		"deep JSON":                `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 200_000),
		"a long title":             rss(`<item><title>` + strings.Repeat("A", 1<<20) + `</title></item>`),
		"a long attribute":         rss(`<item a="` + strings.Repeat("A", 1<<20) + `"><title>A</title></item>`),
		"many attributes":          rss(`<item ` + strings.Repeat(`a="b" `, 100_000) + `><title>A</title></item>`),
		"many name spaces":         rss(`<item>` + strings.Repeat(`<x:a xmlns:x="http://`+strings.Repeat("y", 1000)+`"/>`, 5000) + `<title>A</title></item>`),
		"many categories":          rss(`<item><title>A</title>` + strings.Repeat(`<category>c</category>`, 50_000) + `</item>`),
		"a bad character":          rss("<item><title>A\x00\x01\xff</title></item>"),
		"torn":                     rss(`<item><title>A</title></item>`)[:120],
		"unclosed":                 `<rss version="2.0"><channel><item><title>A`,
		"an unknown character set": `<?xml version="1.0" encoding="klingon"?>` + rss(`<item><title>A</title></item>`),
		"a page":                   `<html><body>hello</body></html>`,
		"nothing":                  "",
		"a number":                 "1",
		"JSON that is no feed":     `{"a": 1}`,
		"XML that is no feed":      `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"items that are null":      `{"version":"https://jsonfeed.org/version/1","items":[null,{"id":"1","title":"A"}]}`,
		"a picture":                "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			got, err := parse([]byte(raw), "https://feeds.org/feed")
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
			if err != nil {
				if e := fetchError(err); e == nil || !strings.Contains(e.Error(), "feeds.org") {
					t.Errorf("%v is not a sentence for people", err)
				}
				return
			}
			if len(got.items) > maxItems {
				t.Errorf("%d items", len(got.items))
			}
			for _, i := range got.items {
				if len(i.Title) > 4*maxTitle || len(i.Keywords) > maxKeywords || strings.Contains(i.Title+i.HTML, "root:") || len(i.HTML) > 2<<20 {
					t.Errorf("an item with a title of %d bytes, %d keywords, %d bytes of text", len(i.Title), len(i.Keywords), len(i.HTML))
				}
			}
		})
	}
}

// FuzzParse parses any bytes: there is a feed within the bounds, or an error for people.
func FuzzParse(f *testing.F) {
	f.Add([]byte(rss(teaser("a", "A"))))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := parse(raw, "https://feeds.org/feed")
		if err != nil && fetchError(err) == nil {
			t.Fatal(err)
		}
		for _, i := range got.items {
			if i.key == "" && i.Title == "" && i.Link == "" || i.Link != "" && !strings.HasPrefix(i.Link, "http") {
				t.Fatalf("%+v", i)
			}
		}
	})
}

// TestFind finds the feed of pages.
func TestFind(t *testing.T) {
	s := newSite(t)
	s.has("/", `<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"><link rel="stylesheet" href="/x">`+
		`<link rel="alternate" type="application/atom+xml" title="News" href="feed.atom"></head><body>hi</body></html>`)
	s.has("/comments/feed", rss(teaser("c", "A comment")))
	s.has("/feed.atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><link href="SITE/"/></feed>`)
	s.has("/plain", `<html><body>no link at all</body></html>`)
	s.has("/rss.xml", rss(teaser("old", "Old"), strings.Replace(teaser("new", "New"), "01 Mar", "02 Mar", 1)))
	s.has("/damaged", `<rss version="2.0"><channel><item><title>A`)
	r := newRig(t, s)
	for path, want := range map[string]string{"/": "News /feed.atom 0", "/plain": "Harbour Post /rss.xml 2", "/rss.xml": "Harbour Post /rss.xml 2"} {
		found, err := r.Find(t.Context(), s.URL+path)
		if got := fmt.Sprintf("%s %s %d", found.Title, strings.TrimPrefix(found.URL, s.URL), found.Items); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", path, got, err, want)
		}
		if found.Items == 2 && (found.Newest[0].Title != "New" || found.Site != s.URL+"/") {
			t.Errorf("%+v", found)
		}
	}
	none := newSite(t)
	none.has("/", `<html><body>no feed anywhere</body></html>`)
	r = newRig(t, s, none)
	for address, want := range map[string]string{none.URL + "/": "I found no feed at", s.URL + "/none": "error 404", s.URL + "/damaged": "is damaged",
		"http://10.0.0.1/": "private or special network", "x": "no web address"} {
		if _, err := r.Find(t.Context(), address); err == nil || fetchError(err) == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %s", address, err, want)
		}
	}
	if _, err := parse([]byte("<p>"), "https://feeds.org/"); !errors.Is(err, errNoFeed) {
		t.Error(err)
	}
}
