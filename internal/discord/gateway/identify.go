package gateway

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"lede/internal/discord/rest"
)

// Discord's limits for IDENTIFY ("Gateway", "Rate Limiting" and "Session Start Limit Object"): 1,000 a day, and one in five
// seconds of the shards with one key, which is a shard's number modulo max_concurrency. Whoever passes the first loses the token.
const (
	identifiesADay  = 1000
	identifySpacing = 5 * time.Second
	day             = 24 * time.Hour
)

// identifies counts IDENTIFYs against Discord's limits. The zero identifies has the full day and one key.
type identifies struct {
	total, remaining int
	reset            time.Time     // when remaining is total again
	spacing          time.Duration // between two of one key; 0 for none, in tests
	concurrency      int           // keys

	last   time.Time         // the last IDENTIFY
	lastOf map[int]time.Time // the last one of each key
	began  map[int]bool      // the shards that have identified
}

// refresh sets what Discord says that is left.
func (n *identifies) refresh(total, remaining int, reset time.Time) {
	n.total, n.remaining, n.reset = total, remaining, reset
}

// keys returns how many shards may identify at a time.
func (n *identifies) keys() int { return max(1, n.concurrency) }

// spend counts an IDENTIFY of a shard.
func (n *identifies) spend(shard int, at time.Time) {
	if n.lastOf == nil {
		n.lastOf, n.began = map[int]time.Time{}, map[int]bool{}
	}
	n.last, n.lastOf[shard%n.keys()], n.began[shard] = at, at, true
	n.remaining--
}

// wait returns how long a shard waits before its next IDENTIFY: until the spacing of its key is over and, where few are left, what
// is left is spread over the rest of the day.
func (n *identifies) wait(shard int, now time.Time) time.Duration {
	if !now.Before(n.reset) {
		n.refresh(identifiesADay, identifiesADay, now.Add(day))
	}
	left := n.reset.Sub(now)
	if n.remaining <= 0 {
		return left
	}
	wait := n.lastOf[shard%n.keys()].Add(n.spacing).Sub(now)
	if n.few(shard) {
		spread := max(n.spacing, left/time.Duration(n.remaining))
		if n.last.IsZero() {
			return spread // a supervisor may start the program again and again
		}
		wait = max(wait, n.last.Add(spread).Sub(now))
	}
	return max(0, wait)
}

// few reports whether those that are left must be spared: when a quarter of the day's is left, or a twentieth for the first one of
// a shard in this program.
func (n *identifies) few(shard int) bool {
	if n.began[shard] {
		return n.remaining <= n.total/4
	}
	return n.remaining <= n.total/20
}

// Turns shares the spacing with other processes that serve shards of the bot.
type Turns interface {
	// TakeTurn takes the turn of a key for a time. If another process has it, it returns how long at most.
	TakeTurn(ctx context.Context, key int, within time.Duration) (wait time.Duration, err error)
	// EndTurn ends a turn: the next one is free after the spacing.
	EndTurn(ctx context.Context, key int, spacing time.Duration) error
}

// budget shares the identifies among the shards.
type budget struct {
	api   *rest.Client
	turns Turns
	log   *slog.Logger

	asking sync.Mutex // one question for the limit at a time

	mu    sync.Mutex
	count identifies
	asked time.Time             // when Discord last said what is left
	gates map[int]chan struct{} // of each key: it has a value while a shard identifies
}

func newBudget(o Options) *budget {
	return &budget{api: o.API, turns: o.Turns, log: o.Log, count: identifies{spacing: identifySpacing}, gates: map[int]chan struct{}{}}
}

// limitPatience is how long the question for the limit or for a turn may take, so that nothing else keeps a bot away; limitAge is how long
// an answer is used, with the bot's own count since.
const (
	limitPatience = 5 * time.Second
	limitAge      = 30 * time.Second
)

