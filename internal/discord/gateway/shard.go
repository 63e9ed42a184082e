package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"lede/internal/discord/rest"
)

// shard is one shard, which keeps a session open.
type shard struct {
	*Gateway
	id, count int
	address   string // of the gateway
	log       *slog.Logger

	after <-chan struct{} // closed when this shard may begin its first session; nil: at once
	tried chan struct{}   // closed when its first session has begun, or has failed to
	first func()          // closes tried

	status status
}

func newShard(g *Gateway, id, count int, address string) *shard {
	s := &shard{Gateway: g, id: id, count: count, address: address, log: g.Log, tried: make(chan struct{})}
	s.first = sync.OnceFunc(func() { close(s.tried) })
	s.status.now = ShardHealth{ID: id, Count: count}
	if count > 1 {
		s.log = g.Log.With("shard", id)
	}
	return s
}

// supervise keeps a session open until the context is done or Discord refuses it for good.
func (s *shard) supervise(ctx context.Context) error {
	defer s.first()
	if s.after != nil {
		select {
		case <-s.after:
		case <-ctx.Done():
		}
	}
	var c *connection
	for failures := 0; ; failures++ {
		began := time.Now()
		err := s.connectOnce(ctx, &c)
		s.status.lost(err)
		s.first()
		if ctx.Err() != nil {
			c.leave()
			return nil
		}
		if fatal := s.fatal(c, err); fatal != nil {
			c.drop()
			return s.giveUp(ctx, fatal)
		}
		if c != nil && (c.dead || c.ended(err)) {
			c.drop()
			c = nil
		}
		if time.Since(began) > s.steady {
			failures = 0
		}
		wait := backOff(failures)
		s.log.Warn("the connection to Discord was lost; connecting again", "cause", err, "in", wait.Round(time.Millisecond).String(), "resume", c != nil)
		pause(ctx, wait)
	}
}

// giveUp ends a shard that Discord refuses for good. It returns the reason at once if that ends all shards: where it is not of this shard
// alone, where none is left, and where they are planned again. Else the others stay at work, and it returns when the context is done.
func (s *shard) giveUp(ctx context.Context, reason error) error {
	var refused *shardRefusal
	if !errors.As(reason, &refused) || s.isLast() {
		return reason
	}
	if s.Shards.Count == 0 {
		if bot, err := s.ask(ctx); err == nil && bot.Shards > s.count {
			return reason
		}
	}
	s.status.lost(reason)
	s.log.Error("this shard is not served any more; the others are", "err", reason)
	<-ctx.Done()
	return nil
}

// isLast notes that a shard has ended for good, and reports whether all have.
func (s *shard) isLast() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended++
	return s.ended == len(s.shards)
}

// connectOnce opens the session, a new one if there is none, and returns when its connection is lost.
func (s *shard) connectOnce(ctx context.Context, c **connection) error {
	var err error
	resumed := *c != nil
	if resumed {
		if err = (*c).open(ctx, resumeDeadline); err != nil {
			(*c).socket.forget()
		}
	} else {
		*c, err = s.newSession(ctx)
	}
	if err != nil {
		return err
	}
	s.status.connected(resumed)
	s.begin()
	s.first()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-(*c).lost:
		return (*c).socket.why(errLost)
	}
}

// newSession opens a new session. It returns one that Discord has refused, too, for its close code.
func (s *shard) newSession(ctx context.Context) (*connection, error) {
	done, err := s.budget.begin(ctx, s.id)
	if err != nil {
		return nil, err
	}
	c, err := s.newConnection(ctx)
	if err != nil {
		done(false)
		return nil, err
	}
	err = c.open(ctx, openDeadline)
	done(c.socket.greeted()) // discordgo identifies after hello
	c.dead = err != nil
	return c, err
}

// ready notes the servers of a new session.
func (s *shard) ready(r *discordgo.Ready) {
	guilds := make([]string, len(r.Guilds))
	for n, guild := range r.Guilds {
		guilds[n] = guild.ID
	}
	s.log.Info("connected to Discord", "bot", r.User.Username, "guilds", len(guilds))
	s.status.began(guilds)
	s.joined()
}

// fatal returns the reason if connecting again cannot help, else nil.
func (s *shard) fatal(c *connection, err error) error {
	if rest.IsBadToken(err) {
		return rest.ErrBadToken
	}
	if c == nil {
		return nil
	}
	switch code := c.socket.closeCode(); code {
	case 4004:
		return rest.ErrBadToken
	case 4010:
		return &shardRefusal{code, fmt.Sprintf("shard %d of %d is refused by Discord (code %d); correct --shards or discord.shards, such as 0-3/16: numbers from 0 to one less than the count", s.id, s.count, code)}
	case 4011:
		return &shardRefusal{code, fmt.Sprintf("more shards than %d are demanded by Discord (code %d), since one may have 2,500 servers at most; set discord.shards to auto, or to a higher number, the same one in every process", s.count, code)}
	case 4012:
		return fmt.Errorf("this version of the gateway is not spoken by Discord any more (code %d); a newer Lede is needed", code)
	case 4013, 4014:
		return fmt.Errorf("the bot's intents are refused by Discord (code %d), though it asks for none; a newer Lede is needed", code)
	}
	return nil
}

// shardRefusal is Discord's refusal of a shard, which says what to do.
type shardRefusal struct {
	code int // 4010: there is no such shard; 4011: there must be more of them
	text string
}

// Error returns what was refused and what to do about it.
func (r *shardRefusal) Error() string { return r.text }
