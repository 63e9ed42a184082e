package feeds

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/internal/fetch"
)

// Found is a feed that Find found.
type Found struct {
	URL    string
	Title  string // never empty
	Site   string // web address; "" if the feed names none
	Items  int    // how many it has
	Newest []FoundItem
}

// FoundItem is an item of a feed that was found.
type FoundItem struct {
	Title, Link string
	Published   time.Time // zero if unknown
}

// maxNewest is how many items of a feed Find returns.
const maxNewest = 5

// maxLinked is how many feeds that a page links to are tried.
const maxLinked = 5

// wellKnown are paths at which sites have feeds, those of the commonest programs first.
var wellKnown = []string{"/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json"}

// findTime is how long Find looks for a feed.
const findTime = 45 * time.Second

// Find returns the feed at an address: that of the feed itself, or of a page of its site. The error is a *fetch.Error unless
// ctx was cancelled.
func (t *Tracker) Find(ctx context.Context, address string) (Found, error) {
	within, cancel := context.WithTimeout(ctx, findTime)
	defer cancel()
	found, err := t.find(within, address)
	if within.Err() != nil && ctx.Err() == nil {
		err = refuse("I found no feed at %s. If the site has one, give the address of the feed itself.", hostOf(address))
	}
	return found, err
}

func (t *Tracker) find(ctx context.Context, address string) (Found, error) {
	page, err := t.look(ctx, address)
	if err != nil {
		return Found{}, err
	}
	found, err := readFound(page)
	if !errors.Is(err, errNoFeed) {
		return found, err
	}
	base, err := url.Parse(page.URL)
	if err != nil {
		return Found{}, err
	}
	tries := linkedFeeds(page.Raw, base)
	for _, path := range wellKnown {
		tries = append(tries, base.ResolveReference(&url.URL{Path: path}).String())
	}
	for _, try := range tries {
		if page, err := t.look(ctx, try); err == nil {
			if found, err := readFound(page); err == nil {
				return found, nil
			}
		}
		if ctx.Err() != nil {
			return Found{}, ctx.Err()
		}
	}
	return Found{}, refuse("I found no feed at %s. If the site has one, give the address of the feed itself.", hostOf(address))
}

// look opens an address that may be a feed's. A host that asked to be left alone is an error for the reader.
func (t *Tracker) look(ctx context.Context, address string) (fetch.Page, error) {
	page, err := t.get(ctx, fetch.Request{Address: address, Accept: feedTypes, MaxBytes: maxFeed}, false)
	var blocked *blockedError
	if errors.As(err, &blocked) {
		return page, refuse("%s asks to be left alone for a while; try again later.", hostOf(address))
	}
	return page, err
}

func readFound(page fetch.Page) (Found, error) {
	read, err := parse(page.Raw, page.URL)
	if err != nil {
		return Found{}, err
	}
	out := Found{URL: page.URL, Title: read.title, Site: read.site, Items: read.all}
	if out.Title == "" {
		out.Title = hostOf(page.URL)
	}
	items := slices.Clone(read.items)
	slices.SortStableFunc(items, func(a, b item) int { return b.Published.Compare(a.Published) })
	for _, i := range items[:min(len(items), maxNewest)] {
		out.Newest = append(out.Newest, FoundItem{i.Title, i.Link, i.Published})
	}
	return out, nil
}

// linkedFeeds returns the addresses of the feeds that a page links to in its head. Feeds of comments come last.
func linkedFeeds(raw []byte, base *url.URL) []string {
	var feeds, comments []string
	z := html.NewTokenizer(strings.NewReader(string(raw)))
	for kind := z.Next(); kind != html.ErrorToken && len(feeds) < maxLinked; kind = z.Next() {
		token := z.Token()
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken || token.DataAtom != atom.Link {
			continue
		}
		address, title, ok := alternate(token, base)
		switch {
		case !ok:
		case strings.Contains(strings.ToLower(address+title), "comment") || strings.Contains(title, "评论"):
			comments = append(comments, address)
		default:
			feeds = append(feeds, address)
		}
	}
	all := append(feeds, comments...)
	return all[:min(len(all), maxLinked)]
}

// alternate returns the address and the title of a link element, if it is one to a feed.
func alternate(token html.Token, base *url.URL) (address, title string, ok bool) {
	values := map[string]string{}
	for _, a := range token.Attr {
		values[a.Key] = a.Val
	}
	kind := strings.ToLower(values["type"])
	isFeed := strings.Contains(kind, "rss") || strings.Contains(kind, "atom") || strings.Contains(kind, "feed+json")
	address = webLink(base, values["href"])
	return address, values["title"], isFeed && address != "" && slices.Contains(strings.Fields(strings.ToLower(values["rel"])), "alternate")
}
