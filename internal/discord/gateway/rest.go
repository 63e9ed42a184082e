package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

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

// Discord's error codes of what an earlier try has done.
const (
	alreadyAcknowledged = 40060 // the interaction has its first response
	unknownMessage      = 10008 // the message is deleted
)

// rest sends what answers interactions. discordgo's REST client cannot: it makes a bucket for each interaction and never
// frees one, sends the calls of a bucket one after the other, so that one dead connection holds up others, and gives up after
// a lost connection and after a 429 without a body.
type rest struct {
	client   *http.Client
	underWay *atomic.Int32 // calls
}

// manyCalls is how many calls may be under way until a try gets all the time that is left: then it is slow because there is much
// to do, and another try would add to that.
const manyCalls = connections / 2

// patience returns how long a try may take that begins now.
func (r rest) patience(c call) time.Duration {
	if r.underWay.Load() > manyCalls {
		return max(c.try, time.Until(c.deadline))
	}
	return c.try
}

// responder is the discord.Responder for an interaction that arrived at a time.
type responder struct {
	rest
	arrived time.Time
}

// Respond sends the first response.
func (r responder) Respond(ctx context.Context, i *wire.Interaction, response wire.Response) error {
	return r.send(ctx, call{http.MethodPost, discordgo.EndpointInteractionResponse(i.ID, i.Token), response, firstTry, r.arrived.Add(firstResponse)})
}

// Edit changes the first response.
func (r responder) Edit(ctx context.Context, i *wire.Interaction, m *wire.Body) error {
	return r.send(ctx, later(http.MethodPatch, original(i), m))
}

// Delete deletes the first response.
func (r responder) Delete(ctx context.Context, i *wire.Interaction) error {
	return r.send(ctx, later(http.MethodDelete, original(i), nil))
}

// FollowUp sends a further message.
func (r responder) FollowUp(ctx context.Context, i *wire.Interaction, m *wire.Body) error {
	return r.send(ctx, later(http.MethodPost, discordgo.EndpointWebhookToken(i.ApplicationID, i.Token), m))
}

// original is the address of the first response.
func original(i *wire.Interaction) string {
	return discordgo.EndpointWebhookMessage(i.ApplicationID, i.Token, "@original")
}

// call is one request about an interaction.
type call struct {
	method, address string
	body            any
	try             time.Duration // how long one try may take
	deadline        time.Time     // no try begins later
}

func later(method, address string, body any) call {
	return call{method, address, body, laterTry, time.Now().Add(laterCalls)}
}

// send sends a call, and again after a lost connection, a rate limit or a server's error, as long as there is time. A refusal
// that an earlier try explains means that Discord accepted that one. A reply under way is sent when the context ends, too.
func (r rest) send(ctx context.Context, c call) error {
	body, err := json.Marshal(c.body)
	if err != nil {
		return err
	}
	if c.body == nil {
		body = nil
	}
	ctx = context.WithoutCancel(ctx)
	if time.Now().After(c.deadline) {
		return errTooLate // under a load that is too high others can still be answered in time
	}
	for try := 0; ; try++ {
		err := r.once(ctx, c, body)
		var refused *refusal
		if errors.As(err, &refused) && try > 0 && (refused.code == alreadyAcknowledged || c.method == http.MethodDelete && refused.code == unknownMessage) {
			return nil
		}
		if err == nil || refused != nil && !refused.temporary() {
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

var errTooLate = errors.New("the answer is later than Discord takes it")

// once sends a call once. The error is a *refusal if Discord has answered.
func (r rest) once(ctx context.Context, c call, body []byte) error {
	r.underWay.Add(1)
	defer r.underWay.Add(-1)
	ctx, cancel := context.WithTimeout(ctx, r.patience(c))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, c.method, c.address, bytes.NewReader(body))
	if err != nil {
		return withoutURL(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	request.Header.Set("User-Agent", userAgent)
	response, err := r.client.Do(request)
	if err != nil {
		return withoutURL(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if response.StatusCode >= 300 {
		return newRefusal(response, raw)
	}
	return err
}

// userAgent is what Discord asks of bots ("Reference", "User Agent").
const userAgent = "DiscordBot (lede, 1)"

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 1 << 20

// withoutURL returns the cause of a failed request: its URL contains the interaction's token.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// refusal is an answer of Discord that is an error.
type refusal struct {
	status  int
	code    int           // Discord's; 0 if the body has none
	after   time.Duration // of a rate limit; 0 if it does not say
	message string
}

// newRefusal reads an error's answer. One without a readable body is a refusal, too.
func newRefusal(response *http.Response, raw []byte) *refusal {
	var body struct {
		Code    int     `json:"code"`
		Message string  `json:"message"`
		After   float64 `json:"retry_after"`
	}
	r := &refusal{status: response.StatusCode, message: response.Status}
	if json.Unmarshal(raw, &body) == nil {
		r.code, r.message = body.Code, fmt.Sprintf("%s: %d %s", response.Status, body.Code, body.Message)
		r.after = seconds(fmt.Sprint(body.After), 0)
	}
	r.after = max(r.after, seconds(response.Header.Get("Retry-After"), 0))
	return r
}

func (r *refusal) Error() string { return r.message }

// temporary reports whether the same call may be accepted later.
func (r *refusal) temporary() bool {
	return r.status == http.StatusTooManyRequests || r.status >= 500
}
