package opensearch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Of the processes that write an index one is elected, but for a moment two may believe to be. The one that begins to write claims the index
// in its state. Documents have the number of the claim as their version, so that none is replaced by one of an earlier claim. A process
// finds before and after it has written that another one has claimed the index; it claims it anew before it goes on, or, if it has written
// since, leaves it without a writer, so that the other one claims it anew. What came from others since a process read the records is read
// again from the files, see CatchUp.

// errSuperseded is the error of a change while another process writes the index.
var errSuperseded = errors.New("another process has begun to write this index; what it has written is read before this process goes on")

// savedState is the state as the cluster has it.
type savedState struct {
	state
	exists    bool
	seq, term int64 // of its document, which change with each write
}

// readState returns the state that an index of files has; the zero state if it has none.
func (x *Index) readState(ctx context.Context, files string) (savedState, error) {
	var found struct {
		Seq    int64 `json:"_seq_no"`
		Term   int64 `json:"_primary_term"`
		Found  bool
		Source struct{ State state } `json:"_source"`
	}
	err := x.client.call(ctx, http.MethodGet, "/"+files+"/_doc/"+stateID, nil, &found)
	if isMissing(err) {
		err = nil
	}
	return savedState{found.Source.State, found.Found, found.Seq, found.Term}, err
}

// changeState changes the state by a function, again if another process has changed it meanwhile.
func (x *Index) changeState(ctx context.Context, change func(*state) error) (state, error) {
	for {
		now, err := x.readState(ctx, x.names.filesVersion)
		if err == nil {
			err = change(&now.state)
		}
		if err != nil {
			return state{}, err
		}
		as := "op_type=create"
		if now.exists {
			as = fmt.Sprintf("if_seq_no=%d&if_primary_term=%d", now.seq, now.term)
		}
		err = x.client.work(ctx, http.MethodPut, "/"+x.names.filesVersion+"/_doc/"+stateID+"?"+as, object{"state": now.state}, nil)
		if !isConflict(err) {
			return now.state, err
		}
	}
}

// claim makes this process the one that writes the index, and returns the state.
func (x *Index) claim(ctx context.Context) (state, error) {
	return x.changeState(ctx, func(s *state) error {
		s.Writer, s.Claim = x.self, max(s.Claim+1, time.Now().UnixMilli())
		return nil
	})
}

// isClaimed reports whether a state is one of this process.
func (w *writer) isClaimed(s state) bool { return s.Writer == w.self && s.Claim == w.claimed }

// check returns errSuperseded if another process has claimed the index.
func (x *Index) check(ctx context.Context) error {
	return x.again(ctx, func() error {
		now, err := x.readState(ctx, x.names.filesVersion)
		if err == nil && !x.isClaimed(now.state) {
			return errSuperseded
		}
		return err
	})
}

// disturb leaves the index without a writer, after this process has written while another one has claimed it.
func (x *Index) disturb(ctx context.Context) error {
	return x.again(ctx, func() error {
		_, err := x.changeState(ctx, func(s *state) error {
			s.Writer = ""
			return nil
		})
		return err
	})
}
