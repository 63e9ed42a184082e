package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/config"
	"lede/internal/discord/gateway"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/telemetry"
	"lede/internal/testkit"
)

// fetchText returns the answer to a request.
func fetchText(t *testing.T, address string) (status int, body string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(raw)
}

// TestHealth runs the bot with health and figures, asks it something and looks: all is ready; the figures count the question and
// are those of the dashboard; neither they nor the spans nor the log say what was asked, even at the lowest level.
func TestHealth(t *testing.T) {
	t.Parallel()
	server, err := discordtest.Start(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, fmt.Appendf(nil, "discord:\n  api_url: %s\nlog:\n  level: debug\n", server.URL()), 0o600); err != nil {
		t.Fatal(err)
	}
	var spans syncBuffer
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(&spans, r.Body) }))
	defer collector.Close()
	ctx, stop := context.WithCancel(t.Context())
	var log syncBuffer
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--config", file, "--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir()},
			[]string{"DISCORD_TOKEN=" + server.Token(), "LEDE_METRICS_LISTEN=127.0.0.1:0", "OTEL_EXPORTER_OTLP_ENDPOINT=" + collector.URL,
				"LEDE_DISCORD_ENDPOINT=127.0.0.1:0", "LEDE_DISCORD_PUBLIC_KEY=" + strings.Repeat("0a", 32)}, strings.NewReader(""), &log, &log)
	}()
	end := sync.OnceFunc(func() {
		stop()
		<-ended
	})
	defer end()
	patience, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := server.WaitCommands(patience, len(commands.Table())); err != nil {
		t.Fatal(err, log.String())
	}
	user := localdiscord.User{ID: "800000000000000001", Name: "ann", Locale: "en-US"}
	for _, use := range []struct{ command, text string }{{"ask", testkit.Question}, {"ask", "zyxxyish \"quoted words\" 何立峰"}, {"search", "Lancaster zyxxyish"}, {"ask", `zyxxyish since:soon "`}} {
		i, err := server.Slash(user, use.command, map[string]any{map[string]string{"ask": "question", "search": "query"}[use.command]: use.text})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := i.Wait(patience); err != nil {
			t.Fatal(err)
		}
	}
	if status, _ := fetchText(t, "http://"+regexp.MustCompile(` endpoint=(\S+)`).FindStringSubmatch(log.String())[1]); status != http.StatusMethodNotAllowed {
		t.Errorf("a page asks the endpoint: %d", status)
	}
	address := "http://" + regexp.MustCompile(`health and figures are served" address=(\S+)`).FindStringSubmatch(log.String())[1]
	status, ready := fetchText(t, address+"/readyz")
	if want := "ok index: .* articles\nok discord: 1 of 1 shards are connected, the endpoint serves at .*\nok state: reachable\n"; status != http.StatusOK || !regexp.MustCompile("^"+want+"$").MatchString(ready) {
		t.Errorf("%d\n%s", status, ready)
	}
	for want, args := range map[string][]string{"ok\n": {"health"}, ready: {"health", "--ready"}} {
		if code, out, errs := bot(t, map[string]string{"LEDE_METRICS_LISTEN": strings.TrimPrefix(address, "http://")}, "", args...); code != 0 || out != want {
			t.Errorf("%v: code %d, %q %s", args, code, out, errs)
		}
	}
	if code, _, errs := bot(t, nil, "", "health"); code != 1 || !strings.Contains(errs, "set metrics.listen") {
		t.Errorf("health without an address: code %d, %s", code, errs)
	}
	_, figures := fetchText(t, address+"/metrics")
	for _, want := range []string{`lede_requests_total{command="ask",verdict="answered",outcome="ok"} 1`, `lede_request_duration_seconds_count{command="search",verdict=""} 1`,
		`lede_ask_stage_seconds_count{stage="find"} 2`, "lede_state_up 1", "lede_elected 1", `lede_discord_shard_up{shard="0"} 1`, `lede_outbox_posts{state="due"} 0`, `lede_discord_endpoint_refused_total{reason="method"} 1`, "lede_discord_endpoint_up 1"} {
		if !strings.Contains(figures, want+"\n") {
			t.Errorf("the figures do not have %s", want)
		}
	}
	for _, name := range dashboardNames(t) {
		if !regexp.MustCompile(`(?m)^` + name + `[{ ]`).MatchString(figures) {
			t.Errorf("the dashboard shows %s, which is no figure", name)
		}
	}
	end()
	for _, want := range []string{"ask", "search", "other language", "lede.verdict", "answered"} {
		if !strings.Contains(spans.String(), want) {
			t.Errorf("no span has %q", want)
		}
	}
	for _, said := range []string{"zyxxyish", "Lancaster", "何立峰", "quoted words"} {
		if strings.Contains(figures+ready+log.String()+spans.String(), said) {
			t.Errorf("a figure, a span or the log says what was asked: %q", said)
		}
	}
	for _, id := range []string{user.ID, localdiscord.GuildID} {
		if strings.Contains(figures+ready+spans.String(), id) {
			t.Errorf("a figure or a span has the id %s", id)
		}
	}
}

