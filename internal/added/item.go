package added

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"lede/internal/article"
	"lede/internal/fetch"
	"lede/internal/state"
)

// Item is an article as a feed gives it.
type Item struct {
	Title     string
	Link      string // of its page
	Author    string
	Outlet    string // title of the feed
	Lang      string // of the feed; "" if it does not say
	Published time.Time
	Tags      []string // of whoever tracks the feed
	Keywords  []string // of the item
	HTML      string   // what the feed has of its text
}

// exportedItem is an item in the form of the exports that package article reads.
type exportedItem struct {
	Title  string   `json:"title"`
	URL    string   `json:"url"`
	Site   string   `json:"site_name"`
	Author string   `json:"author"`
	Lang   string   `json:"language"`
	Tags   []string `json:"tags"`
	HTML   string   `json:"content_html"`
}

// OfFeed reads the text that a feed has of an item. The error is ErrNoText if it has none.
func OfFeed(i Item) (article.Article, error) {
	exported := exportedItem{i.Title, i.Link, i.Outlet, i.Author, i.Lang, i.Keywords, "<div>" + i.HTML + "</div>"}
	raw, err := json.Marshal([]exportedItem{exported})
	if err != nil {
		return article.Article{}, err
	}
	read, err := readFile("item.json", raw, time.Time{})
	if err != nil {
		return article.Article{}, err
	}
	return i.complete(read.Article), nil
}

// OfPage reads the page of an item. What the page does not say is the feed's. The errors are those of Read.
func OfPage(page fetch.Page, i Item, now time.Time) (article.Article, error) {
	read, err := readPage(page, now)
	if err != nil {
		return article.Article{}, err
	}
	return i.complete(read.Article), nil
}

// complete adds what a feed says of an item to its article.
func (i Item) complete(a article.Article) article.Article {
	if i.Title != "" {
		a.Title = i.Title // without the name of the site, which pages add
	}
	if isFrontPage(a.URL) && !isFrontPage(i.Link) {
		a.URL = i.Link // some sites name their front page as the address of every page
	}
	if a.Author == "" {
		a.Author = i.Author
	}
	if a.Outlet == "" {
		a.Outlet = i.Outlet
	}
	if !i.Published.IsZero() && (a.Published.IsZero() || a.Inferred) {
		y, m, d := i.Published.Date() // the day at the place of the source
		a.Published, a.Inferred = time.Date(y, m, d, 0, 0, 0, 0, time.UTC), false
	}
	a.Tags = withTags(i.Tags, a.Tags...)
	return a
}

// isFrontPage reports whether an address is that of a site, or none.
func isFrontPage(address string) bool {
	place := article.Place(address)
	return place == "" || !strings.ContainsAny(strings.TrimPrefix(place, siteOf(address)), "/?")
}

// withTags returns tags with further ones behind them, each once.
func withTags(tags []string, more ...string) []string {
	out := slices.Clone(tags)
	for _, tag := range more {
		if !slices.ContainsFunc(out, func(known string) bool { return strings.EqualFold(known, tag) }) {
			out = append(out, tag)
		}
	}
	return out
}

// NewArticle returns an article as it is kept. Its file does not exist yet.
func NewArticle(a article.Article, now time.Time) state.Article {
	id := state.NewID()
	d := state.Draft{ID: id, At: now, Name: fileNameOf(a.Title, id)}
	return state.Article{ID: id, Path: placeOf(d), Link: link(a.URL), Content: Markdown(a)}
}

// ReadKept returns an article as its kept content has it.
func ReadKept(a state.Article) article.Article {
	return parsed(a.Path, a.Content)
}

func parsed(path, content string) article.Article {
	read, _ := article.ReadAll(article.File{Path: path, Raw: []byte(content)})
	return read[0]
}

// GoneTag marks an article that its site has deleted.
const GoneTag = "deleted-at-source"

// Marked returns an article with the tag of those that their site has deleted, or without it.
func Marked(a article.Article, gone bool) article.Article {
	a.Tags = slices.DeleteFunc(slices.Clone(a.Tags), func(tag string) bool { return tag == GoneTag })
	if gone {
		a.Tags = append(a.Tags, GoneTag)
	}
	return a
}
