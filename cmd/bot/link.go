package main

import (
	"context"
	"encoding/hex"
	"errors"
	"log/slog"

	"golang.org/x/sync/errgroup"

	"lede/internal/commands"
	"lede/internal/config"
	"lede/internal/discord"
	"lede/internal/discord/endpoint"
	"lede/internal/discord/gateway"
	"lede/internal/discord/rest"
)

// link is how the program and Discord reach each other.
type link struct {
	config       config.Config
	log          *slog.Logger
	api          *rest.Client
	gateway      *gateway.Gateway   // nil where the process serves no shards
	endpoint     *endpoint.Server   // nil without discord.endpoint
	registration *rest.Registration // nil where another process registers the commands
}

// newLink returns the link of an app in a role. The endpoint listens already. An indexer sends messages alone.
func newLink(c config.Config, token string, a *app, role string) (*link, error) {
	switch {
	case role == roleIndex:
		return &link{config: c, log: a.log, api: rest.New(token, c.APIURL)}, nil
	case c.Endpoint != "" && c.PublicKey == "":
		return nil, errors.New("discord.endpoint needs discord.public_key, which verifies that requests are Discord's; copy it in the developer portal (General Information, Public Key)")
	case c.Shards.None && c.Endpoint == "":
		return nil, errors.New("no interaction reaches the bot: discord.shards is none and discord.endpoint is not set; set one of them")
	}
	l := &link{config: c, log: a.log, api: rest.New(token, c.APIURL)}
	handler := &discord.Handler{Service: a.service, Log: a.log}
	if s := c.Shards; !s.None {
		o := gateway.Options{Token: token, API: l.api, Shards: gateway.Shards{First: s.First, Last: s.Last, Count: s.Count},
			Handler: handler, Lanes: a.lanes, Endpoint: c.Endpoint != "", Log: a.log}
		if l.isPart() {
			o.Turns = a.state
		}
		l.gateway = gateway.New(o)
	}
	if c.Endpoint != "" {
		key, err := hex.DecodeString(c.PublicKey)
		if err != nil {
			return nil, err // not possible: the configuration has checked it
		}
		l.endpoint, err = endpoint.Listen(endpoint.Options{Address: c.Endpoint, PublicKey: key, API: l.api, Handler: handler, Lanes: a.lanes, Log: a.log})
		if err != nil {
			return nil, err
		}
	}
	if c.Shards.First == 0 {
		l.registration = &rest.Registration{Client: l.api, Commands: discord.Commands(commands.Table()), Guilds: c.Guilds, Record: a.state, Log: a.log}
	}
	a.service.Connection = l.status
	return l, nil
}

// isPart reports whether other processes serve the bot, too.
func (l *link) isPart() bool {
	s := l.config.Shards
	return s.None || s.Count > 0 && s.Last-s.First+1 < s.Count
}

// run keeps the link up until the context is done. An error means that Discord refuses the bot for good.
func (l *link) run(ctx context.Context) error {
	l.announce()
	group, ctx := errgroup.WithContext(ctx)
	if l.gateway != nil {
		group.Go(func() error { return l.gateway.Run(ctx) })
	}
	if l.endpoint != nil {
		group.Go(func() error { return l.endpoint.Run(ctx) })
	}
	if l.registration != nil {
		group.Go(func() error { return l.register(ctx) })
	}
	group.Go(func() error {
		<-ctx.Done()
		return nil
	})
	return group.Wait()
}

// register registers the commands once somebody can use them.
func (l *link) register(ctx context.Context) error {
	if l.gateway != nil {
		select {
		case <-l.gateway.Begun():
		case <-ctx.Done():
			return nil
		}
	}
	return l.registration.Run(ctx)
}

// announce logs what comes over which way, where that is not the gateway alone.
func (l *link) announce() {
	if l.endpoint != nil {
		over := "the gateway, which is connected as well"
		if l.gateway == nil {
			over = "none: this process serves no shards"
		}
		l.log.Info("interactions come over HTTP; enter the public https address of the endpoint in the developer portal (General Information, Interactions Endpoint URL)",
			"endpoint", l.endpoint.Addr(), "other_events", over)
	}
	if l.gateway != nil && l.isPart() && len(l.config.EditorGuilds) == 0 {
		l.log.Warn("nobody may add articles: this process does not know all servers that the bot is in; name those of the editors in editors.guilds")
	}
}

// status returns how the link is, for /status.
func (l *link) status() commands.Connection {
	var out commands.Connection
	if l.endpoint != nil {
		out.Endpoint = l.endpoint.Addr()
	}
	if l.gateway == nil {
		return out
	}
	for n, s := range l.gateway.Health() {
		if n == 0 {
			out.First = s.ID
		}
		out.Last, out.Of = s.ID, s.Count
		out.Servers += s.Guilds
		if s.Connected {
			out.Connected++
		}
	}
	return out
}
