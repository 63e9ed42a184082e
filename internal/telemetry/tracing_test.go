package telemetry

import (
	"bytes"
	"context"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/slim/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/slim/otlp/common/v1"
	spans "go.opentelemetry.io/proto/slim/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// collect starts a collector, which answers with a status, and returns its address and what it has received.
func collect(t *testing.T, status int) (address string, received func() []*collector.ExportTraceServiceRequest, headers http.Header) {
	var mu sync.Mutex
	var all []*collector.ExportTraceServiceRequest
	headers = http.Header{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		var request collector.ExportTraceServiceRequest
		if err := proto.Unmarshal(raw, &request); err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s: %v", r.URL, err)
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, &request)
		for name, values := range r.Header {
			headers[name] = values
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []*collector.ExportTraceServiceRequest {
		mu.Lock()
		defer mu.Unlock()
		return all
	}, headers
}

// tracing returns a tracing with variables, of the process as well, since the SDK reads some itself.
func tracing(t *testing.T, log io.Writer, variables map[string]string) (*Tracing, error) {
	t.Helper()
	for name, value := range variables {
		t.Setenv(name, value)
	}
	return NewTracing(func(name string) string { return variables[name] }, "lede v1", slog.New(slog.NewTextHandler(log, nil)))
}

// TestSpans checks what a collector receives of a question: one trace with a span a step below that of the request.
func TestSpans(t *testing.T) {
	address, received, headers := collect(t, http.StatusOK)
	tr, err := tracing(t, io.Discard, map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": address + "/", "OTEL_EXPORTER_OTLP_HEADERS": "x-key=a%20b, y=c", "OTEL_RESOURCE_ATTRIBUTES": "deployment=test"})
	if err != nil {
		t.Fatal(err)
	}
	r := NewRecorder(tr)
	began := time.Now()
	ctx, end := r.Begin(t.Context(), "ask")
	r.Stage(ctx, "find")()
	r.Stage(ctx, "score")()
	end("answered", "ok")
	_, end = r.Begin(t.Context(), "add")
	end("", Failed)
	if err := tr.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	requests := received()
	if len(requests) != 1 || len(requests[0].ResourceSpans) != 1 || len(requests[0].ResourceSpans[0].ScopeSpans) != 1 {
		t.Fatalf("received %v", requests)
	}
	if headers.Get("x-key") != "a b" || headers.Get("y") != "c" || headers.Get("Content-Type") != "application/x-protobuf" {
		t.Errorf("headers %v", headers)
	}
	group := requests[0].ResourceSpans[0]
	about := texts(group.Resource.Attributes)
	if about["service.name"] != "lede" || about["service.version"] != "lede v1" || about["deployment"] != "test" {
		t.Errorf("the resource is %v", about)
	}
	byName := map[string]*spans.Span{}
	for _, s := range group.ScopeSpans[0].Spans {
		byName[s.Name] = s
		start, over := time.Unix(0, int64(s.StartTimeUnixNano)), time.Unix(0, int64(s.EndTimeUnixNano))
		if len(s.TraceId) != 16 || len(s.SpanId) != 8 || start.Before(began.Add(-time.Second)) || over.Before(start) || over.After(time.Now().Add(time.Second)) {
			t.Errorf("%s: ids %x %x, from %s to %s", s.Name, s.TraceId, s.SpanId, start, over)
		}
	}
	ask, add := byName["ask"], byName["add"]
	if len(byName) != 4 || ask == nil || add == nil {
		t.Fatalf("spans %v", byName)
	}
	for _, step := range []string{"find", "score"} {
		if s := byName[step]; s == nil || !bytes.Equal(s.ParentSpanId, ask.SpanId) || !bytes.Equal(s.TraceId, ask.TraceId) || s.Kind != spans.Span_SPAN_KIND_INTERNAL {
			t.Errorf("the step %s is %v, below %s", step, s, hex.EncodeToString(ask.SpanId))
		}
	}
	if about := texts(ask.Attributes); about["lede.verdict"] != "answered" || about["lede.outcome"] != "ok" || ask.Kind != spans.Span_SPAN_KIND_SERVER || len(ask.ParentSpanId) != 0 || ask.Status.GetCode() != spans.Status_STATUS_CODE_UNSET {
		t.Errorf("the request is %v", ask)
	}
	if add.Status.GetCode() != spans.Status_STATUS_CODE_ERROR || bytes.Equal(add.TraceId, ask.TraceId) {
		t.Errorf("the failed request is %v", add)
	}
}

func texts(list []*common.KeyValue) map[string]string {
	out := map[string]string{}
	for _, pair := range list {
		out[pair.Key] = pair.Value.GetStringValue()
	}
	return out
}

// TestVariables checks which variables switch tracing on, and what is wrong with others.
func TestVariables(t *testing.T) {
	const address = "OTEL_EXPORTER_OTLP_ENDPOINT"
	for _, c := range []struct {
		variables map[string]string
		on        bool
		err       string
	}{
		{nil, false, ""},
		{map[string]string{"OTEL_SERVICE_NAME": "x"}, false, ""},
		{map[string]string{address: "http://127.0.0.1:1"}, true, ""},
		{map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:1/x"}, true, ""},
		{map[string]string{address: "http://127.0.0.1:1", "OTEL_SDK_DISABLED": "true"}, false, ""},
		{map[string]string{address: "http://127.0.0.1:1", "OTEL_TRACES_EXPORTER": "none"}, false, ""},
		{map[string]string{address: "127.0.0.1:1"}, false, "takes an address such as http://127.0.0.1:4318"},
		{map[string]string{address: "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, false, "only http/protobuf is spoken"},
		{map[string]string{address: "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, true, ""},
		{map[string]string{address: "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_TIMEOUT": "10s"}, false, "milliseconds"},
		{map[string]string{address: "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_HEADERS": "secret"}, false, "takes pairs"},
	} {
		tr, err := NewTracing(func(name string) string { return c.variables[name] }, "v", slog.New(slog.DiscardHandler))
		if (tr != nil) != c.on || (err != nil) != (c.err != "") || err != nil && (!strings.Contains(err.Error(), c.err) || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%v: on %v, %v", c.variables, tr != nil, err)
		}
		if tr != nil {
			_ = tr.Close(t.Context())
		}
	}
}

// TestCollectorDown checks that lost spans are logged once, without the password in the collector's address, and that the work
// does not wait for the collector.
func TestCollectorDown(t *testing.T) {
	refusing, _, _ := collect(t, http.StatusServiceUnavailable)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for _, address := range []string{refusing, gone.URL} {
		var log bytes.Buffer
		tr, err := tracing(t, &log, map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": strings.Replace(address, "http://", "http://u:hunter2@", 1), "OTEL_BSP_SCHEDULE_DELAY": "1"})
		if err != nil {
			t.Fatal(err)
		}
		r := NewRecorder(tr)
		for range 3 {
			_, end := r.Begin(t.Context(), "ask")
			end("none", "ok")
			_ = tr.provider.ForceFlush(t.Context())
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if err := tr.Close(ctx); err != nil {
			t.Error(err)
		}
		if strings.Count(log.String(), "spans are lost") != 1 || strings.Contains(log.String(), "hunter2") {
			t.Errorf("%s: %s", address, &log)
		}
	}
}

// BenchmarkRecorder measures what observing one answer costs, without and with spans.
func BenchmarkRecorder(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	traced, err := NewTracing(func(name string) string {
		return map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": server.URL}[name]
	}, "v", slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = traced.Close(b.Context()) }()
	for name, r := range map[string]*Recorder{"figures": NewRecorder(nil), "spans": NewRecorder(traced)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ctx, end := r.Begin(b.Context(), "ask")
				for _, step := range []string{"find", "score", "sentences", "choose", "other language"} {
					r.Stage(ctx, step)()
				}
				end("answered", "ok")
			}
		})
	}
}
