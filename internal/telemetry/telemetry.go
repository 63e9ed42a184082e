// Package telemetry is what an operator watches: health and figures over HTTP (server.go), in the text format of Prometheus, and
// spans that are sent to a collector of OpenTelemetry (tracing.go). A Recorder receives what happens; it is the observer that
// packages commands and answer declare. Labels are names of commands, buttons, verdicts and steps, never what somebody typed, nor
// an id of a person or a server.
//
// To observe a question takes 4 µs, and 40 with spans (BenchmarkRecorder); an answer out of the shipped articles takes 5 ms
// (BenchmarkObserved in cmd/bot).
package telemetry

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Recorder counts and times what happens. It is safe for concurrent use.
type Recorder struct {
	set    *metrics.Set
	atWork atomic.Int64
	tracer trace.Tracer // nil for no spans
}

// NewRecorder returns a recorder, which makes spans if the tracing is not nil.
func NewRecorder(t *Tracing) *Recorder {
	metrics.ExposeMetadata(true) // types of the series
	r := &Recorder{set: metrics.NewSet()}
	if t != nil {
		r.tracer = t.provider.Tracer("lede")
	}
	return r
}

// durations are the upper bounds of the buckets of times, in seconds: Discord waits three seconds for a first response.
var durations = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 1.5, 3, 10, 60}

// Begin is called before the work on an input. The work's context is the one that it returns; end is called after the work.
func (r *Recorder) Begin(ctx context.Context, input string) (work context.Context, end func(verdict, outcome string)) {
	began := time.Now()
	r.atWork.Add(1)
	var span trace.Span
	if r.tracer != nil {
		ctx, span = r.tracer.Start(ctx, input, trace.WithSpanKind(trace.SpanKindServer))
	}
	return ctx, func(verdict, outcome string) {
		r.atWork.Add(-1)
		took := time.Since(began).Seconds()
		r.set.GetOrCreateCounter(fmt.Sprintf("lede_requests_total{command=%q,verdict=%q,outcome=%q}", input, verdict, outcome)).Inc()
		r.seconds(fmt.Sprintf("lede_request_duration_seconds{command=%q,verdict=%q}", input, verdict), took)
		if span != nil {
			span.SetAttributes(attribute.String("lede.verdict", verdict), attribute.String("lede.outcome", outcome))
			if outcome == Failed {
				span.SetStatus(codes.Error, "")
			}
			span.End()
		}
	}
}

// Failed is the outcome of an input that counts as an error of a span.
const Failed = "failed"

// Stage is called at the beginning of a step of an answer; end is called at its end.
func (r *Recorder) Stage(ctx context.Context, name string) (end func()) {
	began := time.Now()
	var span trace.Span
	if r.tracer != nil {
		_, span = r.tracer.Start(ctx, name)
	}
	return func() {
		r.seconds(fmt.Sprintf("lede_ask_stage_seconds{stage=%q}", name), time.Since(began).Seconds())
		if span != nil {
			span.End()
		}
	}
}

// Request counts a request to Discord's REST interface by the status of its answer; 0 for none.
func (r *Recorder) Request(status int) {
	r.set.GetOrCreateCounter(fmt.Sprintf(`lede_discord_requests_total{status="%d"}`, status)).Inc()
}

func (r *Recorder) seconds(name string, value float64) {
	r.set.GetOrCreatePrometheusHistogramExt(name, durations).Update(value)
}

// write writes what was recorded, and Go's own figures.
func (r *Recorder) write(w io.Writer) {
	r.set.WritePrometheus(w)
	(&Figures{w: w}).Gauge("lede_requests_at_work", float64(r.atWork.Load()))
	metrics.WriteProcessMetrics(w)
}

// Figures writes figures that are read when they are asked for. Those of one name must follow each other.
type Figures struct {
	w    io.Writer
	last string
}

// Gauge writes a value that may rise and fall. labels are names and values in turns.
func (f *Figures) Gauge(name string, value float64, labels ...string) {
	f.write("gauge", name, value, labels)
}

// Counter writes a value that only rises, except that it begins again with the program.
func (f *Figures) Counter(name string, value float64, labels ...string) {
	f.write("counter", name, value, labels)
}

func (f *Figures) write(kind, name string, value float64, labels []string) {
	if name != f.last {
		fmt.Fprintf(f.w, "# HELP %s\n# TYPE %s %s\n", name, name, kind)
		f.last = name
	}
	list := ""
	for i := 0; i+1 < len(labels); i += 2 {
		list += fmt.Sprintf(",%s=%q", labels[i], labels[i+1])
	}
	if list != "" {
		list = "{" + list[1:] + "}"
	}
	fmt.Fprintf(f.w, "%s%s %v\n", name, list, value)
}
