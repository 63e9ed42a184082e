// Package delivery sends the posts of the state's outbox, each once.
//
// Posts to several places are sent at once, those to one place one after the other. A post that is claimed can be claimed again when its
// lease ends, so that one is not lost whose sender ends in between. It is then sent a second time with the same nonce: Discord returns
// the first message of a nonce for some minutes and makes no other. The lease is shorter than that. What is left: where the program ends between Discord's acceptance and the row that says so, and starts again only after those
// minutes, a post comes twice. The other order, noting it before it is sent, would lose it.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
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

	paused atomic.Int64 // no post is sent before, in Unix nanoseconds
}

// Times. Discord says of nonces "the past few minutes" (Message Resource, Create Message).
const (
	lease    = 12 * time.Second // which a post of a sender that has ended waits, and those to its place
	sendTime = 8 * time.Second
	lastWait = 2 * time.Second        // how long a post under way may still take when the program ends
	tick     = 500 * time.Millisecond // between two looks into the outbox
	longest  = 5 * time.Minute        // between two tries
	giveUp   = 7 * 24 * time.Hour     // after which a post is not tried again
)

// senders is how many posts are sent at once, each to another place. Discord takes 50 requests a second of a bot, and a message
// takes about 150 ms.
const senders = 8

// inOrder is how many tries of a post the later ones of its place wait for, about a minute. One that fails for longer does not hold
// them up.
const inOrder = 5

// Run sends posts until the context ends, those of a place one after the other.
func (d *Delivery) Run(ctx context.Context) {
	var group sync.WaitGroup
	defer group.Wait()
	slots, sent := make(chan struct{}, senders), make(chan struct{}, 1)
	for last := ""; ctx.Err() == nil; {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		p, err := d.claim(ctx)
		if err == nil {
			group.Go(func() {
				d.deliver(ctx, p)
				<-slots
				select {
				case sent <- struct{}{}:
				default:
				}
			})
			continue
		}
		<-slots
		if text := err.Error(); text != last && ctx.Err() == nil {
			if last = text; !errors.Is(err, state.ErrNone) {
				d.Log.Warn("the outbox cannot be read; it is tried again", "err", err)
			}
		}
		select {
		case <-ctx.Done():
		case <-sent:
		case <-time.After(tick):
		}
	}
}

// claim claims the post that is due first. It returns state.ErrNone if none is due, or none may be sent at the moment.
func (d *Delivery) claim(ctx context.Context) (state.Post, error) {
	now := d.Now()
	if now.Before(time.Unix(0, d.paused.Load())) {
		return state.Post{}, state.ErrNone
	}
	due, err := d.State.NextPost(ctx)
	if err != nil {
		return state.Post{}, err
	}
	if due.IsZero() || due.After(now) {
		return state.Post{}, state.ErrNone
	}
	return d.State.Claim(ctx, now, lease)
}

// deliver sends a post and notes what became of it.
func (d *Delivery) deliver(ctx context.Context, p state.Post) {
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastWait, cancel) })()
	message, err := d.send(sending, p)
	d.settle(ctx, p, message, err)
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

// settle notes what became of a post.
func (d *Delivery) settle(ctx context.Context, p state.Post, message string, err error) {
	var refused *Refusal
	switch now := d.Now(); {
	case err == nil:
		d.persist(ctx, func(ctx context.Context) error { return d.State.Sent(ctx, p.ID, message) })
	case errors.Is(err, ErrVoid):
		d.persist(ctx, func(ctx context.Context) error { return d.State.Sent(ctx, p.ID, "") })
	case errors.As(err, &refused) && refused.After > 0:
		if refused.All {
			d.paused.Store(now.Add(refused.After).UnixNano())
		}
		d.postpone(ctx, p, now.Add(refused.After))
	case errors.As(err, &refused) && refused.Closed:
		d.Log.Warn("a place takes no posts; what is followed there is paused", "place", p.Place, "cause", err)
		d.persist(ctx, func(ctx context.Context) error { return d.State.Break(ctx, p, now) })
	case errors.As(err, &refused) && refused.Invalid, now.Sub(p.At) > giveUp:
		d.Log.Error("a post is lost: it is not taken", "post", p.ID, "tries", p.Tries, "cause", err)
		d.persist(ctx, func(ctx context.Context) error { return d.State.Fail(ctx, p.ID) })
	default:
		wait := min(longest, time.Second<<min(p.Tries, 20))
		d.Log.Warn("a post could not be sent; it is tried again", "post", p.ID, "in", wait.String(), "cause", err)
		if p.Tries <= inOrder {
			d.postpone(ctx, p, now.Add(wait))
			return
		}
		d.persist(ctx, func(ctx context.Context) error { return d.State.Retry(ctx, p.ID, now.Add(wait)) })
	}
}

// postpone makes a post and all others of its place due at a time.
func (d *Delivery) postpone(ctx context.Context, p state.Post, due time.Time) {
	d.persist(ctx, func(ctx context.Context) error { return d.State.Defer(ctx, p.Place, due) })
	d.persist(ctx, func(ctx context.Context) error { return d.State.Retry(ctx, p.ID, due) })
}

// Bounds of noting what became of a post. A database that is away for two minutes is back within them; the end of the program
// waits for lastNote of them.
const (
	noteLimit = 2 * time.Minute
	lastNote  = 5 * time.Second
	noteWait  = 500 * time.Millisecond // between two tries
)

// persist calls f until it succeeds, for a limited time. After that the post is due again when its lease ends.
func (d *Delivery) persist(ctx context.Context, f func(ctx context.Context) error) {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteLimit)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastNote, cancel) })()
	for {
		err := f(noting)
		if err == nil {
			return
		}
		select {
		case <-noting.Done():
			d.Log.Error("what became of a post could not be noted", "err", err)
			return
		case <-time.After(noteWait):
		}
	}
}
