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

const (
	buckets             = 32 // requests about interactions that can be under way at once; discordgo frees no bucket
	tries               = 3  // of a request that Discord answers with a server's error
	retryAfter          = 200 * time.Millisecond
	alreadyAcknowledged = 40060 // Discord's code: the interaction has a first response
)

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

// call sends one request for an interaction, and again after a server's error. That an interaction is
// acknowledged already means that an earlier try came through.
func (r rest) call(ctx context.Context, i *wire.Interaction, method, address string, body any) error {
	ctx = context.WithoutCancel(ctx) // what is under way is finished when the program ends
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

// bucketOf spreads the interactions over a fixed set of rate-limit buckets. Discord does not limit these
// requests; discordgo would make a bucket for each interaction, or send all edits one after the other.
func bucketOf(i *wire.Interaction) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(i.ID)) // never fails
	return "interaction-" + strconv.Itoa(int(h.Sum32()%buckets))
}
