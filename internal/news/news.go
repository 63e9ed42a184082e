// Package news matches what is new in the index with what people follow.
//
// Update takes the articles that sweeps have committed since its last run. The state has all articles that were ever seen: what
// it does not have is new. So a kill loses nothing and the index may be built again; a number of a commit would mean nothing then. The
// articles, their matches and the posts made of them are one transaction.
//
// An article of the same bytes at another path, and a near-copy of one that has been seen, tell its story; a place gets each story once. An
// article that is corrected within a day is matched again, since the first version of a file may be half of it. Where a follow has many
// stories within a short time, the rest are lists.
package news

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/follow"
	"lede/internal/index"
	"lede/internal/names"
	"lede/internal/schedule"
	"lede/internal/state"
	"lede/internal/store"
)

// Index is what News needs of an index, see index.Engine.
type Index interface {
	Complete() bool
	Commits() uint64
	Aliases() names.Aliases
	Changed(ctx context.Context, commit uint64) ([]*store.File, error)
	Cards(ctx context.Context, ids ...string) (map[string]*article.Card, error)
	Groups(ctx context.Context, ids ...string) (map[string][]*article.Card, error)
	Article(ctx context.Context, id string) (*article.Article, error)
	Frequencies(ctx context.Context, terms []index.Term) ([]int, error)
}

// News matches the articles of an index. Its methods are safe for concurrent use.
type News struct {
	State *state.State
	Index Index
	Now   func() time.Time
	Log   *slog.Logger

	// ReadOnly leaves the matching to another process: a bot that runs, or that will. Its corpus may be another one.
	ReadOnly bool

	updating state.Turn     // guards what follows
	done     uint64         // the commit up to which articles are matched; 0 at the start
	loaded   []state.Follow // the active follows
	follows  []state.Follow // those of them that can be read
	set      *follow.Set    // of follows
	aliases  names.Aliases  // in set
}

// Sizes and times.
const (
	correctable = 24 * time.Hour // how long after its arrival an article is matched again when it changes
	mostPosts   = 5              // stories that one follow posts within listSpan; more of them are lists
	listSpan    = 10 * time.Minute
	listWait    = 30 * time.Second       // how long a list waits for more stories
	kept        = 90 * 24 * time.Hour    // how long posts are remembered, so that their stories are not posted again
	keptGone    = 180 * 24 * time.Hour   // how long an article that is gone is remembered, so that it is not new when it comes back
	proposed    = 24 * time.Hour         // how long a follow waits for its confirmation
	chunk       = 200                    // articles in one transaction
	tick        = 500 * time.Millisecond // between two looks at the index
	pruneEvery  = time.Hour
	goneEvery   = 24 * time.Hour // between two looks for articles that are gone
	tries       = 5              // to match articles that another process matches at once
)

// Run matches what is new until the context ends, and makes the digests that are due. An error that lasts is logged once.
func (n *News) Run(ctx context.Context) {
	var last string
	var pruned, looked time.Time
	for ctx.Err() == nil {
		err := errors.Join(n.Update(ctx), n.Digest(ctx))
		now := n.Now()
		if now.Sub(pruned) > pruneEvery {
			err = errors.Join(err, n.State.Prune(ctx, now.Add(-kept)), n.State.DropGaps(ctx, now.Add(-kept)), n.State.DropProposed(ctx, now.Add(-proposed)),
				n.State.DropChanges(ctx, now.Add(-pruneEvery)))
			pruned = now
		}
		if now.Sub(looked) > goneEvery && n.Index.Complete() {
			err = errors.Join(err, n.forget(ctx, now))
			looked = now
		}
		if err != nil && ctx.Err() == nil && err.Error() != last {
			n.Log.Error("what is new could not be matched with what people follow; it is tried again", "err", err)
		}
		last = fmt.Sprint(err)
		select {
		case <-ctx.Done():
		case <-time.After(tick):
		}
	}
}

