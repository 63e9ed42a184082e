package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"lede/internal/added"
)

// feed is a feed that was read.
type feed struct {
	title, site, lang string
	every             time.Duration // how often its site wants it to be asked; 0 if it does not say
	items             []item        // in its order
	all               int           // how many items it has
}

// item is an item of a feed.
type item struct {
	added.Item
	key     string // its own id, or its link, or a digest of its title
	version string // of everything that the feed says of it
}

// Bounds of what is taken from a feed, in characters.
const (
	maxTitle    = 300
	maxKeywords = 8
	maxKeyword  = 40
	maxLink     = 2048
)

// errNoFeed is the cause of an error about what is no feed.
var errNoFeed = errors.New("feeds: this is no feed")

// parse reads a feed: RSS, Atom or JSON Feed. address is where it was found, to which its links are relative. The error is a
// *fetch.Error.
func parse(raw []byte, address string) (read feed, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			read, err = feed{}, unread(address, fmt.Errorf("panic: %v", cause))
		}
	}()
	if hasTooMany(raw) {
		return feed{}, refuse("The feed of %s has more than %d items, more than I read.", hostOf(address), mostItems)
	}
	if utf8.Valid(raw) { // package fetch has decoded it, whatever the feed says of its character set
		raw = declaration.ReplaceAll(raw, []byte("$1"))
	}
	found, err := gofeed.NewParser().Parse(bytes.NewReader(raw))
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		e := refuse("There is no feed at %s.", hostOf(address))
		e.Err = errNoFeed
		return feed{}, e
	}
	if err != nil {
		return feed{}, unread(address, err)
	}
	base, err := url.Parse(address)
	if err != nil {
		return feed{}, unread(address, err)
	}
	return newFeed(found, base, ttl(raw)), nil
}

// mostItems is how many items a feed may have. Package gofeed reads all of them, 100,000 in 16 s.
const mostItems = 5000

// itemMark is in each item of an RSS or Atom feed once.
var itemMark = regexp.MustCompile(`<(?:[\w-]+:)?(?:item|entry)[\s/>]`)

// mostObjects is how many objects a JSON Feed may have: items, their authors and attachments.
const mostObjects = 4 * mostItems

func hasTooMany(raw []byte) bool {
	isJSON := bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{"))
	return len(itemMark.FindAllIndex(raw, mostItems+1)) > mostItems || isJSON && bytes.Count(raw, []byte("{")) > mostObjects
}

// declaration is the beginning of XML with the name of its character set.
var declaration = regexp.MustCompile(`^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']`)

func unread(address string, cause error) error {
	e := refuse("The feed of %s is damaged.", hostOf(address))
	e.Err = cause
	return e
}

func newFeed(found *gofeed.Feed, base *url.URL, every time.Duration) feed {
	out := feed{title: plain(found.Title), lang: found.Language, every: every, all: len(found.Items)}
	out.site = webLink(base, found.Link)
	if site, err := url.Parse(out.site); err == nil && site.Host != "" && found.FeedType == "rss" {
		base = site // the links of RSS are relative to the site
	}
	chinese := isChinese(found)
	for _, i := range found.Items[:min(len(found.Items), maxItems)] {
		if i != nil {
			out.items = append(out.items, newItem(i, base, out.lang, chinese))
		}
	}
	return out
}

func newItem(i *gofeed.Item, base *url.URL, lang string, chinese bool) item {
	link := webLink(base, i.Link)
	if link == "" && strings.HasPrefix(i.GUID, "http") {
		link = webLink(base, i.GUID)
	}
	text := i.Content
	if len(i.Description) > len(text) {
		text = i.Description
	}
	out := item{Item: added.Item{Title: plain(i.Title), Link: link, Lang: lang, Published: published(i, chinese), HTML: withoutCredit(marked(text))}}
	for _, a := range i.Authors {
		if a != nil && out.Author == "" {
			out.Author = plain(a.Name)
		}
	}
	for _, c := range i.Categories {
		if c = plain(c); c != "" && utf8.RuneCountInString(c) <= maxKeyword && len(out.Keywords) < maxKeywords {
			out.Keywords = append(out.Keywords, c)
		}
	}
	out.key = i.GUID
	if out.key == "" {
		out.key = link
	}
	if out.key == "" {
		out.key = digest(out.Title)
	}
	out.version = digest(out.Title, link, text, i.Updated, i.Published)
	return out
}

// webLink returns a link of a feed as an absolute http(s) address; "" for any other.
func webLink(base *url.URL, link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || link == "" {
		return ""
	}
	u = base.ResolveReference(u)
	if out := u.String(); (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && len(out) <= maxLink {
		return out
	}
	return ""
}

// plain returns a text of a feed, which may be marked up, as a plain line.
func plain(text string) string {
	if strings.ContainsAny(text, "<&") {
		var b strings.Builder
		z := html.NewTokenizer(strings.NewReader(text))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind == html.TextToken {
				b.Write(z.Text())
			}
		}
		text = html.UnescapeString(b.String())
	}
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if utf8.RuneCountInString(text) > maxTitle {
		text = string([]rune(text)[:maxTitle])
	}
	return strings.ToValidUTF8(text, "")
}

var (
	tag       = regexp.MustCompile(`<[a-zA-Z/!]`)
	blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)
)

