package feeds

import (
	"context"
	"errors"
	"net/http"
	"time"

	"lede/internal/fetch"
	"lede/internal/state"
)

// feedTypes are the media types of feeds.
const feedTypes = "application/feed+json,application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"

// maxFeed is how large a feed may be, in bytes. The largest of podcasts, with thousands of items, have 5 MB.
const maxFeed = 6 << 20

// visit is one visit of a feed.
type visit struct {
	*Tracker
	feed  state.Feed
	pages int  // that were opened
	news  bool // an article was added or revised
	left  bool // items are left for the next visit, which comes soon
	retry bool // the page of an item could not be opened just now
}

// run asks for the feed and takes what is new. The error is the context's or the state's; what is wrong with the feed is
// stored.
func (v *visit) run(ctx context.Context) error {
	page, err := v.get(ctx, fetch.Request{Address: v.feed.URL, Accept: feedTypes, ETag: v.feed.ETag, Modified: v.feed.Modified, MaxBytes: maxFeed}, false)
	if err == nil && !page.Unchanged {
		err = v.take(ctx, page)
	}
	if err == nil {
		err = v.recheck(ctx)
	}
	var blocked *blockedError
	switch {
	case err == nil:
		return v.succeeded(ctx, page)
	case errors.As(err, &blocked):
		v.feed.Next = blocked.until
		return v.state.Visited(ctx, v.feed)
	case fetchError(err) != nil:
		return v.failed(ctx, fetchError(err))
	}
	return err
}

// take makes articles of the feed's new items.
func (v *visit) take(ctx context.Context, page fetch.Page) error {
	select {
	case v.parsing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	read, err := parse(page.Raw, page.URL)
	<-v.parsing
	if err != nil {
		return err
	}
	v.feed.Every = read.every
	if read.title != "" {
		v.feed.Title = read.title
	}
	if err := v.collect(ctx, read); err != nil {
		return err
	}
	v.feed.ETag, v.feed.Modified = page.ETag, page.Modified
	if v.left || v.retry { // the same items are needed again
		v.feed.ETag, v.feed.Modified = "", ""
	}
	if page.Moved {
		v.feed.URL = page.URL
	}
	return nil
}

// succeeded stores that the feed was read.
func (v *visit) succeeded(ctx context.Context, page fetch.Page) error {
	now := v.Now()
	v.feed.Succeeded, v.feed.FailingSince, v.feed.Failures, v.feed.Problem = now, time.Time{}, 0, ""
	v.feed.Next = now.Add(v.interval(page.MaxAge))
	if v.left {
		v.feed.Next = now.Add(v.Least)
	}
	return v.state.Visited(ctx, v.feed)
}

// interval returns the time to the next visit: what the feed asks for, and not before its last answer is stale.
func (v *visit) interval(fresh time.Duration) time.Duration {
	every := time.Duration(v.every.Load())
	if v.feed.Every > 0 {
		every = v.feed.Every
	}
	return min(max(every, fresh, v.Least), mostEvery)
}

// failed stores that the feed was not read. The time to the next try doubles with each one; a feed that fails for days, or
// that its server says is gone, is not visited any more.
func (v *visit) failed(ctx context.Context, e *fetch.Error) error {
	now := v.Now()
	v.feed.Failures++
	if v.feed.FailingSince.IsZero() {
		v.feed.FailingSince = now
	}
	v.feed.Problem = problemText(e)
	v.Log.Info("a feed was not read", "feed", v.feed.URL, "failures", v.feed.Failures, "err", e)
	if e.Status == http.StatusGone || v.feed.Failures >= mostFailed && now.Sub(v.feed.FailingSince) >= patience {
		err := v.state.GiveUp(ctx, v.feed, state.Entry{At: now, Action: state.GaveUp, Subject: v.feed.Title})
		if errors.Is(err, state.ErrNone) {
			return nil // an editor paused or removed it meanwhile
		}
		return err
	}
	wait := v.interval(0) << min(v.feed.Failures, 10)
	v.feed.Next = now.Add(max(min(wait, mostBackOff), e.RetryAfter))
	return v.state.Visited(ctx, v.feed)
}
