package discord

import (
	"context"
	"errors"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/internal/commands"
	"lede/internal/text"
)

// Types of an interaction's response and flags of a message, by Discord's documentation.
const (
	typeMessage         = 4
	typeDeferred        = 5
	typeDeferredUpdate  = 6
	typeUpdate          = 7
	typeChoices         = 8
	flagEphemeral       = 1 << 6
	interactionBuckets  = 32 // requests that can be under way at once; discordgo never frees a bucket
	sendTries           = 3
	unknownInteraction  = 10062
	alreadyAcknowledged = 40060
)

// response is the body of an interaction's callback.
type response struct {
	Type int      `json:"type"`
	Data *message `json:"data,omitempty"`
}

// message is the body of a message as the bot sends it: nothing but what it uses.
type message struct {
	Flags           int                           `json:"flags,omitempty"`
	Embeds          []*embed                      `json:"embeds,omitempty"`
	Components      *[]discordgo.MessageComponent `json:"components,omitempty"`
	AllowedMentions *mentions                     `json:"allowed_mentions,omitempty"`
	Choices         *[]choice                     `json:"choices,omitempty"`
}

// mentions lets a message ping nobody.
type mentions struct {
	Parse []string `json:"parse"`
}

type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// choicesData returns the body of an autocomplete's answer.
func choicesData(in []commands.Choice) *message {
	out := make([]choice, 0, len(in))
	for _, c := range in {
		out = append(out, choice{text.Shorten(c.Name, 100), c.Value})
	}
	return &message{Choices: &out}
}

// deferral returns the response that asks Discord to wait.
func deferral(t commands.Task) response {
	switch {
	case t.Replaces:
		return response{Type: typeDeferredUpdate}
	case t.Ephemeral:
		return response{Type: typeDeferred, Data: &message{Flags: flagEphemeral}}
	}
	return response{Type: typeDeferred}
}

// respond sends the first response to an interaction.
func (b *Bot) respond(ctx context.Context, i *discordgo.Interaction, r response) error {
	return b.call(ctx, i, http.MethodPost, discordgo.EndpointInteractionResponse(i.ID, i.Token), r)
}

// edit changes the first response, or the placeholder that a deferral left.
func (b *Bot) edit(ctx context.Context, i *discordgo.Interaction, m *message) error {
	return b.call(ctx, i, http.MethodPatch, discordgo.EndpointWebhookMessage(i.AppID, i.Token, "@original"), m)
}

// remove deletes the first response.
func (b *Bot) remove(ctx context.Context, i *discordgo.Interaction) error {
	return b.call(ctx, i, http.MethodDelete, discordgo.EndpointWebhookMessage(i.AppID, i.Token, "@original"), nil)
}

// followUp sends a further message, privately.
func (b *Bot) followUp(ctx context.Context, i *discordgo.Interaction, reply commands.Reply) error {
	m := render(reply)
	m.Flags = flagEphemeral
	return b.call(ctx, i, http.MethodPost, discordgo.EndpointWebhookToken(i.AppID, i.Token), m)
}

// call sends one request for an interaction, and again after a server's error. That an interaction is
// acknowledged already means that an earlier try came through.
func (b *Bot) call(ctx context.Context, i *discordgo.Interaction, method, address string, body any) error {
	ctx = context.WithoutCancel(ctx) // what is under way is finished when the program ends
	var err error
	for try := range sendTries {
		if try > 0 {
			time.Sleep(time.Duration(try) * 200 * time.Millisecond)
		}
		_, err = b.rest.RequestWithBucketID(method, address, body, bucketOf(i), discordgo.WithContext(ctx))
		var rest *discordgo.RESTError
		if err == nil || !errors.As(err, &rest) {
			return withoutURL(err)
		}
		if try > 0 && rest.Message != nil && rest.Message.Code == alreadyAcknowledged {
			return nil
		}
		if rest.Response == nil || rest.Response.StatusCode < 500 {
			return err
		}
	}
	return err
}

// withoutURL returns the cause of a failed request: its URL holds the interaction's token.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// bucketOf spreads the interactions over a fixed set of rate-limit buckets. Discord does not limit these
// requests; discordgo would make a bucket for each interaction, or send all edits one after the other.
func bucketOf(i *discordgo.Interaction) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(i.ID)) // never fails
	return "interaction-" + strconv.Itoa(int(h.Sum32()%interactionBuckets))
}
