package opensearch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/opensearch-project/opensearch-go/v4"
)

// client makes the calls. Their errors name the cluster and what to do.
type client struct {
	asked *opensearch.Client // for calls that a question waits for
	long  *opensearch.Client // for others
	urls  []string           // of the nodes
	where string             // the same without http://, for errors
	idle  func()
	away  atomic.Pointer[unreachable] // the cluster is silent, see watchSilence; nil while it is not
}

// Bounds of a call.
const (
	callLimit    = 10 * time.Second // of one that a question waits for, and of the second attempt at it
	attemptLimit = callLimit / 2    // of the first attempt at it; the second one is on another connection, and at another node if there is one
	dialLimit    = 5 * time.Second
	greetLimit   = 3 * time.Second // of the beginning of TLS
	workLimit    = 2 * time.Minute // of one that no question waits for
	maxResponse  = 256 << 20       // bytes
	retries      = 2
)

// newClient returns a client and the name of the indices.
func newClient(o Options) (*client, string, error) {
	addresses, name, err := parseURL(o.URL)
	if err != nil {
		return nil, "", err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	// a machine that is gone closes no connection: one that waits for an answer ends 30 s later
	transport.DialContext = (&net.Dialer{Timeout: dialLimit, KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}}).DialContext
	transport.TLSHandshakeTimeout = greetLimit
	transport.MaxIdleConnsPerHost = 64
	transport.DisableCompression = true // most of an answer is compressed text
	if o.CA != nil {
		transport.TLSClientConfig = &tls.Config{RootCAs: x509.NewCertPool(), MinVersion: tls.VersionTLS12}
		if !transport.TLSClientConfig.RootCAs.AppendCertsFromPEM(o.CA) {
			return nil, "", errors.New("index.ca: the file has no certificate in PEM")
		}
	}
	header := http.Header{}
	if o.APIKey != "" {
		header.Set("Authorization", "ApiKey "+o.APIKey)
		o.User, o.Password = "", ""
	}
	config := opensearch.Config{Addresses: addresses, Username: o.User, Password: o.Password, Header: header,
		Transport: transport, MaxRetries: retries, EnableRetryOnTimeout: false, RetryOnStatus: []int{502, 503, 504},
		RetryBackoff: func(attempt int) time.Duration { return time.Duration(attempt) * 100 * time.Millisecond }}
	long, err := opensearch.NewClient(config)
	config.RequestTimeout = attemptLimit
	asked, failed := opensearch.NewClient(config)
	if err := errors.Join(err, failed); err != nil {
		return nil, "", fmt.Errorf("index.url: %w", err)
	}
	c := &client{asked: asked, long: long, urls: addresses, idle: transport.CloseIdleConnections}
	for _, a := range addresses {
		c.where = strings.TrimPrefix(c.where+", "+a[strings.Index(a, "//")+2:], ", ")
	}
	return c, name, nil
}

// parseURL returns the addresses of the nodes and the name of the indices.
func parseURL(list string) (addresses []string, name string, err error) {
	name = "lede"
	for _, one := range strings.Split(list, ",") {
		u, err := url.Parse(strings.TrimSpace(one))
		if err != nil || u.Host == "" || u.RawQuery != "" || u.Scheme != "http" && u.Scheme != "https" { // it may have a secret anywhere
			return nil, "", errors.New("index.url: a part of it is no address of a node; write it like http://127.0.0.1:9200")
		}
		if path := strings.Trim(u.Path, "/"); path != "" {
			name = path
		}
		if user := u.User; user != nil {
			return nil, "", fmt.Errorf("index.url: the user and the password of %s do not belong in this file; set OPENSEARCH_USER and OPENSEARCH_PASSWORD in the environment", u.Host)
		}
		u.Path, u.RawPath = "", ""
		addresses = append(addresses, u.String())
	}
	if !isName(name) {
		return nil, "", fmt.Errorf("index.url: %q is no name for an index; take small letters, digits and hyphens", name)
	}
	return addresses, name, nil
}

// isName reports whether a text can be the name of an index.
func isName(name string) bool {
	return len(name) <= 100 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(name, "-")
}

func (c *client) close() { c.idle() }

// call makes a call that a question waits for: with a JSON body, nil for none. It decodes the answer into out, unless that is nil.
func (c *client) call(ctx context.Context, method, path string, body, out any) error {
	raw, err := encode(body)
	if err != nil {
		return err
	}
	return c.ask(ctx, method, path, jsonType, raw, out)
}

// work makes a call that no question waits for.
func (c *client) work(ctx context.Context, method, path string, body, out any) error {
	raw, err := encode(body)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, workLimit)
	defer cancel()
	return c.send(ctx, c.long, method, path, jsonType, raw, out)
}

// Types of bodies: a JSON value, or one a line.
const (
	jsonType  = "application/json"
	linesType = "application/x-ndjson"
)

func encode(body any) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	return json.Marshal(body)
}

// ask makes a call that a question waits for, once more if the node does not answer. The second attempt has more time, since the first
// one may have been slow, not silent. While the cluster is silent the call fails at once, since those that wait keep others from being told.
func (c *client) ask(ctx context.Context, method, path, kind string, body []byte, out any) error {
	if away := c.away.Load(); away != nil {
		return away
	}
	first, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	err := c.send(first, c.asked, method, path, kind, body, out)
	if !isTimeout(err) || ctx.Err() != nil || c.away.Load() != nil {
		return err
	}
	c.idle() // they may be as silent
	second, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	return c.send(second, c.long, method, path, kind, body, out)
}

func (c *client) send(ctx context.Context, by *opensearch.Client, method, path, kind string, body []byte, out any) error {
	req, err := http.NewRequestWithContext(ctx, method, path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	if len(body) == 0 {
		req.Body, req.GetBody, req.ContentLength = nil, nil, 0
	} else {
		req.Header.Set("Content-Type", kind)
	}
	res, err := by.Stream(req)
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
