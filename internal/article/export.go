package article

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"lede/internal/lazyregexp"
)

// maxExportDepth is how far below the top of a JSON file the list of articles may be.
const maxExportDepth = 6

// readExport reads what programs to read later, to make notes or to follow feeds write: JSON with a list of articles
// that carry their texts. Each is an article.
func (d *draft) readExport(raw []byte) {
	d.tryRead(func() {
		text := d.decode(raw, false)
		d.spendJSON(text)
		links := 0
		if err := d.values(text, func(v any) { d.exported(v, maxExportDepth, &links) }); err != nil {
			d.refuse("is not JSON that can be read: "+err.Error(), "export it again")
			return
		}
		switch {
		case len(d.parts) > 0:
		case links > 0:
			d.refuse("lists articles without their texts", "export the articles with their texts, or save the pages themselves")
		default:
			d.refuse("is JSON without articles in it", "take it out of the folder, or paste the text into a .txt file")
		}
	})
}

// values calls f with each value of a JSON text. Where there is one a line, lines that cannot be read are left out, with a warning; else
// the error names the line.
func (d *draft) values(text string, f func(v any)) error {
	decoder := decoderOf(text)
	for n := 0; ; n++ {
		var v any
		err := decoder.Decode(&v)
		read := int(decoder.InputOffset())
		switch {
		case err == nil:
			f(v)
		case err == io.EOF && n > 0:
			return nil
		case n > 0 || strings.EqualFold(path.Ext(d.Path), ".jsonl"):
			read += len(text[read:]) - len(strings.TrimLeft(text[read:], " \t\r\n"))
			return d.valuesOfLines(text[read:], 1+strings.Count(text[:read], "\n"), f)
		default:
			return atLine(text, err)
		}
	}
}

// decoderOf returns a decoder of the values of a JSON text, which leaves numbers as they are written.
func decoderOf(text string) *json.Decoder {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return decoder
}

// maxNamedLines is how many lines that cannot be read have a warning of their own, so that a list of problems stays readable.
const maxNamedLines = 5

// valuesOfLines calls f with the JSON value of each line. It returns an error if none has one. first is the number of the first line.
func (d *draft) valuesOfLines(text string, first int, f func(v any)) (failed error) {
	values, left := 0, 0
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var v any
		err := decoderOf(line).Decode(&v)
		if err == nil {
			f(v)
			values++
			continue
		}
		failed = err
		if left++; left <= maxNamedLines {
			d.problem(first+i, Warning, "is not JSON that can be read, and is left out: "+err.Error(), "mend the line, or export it again")
		}
	}
	if left > maxNamedLines {
		d.problem(0, Warning, fmt.Sprintf("%d more lines are not JSON that can be read, and are left out", left-maxNamedLines), "export it again")
	}
	if values > 0 || len(d.parts) > 0 {
		return nil
	}
	return failed
}

// atLine adds the number of the line to an error of a JSON text.
func atLine(text string, err error) error {
	at := len(text)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = min(at, int(syntax.Offset))
	}
	return fmt.Errorf("line %d: %w", 1+strings.Count(text[:at], "\n"), err)
}

// Names of what exports hold, in the order in which they count, in small letters without "_" and "-".
var exportKeys = map[string][]string{
	"page":      {"contenthtml", "htmlcontent", "readablecontent", "html", "content", "body", "summary"},
	"text":      {"contenttext", "text", "fulltext", "plaintext", "contenttxt", "markdown", "articlebody", "正文", "内容", "內容", "全文"},
	"title":     {"title", "resolvedtitle", "giventitle", "headline", "name", "标题", "標題"},
	"source":    {"originalurl", "sourceurl", "resolvedurl", "givenurl", "canonicalurl", "url", "link", "externalurl", "href", "canonical", "alternate", "链接", "連結", "网址", "網址", "原文链接"},
	"outlet":    {"sitename", "site", "publisher", "domainname", "publication", "feedtitle", "origin", "来源", "來源", "媒体", "媒體"},
	"published": {"datepublished", "publisheddate", "publishedat", "published", "publishdate", "pubdate", "publicationdate", "datetime", "date", "日期", "发布日期", "發佈日期", "发布时间", "發佈時間", "时间"},
	"author":    {"author", "authors", "byline", "creator", "publishedby", "作者"},
	"tags":      {"tags", "labels", "keywords", "categories", "标签", "標籤", "关键词"},
	"lang":      {"language", "lang"},
}

// exported looks for articles in a value and takes them.
func (d *draft) exported(v any, depth int, links *int) {
	if depth < 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			d.exported(item, depth-1, links)
		}
	case map[string]any:
		if d.item(foldKeys(v), links) {
			return
		}
		for _, key := range sortedKeys(v) {
			switch inner := v[key].(type) {
			case []any, map[string]any:
				d.exported(inner, depth-1, links)
			}
		}
	}
}

func foldKeys(v map[string]any) map[string]any {
	out := make(map[string]any, len(v))
	for key, value := range v {
		out[strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(key))] = value
	}
	return out
}

