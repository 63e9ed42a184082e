package opensearch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/opensearch-project/opensearch-go/v4"

	"lede/internal/index"
)

// client makes the calls. Their errors name the cluster and what to do.
type client struct {
	os    *opensearch.Client
	where string // the addresses, for errors
	idle  func()
}

// Bounds of a call.
const (
	callLimit   = 10 * time.Second // of one that a question waits for
	workLimit   = 2 * time.Minute
	maxResponse = 256 << 20 // bytes
	retries     = 2
)

// newClient returns a client and the name of the indices.
func newClient(o Options) (*client, string, error) {
	name := "lede"
	var addresses, shown []string
	for _, one := range strings.Split(o.URL, ",") {
		u, err := url.Parse(strings.TrimSpace(one))
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, "", fmt.Errorf("index.url: %q is no address; write it like http://127.0.0.1:9200", redacted(one))
		}
		if path := strings.Trim(u.Path, "/"); path != "" {
			name = path
		}
		if user := u.User; user != nil {
			return nil, "", fmt.Errorf("index.url: the user and the password of %s do not belong in this file; set OPENSEARCH_USER and OPENSEARCH_PASSWORD in the environment", u.Host)
		}
		u.Path, u.RawPath = "", ""
		addresses, shown = append(addresses, u.String()), append(shown, u.Host)
	}
	if !isName(name) {
		return nil, "", fmt.Errorf("index.url: %q is no name for an index; take small letters, digits and hyphens", name)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64
	transport.DisableCompression = true // most of an answer is compressed text
	header := http.Header{}
	if o.APIKey != "" {
		header.Set("Authorization", "ApiKey "+o.APIKey)
		o.User, o.Password = "", ""
	}
	os, err := opensearch.NewClient(opensearch.Config{Addresses: addresses, Username: o.User, Password: o.Password, Header: header, CACert: o.CA,
		Transport: transport, MaxRetries: retries, EnableRetryOnTimeout: false, RetryOnStatus: []int{502, 503, 504},
		RetryBackoff: func(attempt int) time.Duration { return time.Duration(attempt) * 100 * time.Millisecond }})
	if err != nil {
		return nil, "", fmt.Errorf("index.url: %w", err)
	}
	return &client{os: os, where: strings.Join(shown, ", "), idle: transport.CloseIdleConnections}, name, nil
}

// redacted returns an address without a password.
func redacted(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return "it"
}

// isName reports whether a text can be the name of an index.
func isName(name string) bool {
	return len(name) <= 100 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(name, "-")
}

func (c *client) close() { c.idle() }

// call makes a call that a question waits for: with a JSON body, nil for none. It decodes the answer into out, unless that is nil.
func (c *client) call(ctx context.Context, method, path string, body, out any) error {
	return c.within(ctx, callLimit, method, path, body, out)
}

// work makes a call that no question waits for.
func (c *client) work(ctx context.Context, method, path string, body, out any) error {
	return c.within(ctx, workLimit, method, path, body, out)
}

func (c *client) within(ctx context.Context, limit time.Duration, method, path string, body, out any) error {
	var raw []byte
	if body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return c.send(ctx, method, path, "application/json", raw, out)
}

// lines makes a call whose body is JSON values, a line each.
func (c *client) lines(ctx context.Context, path string, body []byte, out any) error {
	return c.send(ctx, http.MethodPost, path, "application/x-ndjson", body, out)
}

// failure is an answer that says what is wrong.
type failure struct {
	status int
	kind   string // OpenSearch's name of it
	reason string
	where  string
}

