package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"lede/internal/index"
)

// bulk collects documents that are written and removed together.
type bulk struct {
	index string
	claim int64 // none replaces a document of a later claim
	items []item
}

// item is a document to write; one without content is removed.
type item struct {
	id      string
	content []byte
}

func (b *bulk) put(id string, content []byte) { b.items = append(b.items, item{id, content}) }

func (b *bulk) remove(id string) { b.items = append(b.items, item{id: id}) }

// maxBulk is the most bytes of a request, unless one document has more.
const maxBulk = 5 << 20

// next returns the request for the first items, and how many they are.
func (b *bulk) next() (body []byte, n int) {
	var out bytes.Buffer
	for _, it := range b.items {
		if n > 0 && out.Len()+len(it.content) > maxBulk {
			break
		}
		verb := "index"
		if it.content == nil {
			verb = "delete"
		}
		line, _ := json.Marshal(object{verb: object{"_id": it.id, "version": b.claim, "version_type": "external_gte"}}) // of texts and a number
		out.Write(line)
		out.WriteByte('\n')
		if it.content != nil {
			out.Write(it.content)
			out.WriteByte('\n')
		}
		n++
	}
	return out.Bytes(), n
}

// bulk writes the documents, and those again that the cluster could not take just then, until the context ends.
func (c *client) bulk(ctx context.Context, b *bulk) error {
	for len(b.items) > 0 {
		body, n := b.next()
		part := b.items[:n]
		b.items = b.items[n:]
		err := again(ctx, func() error {
			left, err := c.bulkOnce(ctx, b.index, body, part)
			if err == nil && len(left) > 0 {
				rest := &bulk{claim: b.claim, items: left}
				body, _ = rest.next()
				part = left
				return fmt.Errorf("%w: OpenSearch at %s is busy", index.ErrUnavailable, c.where)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// bulkOnce sends a request and returns the items that the cluster could not take just then.
func (c *client) bulkOnce(ctx context.Context, name string, body []byte, part []item) ([]item, error) {
	ctx, cancel := context.WithTimeout(ctx, workLimit)
	defer cancel()
	var answer struct {
		Errors bool
		Items  []map[string]struct {
			Status int
			Error  struct{ Type, Reason string }
		}
	}
	if err := c.send(ctx, c.long, http.MethodPost, "/"+name+"/_bulk", linesType, body, &answer); err != nil || !answer.Errors {
		return nil, err
	}
	var left []item
	for i, one := range answer.Items {
		for _, outcome := range one {
			switch {
			case i >= len(part) || outcome.Status < 300 || outcome.Status == http.StatusNotFound && part[i].content == nil:
			case outcome.Status == http.StatusConflict:
				return nil, errSuperseded
			default:
				refused := &failure{status: outcome.Status, kind: outcome.Error.Type, reason: outcome.Error.Reason, where: c.where}
				if !errors.Is(refused, index.ErrUnavailable) {
					return nil, fmt.Errorf("document %s: %w", part[i].id, refused)
				}
				left = append(left, part[i])
			}
		}
	}
	return left, nil
}

// Waits before a call is tried again; they double.
const (
	firstWait = 200 * time.Millisecond
	lastWait  = 10 * time.Second
)

// again calls f until it succeeds, fails for good, or the context ends.
func again(ctx context.Context, f func() error) error {
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		err := f()
		if !errors.Is(err, index.ErrUnavailable) || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}

// again calls f until it succeeds, and logs once that it waits.
func (x *Index) again(ctx context.Context, f func() error) error {
	logged := false
	return again(ctx, func() error {
		err := f()
		if errors.Is(err, index.ErrUnavailable) && !logged {
			logged = true
			x.log.Warn("the index is not written now; it is tried again", "err", err)
		}
		return err
	})
}
