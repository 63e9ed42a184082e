// Package opensearch is the index on a cluster of OpenSearch, for servers and archives that outgrow one machine.
//
// The terms of an article are Lede's own (package analysis): a document has them in fields that only split at spaces, each with the
// weight that it has in the article as its frequency. The similarity is BM25 with constants that make it linear in that frequency
// (mapping.go), so that the scores are those of the engine in this process. A query brings the rarity of its terms with it.
//
// There are two indices: one with a document an article, which has its card, its packed text and its copies, and one with a
// document a file of the corpus, as package corpus compares it, and the state of the whole. Each is versioned and behind an alias,
// so that another format is built beside the old one, and searched when it is complete.
//
// A question makes few calls, since what it looks up is asked for together (session.go): one for its words, one for the names that may
// be other spellings of them, if there are any, one for the articles with their texts, and one for the words that they have in common.
//
// An answer of the cluster that lacks a part, since a shard is on no node or out of time, is an error (read.go). While the cluster is
// silent, calls fail at once (silence.go).
//
// Writing is a bulk of documents that is tried again until the context ends. A file's own document comes after those of its
// articles, so that a sweep finds whatever was not written; the next process that writes compares both (mend.go). What was written is found from FinishUpdate on, which refreshes both
// indices and then writes the state with the number of the commit. Other processes look at that state every second. Where much is written
// a refresh waits its turn, 5 s after the last one for 100,000 articles in a shard (waitTurn).
package opensearch

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"lede/internal/index"
	"lede/internal/store"
)

// Options are how a cluster is reached.
type Options struct {
	URL      string // http://host:9200, or several with commas between; the path is the name of the indices, "lede" without one
	User     string
	Password string
	APIKey   string // in place of user and password
	CA       []byte // certificates that sign the cluster's, in PEM; nil for the system's
	Replicas int    // copies of each shard on other nodes
	Shards   int    // of a new index; 0 for 1
	Log      *slog.Logger
}

// Index is the index of a corpus on a cluster. It is safe for concurrent use.
type Index struct {
	client *client
	names  indexNames
	shards int
	mode   index.Mode
	log    *slog.Logger

	asked    atomic.Int64 // see Asked
	watching context.CancelFunc
	watched  chan struct{}

	looking sync.Mutex // locked during a look at the state

	mu    sync.Mutex
	state state // as last seen
	look  overview

	writing sync.Mutex // locked while the index changes
	*writer            // guarded by writing and its own lock
}

// Open opens the index of a corpus on a cluster and creates it if there is none. As index.Snapshot it only reads.
func Open(ctx context.Context, o Options, mode index.Mode) (*Index, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c, name, err := newClient(o)
	if err != nil {
		return nil, err
	}
	x := &Index{client: c, names: namesOf(name), shards: max(1, o.Shards), mode: mode, log: o.Log, watched: make(chan struct{})}
	x.writer = newWriter(x)
	if err := x.prepare(ctx, o); err != nil {
		return nil, err
	}
	if err := x.lookAgain(ctx, false); err != nil {
		return nil, err
	}
	var watch context.Context
	watch, x.watching = context.WithCancel(context.Background())
	go x.watch(watch)
	go c.watchSilence(watch)
	return x, nil
}

// Close ends the look-outs for changes. The cluster keeps what was written.
func (x *Index) Close() error {
	x.watching()
	<-x.watched
	x.client.close()
	return nil
}

// lookEvery is the time between two looks at the state of the index.
const lookEvery = time.Second

// watch looks at the state until the context ends.
func (x *Index) watch(ctx context.Context) {
	defer close(x.watched)
	failed := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookEvery):
		}
		err := x.lookAgain(ctx, false)
		if err != nil && !failed && ctx.Err() == nil {
			x.log.Error("the state of the index cannot be read; it is tried again", "err", err)
		}
		failed = err != nil
	}
}

// IsSnapshot reports whether the index only reads.
func (x *Index) IsSnapshot() bool { return x.mode == index.Snapshot }

// damaged returns the error of a document that is not as it was written.
func damaged(id string, err error) error {
	return fmt.Errorf("%w: document %s: %w", store.ErrDamage, id, err)
}
