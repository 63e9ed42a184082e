package opensearch

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"time"
)

// schemeLimit is how long a server may take to show which of http and https it speaks.
const schemeLimit = 2 * time.Second

// wrongScheme returns an error if the first server speaks http where https is configured, or the other way round. Such a server closes
// the connection, answers 400, or waits for more.
func (c *client) wrongScheme(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, schemeLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, c.urls[0], nil)
	if err != nil || req.URL.Port() == "" { // without a port they are two servers
		return err
	}
	configured, other := req.URL.Scheme, "https"
	if configured == other {
		other = "http"
	}
	req.URL.Scheme = other
	once := &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // it sends no secret
	res, err := once.RoundTrip(req)
	if err != nil {
		return nil
	}
	_ = res.Body.Close()
	if res.StatusCode == http.StatusBadRequest { // so servers answer who should have used the other one
		return nil
	}
	return fmt.Errorf("index.url: the server at %s speaks %s, not %s; write %s://%s", req.URL.Host, other, configured, other, req.URL.Host)
}
