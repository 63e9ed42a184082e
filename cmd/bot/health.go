package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/internal/config"
	"lede/internal/discord/gateway"
	"lede/internal/query"
	"lede/internal/state"
	"lede/internal/telemetry"
)

// recorder returns what records figures and spans, nil if neither is configured. The returned function sends the last spans.
func (e *env) recorder(c config.Config, log *slog.Logger) (r *telemetry.Recorder, end func(), err error) {
	tracing, err := telemetry.NewTracing(e.getenv, version(), log)
	if err != nil || tracing == nil && c.MetricsListen == "" {
		return nil, func() {}, err
	}
	r = telemetry.NewRecorder(tracing)
	e.observer = r
	return r, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), lastSpans)
		defer cancel()
		if err := tracing.Close(ctx); err != nil {
			log.Warn("the last spans are lost", "err", err)
		}
	}, nil
}

// lastSpans is how long the end of the program waits for the collector.
const lastSpans = 3 * time.Second

// watched is a bot that runs, as health and figures see it.
type watched struct {
	*app
	link *link
	now  func() time.Time
}

// serveHealth serves health and figures where the configuration says so. The returned function ends that.
func (w watched) serveHealth(c config.Config, r *telemetry.Recorder) (end func(), err error) {
	if c.MetricsListen == "" {
		return func() {}, nil
	}
	server, err := telemetry.Listen(telemetry.Options{Address: c.MetricsListen, Recorder: r, Log: w.log,
		Checks:  []telemetry.Check{{Name: "index", Ready: w.indexReady}, {Name: "discord", Ready: w.discordReady}, {Name: "state", Ready: w.stateReady}},
		Collect: []func(context.Context, *telemetry.Figures){w.collectIndex, w.collectDiscord, w.collectState},
	})
	if err != nil {
		return nil, err
	}
	w.log.Info("health and figures are served", "address", server.Address())
	return func() { _ = server.Close() }, nil
}

// indexReady reports whether the index has the whole folder, and answers.
func (w watched) indexReady(ctx context.Context) (string, error) {
	if !w.index.Complete() {
		x := w.indexer.Load()
		if x == nil {
			return "", errors.New("the index does not have the whole folder yet; an indexer fills it")
		}
		status := x.corpus.Status()
		if status.Err != nil {
			return "", status.Err
		}
		return "", fmt.Errorf("the folder is being read: %d of %d files", status.Done, status.All)
	}
	if _, _, err := w.index.Latest(ctx, query.Filter{}, 0, 1); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d articles", w.index.Len()), nil
}

// discordReady reports whether interactions can come: every shard is connected, and the endpoint listens, as far as there are any.
func (w watched) discordReady(context.Context) (string, error) {
	var ready, not []string
	if g := w.link.gateway; g != nil {
		shards := g.Health()
		for _, s := range shards {
			if !s.Connected {
				not = append(not, shardCause(s))
			}
		}
		if len(shards) == 0 {
			not = append(not, "no shard has begun yet")
		}
		ready = append(ready, fmt.Sprintf("%[1]d of %[1]d shards are connected", len(shards)))
	}
	if e := w.link.endpoint; e != nil {
		if !e.Serving() {
			not = append(not, "the endpoint does not serve yet")
		}
		ready = append(ready, "the endpoint serves at "+e.Addr())
	}
	if len(not) > 0 {
		return "", errors.New(strings.Join(not, "; "))
	}
	if len(ready) == 0 {
		return "an indexer sends posts alone", nil
	}
	return strings.Join(ready, ", "), nil
}

// shardCause says why a shard is not connected.
func shardCause(s gateway.ShardHealth) string {
	text := fmt.Sprintf("shard %d of %d is not connected", s.ID, s.Count)
	if !s.Since.IsZero() {
		text += " since " + s.Since.UTC().Format(time.RFC3339)
	}
	if s.Cause != "" {
		text += ": " + s.Cause
	}
	return text
}

