package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"lede/internal/config"
	"lede/internal/index"
	"lede/internal/index/opensearch"
)

// opener returns what opens the index of a configuration: on a cluster, or nil for the one in this process.
func (e *env) opener(c config.Config) func(string, index.Mode, *slog.Logger) (index.Engine, error) {
	if c.IndexURL == "" {
		return nil
	}
	return func(_ string, mode index.Mode, log *slog.Logger) (index.Engine, error) {
		x, err := e.openCluster(c, mode, log)
		if err != nil {
			return nil, err // no interface around a nil index
		}
		return x, nil
	}
}

// openCluster opens the index on a cluster. User and password come from the environment.
func (e *env) openCluster(c config.Config, mode index.Mode, log *slog.Logger) (*opensearch.Index, error) {
	o := opensearch.Options{URL: c.IndexURL, User: e.getenv("OPENSEARCH_USER"), Password: e.getenv("OPENSEARCH_PASSWORD"), APIKey: e.getenv("OPENSEARCH_API_KEY"),
		Shards: c.IndexShards, Replicas: c.IndexReplicas, Log: log}
	if c.IndexCA != "" {
		var err error
		if o.CA, err = os.ReadFile(c.IndexCA); err != nil {
			return nil, fmt.Errorf("index.ca: %w", err)
		}
	}
	return opensearch.Open(e.ctx, o, mode)
}

// scratchIndex returns a configuration whose index on the cluster is a new one, and what deletes it.
func (e *env) scratchIndex(c config.Config) (config.Config, func(index.Engine) error) {
	if c.IndexURL == "" {
		return c, func(index.Engine) error { return nil }
	}
	first, _, _ := strings.Cut(c.IndexURL, ",")
	scheme, rest, _ := strings.Cut(first, "://")
	host, _, _ := strings.Cut(rest, "/")
	c.IndexURL = scheme + "://" + host + "/lede-scratch-" + strings.ToLower(rand.Text()[:8])
	c.IndexReplicas = 0
	return c, func(x index.Engine) error { return x.(*opensearch.Index).Drop(context.WithoutCancel(e.ctx)) }
}
