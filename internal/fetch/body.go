package fetch

import (
	"compress/gzip"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// decompressed returns a response's body without its compression.
func decompressed(r *http.Response) (io.Reader, error) {
	switch encoding := strings.ToLower(strings.TrimSpace(r.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
		return r.Body, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r.Body)
	}
	return nil, refuse(nil, "%s sends the page compressed in a way that I cannot read.", r.Request.URL.Host)
}

// decode returns text in UTF-8 where the header names another character set, in which the text is valid. Everything else
// is returned as it is: package article reads the character set out of the content.
func decode(raw []byte, kind string) []byte {
	media, parameters, err := mime.ParseMediaType(kind)
	if err != nil || !strings.HasPrefix(media, "text/") && !strings.HasSuffix(media, "xml") || utf8.Valid(raw) {
		return raw
	}
	set, name := charset.Lookup(parameters["charset"])
	if set == nil || name == "utf-8" {
		return raw
	}
	text, err := set.NewDecoder().Bytes(raw)
	if err != nil || strings.ContainsRune(string(text), utf8.RuneError) {
		return raw
	}
	return text
}