// ask asks Discord what is left.
func (b *budget) ask(ctx context.Context) (rest.GatewayBot, error) {
	ctx, cancel := context.WithTimeout(ctx, limitPatience)
	defer cancel()
	bot, err := b.api.GatewayBot(ctx)
	if err != nil {
		return bot, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked, b.count.concurrency = time.Now(), bot.Limit.Concurrency
	b.count.refresh(bot.Limit.Total, bot.Limit.Remaining, b.asked.Add(time.Duration(bot.Limit.ResetAfter)*time.Millisecond))
	return bot, nil
}

// askAgain asks Discord what is left if the last answer is old. The error is Discord's refusal of the token; where the limit
// cannot be learnt, the bot's own count decides.
func (b *budget) askAgain(ctx context.Context) error {
	b.asking.Lock()
	defer b.asking.Unlock()
	b.mu.Lock()
	fresh := time.Since(b.asked) < limitAge
	b.mu.Unlock()
	if fresh {
		return nil
	}
	if _, err := b.ask(ctx); rest.IsBadToken(err) {
		return err
	}
	return nil
}

// begin waits until a shard may identify. Until done is called, which says whether it did, no other shard of its key does.
func (b *budget) begin(ctx context.Context, shard int) (done func(identified bool), err error) {
	if err := b.askAgain(ctx); err != nil {
		return nil, err
	}
	for {
		pause(ctx, b.announce(b.waitFor(shard)))
		gate := b.gate(shard)
		select {
		case gate <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if b.waitFor(shard) <= 0 && b.turn(ctx, shard) {
			return func(identified bool) {
				b.end(ctx, shard, identified)
				<-gate
			}, nil
		}
		<-gate
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
}

// turn takes the key's turn among the processes. If another one has it, it waits for a while and returns false. Where the turns
// cannot be read, the process goes by its own count.
func (b *budget) turn(ctx context.Context, shard int) bool {
	if b.turns == nil {
		return true
	}
	key, spacing := b.keyOf(shard)
	limited, cancel := context.WithTimeout(ctx, limitPatience)
	defer cancel()
	wait, err := b.turns.TakeTurn(limited, key, openDeadline+spacing)
	if err != nil {
		b.log.Warn("the turns of other processes are not known; identifying without them", "err", err)
		return ctx.Err() == nil
	}
	pause(ctx, min(wait, spacing/4)) // it may end sooner
	return wait <= 0
}

// end ends the turn of a shard, and counts its IDENTIFY. Discord has had that by now, so that the spacing counts from here.
func (b *budget) end(ctx context.Context, shard int, identified bool) {
	key, spacing := b.keyOf(shard)
	if b.turns != nil {
		limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), limitPatience)
		defer cancel()
		if err := b.turns.EndTurn(limited, key, spacing); err != nil {
			b.log.Warn("the turn among the processes ends by itself", "err", err)
		}
	}
	if !identified {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count.spend(shard, time.Now())
}

// keyOf returns the key of a shard and the spacing of its IDENTIFYs.
func (b *budget) keyOf(shard int) (key int, spacing time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return shard % b.count.keys(), b.count.spacing
}

// announce logs a wait that is longer than a turn, and returns it.
func (b *budget) announce(wait time.Duration) time.Duration {
	if wait > identifySpacing {
		left, _ := b.left()
		b.log.Warn("few new sessions are left for today; waiting before the next one", "left", left, "wait", wait.Round(time.Second).String())
	}
	return wait
}

func (b *budget) waitFor(shard int) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count.wait(shard, time.Now())
}

func (b *budget) left() (remaining, total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count.remaining, b.count.total
}

// keys returns how many shards may identify at a time.
func (b *budget) keys() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count.keys()
}

func (b *budget) gate(shard int) chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := shard % b.count.keys()
	if b.gates[key] == nil {
		b.gates[key] = make(chan struct{}, 1)
	}
	return b.gates[key]
}