// Error returns what is wrong and what to do.
func (f *failure) Error() string {
	switch {
	case f.status == http.StatusUnauthorized:
		return fmt.Sprintf("OpenSearch at %s refuses the user or the key; set OPENSEARCH_USER and OPENSEARCH_PASSWORD, or OPENSEARCH_API_KEY", f.where)
	case f.isBlock():
		return fmt.Sprintf("OpenSearch at %s takes no changes (%s); free some space on its disks", f.where, f.reason)
	case f.status == http.StatusForbidden:
		return fmt.Sprintf("OpenSearch at %s does not permit this to the user of Lede (%s); give it the right to read, write and create the indices", f.where, f.reason)
	case f.status == http.StatusRequestEntityTooLarge:
		return fmt.Sprintf("OpenSearch at %s refuses a request of this size; raise http.max_content_length there", f.where)
	}
	return fmt.Sprintf("OpenSearch at %s answers %d (%s: %s); its log says more", f.where, f.status, f.kind, f.reason)
}

// isBlock reports whether the cluster takes no changes for now, mostly since its disks are full: cluster_block_exception,
// index_create_block_exception.
func (f *failure) isBlock() bool { return strings.HasSuffix(f.kind, "_block_exception") }

// Unwrap returns index.ErrUnavailable for what passes by itself; an index that is missing is made by the process that writes.
func (f *failure) Unwrap() error {
	if f.status == http.StatusTooManyRequests || f.status >= 500 || f.isBlock() || f.kind == "index_not_found_exception" {
		return index.ErrUnavailable
	}
	return nil
}

func (c *client) send(ctx context.Context, method, path, kind string, body []byte, out any) error {
	req, err := http.NewRequestWithContext(ctx, method, path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	if len(body) == 0 {
		req.Body, req.GetBody, req.ContentLength = nil, nil, 0
	} else {
		req.Header.Set("Content-Type", kind)
	}
	res, err := c.os.Stream(req)
	if err != nil {
		return c.unreachable(ctx, err)
	}
	defer res.Body.Close()
	var read bytes.Buffer
	read.Grow(int(min(max(res.ContentLength, 0), maxResponse)) + bytes.MinRead)
	if _, err := read.ReadFrom(io.LimitReader(res.Body, maxResponse)); err != nil {
		return c.unreachable(ctx, err)
	}
	raw := read.Bytes()
	if res.StatusCode >= 300 {
		return c.failure(res.StatusCode, raw)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return fmt.Errorf("OpenSearch at %s answers what is no JSON (%w); check that index.url names an OpenSearch", c.where, err)
	}
	return nil
}

// unreachable returns the error of a cluster that did not answer, without what was asked, which must not be logged.
func (c *client) unreachable(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	var network *net.OpError
	if errors.As(err, &network) {
		err = network
	}
	return &unreachable{c.where, err}
}

// unreachable is a cluster that does not answer.
type unreachable struct {
	where string
	cause error
}

// Error returns what is wrong and what to do.
func (u *unreachable) Error() string {
	return fmt.Sprintf("OpenSearch at %s does not answer (%v); check that it runs and that index.url is right", u.where, u.cause)
}

// Unwrap returns index.ErrUnavailable and the cause.
func (u *unreachable) Unwrap() []error { return []error{index.ErrUnavailable, u.cause} }

// failure reads an answer that is an error.
func (c *client) failure(status int, raw []byte) error {
	var answer struct {
		Error json.RawMessage `json:"error"`
	}
	var cause struct {
		Type, Reason string
		RootCause    []struct{ Type, Reason string } `json:"root_cause"`
	}
	_ = json.Unmarshal(raw, &answer)         // a proxy may answer anything
	_ = json.Unmarshal(answer.Error, &cause) // a text, of a few errors
	if len(cause.RootCause) > 0 {
		cause.Type, cause.Reason = cause.RootCause[0].Type, cause.RootCause[0].Reason
	}
	return &failure{status: status, kind: cause.Type, reason: cause.Reason, where: c.where}
}

// isMissing reports whether an error says that there is no such index, alias or document.
func isMissing(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.status == http.StatusNotFound
}

// isConflict reports whether an error says that a document has changed meanwhile.
func isConflict(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.status == http.StatusConflict
}

// isThere reports whether an error says that an index is there already.
func isThere(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.kind == "resource_already_exists_exception"
}
