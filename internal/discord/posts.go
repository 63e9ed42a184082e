package discord

import (
	"context"
	"errors"

	"lede/internal/commands"
	"lede/internal/discord/render"
	"lede/internal/discord/wire"
	"lede/internal/state"
)

// Creator makes messages of the bot's own.
type Creator interface {
	// DirectChannel returns the channel of the direct messages of a user.
	DirectChannel(ctx context.Context, user string) (id string, err error)
	// CreateMessage sends a message to a channel and returns its id.
	CreateMessage(ctx context.Context, channel string, m *wire.Body) (id string, err error)
}

// Posts sends what people follow.
type Posts struct {
	Service *commands.Service
	To      Creator
}

// Send sends a post and returns the id of its message. Sent again within some minutes, it is the same message.
func (p Posts) Send(ctx context.Context, post state.Post) (message string, err error) {
	reply, ping, err := p.Service.Post(ctx, post)
	if err != nil {
		return "", err
	}
	channel, ok := post.Place.Channel()
	if user, direct := post.Place.User(); direct {
		if channel, err = p.To.DirectChannel(ctx, user); err != nil {
			return "", err
		}
	} else if !ok {
		return "", errors.New("discord: a post without a place")
	}
	body := render.Post(reply, ping)
	body.Nonce, body.EnforceNonce = post.ID, true
	return p.To.CreateMessage(ctx, channel, body)
}
