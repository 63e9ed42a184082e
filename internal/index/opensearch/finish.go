package opensearch

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"lede/internal/index"
)

// FinishUpdate makes what was written found, and writes the state. Where it is complete for the first time in this format, the
// aliases lead to it from then on.
func (x *Index) FinishUpdate(ctx context.Context) error {
	if x.IsSnapshot() {
		return index.ErrReadOnly
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	x.finder = nil
	now := state{Complete: x.complete, Commit: x.commit, Aliases: x.Aliases(), Writer: x.self, Claim: x.claimed}
	if !x.dirty && x.hasState(now) {
		return nil
	}
	if err := x.waitTurn(ctx); err != nil {
		return err
	}
	err := x.again(ctx, func() error {
		if err := x.refresh(ctx); err != nil {
			return err
		}
		if _, err := x.changeState(ctx, func(s *state) error {
			if !x.isClaimed(*s) {
				return errSuperseded
			}
			*s = now
			return nil
		}); err != nil {
			return err
		}
		if now.Complete {
			if err := x.publish(ctx); err != nil {
				return err
			}
		}
		return x.lookAgain(ctx, true) // another look may have counted what was behind the aliases before
	})
	x.dirty, x.shown = x.dirty && err != nil, time.Now()
	return err
}

// hasState reports whether a state is the one that was written last.
func (x *Index) hasState(s state) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	a, _ := json.Marshal(s)
	b, _ := json.Marshal(x.state)
	return string(a) == string(b)
}

// refreshPause is the least time between two refreshes for each article of a shard: after each, a shard numbers all its names anew when the
// next question needs them, .5 s of a core for 100,000 articles. So articles that come without end take a tenth of a core.
const refreshPause = 50 * time.Microsecond

// leastPause is the least time between two refreshes, each of which makes a small segment of every shard that all questions search too.
const leastPause = 2 * time.Second

// waitTurn waits until what was written may be made found.
func (x *Index) waitTurn(ctx context.Context) error {
	pause := max(leastPause, time.Duration(len(x.records)/x.shards)*refreshPause)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Until(x.shown.Add(pause))):
		return nil
	}
}

// refresh makes what was written found.
func (x *Index) refresh(ctx context.Context) error {
	var done struct {
		Shards shards `json:"_shards"`
	}
	err := x.client.work(ctx, http.MethodPost, "/"+x.names.articlesVersion+","+x.names.filesVersion+"/_refresh", nil, &done)
	if err == nil && done.Shards.Failed > 0 { // those without a copy at work are not among them
		return x.partial("some shards do not show what was written")
	}
	return err
}
