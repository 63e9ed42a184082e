package telemetry

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"golang.org/x/time/rate"
)

// Tracing sends spans to a collector.
type Tracing struct {
	provider *sdk.TracerProvider
}

// NewTracing returns what the OTEL_… variables say ("OpenTelemetry Environment Variable Specification", "OTLP Exporter
// Configuration"): spans go to OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, or to /v1/traces below OTEL_EXPORTER_OTLP_ENDPOINT. It returns nil
// if neither is set, or if tracing is switched off. The SDK itself reads those of sampling, of batches and of the service's name.
func NewTracing(getenv func(string) string, version string, log *slog.Logger) (*Tracing, error) {
	off := strings.EqualFold(getenv("OTEL_SDK_DISABLED"), "true") || getenv("OTEL_TRACES_EXPORTER") == "none"
	target := getenv(traces("ENDPOINT"))
	if base := getenv(general("ENDPOINT")); target == "" && base != "" {
		target = strings.TrimSuffix(base, "/") + "/v1/traces"
	}
	if off || target == "" {
		return nil, nil
	}
	e := &exporter{target: target, header: http.Header{}, client: &http.Client{}, log: log, failing: rate.Sometimes{Interval: time.Minute}}
	if err := e.configure(func(name string) string { return cmp.Or(getenv(traces(name)), getenv(general(name))) }); err != nil {
		return nil, err
	}
	about, err := resource.New(context.Background(), resource.WithTelemetrySDK(), resource.WithAttributes(attribute.String("service.name", "lede"), attribute.String("service.version", version)), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	return &Tracing{sdk.NewTracerProvider(sdk.WithBatcher(e), sdk.WithResource(about))}, nil
}

func traces(name string) string  { return "OTEL_EXPORTER_OTLP_TRACES_" + name }
func general(name string) string { return "OTEL_EXPORTER_OTLP_" + name }

// Close sends the spans that wait. Of a nil Tracing it does nothing.
func (t *Tracing) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}

// exporter sends spans by OTLP over HTTP, as protobuf. The exporter that comes with the SDK links gRPC as well.
type exporter struct {
	target  string
	header  http.Header
	client  *http.Client
	log     *slog.Logger
	failing rate.Sometimes // limits the log
}

// configure sets the headers and the time for a request.
func (e *exporter) configure(variable func(string) string) error {
	if u, err := url.Parse(e.target); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return errors.New(general("ENDPOINT") + ": takes an address such as http://127.0.0.1:4318")
	}
	if protocol := variable("PROTOCOL"); protocol != "" && protocol != "http/protobuf" {
		return fmt.Errorf("%s: only http/protobuf is spoken, not %q; leave it out, and name the collector's port for HTTP, which is mostly 4318", general("PROTOCOL"), protocol)
	}
	e.client.Timeout = 10 * time.Second
	if text := variable("TIMEOUT"); text != "" {
		milliseconds, err := strconv.Atoi(text)
		if err != nil || milliseconds < 1 {
			return fmt.Errorf("%s: takes a number of milliseconds", general("TIMEOUT"))
		}
		e.client.Timeout = time.Duration(milliseconds) * time.Millisecond
	}
	for _, pair := range strings.Split(variable("HEADERS"), ",") {
		name, value, ok := strings.Cut(pair, "=")
		value, err := url.PathUnescape(strings.TrimSpace(value))
		if strings.TrimSpace(pair) == "" {
			continue
		}
		if !ok || err != nil {
			return fmt.Errorf("%s: takes pairs such as name=value,name=value", general("HEADERS"))
		}
		e.header.Set(strings.TrimSpace(name), value)
	}
	return nil
}

// ExportSpans sends spans once. Those that the collector does not take are lost, which is logged.
func (e *exporter) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if len(spans) == 0 {
		return nil
	}
	if err := e.send(ctx, encode(spans)); err != nil {
		e.failing.Do(func() {
			e.log.Warn("spans are lost: the collector does not take them", "spans", len(spans), "err", err)
		})
	}
	return nil
}

func (e *exporter) send(ctx context.Context, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.target, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = e.header.Clone()
	request.Header.Set("Content-Type", "application/x-protobuf")
	response, err := e.client.Do(request)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) {
			return failed.Err // the address may have a password
		}
		return err
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10)) // so that the connection is used again
	if response.StatusCode >= 300 {
		return errors.New(response.Status)
	}
	return nil
}

// Shutdown does nothing.
func (e *exporter) Shutdown(context.Context) error { return nil }
