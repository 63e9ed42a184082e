package feeds

import (
	"context"
	"errors"
	"net/http"
	"time"

	"lede/internal/added"
	"lede/internal/article"
	"lede/internal/fetch"
	"lede/internal/state"
)

// A page that is not there is looked for again after a while; if it is away then, too, its article counts as deleted.
const (
	goneTwice = 2
	goneAgain = 6 * time.Hour
)

// recheck opens pages of the feed's articles again.
func (v *visit) recheck(ctx context.Context) error {
	if v.pages >= maxPages {
		return nil
	}
	due, err := v.state.RecheckItems(ctx, v.feed.ID, v.Now(), maxPages-v.pages)
	if err != nil {
		return err
	}
	for _, i := range due {
		if err := v.recheckItem(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

// recheckItem opens the page of an article again. One that has changed revises the article, if its text is the page's; one that
// is gone marks it.
func (v *visit) recheckItem(ctx context.Context, i state.FeedItem) error {
	page, err := v.get(ctx, fetch.Request{Address: i.Link, ETag: i.ETag, Modified: i.Modified}, true)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	i.Recheck = nextRecheck(i, v.Now())
	e := fetchError(err)
	switch {
	case e != nil && (e.Status == http.StatusNotFound || e.Status == http.StatusGone):
		return v.gone(ctx, i, e.Status)
	case err != nil:
		return v.state.SaveItem(ctx, i) // it is opened again the next time
	case page.Unchanged:
		return v.state.SaveItem(ctx, i)
	}
	return v.again(ctx, i, page)
}

// gone notes that an article's page is not there, and marks the article if that is certain.
func (v *visit) gone(ctx context.Context, i state.FeedItem, status int) error {
	i.Gone++
	if status != http.StatusGone && i.Gone < goneTwice {
		i.Recheck = v.Now().Add(goneAgain)
		return v.state.SaveItem(ctx, i)
	}
	kept, err := v.state.Article(ctx, i.Article)
	if errors.Is(err, state.ErrNone) {
		return v.state.SaveItem(ctx, i)
	}
	if err != nil {
		return err
	}
	i.Gone = goneTwice
	return v.revise(ctx, i, added.Marked(added.ReadKept(kept), true))
}

// keptShare is how much of its text a page must still have for that to be a correction. One with less shows a notice in its place:
// that it is for subscribers now, or asks for consent.
const keptShare = 0.3

// again reads a page that was opened again.
func (v *visit) again(ctx context.Context, i state.FeedItem, page fetch.Page) error {
	i.ETag, i.Modified, i.Gone = page.ETag, page.Modified, 0
	kept, err := v.state.Article(ctx, i.Article)
	if errors.Is(err, state.ErrNone) {
		return v.state.SaveItem(ctx, i)
	}
	if err != nil {
		return err
	}
	was := added.Marked(added.ReadKept(kept), false)
	if !i.OfPage {
		return v.revise(ctx, i, was)
	}
	known := added.Item{Title: was.Title, Author: was.Author, Outlet: was.Outlet, Tags: v.feed.Tags}
	if !was.Inferred {
		known.Published = was.Published
	}
	now, err := added.OfPage(page, known, v.Now())
	if err != nil || article.Units(now.Text) < keptShare*article.Units(was.Text) {
		return v.state.SaveItem(ctx, i)
	}
	return v.revise(ctx, i, now)
}
