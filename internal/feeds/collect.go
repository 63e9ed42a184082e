package feeds

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"lede/internal/added"
	"lede/internal/article"
	"lede/internal/fetch"
	"lede/internal/state"
)

// Bounds of one visit. What is left waits for the next one.
const (
	maxItems = 200 // of a feed, the first ones; feeds of sites have 10 to 50
	maxPages = 20
	maxTries = 5 // to open the page of an item
)

// collect makes articles of the new items of a feed, and revises those of changed ones.
func (v *visit) collect(ctx context.Context, read feed) error {
	items := read.items[:min(len(read.items), maxItems)]
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = itemID(v.feed.ID, it.key)
	}
	known, err := v.state.FeedItems(ctx, v.feed.ID, ids)
	if err != nil {
		return err
	}
	for i, it := range items {
		before, seen := known[ids[i]]
		if !seen {
			before = state.FeedItem{ID: ids[i], Feed: v.feed.ID, At: v.Now()}
		} else if before.Version == it.version && (before.Tries == 0 || before.Tries >= maxTries) {
			continue
		}
		known[ids[i]] = before // an id that comes twice is one item
		if err := v.item(ctx, it, before); err != nil {
			return err
		}
	}
	return nil
}

// itemID returns the id of an item, which is the same at every visit.
func itemID(feed, key string) string { return digest(feed, key) }

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// reading is what was read of an item.
type reading struct {
	article article.Article
	ofPage  bool       // of its page; else of the feed
	page    fetch.Page // the page that was opened; the zero Page if none was
	later   bool       // the page could not be opened just now
}

// item reads an item that is new, has changed, or whose page could not be opened before.
func (v *visit) item(ctx context.Context, it item, i state.FeedItem) error {
	it.Tags, it.Outlet = v.feed.Tags, v.feed.Title
	i.Link, i.Place = it.Link, article.Place(it.Link)
	if i.Article == "" {
		here, err := v.isHere(ctx, i.Place)
		if err != nil {
			return err
		}
		if here {
			i.Version, i.Tries = it.version, 0
			return v.state.SaveItem(ctx, i)
		}
	}
	if v.pages >= maxPages && it.Link != "" {
		v.left = true
		return nil
	}
	r, err := v.read(ctx, it.Item)
	tries := i.Tries + 1
	v.retry = v.retry || r.later && tries < maxTries
	switch {
	case errors.Is(err, added.ErrNoText):
		i.Version, i.Tries = it.version, 0
		if r.later {
			i.Tries = tries
		}
		return v.state.SaveItem(ctx, i)
	case err != nil:
		return err
	}
	if r.later && i.Article != "" && i.OfPage { // what there is is better than the feed's teaser
		i.Version, i.Tries = it.version, tries
		return v.state.SaveItem(ctx, i)
	}
	i.Version, i.OfPage, i.ETag, i.Modified, i.Tries = it.version, r.ofPage, r.page.ETag, r.page.Modified, 0
	i.Recheck = nextRecheck(i, v.Now())
	if r.later {
		i.Tries = tries
	}
	if i.Article == "" {
		return v.add(ctx, i, r)
	}
	return v.revise(ctx, i, r.article)
}

// add makes an article of an item, unless its page is an article already.
func (v *visit) add(ctx context.Context, i state.FeedItem, r reading) error {
	i.Place = article.Place(r.article.URL)
	here, err := v.isHere(ctx, i.Place)
	if err != nil {
		return err
	}
	if here {
		i.Recheck = time.Time{}
		return v.state.SaveItem(ctx, i)
	}
	err = v.state.KeepItem(ctx, i, added.NewArticle(r.article, v.Now()))
	if errors.Is(err, state.ErrNone) {
		return nil // another visit has made one
	}
	v.news = v.news || err == nil
	return err
}

// revise gives an item's article a new content, if it differs from the one that is kept.
func (v *visit) revise(ctx context.Context, i state.FeedItem, now article.Article) error {
	kept, err := v.state.Article(ctx, i.Article)
	if errors.Is(err, state.ErrNone) {
		return v.state.SaveItem(ctx, i)
	}
	if err != nil {
		return err
	}
	content := added.Markdown(now)
	if content == kept.Content {
		return v.state.SaveItem(ctx, i)
	}
	v.news = true
	return v.state.Revise(ctx, i, state.Revision{ID: state.NewID(), At: v.Now(), Article: kept.ID, Path: kept.Path, Content: content})
}

// isHere reports whether there is an article of a page already, in the state or in the corpus.
func (v *visit) isHere(ctx context.Context, place string) (bool, error) {
	if place == "" {
		return false, nil
	}
	linked, err := v.Articles.Corpus.Index.Linked(ctx, place)
	if err != nil || slices.ContainsFunc(linked, func(c *article.Card) bool { return !c.Derived }) {
		return err == nil, err
	}
	return v.state.HasPlace(ctx, place)
}

// wholeUnits is the length from which a feed's text of an item can be the whole article, in article.Units. Of teasers, 150
// words are a long one.
const wholeUnits = 150

// read reads an item: its text in the feed if that looks whole, else that of its page, whichever is longer. The error is
// added.ErrNoText if there is no text, or the context's.
func (v *visit) read(ctx context.Context, it added.Item) (reading, error) {
	own, ownErr := added.OfFeed(it)
	if it.Link == "" || ownErr == nil && article.Units(own.Text) >= wholeUnits && !isCut(own.Text) {
		return reading{article: own}, noText(ownErr)
	}
	v.pages++
	page, err := v.get(ctx, fetch.Request{Address: it.Link}, true)
	if ctx.Err() != nil {
		return reading{}, ctx.Err()
	}
	r := reading{article: own, later: isTemporary(err)}
	if err != nil {
		return r, noText(ownErr)
	}
	full, err := added.OfPage(page, it, v.Now())
	if err != nil || ownErr == nil && article.Units(full.Text) < article.Units(own.Text) {
		return r, noText(ownErr)
	}
	return reading{article: full, ofPage: true, page: page}, nil
}

// noText returns added.ErrNoText for any error.
func noText(err error) error {
	if err != nil {
		return added.ErrNoText
	}
	return nil
}

// isCut reports whether a text ends as teasers do.
func isCut(text string) bool {
	text = strings.TrimRight(text, " ]）)")
	return strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")
}

// isTemporary reports whether a page may be there the next time: its server was too busy, or could not be reached.
func isTemporary(err error) bool {
	var blocked *blockedError
	if errors.As(err, &blocked) {
		return true
	}
	e := fetchError(err)
	return e != nil && (e.Err != nil || e.Status >= 500 || e.Status == http.StatusTooManyRequests || e.Status == http.StatusRequestTimeout)
}

// rechecks are when an article's page is opened again, from when it was found on: most corrections come early.
var rechecks = []time.Duration{6 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour}

// nextRecheck returns when an item's page is opened again; zero for never.
func nextRecheck(i state.FeedItem, now time.Time) time.Time {
	for _, after := range rechecks {
		if at := i.At.Add(after); i.Link != "" && at.After(now) {
			return at
		}
	}
	return time.Time{}
}
