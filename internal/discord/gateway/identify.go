package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Discord's limits for IDENTIFY ("Gateway", "Rate Limiting" and "Session Start Limit Object"): 1,000 a day, and one in five
// seconds of a shard. Whoever passes the first loses the token.
const (
	identifiesADay  = 1000
	identifySpacing = 5 * time.Second
	day             = 24 * time.Hour
)

// identifies counts IDENTIFYs against Discord's limit. The zero identifies has the full day.
type identifies struct {
	total, remaining int
	reset            time.Time     // when remaining is total again
	last             time.Time     // of the last IDENTIFY
	spacing          time.Duration // between two; 0 for none, in tests
}

// refresh sets what Discord says that is left.
func (n *identifies) refresh(total, remaining int, reset time.Time) {
	n.total, n.remaining, n.reset = total, remaining, reset
}

// spend counts one IDENTIFY.
func (n *identifies) spend(now time.Time) {
	n.last = now
	n.remaining--
}

// wait returns how long to wait before the next IDENTIFY. As long as more than a quarter of the day's are left, that is the
// spacing; then what is left is spread over the rest of the day.
func (n *identifies) wait(now time.Time) time.Duration {
	if !now.Before(n.reset) {
		n.refresh(identifiesADay, identifiesADay, now.Add(day))
	}
	spacing := n.spacing
	switch left := n.reset.Sub(now); {
	case n.remaining <= 0:
		return left
	case n.remaining <= n.total/4:
		spacing = max(spacing, left/time.Duration(n.remaining))
	}
	switch {
	case !n.last.IsZero():
		return max(0, n.last.Add(spacing).Sub(now))
	case n.remaining > n.total/20:
		return 0 // the first one of this program
	}
	return spacing // a supervisor may start the program again and again
}

// limitPatience is how long the question for the limit may take, so that REST alone cannot keep a bot away.
const limitPatience = 5 * time.Second

// awaitIdentify waits until a new session may begin. The error is Discord's refusal of the token; where the limit cannot be
// learnt, the bot's own count decides.
func (g *Gateway) awaitIdentify(ctx context.Context) error {
	limit, err := g.sessionStartLimit(ctx)
	if refused(err) {
		return err
	}
	now := time.Now()
	if err == nil {
		g.identifies.refresh(limit.Total, limit.Remaining, now.Add(time.Duration(limit.ResetAfter)*time.Millisecond))
	}
	wait := g.identifies.wait(now)
	if wait > identifySpacing {
		g.Log.Warn("few new sessions are left for today; waiting before the next one", "left", g.identifies.remaining, "wait", wait.Round(time.Second).String())
	}
	pause(ctx, wait)
	return ctx.Err()
}

// startLimit is Discord's session_start_limit. ResetAfter is in milliseconds.
type startLimit struct {
	Total      int   `json:"total"`
	Remaining  int   `json:"remaining"`
	ResetAfter int64 `json:"reset_after"`
}

// sessionStartLimit asks Discord how many sessions may still begin. discordgo's GatewayBot panics on an answer of null.
func (g *Gateway) sessionStartLimit(ctx context.Context) (startLimit, error) {
	ctx, cancel := context.WithTimeout(ctx, limitPatience)
	defer cancel()
	var answer struct {
		Limit startLimit `json:"session_start_limit"`
	}
	raw, err := g.session.RequestWithBucketID(http.MethodGet, discordgo.EndpointGatewayBot, nil, discordgo.EndpointGatewayBot,
		discordgo.WithContext(ctx), discordgo.WithRetryOnRatelimit(false))
	if err == nil {
		err = json.Unmarshal(raw, &answer)
	}
	if l := answer.Limit; err == nil && (l.Total <= 0 || l.ResetAfter < 0 || l.ResetAfter > 2*day.Milliseconds()) {
		err = fmt.Errorf("an impossible session_start_limit: %+v", l)
	}
	return answer.Limit, err
}
