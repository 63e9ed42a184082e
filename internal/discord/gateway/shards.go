package gateway

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"lede/internal/discord/rest"
)

// Shards are the shards that a process serves: First to Last of Count. A server is in the shard (id >> 22) % Count, direct
// messages are in shard 0 ("Gateway", "Sharding"). With a Count of 0 they are all, as many as Discord recommends.
type Shards struct{ First, Last, Count int }

// serve plans the shards and serves them until the context is done. Where the number of shards is left to Discord and it demands
// more of them, they are planned again.
func (g *Gateway) serve(ctx context.Context) error {
	for {
		bot, err := g.ask(ctx)
		if err != nil || ctx.Err() != nil {
			return err
		}
		plan := g.Shards
		if plan.Count == 0 {
			plan = Shards{0, bot.Shards - 1, bot.Shards}
		}
		err = g.serveAll(ctx, plan, bot.URL)
		var refused *shardRefusal
		if g.Shards.Count > 0 || !errors.As(err, &refused) || refused.code != 4011 {
			return err
		}
		bot, again := g.ask(ctx)
		if again != nil || bot.Shards <= plan.Count {
			return err
		}
		g.Log.Warn("Discord demands more shards; all begin anew", "shards", plan.Count, "recommended", bot.Shards)
	}
}

// ask asks Discord for the gateway's address and the recommended number of shards, until it answers. The error is a refusal of
// the token.
func (g *Gateway) ask(ctx context.Context) (rest.GatewayBot, error) {
	for failures := 0; ctx.Err() == nil; failures++ {
		bot, err := g.budget.ask(ctx)
		switch {
		case err == nil:
			return bot, nil
		case rest.IsBadToken(err):
			return bot, rest.ErrBadToken
		}
		wait := backOff(failures)
		g.Log.Warn("Discord does not say where its gateway is; asking again", "err", err, "in", wait.String())
		pause(ctx, wait)
	}
	return rest.GatewayBot{}, nil
}

// serveAll serves the shards of a plan, each by itself, until the context is done or Discord refuses one of them for good.
func (g *Gateway) serveAll(ctx context.Context, plan Shards, address string) error {
	group, ctx := errgroup.WithContext(ctx)
	shards := make([]*shard, plan.Last-plan.First+1)
	keys := g.budget.keys()
	for n := range shards {
		shards[n] = newShard(g, plan.First+n, plan.Count, address)
		if n >= keys { // those of a key begin in order
			shards[n].after = shards[n-keys].tried
		}
	}
	g.mu.Lock()
	g.shards, g.ended = shards, 0
	g.mu.Unlock()
	if plan.Count > 1 {
		g.Log.Info("connecting to Discord in shards", "first", plan.First, "last", plan.Last, "of", plan.Count, "at_a_time", keys)
	}
	for _, s := range shards {
		group.Go(func() error { return s.supervise(ctx) })
	}
	return group.Wait()
}

// joined passes on which servers the bot is in, once each shard of the bot has had a session in this process. A part of the servers
// is not passed on: from a single one follows who may edit.
func (g *Gateway) joined() {
	g.mu.Lock()
	shards := slices.Clone(g.shards)
	g.mu.Unlock()
	if len(shards) == 0 || len(shards) != shards[0].count {
		return
	}
	var guilds []string
	for _, s := range shards {
		own, known := s.status.joined()
		if !known {
			return
		}
		guilds = append(guilds, own...)
	}
	g.Handler.Joined(guilds)
}
