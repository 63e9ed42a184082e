package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"lede/internal/added"
	"lede/internal/config"
	"lede/internal/corpus"
	"lede/internal/feeds"
	"lede/internal/fetch"
	"lede/internal/state"
)

// indexer makes a folder follow the state, and the index follow the folder.
type indexer struct {
	corpus *corpus.Corpus // nil where another process does that: editors' decisions are rows of the state then
	added  *added.Articles
	feeds  *feeds.Tracker
	state  *state.State
	log    *slog.Logger

	failed atomic.Pointer[string] // what the last completion of what editors decided failed with
}

// agentName is the program's name to the sites that are read, also in their robots.txt.
const agentName = "Lede"

// pace is how fast feeds are visited; zero values are the defaults of package feeds.
type pace struct{ every, least, pause time.Duration }

func (e *env) newIndexer(c config.Config, s *state.State, folder *corpus.Corpus, log *slog.Logger) *indexer {
	fetcher := fetch.New(e.fetchOptions(c))
	articles := &added.Articles{State: s, Corpus: folder, Fetch: fetcher, Now: time.Now, MaxBytes: c.MaxFileSize, Remote: func() bool { return folder == nil }}
	tracker := feeds.New(feeds.Options{Articles: articles, Fetch: fetcher, Now: e.clock, Log: log, Agent: agentName,
		Every: e.feedsEvery(c), Least: e.pace.least, Pause: e.pace.pause})
	return &indexer{corpus: folder, added: articles, feeds: tracker, state: s, log: log}
}

// openIndexer opens what fills the index on a cluster.
func (e *env) openIndexer(c config.Config, a *app) (*indexer, error) {
	folder, err := corpus.OpenExclusive(corpus.Options{Dir: c.Corpus, MaxFileSize: c.MaxFileSize, Log: a.log, Now: e.now, Open: e.opener(c)})
	if err != nil {
		return nil, err
	}
	return e.newIndexer(c, a.state, folder, a.log), nil
}

// follow returns the work of keeping the index equal to the folder until the context ends. What editors decided before the last end of
// the program is completed first.
func (e *env) follow(ctx context.Context, x *indexer) func() {
	return func() {
		_ = x.complete(ctx, x.added.Settle) // before the first sweep, which then finds its files; an error is logged
		var group sync.WaitGroup
		group.Go(func() { x.corpus.Watch(ctx) })
		group.Go(func() {
			defer e.showProgress(x.corpus)()
			x.corpus.WaitComplete(ctx)
		})
		group.Wait()
	}
}

// tend does until the context ends what one process does at a time: it completes what editors decided in any process, and visits the
// tracked feeds.
func (x *indexer) tend(ctx context.Context) {
	var group sync.WaitGroup
	group.Go(func() { x.completeAgain(ctx) })
	group.Go(func() {
		x.corpus.WaitComplete(ctx) // so that no article is added that is there already
		x.feeds.Run(ctx)
	})
	group.Wait()
}

// The waits between two looks for what editors decided. They double with each failure.
const (
	settleEvery = time.Second
	lastSettle  = 10 * time.Minute
)

// completeAgain completes what editors decided, again and again: commands beside the bot, and processes that have no folder, leave that
// to this one.
func (x *indexer) completeAgain(ctx context.Context) {
	for wait := settleEvery; ctx.Err() == nil; {
		switch err := x.complete(ctx, x.followState); {
		case err == nil || errors.Is(err, state.ErrAway):
			wait = settleEvery
		default:
			wait = min(2*wait, lastSettle)
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// followState makes the folder and the index follow the state, if it is ahead of them.
func (x *indexer) followState(ctx context.Context) error {
	left, err := x.state.Unsettled(ctx)
	if err != nil || !left {
		return err
	}
	return x.added.Follow(ctx)
}

// complete calls f and logs its error, if it is another one than the last time.
func (x *indexer) complete(ctx context.Context, f func(ctx context.Context) error) error {
	err := f(ctx)
	text := fmt.Sprint(err)
	if before := x.failed.Swap(&text); err != nil && ctx.Err() == nil && (before == nil || *before != text) {
		x.log.Error("what editors added or took out is not in the folder yet; it is tried again", "err", err)
	}
	return err
}
