package gateway

import (
	"context"
	"errors"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/internal/discord/wire"
)

// buckets is the number of rate-limit buckets for requests about interactions. discordgo never frees a bucket and sends one
// request of a bucket at a time. At 50 interactions a second (BenchmarkLoad) and 150 ms a request 7.5 requests are under way,
// and one in five finds its bucket busy.
const buckets = 32

// A request that Discord answers with a server's error is sent three times. The pauses, 0.2 s and 0.4 s, leave most of the
// 3 s that Discord gives for a first response.
const (
	tries      = 3
	retryAfter = 200 * time.Millisecond
)

// alreadyAcknowledged is Discord's error code for an interaction that has its first response.
const alreadyAcknowledged = 40060

// rest is the discord.Responder over discordgo's REST client.
type rest struct{ *discordgo.Session }

// Respond sends the first response.
func (r rest) Respond(ctx context.Context, i *wire.Interaction, response wire.Response) error {
	return r.call(ctx, i, http.MethodPost, discordgo.EndpointInteractionResponse(i.ID, i.Token), response)
}

// Edit changes the first response.
func (r rest) Edit(ctx context.Context, i *wire.Interaction, m *wire.Body) error {
	return r.call(ctx, i, http.MethodPatch, original(i), m)
}

// Delete deletes the first response.
func (r rest) Delete(ctx context.Context, i *wire.Interaction) error {
	return r.call(ctx, i, http.MethodDelete, original(i), nil)
}

// FollowUp sends a further message.
func (r rest) FollowUp(ctx context.Context, i *wire.Interaction, m *wire.Body) error {
	return r.call(ctx, i, http.MethodPost, discordgo.EndpointWebhookToken(i.ApplicationID, i.Token), m)
}

// original is the address of the first response.
func original(i *wire.Interaction) string {
	return discordgo.EndpointWebhookMessage(i.ApplicationID, i.Token, "@original")
}

// call sends one request about an interaction, and again after a server's error. alreadyAcknowledged in a later try means
// that an earlier one was accepted.
func (r rest) call(ctx context.Context, i *wire.Interaction, method, address string, body any) error {
	ctx = context.WithoutCancel(ctx) // a reply under way is still sent when the program ends
	var err error
	for try := range tries {
		if try > 0 {
			time.Sleep(time.Duration(try) * retryAfter)
		}
		_, err = r.RequestWithBucketID(method, address, body, bucketOf(i), discordgo.WithContext(ctx))
		var refused *discordgo.RESTError
		if err == nil || !errors.As(err, &refused) {
			return withoutURL(err)
		}
		if try > 0 && refused.Message != nil && refused.Message.Code == alreadyAcknowledged {
			return nil
		}
		if refused.Response == nil || refused.Response.StatusCode < 500 {
			return err
		}
	}
	return err
}

// withoutURL returns the cause of a failed request: its URL contains the interaction's token.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// bucketOf returns the rate-limit bucket of an interaction. Discord does not limit these requests; discordgo itself makes a
// bucket for each interaction, and sends all edits one after the other.
func bucketOf(i *wire.Interaction) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(i.ID)) // never fails
	return "interaction-" + strconv.Itoa(int(h.Sum32()%buckets))
}
