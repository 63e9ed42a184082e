// Package feeds follows the sites that editors track. Find finds the feed of a page. A Tracker visits each feed when it is due: it
// asks for the feed unless it is unchanged, makes articles of new items (with the text of their page, where the feed has a teaser
// alone), and revises those that the source has changed. Pages are opened again for a week, so that a correction is followed, and
// an article that the source has deleted is marked; it stays.
//
// All requests go through package fetch, one at a time to a host with a pause in between; a redirect is the host's that sends it.
// What a visit finds is a row of package state before it is a file, and a visit can be repeated, or made by two processes at once: a
// program that ended within one loses nothing and doubles nothing. The clock is a parameter.
//
// 1,000 feeds that all have a story more, half of them on a page of its own, took 180 s and 38 s of processor time on two busy cores,
// with a heap of 236 MB; 1,000 in which nothing is new, 1.2 s and 0.7 s (TestLoad).
package feeds

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"lede/internal/added"
	"lede/internal/fetch"
	"lede/internal/state"
)

// Options configure a Tracker.
type Options struct {
	Articles *added.Articles
	Fetch    *fetch.Fetcher
	Now      func() time.Time                                 // nil for the system's clock
	Sleep    func(ctx context.Context, d time.Duration) error // nil for the system's clock
	Log      *slog.Logger                                     // nil for none
	Agent    string                                           // the program's name in a robots.txt
	Every    time.Duration                                    // between two visits of a feed that does not say how often; DefaultEvery if zero
	Least    time.Duration                                    // between two visits, whatever a feed says; DefaultLeast if zero
	Pause    time.Duration                                    // between two requests to one host; DefaultPause if zero
}

// Times of the visits.
const (
	DefaultEvery = 30 * time.Minute
	DefaultLeast = 5 * time.Minute
	DefaultPause = time.Second
	mostEvery    = 24 * time.Hour
	mostBackOff  = 12 * time.Hour // between two tries of a feed that fails, unless its server asks for more
)

// A feed that has failed for so long, and so often in a row, is not visited any more.
const (
	patience   = 3 * 24 * time.Hour
	mostFailed = 5
)

// visitors is how many feeds are visited at once: 1,000 that all let their visitor wait for the 10 s that a fetch may take, twice,
// are done in less than ten minutes.
const visitors = 40

// Tracker visits feeds. It is safe for concurrent use.
type Tracker struct {
	Options
	state *state.State
	hosts hosts

	wake     chan struct{}
	running  atomic.Bool
	every    atomic.Int64  // as Options.Every
	slots    chan struct{} // of the visits
	parsing  chan struct{} // a feed of 6 MB takes 65 MB while it is parsed
	mu       sync.Mutex
	visiting map[string]bool // ids of feeds
}

// New returns a tracker.
func New(o Options) *Tracker {
	o.Every, o.Least, o.Pause = cmp.Or(o.Every, DefaultEvery), cmp.Or(o.Least, DefaultLeast), cmp.Or(o.Pause, DefaultPause)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	t := &Tracker{Options: o, state: o.Articles.State, hosts: hosts{all: map[string]*host{}}, wake: make(chan struct{}, 1),
		slots: make(chan struct{}, visitors), parsing: make(chan struct{}, 2), visiting: map[string]bool{}}
	t.every.Store(int64(o.Every))
	return t
}

// SetEvery changes Options.Every while the tracker is running. It counts from the next visit of each feed on.
func (t *Tracker) SetEvery(every time.Duration) { t.every.Store(int64(every)) }

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// lookEvery is how often Run looks for feeds that are due.
const lookEvery = time.Second

// Run visits feeds when they are due, until the context ends; it returns when all visits have ended.
func (t *Tracker) Run(ctx context.Context) {
	t.running.Store(true)
	defer t.running.Store(false)
	var group sync.WaitGroup
	defer group.Wait()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	var last atomic.Value // what the last round said of its error; one that lasts is logged once
	last.Store(fmt.Sprint(nil))
	for ctx.Err() == nil {
		group.Go(func() {
			err := t.Round(ctx)
			if before := last.Swap(fmt.Sprint(err)); err != nil && ctx.Err() == nil && before != err.Error() {
				t.Log.Error("visiting feeds failed; it is tried again", "err", err)
			}
		})
		select {
		case <-ctx.Done():
		case <-ticker.C:
		case <-t.wake:
		}
	}
}

// Begin has a feed visited that has just become active: by Run, soon, or, if that is not running, now, unless another process does so.
func (t *Tracker) Begin(ctx context.Context) error {
	if t.Articles.IsRemote() {
		return nil
	}
	if !t.running.Load() {
		return t.Round(ctx)
	}
	select {
	case t.wake <- struct{}{}:
	default:
	}
	return nil
}

// Round visits all feeds that are due and that no other round is visiting. It returns when the folder and the index have
// what was found. The feeds of one host are visited one after the other.
func (t *Tracker) Round(ctx context.Context) error {
	due, err := t.state.DueFeeds(ctx, t.Now())
	if err != nil {
		return err
	}
	taken := t.take(due)
	if len(taken) == 0 {
		return nil
	}
	byHost := map[string][]state.Feed{}
	for _, f := range taken {
		byHost[hostOf(f.URL)] = append(byHost[hostOf(f.URL)], f)
	}
	var group sync.WaitGroup
	var news, unsettled atomic.Bool
	end := t.settleMeanwhile(ctx, &unsettled)
	for _, feeds := range byHost {
		group.Go(func() {
			for _, f := range feeds {
				if t.visitOne(ctx, f) {
					news.Store(true)
					unsettled.Store(true)
				}
			}
		})
	}
	group.Wait()
	end()
	t.hosts.drop(t.Now())
	if !news.Load() || ctx.Err() != nil {
		return nil
	}
	return t.Articles.Follow(ctx)
}

// settleEvery is how often files are written during a round. Written after each visit, 1,000 feeds with one story each took four
// minutes on a disk that others use, most of it in waits for the disk.
const settleEvery = 5 * time.Second

// settleMeanwhile writes the files of what is found during a round, until the returned function is called.
func (t *Tracker) settleMeanwhile(ctx context.Context, unsettled *atomic.Bool) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() {
		ticker := time.NewTicker(settleEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			if unsettled.Swap(false) {
				if err := t.Articles.Settle(ctx); err != nil && ctx.Err() == nil {
					t.Log.Error("writing the articles of feeds failed", "err", err)
				}
			}
		}
	})
	return func() {
		cancel()
		group.Wait()
	}
}

// take returns those of some feeds that no other round is visiting; they are visited by the caller.
func (t *Tracker) take(due []state.Feed) []state.Feed {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []state.Feed
	for _, f := range due {
		if !t.visiting[f.ID] {
			t.visiting[f.ID] = true
			out = append(out, f)
		}
	}
	return out
}

// visitOne visits a feed and reports whether it has given or changed an article. An error that is not the feed's is logged;
// the feed is still due then.
func (t *Tracker) visitOne(ctx context.Context, f state.Feed) (news bool) {
	defer func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.visiting, f.ID)
	}()
	select {
	case t.slots <- struct{}{}:
		defer func() { <-t.slots }()
	case <-ctx.Done():
		return false
	}
	v := &visit{Tracker: t, feed: f}
	if err := v.run(ctx); err != nil && ctx.Err() == nil {
		t.Log.Error("visiting a feed failed", "feed", f.URL, "err", err)
	}
	return v.news
}
