package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"lede/internal/discord/wire"
)

// Deadlines of the calls about an interaction. Discord waits for the first response for three seconds ("Receiving and
// Responding"); a try that is not answered in time is given up and sent again, since its connection may be dead.
const (
	firstResponse = 3 * time.Second  // from the interaction's arrival to the last try of a first response
	firstTry      = time.Second      // one of its tries
	laterCalls    = 30 * time.Second // from the call to the last try of anything later
	laterTry      = 8 * time.Second
	retryAfter    = 100 * time.Millisecond // before the second try; doubled for each further one
)

// Responder answers an interaction by calls. It is a discord.Responder.
type Responder struct {
	client  *Client
	arrived time.Time
	settled time.Time // until then Discord may not have read the first response, and refuses what follows as unknown
}

// Responder returns what answers an interaction that arrived at a time.
func (c *Client) Responder(arrived time.Time) Responder {
	return Responder{client: c, arrived: arrived}
}

// settleIn is how long Discord may take to read a first response in the answer to its own request, once that is written.
const settleIn = 2 * time.Second

// Answered returns the responder after a first response that was no call, but the answer to Discord's own request.
func (r Responder) Answered(at time.Time) Responder {
	r.settled = at.Add(settleIn)
	return r
}

// Respond sends the first response.
func (r Responder) Respond(ctx context.Context, i *wire.Interaction, response wire.Response) error {
	return r.send(ctx, call{http.MethodPost, path("interactions", i.ID, i.Token, "callback"), response, firstTry, r.arrived.Add(firstResponse)})
}

// Edit changes the first response.
func (r Responder) Edit(ctx context.Context, i *wire.Interaction, m *wire.Body) error {
	return r.send(ctx, later(http.MethodPatch, original(i), m))
}

// Delete deletes the first response.
func (r Responder) Delete(ctx context.Context, i *wire.Interaction) error {
	return r.send(ctx, later(http.MethodDelete, original(i), nil))
}

// FollowUp sends a further message.
func (r Responder) FollowUp(ctx context.Context, i *wire.Interaction, m *wire.Body) error {
	return r.send(ctx, later(http.MethodPost, path("webhooks", i.ApplicationID, i.Token), m))
}

// original is the path of the first response.
func original(i *wire.Interaction) string {
	return path("webhooks", i.ApplicationID, i.Token, "messages", "@original")
}

// call is one request about an interaction.
type call struct {
	method, path string
	body         any
	try          time.Duration // how long one try may take
	deadline     time.Time     // no try begins later
}

func later(method, path string, body any) call {
	return call{method, path, body, laterTry, time.Now().Add(laterCalls)}
}

// send sends a call, and again after a lost connection, a rate limit or a server's error, as long as there is time. A refusal
// that an earlier try explains means that Discord accepted that one. A reply under way is sent when the context ends, too.
func (r Responder) send(ctx context.Context, c call) error {
	body, err := encoded(c.body)
	if err != nil {
		return err
	}
	if time.Now().After(c.deadline) {
		return ErrTooLate // under a load that is too high others can still be answered in time
	}
	ctx = context.WithoutCancel(ctx)
	for try := 0; ; try++ {
		err := r.client.attempt(ctx, c, body)
		var refused *refusal
		if errors.As(err, &refused) && try > 0 && (refused.code == alreadyAcknowledged || c.method == http.MethodDelete && refused.code == unknownMessage) {
			return nil
		}
		if err == nil || refused != nil && !refused.temporary() && !r.early(refused) {
			return err
		}
		wait := retryAfter << min(try, 6)
		if refused != nil {
			wait = max(wait, refused.after)
		}
		if time.Now().Add(wait).After(c.deadline) {
			return fmt.Errorf("given up after %d tries: %w", try+1, err)
		}
		time.Sleep(wait)
	}
}

// early reports whether a call may be refused only because Discord has not read the first response yet.
func (r Responder) early(refused *refusal) bool {
	return refused.status == http.StatusNotFound && time.Now().Before(r.settled)
}

// ErrTooLate is the error of a first response for which Discord does not wait any more.
var ErrTooLate = errors.New("the answer is later than Discord takes it")

// manyCalls is how many calls may be under way until a try gets all the time that is left: then it is slow because there is much
// to do, and another try would add to that.
const manyCalls = connections / 2

// attempt sends a call once.
func (c *Client) attempt(ctx context.Context, what call, body []byte) error {
	underWay := c.underWay.Add(1) - 1
	defer c.underWay.Add(-1)
	patience := what.try
	if underWay > manyCalls {
		patience = max(patience, time.Until(what.deadline))
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := c.once(ctx, what.method, what.path, body, false)
	return err
}
