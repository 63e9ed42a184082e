package opensearch_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
	server "lede/internal/testkit/opensearch"
)

// rewriting returns an address that leads to a cluster's index and replaces a text of each answer by another, both set by the function.
func rewriting(t *testing.T, address string) (by string, replace func(old, new string)) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	var texts atomic.Pointer[[2]string]
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: u.Scheme, Host: u.Host})
	proxy.ModifyResponse = func(r *http.Response) error {
		raw, err := io.ReadAll(r.Body)
		if pair := texts.Load(); pair != nil {
			raw = bytes.ReplaceAll(raw, []byte(pair[0]), []byte(pair[1]))
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
		r.Header.Set("Content-Length", strconv.Itoa(len(raw)))
		return err
	}
	s := httptest.NewServer(proxy)
	t.Cleanup(s.Close)
	return s.URL + u.Path, func(old, new string) { texts.Store(&[2]string{old, new}) }
}

// TestPartialAnswer checks that an answer which lacks a part is an error, not fewer articles. That is how OpenSearch answers while a shard is on
// no node: it counts it neither as successful nor as failed.
func TestPartialAnswer(t *testing.T) {
	address, replace := rewriting(t, server.Index(t))
	x := opened(t, address, index.Owner)
	if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	write(t, x, "a.md", "---\ntitle: A\n---\nThe harvest failed.")
	q, err := query.Parse("harvest", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	search := func() error {
		_, err := x.Search(t.Context(), q, nil, 5)
		return err
	}
	cards := func() error {
		_, err := x.Cards(t.Context(), article.ID("a.md"))
		return err
	}
	read := func() error {
		_, err := x.Article(t.Context(), article.ID("a.md"))
		return err
	}
	changed := func() error {
		_, err := x.Changed(t.Context(), 0)
		return err
	}
	for _, c := range []struct {
		name     string
		old, new string
		call     func() error
	}{
		{"a shard on no node", `"_shards":{"total":1,`, `"_shards":{"total":2,`, search},
		{"a shard on no node, of a listing", `"_shards":{"total":1,`, `"_shards":{"total":2,`, changed},
		{"a shard that fails", `"failed":0`, `"failed":1`, search},
		{"no time", `"timed_out":false`, `"timed_out":true`, search},
		{"a text on no node", `"found":true`, `"error":{"type":"no_shard_available_action_exception"},"f":true`, cards},
		{"no text", `"docs":[{`, `"docs":[],"d":[{`, cards},
	} {
		replace(c.old, c.new)
		if err := c.call(); !errors.Is(err, index.ErrUnavailable) || strings.Contains(err.Error(), "harvest") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	replace("", "")
	if err := errors.Join(search(), cards(), read(), changed()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