// Update matches the articles that are new since its last run. It does nothing until the index has the whole corpus. What was
// there when it ran first on a state is not new.
func (n *News) Update(ctx context.Context) error {
	leave, err := n.State.Take(ctx, &n.updating)
	if err != nil {
		return err
	}
	defer leave()
	commit := n.Index.Commits()
	if !n.Index.Complete() || commit == n.done {
		return nil
	}
	files, err := n.Index.Changed(ctx, n.done)
	if err != nil {
		return err
	}
	begun, err := n.State.Begun(ctx)
	if err != nil {
		return err
	}
	if !begun {
		err := n.begin(ctx, files)
		if errors.Is(err, state.ErrNone) {
			return nil // another process has begun, with an index that may lack some of them: the next Update matches those
		}
		if err == nil {
			n.done = commit
		}
		return err
	}
	if err := n.load(ctx); err != nil {
		return err
	}
	for some := range slices.Chunk(files, chunk) {
		if err := n.arrive(ctx, some); err != nil {
			return err
		}
	}
	n.done = commit
	return nil
}

// Ready has what is new matched, and reports whether there is an account of it: not before the whole corpus was read once.
func (n *News) Ready(ctx context.Context) (bool, error) {
	if n.ReadOnly {
		return true, nil
	}
	if err := n.Update(ctx); err != nil {
		return false, err
	}
	return n.State.Begun(ctx)
}

// begin notes the articles that are there from the beginning. They arrived on the day of their publication, as far as it is known.
func (n *News) begin(ctx context.Context, files []*store.File) error {
	now := n.Now()
	groups, err := n.Index.Groups(ctx, idsOf(files)...)
	if err != nil {
		return err
	}
	var all []state.Seen
	for _, f := range files {
		story := f.ID
		if group := groups[f.ID]; len(group) > 0 {
			story = group[0].ID
		}
		arrived := f.Published
		if arrived.After(now) {
			arrived = now
		}
		all = append(all, state.Seen{ID: f.ID, Sum: sumOf(f), Story: story, Arrived: arrived})
	}
	return n.State.Begin(ctx, all, now)
}

func idsOf(files []*store.File) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.ID
	}
	return out
}

func sumOf(f *store.File) string { return hex.EncodeToString(f.Sum[:]) }

// load reads what people follow, and compiles it if it has changed.
func (n *News) load(ctx context.Context) error {
	all, err := n.State.Follows(ctx)
	if err != nil {
		return err
	}
	active := slices.DeleteFunc(all, func(f state.Follow) bool { return f.Status != state.FollowActive })
	for i := range active {
		active[i].Due = time.Time{} // which changes with each digest, and matters to no match
	}
	aliases := n.Index.Aliases()
	if n.set != nil && slices.Equal(active, n.loaded) && reflect.DeepEqual(aliases, n.aliases) {
		return nil
	}
	n.aliases = aliases
	var queries []follow.Query
	n.loaded, n.follows = active, nil
	for _, f := range active {
		q, err := follow.Parse(f.Words, f.At, n.aliases)
		if err != nil {
			n.Log.Warn("what somebody follows cannot be read any more", "follow", f.ID, "err", err)
			continue
		}
		queries, n.follows = append(queries, q), append(n.follows, f)
	}
	n.set = follow.NewSet(queries, func(lang analysis.Lang, term string) int {
		counts, err := n.Index.Frequencies(ctx, []index.Term{{Field: string(lang), Text: term}})
		if err != nil {
			return 0 // any order is right
		}
		return counts[0]
	})
	return nil
}

// Digest makes the digests that are due. One that was due while the program was away comes once, late.
func (n *News) Digest(ctx context.Context) error {
	now := n.Now()
	due, err := n.State.DueFollows(ctx, now)
	for _, f := range due {
		made := n.State.Digest(ctx, f, now, ScheduleOf(f).Next(now))
		if !errors.Is(made, state.ErrNone) {
			err = errors.Join(err, made)
		}
	}
	return err
}

// ScheduleOf returns when the digests of a follow are due.
func ScheduleOf(f state.Follow) schedule.Schedule {
	return schedule.Schedule{Every: schedule.Every(f.Every), Day: time.Weekday(f.Weekday), Minute: f.Minute, Zone: f.Zone}
}
