package added

import (
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"lede/internal/article"
	"lede/internal/fetch"
)

// endings are the endings of the files that a media type represents.
var endings = map[string]string{
	"text/html": ".html", "application/xhtml+xml": ".xhtml", "text/markdown": ".md", "application/pdf": ".pdf", "message/rfc822": ".eml",
	"application/epub+zip": ".epub", "multipart/related": ".mhtml",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}

// fileName returns the name of a page as a file, whose ending says how it is read: after its media type, after its address
// where that says more, or after its content. It returns false for a picture, a film and the like.
func fileName(p fetch.Page) (string, bool) {
	media, _, _ := mime.ParseMediaType(p.Type)
	ending := endings[media]
	if ending == "" {
		ending = endingOf(p)
	}
	return "page" + ending, ending != ""
}

// endingOf returns the ending of a page with a media type that does not say how it is read; "" if it is not read.
func endingOf(p fetch.Page) string {
	if u, err := url.Parse(p.URL); err == nil && article.IsRead(u.Path) {
		return strings.ToLower(path.Ext(u.Path))
	}
	found, _, _ := mime.ParseMediaType(http.DetectContentType(p.Raw))
	if found == "text/plain" {
		return ".txt"
	}
	return endings[found]
}

// readPage reads the article of a page.
func readPage(page fetch.Page, now time.Time) (article.Reading, error) {
	name, ok := fileName(page)
	if !ok {
		return article.Reading{}, ErrNotRead
	}
	read, err := readFile(name, page.Raw, now)
	if err == nil && siteOf(read.Article.URL) != siteOf(page.URL) {
		read.Article.URL = page.URL // a page speaks for its own site alone
	}
	return read, err
}

// siteOf returns the host of an address without "www.", "" for none.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// link returns an http(s) address, or "".
func link(address string) string {
	if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
		return address
	}
	return ""
}