// item takes an object if it is an article: a title or a link, and a text. It reports whether it is one, or would be
// with a text.
func (d *draft) item(v map[string]any, links *int) bool {
	if inner, ok := v["content"].(map[string]any); ok { // Karakeep: the page and its address
		for key, value := range foldKeys(inner) {
			if _, has := v[key]; !has {
				v[key] = value
			}
		}
	}
	title, source := exportText(v, "title"), webURL(exportText(v, "source"))
	page, text := exportText(v, "page"), exportText(v, "text")
	if notes := highlights(v); page == "" && text == "" {
		text = notes
	}
	if title == "" && source == "" {
		return false
	}
	if len(page)+len(text) == 0 {
		if source != "" {
			*links++
		}
		return source != ""
	}
	p := d.part()
	p.Title, p.URL, p.siteName = clean(html.UnescapeString(title)), source, exportText(v, "outlet")
	p.Author, p.Lang = clean(strings.Join(exportTexts(v, "author"), ", ")), normalLanguage(exportText(v, "lang"))
	p.Tags = exportTexts(v, "tags")
	p.exportDay(exportText(v, "published"))
	switch {
	case text == "" && isMarkup.MatchString(page):
		p.withFallback(func() { p.fragmentPage(page) }, func() { p.textWithoutTags(page) })
	case isMarkup.MatchString(page) && len(page) > len(text):
		p.withFallback(func() { p.fragmentPage(page) }, func() { p.textWithoutTags(page) })
	default:
		if text == "" {
			text = page
		}
		p.spendText(text)
		p.withFallback(func() { p.markdown(text) }, func() { p.plain(text) })
	}
	if len(p.paragraphs) == 0 {
		d.dropPart()
	}
	return true
}

var isMarkup = lazyregexp.New(`(?i)<(?:p|div|br|h[1-6]|span|article|section|ul|blockquote)\b`)

// highlights returns what somebody marked in an article, a paragraph each.
func highlights(v map[string]any) string {
	list, _ := v["highlights"].([]any)
	var out []string
	for _, h := range list {
		switch h := h.(type) {
		case string:
			out = append(out, h)
		case map[string]any:
			if text := exportText(foldKeys(h), "text"); text != "" {
				out = append(out, text)
			} else if quote, ok := h["quote"].(string); ok {
				out = append(out, quote)
			}
		}
	}
	return strings.Join(out, "\n\n")
}

// exportText returns the first text that an object has under one of the names of a key.
func exportText(v map[string]any, key string) string {
	for _, name := range exportKeys[key] {
		switch value := v[name].(type) {
		case string:
			if strings.TrimSpace(value) != "" {
				return value
			}
		case json.Number:
			return value.String()
		case map[string]any: // {"rendered": "…"}, {"content": "…"}
			if text := innerText(value); text != "" {
				return text
			}
		case []any: // [{"href": "…"}]
			if len(value) > 0 {
				if first, ok := value[0].(map[string]any); ok && innerText(first) != "" {
					return innerText(first)
				}
			}
		}
	}
	return ""
}

// innerText returns the text of an object that represents one.
func innerText(v map[string]any) string {
	for _, name := range []string{"rendered", "content", "name", "value", "href", "title"} {
		if text, ok := v[name].(string); ok && text != "" {
			return text
		}
	}
	return ""
}

// exportTexts returns a list of texts, of objects with names, or the keys of an object.
func exportTexts(v map[string]any, key string) []string {
	for _, name := range exportKeys[key] {
		var out []string
		switch value := v[name].(type) {
		case string:
			if value = clean(value); value != "" && key == "tags" {
				out = splitTags(value)
			} else if value != "" {
				out = []string{value}
			}
		case []any:
			for _, item := range value {
				switch item := item.(type) {
				case string:
					out = append(out, clean(item))
				case map[string]any:
					if text := exportText(item, "title"); text != "" {
						out = append(out, clean(text))
					} else if text, ok := item["label"].(string); ok {
						out = append(out, clean(text))
					}
				}
			}
		case map[string]any:
			if text, ok := value["name"].(string); ok {
				out = []string{clean(text)}
			} else {
				out = sortedKeys(value)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// exportDay takes a day, or seconds or milliseconds since 1970.
func (d *draft) exportDay(text string) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && n > 1e8 {
		if n > 1e11 {
			n /= 1000
		}
		day := time.Unix(n, 0).UTC()
		if day.Year() < 2200 {
			d.Published = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
		}
		return
	}
	d.pageDate(text)
}

// linkList returns which program wrote a page that is a list of links, as bookmarks are exported.
func linkList(text string) (program string, ok bool) {
	head := text[:min(len(text), 4000)]
	switch {
	case strings.Contains(head, "NETSCAPE-Bookmark-file"):
		return "a browser", true
	case exportTitle.MatchString(head):
		m := exportTitle.FindStringSubmatch(head)
		return fmt.Sprintf("%.20s", m[1]), true
	}
	return "", false
}

// exportTitle is the title of the pages that Pocket and Instapaper export.
var exportTitle = lazyregexp.New(`(?i)<title>\s*(pocket|instapaper)(?:\s*:)?\s+export\s*</title>`)
