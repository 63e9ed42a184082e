package telemetry

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// serve starts a server with checks and returns its address.
func serve(t *testing.T, r *Recorder, collect func(context.Context, *Figures), checks ...Check) string {
	t.Helper()
	s, err := Listen(Options{Address: "127.0.0.1:0", Recorder: r, Checks: checks, Collect: []func(context.Context, *Figures){collect}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return "http://" + s.Address()
}

// get returns the answer to a request with a host's name; "" for that of the address.
func get(t *testing.T, address, host string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		request.Host = host
	}
	response, err := http.DefaultClient.Do(request)
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

func none(context.Context, *Figures) {}

// TestReady checks that every check has its line with the reason, and that one that hangs or panics is not ready.
func TestReady(t *testing.T) {
	t.Parallel()
	fine := Check{"index", func(context.Context) (string, error) { return "424 articles", nil }}
	address := serve(t, NewRecorder(nil), none, fine,
		Check{"state", func(context.Context) (string, error) { return "", errors.New("no route\nto the host\u202e") }},
		Check{"hung", func(context.Context) (string, error) { select {} }},
		Check{"broken", func(context.Context) (string, error) { panic("why") }})
	status, body := get(t, address+"/readyz", "")
	want := "ok index: 424 articles\nnot ready state: no route; to the host\ufffd\nnot ready hung: no answer within 2s\nnot ready broken: panic: why\n"
	if status != http.StatusServiceUnavailable || body != want {
		t.Errorf("%d\n%s\nwant\n%s", status, body, want)
	}
	if status, body := get(t, serve(t, NewRecorder(nil), none, fine)+"/readyz", ""); status != http.StatusOK || body != "ok index: 424 articles\n" {
		t.Errorf("%d %s", status, body)
	}
	if status, _ := get(t, address+"/healthz", ""); status != http.StatusOK {
		t.Errorf("/healthz is %d, though the program runs", status)
	}
}

// TestHosts checks that a page whose name was bound to the loopback address reads nothing.
func TestHosts(t *testing.T) {
	address := serve(t, NewRecorder(nil), none)
	for host, want := range map[string]int{"": 200, "localhost": 200, "localhost:81": 200, "[::1]:81": 200, "evil.example": 403, "evil.example:81": 403, "127.0.0.1.evil.example": 403} {
		if status, _ := get(t, address+"/metrics", host); status != want {
			t.Errorf("%q: %d, want %d", host, status, want)
		}
	}
}

func TestListenFails(t *testing.T) {
	address := strings.TrimPrefix(serve(t, NewRecorder(nil), none), "http://")
	if _, err := Listen(Options{Address: address, Log: slog.New(slog.DiscardHandler)}); err == nil || !strings.Contains(err.Error(), "metrics.listen") || !strings.Contains(err.Error(), address) {
		t.Errorf("an address in use: %v", err)
	}
}

// exposed are the values of an answer of /metrics by name and labels. The text must be as Prometheus reads it: a type before
// every series, the series of a name together, no series twice ("Exposition formats").
func exposed(t *testing.T, body string) map[string]string {
	t.Helper()
	line := regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*"(?:, ?[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*")*\})? ([-+0-9.eE]+|NaN|[+-]Inf)$`)
	values, types, last := map[string]string{}, map[string]bool{}, ""
	for text := range strings.Lines(body) {
		text = strings.TrimSuffix(text, "\n")
		if name, ok := strings.CutPrefix(text, "# TYPE "); ok {
			last, _, _ = strings.Cut(name, " ")
			if types[last] {
				t.Errorf("%s has two types, or its series are apart", last)
			}
			types[last] = true
			continue
		}
		if strings.HasPrefix(text, "#") {
			continue
		}
		m := line.FindStringSubmatch(text)
		if m == nil {
			t.Errorf("not the format: %q", text)
			continue
		}
		base := m[1]
		for _, suffix := range []string{"_bucket", "_sum", "_count"} {
			if whole, ok := strings.CutSuffix(m[1], suffix); ok && types[whole] {
				base = whole
			}
		}
		if base != last {
			t.Errorf("%s comes below %s", m[1], last)
		}
		if _, ok := values[m[1]+m[2]]; ok {
			t.Errorf("%s%s is there twice", m[1], m[2])
		}
		values[m[1]+m[2]] = m[3]
	}
	return values
}

// TestFigures records some requests and reads them as Prometheus does.
func TestFigures(t *testing.T) {
	r := NewRecorder(nil)
	address := serve(t, r, func(_ context.Context, f *Figures) {
		f.Gauge("lede_things", 2.5, "kind", `a "quoted"\`)
		f.Gauge("lede_things", 3, "kind", "b")
		f.Counter("lede_others_total", 7)
	})
	_, waiting := r.Begin(t.Context(), "ask")
	for _, verdict := range []string{"answered", "answered", "none"} {
		_, end := r.Begin(t.Context(), "ask")
		r.Stage(t.Context(), "find")()
		end(verdict, "ok")
	}
	_, end := r.Begin(t.Context(), "add")
	end("", Failed)
	_, body := get(t, address+"/metrics", "")
	values := exposed(t, body)
	for series, want := range map[string]string{
		`lede_requests_total{command="ask",verdict="answered",outcome="ok"}`:         "2",
		`lede_requests_total{command="ask",verdict="none",outcome="ok"}`:             "1",
		`lede_requests_total{command="add",verdict="",outcome="failed"}`:             "1",
		`lede_request_duration_seconds_count{command="ask",verdict="answered"}`:      "2",
		`lede_request_duration_seconds_bucket{command="ask",verdict="none",le="60"}`: "1",
		`lede_ask_stage_seconds_count{stage="find"}`:                                 "3",
		`lede_requests_at_work`:              "1",
		`lede_things{kind="a \"quoted\"\\"}`: "2.5",
		`lede_things{kind="b"}`:              "3",
		`lede_others_total`:                  "7",
	} {
		if values[series] != want {
			t.Errorf("%s is %q, want %s", series, values[series], want)
		}
	}
	for _, own := range []string{"go_goroutines", "process_start_time_seconds"} {
		if values[own] == "" {
			t.Errorf("%s is not there", own)
		}
	}
	waiting("", "ok")
}