func (w watched) stateReady(ctx context.Context) (string, error) {
	return "reachable", w.state.Ping(ctx)
}

func (w watched) collectIndex(_ context.Context, f *telemetry.Figures) {
	f.Gauge("lede_build_info", 1, "version", version())
	f.Gauge("lede_index_articles", float64(w.index.Len()))
	f.Gauge("lede_index_bytes", float64(w.index.Size()))
	f.Gauge("lede_index_complete", truth(w.index.Complete()))
	x := w.indexer.Load()
	if x == nil {
		return // another process reads the folder
	}
	status := x.corpus.Status()
	f.Gauge("lede_index_failed", truth(status.Err != nil))
	f.Gauge("lede_index_files_pending", float64(status.All-status.Done))
	if !status.LastSweep.IsZero() {
		f.Gauge("lede_index_lag_seconds", w.now().Sub(status.LastSweep).Seconds())
	}
}

func (w watched) collectDiscord(_ context.Context, f *telemetry.Figures) {
	running, waiting, dropped := w.lanes.Load()
	f.Gauge("lede_discord_interactions", float64(running), "state", "running")
	f.Gauge("lede_discord_interactions", float64(waiting), "state", "waiting")
	f.Counter("lede_discord_interactions_dropped_total", float64(dropped))
	if g := w.link.gateway; g != nil {
		collectShards(g, f)
	}
	if e := w.link.endpoint; e != nil {
		f.Gauge("lede_discord_endpoint_up", truth(e.Serving()))
		f.Counter("lede_discord_endpoint_accepted_total", float64(e.Accepted()))
		refused := e.Refused()
		for _, reason := range slices.Sorted(maps.Keys(refused)) {
			f.Counter("lede_discord_endpoint_refused_total", float64(refused[reason]), "reason", reason)
		}
	}
}

func collectShards(g *gateway.Gateway, f *telemetry.Figures) {
	shards := g.Health()
	each := func(write func(name string, value float64, labels ...string), name string, value func(gateway.ShardHealth) float64) {
		for _, s := range shards {
			write(name, value(s), "shard", strconv.Itoa(s.ID))
		}
	}
	each(f.Gauge, "lede_discord_shard_up", func(s gateway.ShardHealth) float64 { return truth(s.Connected) })
	each(f.Gauge, "lede_discord_heartbeat_seconds", func(s gateway.ShardHealth) float64 { return s.Latency.Seconds() })
	each(f.Gauge, "lede_discord_guilds", func(s gateway.ShardHealth) float64 { return float64(s.Guilds) })
	each(f.Counter, "lede_discord_sessions_total", func(s gateway.ShardHealth) float64 { return float64(s.Sessions) })
	each(f.Counter, "lede_discord_resumes_total", func(s gateway.ShardHealth) float64 { return float64(s.Resumes) })
	left, _ := g.SessionsLeft()
	f.Gauge("lede_discord_sessions_left", float64(left))
}

// collectState leaves out what cannot be read in time.
func (w watched) collectState(ctx context.Context, f *telemetry.Figures) {
	figures, err := w.state.Figures(ctx, w.now())
	f.Gauge("lede_state_up", truth(err == nil))
	f.Gauge("lede_elected", truth(w.elected.Load()))
	if err != nil {
		return
	}
	for _, status := range []state.FeedStatus{state.FeedActive, state.FeedPaused, state.FeedFailed} {
		f.Gauge("lede_feeds", float64(figures.Feeds[status]), "status", string(status))
	}
	f.Gauge("lede_feeds_failing", float64(figures.Failing))
	f.Gauge("lede_feeds_late_seconds", figures.Late.Seconds())
	f.Gauge("lede_outbox_posts", float64(figures.Pending), "state", "pending")
	f.Gauge("lede_outbox_posts", float64(figures.Due), "state", "due")
	f.Gauge("lede_outbox_oldest_seconds", figures.Oldest.Seconds())
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
