// Package delivery sends the posts of the state's outbox, each once.
//
// A post that is claimed is due again when its lease ends, so that one is not lost whose sender ends in between. It is then sent a
// second time with the same nonce: Discord returns the first message of a nonce for some minutes and makes no other. The lease is
// shorter than that. What is left: where the program ends between Discord's acceptance and the row that says so, and starts again only after those
// minutes, a post comes twice. The other order, noting it before it is sent, would lose it.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"lede/internal/state"
)

// Refusal is an answer of the medium that does not take a post. Any other error is temporary.
type Refusal struct {
	Closed  bool          // its place is gone, or the bot may not write there
	Invalid bool          // it is never taken
	After   time.Duration // it is taken after that; 0 unless there are too many
	All     bool          // no post is taken before that
	Text    string
}

// Error returns the text.
func (r *Refusal) Error() string { return r.Text }

// ErrVoid is the error of a post that has nothing to say any more: its articles are gone.
var ErrVoid = errors.New("delivery: there is nothing to say any more")

// Delivery sends posts.
type Delivery struct {
	State *state.State
	Send  func(ctx context.Context, p state.Post) (message string, err error) // the id of the message; the error may be a *Refusal or ErrVoid
	Now   func() time.Time
	Log   *slog.Logger
}

// Times. Discord says of nonces "the past few minutes" (Message Resource, Create Message).
const (
	lease    = 45 * time.Second
	sendTime = 20 * time.Second
	lastWait = 2 * time.Second        // how long a post under way may still take when the program ends
	tick     = 500 * time.Millisecond // between two looks into the outbox
	longest  = 5 * time.Minute        // between two tries
	giveUp   = 7 * 24 * time.Hour     // after which a post is not tried again
)

// Run sends posts until the context ends.
func (d *Delivery) Run(ctx context.Context) {
	for ctx.Err() == nil {
		wait, err := d.next(ctx)
		if err != nil && ctx.Err() == nil {
			d.Log.Warn("the outbox cannot be read; it is tried again", "err", err)
			wait = time.Second
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// next sends the post that is due first. It returns how long to wait before the next one.
func (d *Delivery) next(ctx context.Context) (wait time.Duration, err error) {
	due, err := d.State.NextPost(ctx)
	if err != nil || due.IsZero() || due.After(d.Now()) {
		return tick, err
	}
	p, err := d.State.Claim(ctx, d.Now(), lease)
	if errors.Is(err, state.ErrNone) {
		return tick, nil
	}
	if err != nil {
		return 0, err
	}
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastWait, cancel) })()
	message, err := d.send(sending, p)
	return d.settle(context.WithoutCancel(ctx), p, message, err), nil
}

// send calls Send. The error may be its panic.
func (d *Delivery) send(ctx context.Context, p state.Post) (message string, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	return d.Send(ctx, p)
}

// settle notes what became of a post. It returns how long to wait before the next one.
func (d *Delivery) settle(ctx context.Context, p state.Post, message string, err error) time.Duration {
	var refused *Refusal
	switch now := d.Now(); {
	case err == nil:
		d.persist(ctx, func(ctx context.Context) error { return d.State.Sent(ctx, p.ID, message) })
	case errors.Is(err, ErrVoid):
		d.persist(ctx, func(ctx context.Context) error { return d.State.Sent(ctx, p.ID, "") })
	case errors.As(err, &refused) && refused.After > 0:
		d.persist(ctx, func(ctx context.Context) error { return d.State.Defer(ctx, p.Place, now.Add(refused.After)) })
		d.persist(ctx, func(ctx context.Context) error { return d.State.Retry(ctx, p.ID, now.Add(refused.After)) })
		if refused.All {
			return refused.After
		}
	case errors.As(err, &refused) && refused.Closed:
		d.Log.Warn("a place takes no posts; what is followed there is paused", "place", p.Place, "cause", err)
		d.persist(ctx, func(ctx context.Context) error { return d.State.Break(ctx, p, now) })
	case errors.As(err, &refused) && refused.Invalid, now.Sub(p.At) > giveUp:
		d.Log.Error("a post is lost: it is not taken", "post", p.ID, "tries", p.Tries, "cause", err)
		d.persist(ctx, func(ctx context.Context) error { return d.State.Fail(ctx, p.ID) })
	default:
		wait := min(longest, time.Second<<min(p.Tries, 20))
		d.Log.Warn("a post could not be sent; it is tried again", "post", p.ID, "in", wait.String(), "cause", err)
		d.persist(ctx, func(ctx context.Context) error { return d.State.Retry(ctx, p.ID, now.Add(wait)) })
	}
	return 0
}

// Tries to note what became of a post. A database that restarts is back within them.
const (
	noteTries = 20
	noteWait  = 500 * time.Millisecond
)

// persist calls f until it succeeds, a limited number of times. After the last one the post is due again when its lease ends.
func (d *Delivery) persist(ctx context.Context, f func(ctx context.Context) error) {
	for try := 1; ; try++ {
		err := f(ctx)
		if err == nil {
			return
		}
		if try == noteTries {
			d.Log.Error("what became of a post could not be noted", "err", err)
			return
		}
		time.Sleep(noteWait)
	}
}
