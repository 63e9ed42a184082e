package gateway

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/localdiscord"
	"lede/internal/state"
	"lede/internal/testkit"
)

// allConnected waits until so many shards are connected.
func (r *rig) allConnected(t testing.TB, shards int) {
	t.Helper()
	if err := r.Wait(r.ctx, "all shards", func() bool { return len(r.ConnectedShards()) == shards }); err != nil {
		t.Fatal(err)
	}
}

// isReady waits until a bot's shards are all connected, as far as it knows, and have had a heartbeat acknowledged.
func (r *rig) isReady(t testing.TB, bot *Gateway) {
	t.Helper()
	silent := func(h ShardHealth) bool { return h.Latency <= 0 }
	for !bot.Ready() || slices.ContainsFunc(bot.Health(), silent) {
		if r.ctx.Err() != nil {
			t.Fatalf("health %+v", bot.Health())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// inOrder fails if an IDENTIFY came too soon, or if the shards of one key did not begin in order.
func (r *rig) inOrder(t testing.TB, concurrency int) {
	t.Helper()
	last := map[int]int{}
	for n, i := range r.Identifies() {
		before, later := last[i.Shard%concurrency]
		if i.Refused || later && i.Shard < before {
			t.Errorf("IDENTIFY %d: %+v after shard %d", n, i, before)
		}
		last[i.Shard%concurrency] = i.Shard
	}
}

// answeredIn fails unless a question in a server of a shard is answered.
func (r *rig) answeredIn(t testing.TB, shard, count int) {
	t.Helper()
	n := localdiscord.FirstIn(shard, count)
	i, err := r.SlashIn(localdiscord.ChannelOf(n), localdiscord.User{ID: fmt.Sprint(1000 + n), Name: "user", Locale: "en-US"}, "help", nil)
	r.answer(t, i, err)
}

// TestShards serves 2,000 servers in 16 shards that may all identify at a time: each shard's servers are answered, direct messages
// are, and the loss of one shard, which is resumed, leaves the others at work. The commands are registered once.
func TestShards(t *testing.T) {
	t.Parallel()
	const shards, servers = 16, 2000
	server := localdiscord.Options{Guilds: servers, Shards: shards, MaxConcurrency: shards, IdentifyEvery: identifySpacing,
		OnRequest: func(string, string, []byte) {}}
	began := time.Now()
	r := connect(t, server, func(o *setup) {
		o.spacing = identifySpacing
		over(testkit.Service(t, testkit.Shipped(), func(c *commands.Config) { c.PerUser = 1000 }))(o)
	})
	r.allConnected(t, shards)
	if took := time.Since(began); took > identifySpacing {
		t.Errorf("ready after %v, though all shards may identify at a time", took)
	}
	r.ready(t)
	r.isReady(t, r.bot)
	r.inOrder(t, shards)
	for n := range shards {
		r.answeredIn(t, n, shards)
	}
	joined := 0
	for _, h := range r.bot.Health() {
		joined += h.Guilds
		if !h.Connected || h.Guilds != servers/shards || h.Count != shards {
			t.Errorf("health %+v", h)
		}
	}
	i, err := r.SlashIn(r.Direct(ann), ann, "help", nil)
	r.answer(t, i, err)

	arrived, release := r.Block("/gateway-socket")
	r.CutShard(3)
	<-arrived // it connects again
	for n := range shards {
		if n != 3 {
			r.answeredIn(t, n, shards)
		}
	}
	if r.bot.Ready() || slices.Contains(r.ConnectedShards(), 3) {
		t.Error("shard 3 is connected")
	}
	release()
	r.allConnected(t, shards)
	r.answeredIn(t, 3, shards)
	if n := len(r.Identifies()); n != shards {
		t.Errorf("%d IDENTIFYs, though the lost shard could be resumed", n)
	}
	if n := r.Calls("/commands"); n != 2 {
		t.Errorf("%d calls about commands, where one reads and one registers", n)
	}
	if joined != servers {
		t.Errorf("%d servers", joined)
	}
	r.isReady(t, r.bot)
}

// TestShardsTakeTurns serves shards of which two may identify at a time: no one is refused, and each key's begin in order.
func TestShardsTakeTurns(t *testing.T) {
	t.Parallel()
	const shards, concurrency, every = 6, 2, 400 * time.Millisecond
	r := connect(t, localdiscord.Options{Guilds: 12, Shards: shards, MaxConcurrency: concurrency, IdentifyEvery: every}, func(o *setup) { o.spacing = every })
	r.allConnected(t, shards)
	r.inOrder(t, concurrency)
}

// TestShardsOfTwoProcesses lets two processes serve two shards each. They take turns, and create no command twice.
func TestShardsOfTwoProcesses(t *testing.T) {
	t.Parallel()
	const every = 400 * time.Millisecond
	shared, err := state.Open(t.Context(), state.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shared.Close() })
	second := setup{spacing: every, Record: shared}
	r := connect(t, localdiscord.Options{Guilds: 8, Shards: 4, IdentifyEvery: every}, func(o *setup) {
		o.spacing, o.Turns, o.Record = every, shared, shared
		o.Shards = Shards{0, 1, 4}
		second.client, second.Handler.Service, second.Handler.Log = o.client, o.Handler.Service, o.Log
		second.Options = Options{Token: o.Token, Log: o.Log, Turns: shared, Shards: Shards{2, 3, 4}}
	})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	other := second.start(ctx, done)
	r.allConnected(t, 4)
	r.ready(t)
	r.inOrder(t, 4) // of one key, but the processes begin in any order
	for n := range 4 {
		r.answeredIn(t, n, 4)
	}
	r.isReady(t, r.bot)
	r.isReady(t, other)
	ids := map[string]bool{}
	for _, c := range r.Commands() {
		ids[c.ID] = true
	}
	if len(ids) != len(commands.Table()) {
		t.Errorf("%d commands", len(ids))
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	r.answeredIn(t, 0, 4)
	r.answeredIn(t, 1, 4)
}

// TestShardCodes lets Discord refuse shards: the bot ends and says what to do.
func TestShardCodes(t *testing.T) {
	t.Parallel()
	const more = "set discord.shards to auto, or to a higher number"
	for name, c := range map[string]struct {
		server localdiscord.Options
		shards Shards
		code   int // with which the connections are closed; 0: the server does so by itself
		cure   string
	}{
		"4010":                            {localdiscord.Options{}, Shards{2, 3, 4}, 4010, "of 4 is refused by Discord (code 4010); correct --shards"},
		"4011":                            {localdiscord.Options{Guilds: 20, GuildsPerShard: 5}, Shards{0, 1, 2}, 0, more},
		"4011, and no more are suggested": {localdiscord.Options{Guilds: 20, GuildsPerShard: 5, Shards: 2}, Shards{}, 0, more},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.server.OnRequest = func(string, string, []byte) {} // the bot may end before it sends a body
			r := connect(t, c.server, func(o *setup) { o.Shards = c.shards })
			if c.code != 0 {
				r.allConnected(t, 2)
				r.CloseWith(c.code)
			}
			select {
			case err := <-r.done:
				r.done <- err
				if err == nil || !strings.Contains(err.Error(), c.cure) {
					t.Errorf("ended with %v", err)
				}
			case <-r.ctx.Done():
				t.Fatal("the bot goes on")
			}
		})
	}
}

// TestShardIsRefused lets Discord refuse one shard for good: the others stay at work, and the log says what to do.
func TestShardIsRefused(t *testing.T) {
	t.Parallel()
	for _, shards := range []Shards{{}, {0, 1, 2}} {
		r := connect(t, localdiscord.Options{Guilds: 4, Shards: 2}, func(o *setup) { o.Shards = shards })
		r.allConnected(t, 2)
		r.isReady(t, r.bot)
		r.CloseShard(1, 4011)
		r.logged(t, "set discord.shards to auto, or to a higher number")
		r.answeredIn(t, 0, 2)
		if h := r.bot.Health(); r.bot.Ready() || !h[0].Connected || h[1].Connected || !strings.Contains(h[1].Cause, "set discord.shards") {
			t.Errorf("health %+v", h)
		}
	}
}

// TestMoreShards lets Discord demand more shards where their number is left to it: all begin anew.
func TestMoreShards(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{Guilds: 20, GuildsPerShard: 10, Shards: 2}, nil)
	r.allConnected(t, 2)
	r.Recommend(4)
	r.CloseWith(4011)
	r.allConnected(t, 4)
	r.answeredIn(t, 3, 4)
}