// dashboardNames returns the names of the figures that docs/grafana.json asks for.
func dashboardNames(t *testing.T) []string {
	raw, err := os.ReadFile("../../docs/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Panels []struct {
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(raw, &dashboard); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range dashboard.Panels {
		for _, target := range p.Targets {
			out = append(out, regexp.MustCompile(`\b(?:lede|go|process)_[a-z0-9_]+`).FindAllString(target.Expr, -1)...)
		}
	}
	if len(out) < 20 {
		t.Fatalf("the dashboard asks for %q", out)
	}
	return out
}

// TestNotReady checks the reasons of a bot whose folder is not read yet, that has no connection, and whose state is gone.
func TestNotReady(t *testing.T) {
	c := config.Default()
	c.Corpus, c.Data, c.State = shipped, t.TempDir(), t.TempDir()
	e := &env{ctx: t.Context(), stderr: io.Discard}
	a, err := e.openExclusive(c)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	l, err := newLink(c, "token", a, roleAll)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.state.Close(); err != nil {
		t.Fatal(err)
	}
	w := watched{a, l, time.Now}
	for want, ready := range map[string]func(context.Context) (string, error){"the folder is being read": w.indexReady, "no shard has begun": w.discordReady, "closed": w.stateReady} {
		if detail, err := ready(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s, %v; want %s", detail, err, want)
		}
	}
	lost := gateway.ShardHealth{ID: 3, Count: 16, Since: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Cause: "no answer"}
	if got := shardCause(lost); got != "shard 3 of 16 is not connected since 2026-01-02T03:04:05Z: no answer" {
		t.Error(got)
	}
}

// TestHealthAddress checks that an address which cannot be listened at ends the bot with the key's name.
func TestHealthAddress(t *testing.T) {
	server, err := discordtest.Start(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	taken := strings.TrimPrefix(server.URL(), "http://")
	code, _, errs := bot(t, map[string]string{"DISCORD_TOKEN": server.Token(), "LEDE_DISCORD_API_URL": server.URL(), "LEDE_METRICS_LISTEN": taken}, "", "--corpus", shipped)
	if code != 1 || !strings.Contains(errs, "metrics.listen: ") || !strings.Contains(errs, taken) {
		t.Errorf("code %d: %s", code, errs)
	}
}

// BenchmarkObserved asks in turns without and with an observer, so that both meet the same load of the machine.
func BenchmarkObserved(b *testing.B) {
	use := commands.Input{Actor: commands.Actor{Operator: true}, Action: commands.Use{Command: "ask", Options: commands.Options{"question": testkit.Question}}}
	observers := []commands.Observer{nil, telemetry.NewRecorder(nil)}
	var services []*commands.Service
	for _, o := range observers {
		services = append(services, testkit.ServiceOver(b, testkit.ShippedCorpus(b), func(config *commands.Config) { config.Observer = o }))
	}
	took := [2][]time.Duration{}
	for b.Loop() {
		for n, service := range services {
			began := time.Now()
			if r := service.Accept(use).Run(b.Context()); r.Err != nil {
				b.Fatal(r.Err)
			}
			took[n] = append(took[n], time.Since(began))
		}
	}
	for n, name := range []string{"without-ns", "with-ns"} {
		slices.Sort(took[n])
		b.ReportMetric(float64(took[n][len(took[n])/2]), name)
	}
}
