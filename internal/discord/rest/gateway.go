package rest

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// GatewayBot is what Discord says of the gateway to a bot ("Get Gateway Bot").
type GatewayBot struct {
	URL    string            `json:"url"`
	Shards int               `json:"shards"` // as many as Discord recommends
	Limit  SessionStartLimit `json:"session_start_limit"`
}

// SessionStartLimit is how many sessions of the bot may begin.
type SessionStartLimit struct {
	Total       int   `json:"total"` // a day
	Remaining   int   `json:"remaining"`
	ResetAfter  int64 `json:"reset_after"`     // ms until Remaining is Total again
	Concurrency int   `json:"max_concurrency"` // sessions within five seconds, one of each key: a shard's number modulo this
}

// Bounds of what an answer may say. The largest bots have some thousands of shards.
const (
	mostShards  = 1 << 14
	longestWait = 48 * time.Hour
)

// GatewayBot returns what Discord says of the gateway. The error may be a refusal of the token.
func (c *Client) GatewayBot(ctx context.Context) (GatewayBot, error) {
	var out GatewayBot
	if err := c.own(ctx, http.MethodGet, path("gateway", "bot"), nil, &out); err != nil {
		return GatewayBot{}, err
	}
	at, err := url.Parse(out.URL)
	l := out.Limit
	switch {
	case err != nil || at.Host == "" || at.Scheme != "ws" && at.Scheme != "wss":
		return GatewayBot{}, fmt.Errorf("an impossible address of the gateway: %.100q", out.URL)
	case out.Shards < 1 || out.Shards > mostShards:
		return GatewayBot{}, fmt.Errorf("an impossible number of shards: %d", out.Shards)
	case l.Total <= 0 || l.ResetAfter < 0 || l.ResetAfter > longestWait.Milliseconds():
		return GatewayBot{}, fmt.Errorf("an impossible session_start_limit: %+v", l)
	}
	out.Limit.Concurrency = max(l.Concurrency, 1)
	return out, nil
}
