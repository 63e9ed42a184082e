// Package rest calls Discord's REST interface: about interactions (interaction.go), posts (post.go), the commands (register.go)
// and the gateway (gateway.go). discordgo's client cannot: it makes a bucket for each interaction and never frees one, sends the
// calls of a bucket one after the other, so that one dead connection holds up others, and gives up after a lost connection and
// after a 429 without a body.
package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// Client sends calls. It is safe for concurrent use.
type Client struct {
	// OnAnswer is called with the status of each answer, 0 where there is none; nil for nobody. It is set before the first call.
	OnAnswer func(status int)

	token    string // never logged
	base     string // what the paths of calls are below
	http     *http.Client
	underWay atomic.Int32 // calls about interactions
}

// version is the path of the interface, with its version.
const version = "/api/v9"

// connections is how many connections there are at most; further calls wait for one, where a burst would open thousands. At 50
// interactions a second and 150 ms a call eight are busy; Discord itself takes all calls over one connection, by HTTP/2.
const connections = 64

const idleTime = 30 * time.Second // after which an idle connection is closed

// New returns a client of the interface at an address such as https://discord.com.
func New(token, apiURL string) *Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxConnsPerHost, transport.MaxIdleConnsPerHost, transport.IdleConnTimeout = connections, connections, idleTime
	return &Client{token: token, base: apiURL + version, http: &http.Client{Transport: transport}}
}

// own sends a call of the bot's own once and decodes the answer into a value; nil for none. The error may be a *refusal.
func (c *Client) own(ctx context.Context, method, path string, body, into any) error {
	ctx, cancel := context.WithTimeout(ctx, laterTry)
	defer cancel()
	raw, err := encoded(body)
	if err != nil {
		return err
	}
	answer, err := c.once(ctx, method, path, raw, true)
	if err == nil && into != nil {
		if err = json.Unmarshal(answer, into); err != nil {
			err = fmt.Errorf("the answer of Discord cannot be read: %w", err)
		}
	}
	return err
}

// encoded returns a body as JSON; nil for none.
func encoded(body any) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	return json.Marshal(body)
}

// once sends a call and returns the answer. The error is a *refusal if Discord has answered with one.
func (c *Client) once(ctx context.Context, method, path string, body []byte, authorized bool) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, withoutURL(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if authorized {
		request.Header.Set("Authorization", "Bot "+c.token)
	}
	request.Header.Set("User-Agent", userAgent)
	response, err := c.http.Do(request)
	if err != nil {
		c.answered(0)
		return nil, withoutURL(err)
	}
	defer response.Body.Close()
	c.answered(response.StatusCode)
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if response.StatusCode >= 300 {
		return nil, newRefusal(response, raw)
	}
	return raw, err
}

func (c *Client) answered(status int) {
	if c.OnAnswer != nil {
		c.OnAnswer(status)
	}
}

// userAgent is what Discord asks of bots ("Reference", "User Agent").
const userAgent = "DiscordBot (lede, 1)"

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 1 << 20

// withoutURL returns the cause of a failed request: its URL may contain an interaction's token.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// path joins the parts of a path, each escaped, since ids come from outside.
func path(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("/" + url.PathEscape(p))
	}
	return b.String()
}