// marked returns a text of an item as HTML. Texts without any markup have blank lines between their paragraphs.
func marked(text string) string {
	if tag.MatchString(text) || text == "" {
		return text
	}
	text = strings.ReplaceAll(text, "<", "&lt;")
	return "<p>" + blankLine.ReplaceAllString(text, "</p><p>") + "</p>"
}

// credit is the line that WordPress adds to the text of each item.
var credit = regexp.MustCompile(`(?i)<p>\s*(?:The post|The article|文章)\s*<a [^>]*>[^<]*</a>\s*(?:appeared first on|最先出现在|首先出现在)\s*<a [^>]*>[^<]*</a>[.。]?\s*</p>`)

func withoutCredit(text string) string { return credit.ReplaceAllString(text, "") }

var ttlElement = regexp.MustCompile(`<ttl>\s*([0-9]{1,6})\s*</ttl>`)

// ttl returns how many minutes an RSS feed wants to be kept; 0 if it does not say.
func ttl(raw []byte) time.Duration {
	m := ttlElement.FindSubmatch(raw[:min(len(raw), 10_000)])
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return 0
	}
	return time.Duration(n) * time.Minute
}

// isChinese reports whether a feed is in Chinese: it says so, or its title or its first item's has Chinese characters.
func isChinese(f *gofeed.Feed) bool {
	text := f.Title
	if len(f.Items) > 0 && f.Items[0] != nil {
		text += f.Items[0].Title
	}
	return strings.HasPrefix(strings.ToLower(f.Language), "zh") || strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// chinaTime is the zone that "CST" names in a Chinese feed. In others it is that of Chicago, as package gofeed reads it.
var chinaTime = time.FixedZone("CST", 8*3600)

// fromChicago is how much later it is in Chicago when it is an hour there that it was in China.
const fromChicago = 14 * time.Hour

var offset = regexp.MustCompile(`([+-])([01][0-9]):?([0-5][0-9])$`)

// published returns when an item was published, in the zone that its feed writes; zero if that is not known.
func published(i *gofeed.Item, chinese bool) time.Time {
	at, text := i.PublishedParsed, strings.TrimSpace(i.Published)
	if at == nil {
		at, text = i.UpdatedParsed, strings.TrimSpace(i.Updated)
	}
	if at == nil || at.Year() < 1990 {
		return time.Time{}
	}
	if strings.HasSuffix(text, " CST") && chinese {
		return at.Add(-fromChicago).In(chinaTime)
	}
	if m := offset.FindStringSubmatch(text); m != nil {
		hours, _ := strconv.Atoi(m[1] + m[2])
		minutes, _ := strconv.Atoi(m[1] + m[3])
		return at.In(time.FixedZone("", hours*3600+minutes*60))
	}
	return *at
}
