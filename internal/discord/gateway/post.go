package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"lede/internal/delivery"
	"lede/internal/discord/wire"
)

// Discord's error codes of a place that takes no posts ("Opcodes and Status Codes", "JSON").
var closedCodes = map[int]bool{
	10003: true, // unknown channel
	10013: true, // unknown user
	50001: true, // missing access
	50007: true, // the user takes no messages
	50008: true, // no text channel
	50013: true, // missing permissions
	50278: true, // the user shares no server with the bot
	20026: true, // the bot is quarantined
}

// DirectChannel returns the channel of the direct messages of a user.
func (g *Gateway) DirectChannel(ctx context.Context, user string) (id string, err error) {
	return g.create(ctx, discordgo.EndpointUserChannels("@me"), map[string]string{"recipient_id": user})
}

// CreateMessage sends a message to a channel and returns its id. The error may be a *delivery.Refusal.
func (g *Gateway) CreateMessage(ctx context.Context, channel string, m *wire.Body) (id string, err error) {
	return g.create(ctx, discordgo.EndpointChannelMessages(channel), m)
}

// create posts a body once and returns the id of what it made. discordgo would wait for a rate limit, and longer than the
// lease of a post.
func (g *Gateway) create(ctx context.Context, address string, body any) (id string, err error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		return "", withoutURL(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set("Authorization", "Bot "+g.Token)
	response, err := g.rest.client.Do(request)
	if err != nil {
		return "", withoutURL(err)
	}
	defer response.Body.Close()
	raw, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if response.StatusCode >= 300 {
		return "", refusalOf(response, raw)
	}
	var made struct {
		ID string `json:"id"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &made)
	}
	if err == nil && made.ID == "" {
		err = errors.New("the answer of Discord has no id")
	}
	return made.ID, err
}

// refusalOf returns what an answer says of a post: a *delivery.Refusal, or a temporary error.
func refusalOf(response *http.Response, raw []byte) error {
	r := newRefusal(response, raw)
	switch {
	case r.status == http.StatusTooManyRequests:
		return &delivery.Refusal{After: max(r.after, retryAfter), All: response.Header.Get("X-RateLimit-Global") != "", Text: r.message}
	case closedCodes[r.code]:
		return &delivery.Refusal{Closed: true, Text: r.message}
	case r.temporary() || r.status == http.StatusUnauthorized || r.code == 0: // without a code it is not Discord that answers
		return r
	case r.status == http.StatusForbidden || r.status == http.StatusNotFound:
		return &delivery.Refusal{Closed: true, Text: r.message}
	}
	return &delivery.Refusal{Invalid: true, Text: r.message}
}
