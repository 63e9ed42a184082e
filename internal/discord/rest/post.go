package rest

import (
	"context"
	"errors"
	"net/http"

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
func (c *Client) DirectChannel(ctx context.Context, user string) (id string, err error) {
	return c.create(ctx, path("users", "@me", "channels"), map[string]string{"recipient_id": user})
}

// CreateMessage sends a message to a channel and returns its id. The error may be a *delivery.Refusal.
func (c *Client) CreateMessage(ctx context.Context, channel string, m *wire.Body) (id string, err error) {
	return c.create(ctx, path("channels", channel, "messages"), m)
}

// create posts a body once and returns the id of what it made. It does not wait for a rate limit, which may take longer than
// the lease of a post.
func (c *Client) create(ctx context.Context, path string, body any) (id string, err error) {
	var made struct {
		ID string `json:"id"`
	}
	err = c.own(ctx, http.MethodPost, path, body, &made)
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		return "", refused.ofPost()
	case err == nil && made.ID == "":
		err = errors.New("the answer of Discord has no id")
	}
	return made.ID, err
}

// ofPost returns what a refusal says of a post: a *delivery.Refusal, or a temporary error.
func (r *refusal) ofPost() error {
	switch {
	case r.status == http.StatusTooManyRequests:
		return &delivery.Refusal{After: max(r.after, retryAfter), All: r.global, Text: r.message}
	case closedCodes[r.code]:
		return &delivery.Refusal{Closed: true, Text: r.message}
	case r.temporary() || r.status == http.StatusUnauthorized || r.code == 0: // without a code it is not Discord that answers
		return r
	case r.status == http.StatusForbidden || r.status == http.StatusNotFound:
		return &delivery.Refusal{Closed: true, Text: r.message}
	}
	return &delivery.Refusal{Invalid: true, Text: r.message}
}
