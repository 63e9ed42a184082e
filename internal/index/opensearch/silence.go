package opensearch

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Bounds of the greetings, by which a silent cluster is noticed after 4 s: before the first attempt of a question ends.
const (
	greetEvery = time.Second
	greetTime  = 1500 * time.Millisecond
	mostSilent = 2 // greetings in a row without an answer; with several nodes they go to different ones
)

// watchSilence greets the cluster until the context ends, and has questions fail at once while it is silent.
func (c *client) watchSilence(ctx context.Context) {
	for silent := 0; ; {
		if silent != mostSilent-1 {
			select {
			case <-ctx.Done():
				return
			case <-time.After(greetEvery):
			}
		}
		err := c.greet(ctx)
		var away *unreachable
		if isTimeout(err) && errors.As(err, &away) {
			silent++
		} else {
			silent, away = 0, nil
		}
		if silent == 0 || silent >= mostSilent {
			c.away.Store(away)
		}
	}
}

// greet makes a call that every node answers by itself.
func (c *client) greet(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, greetTime)
	defer cancel()
	return c.send(ctx, c.long, http.MethodHead, "/", "", nil, nil)
}
