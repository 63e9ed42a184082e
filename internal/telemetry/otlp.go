package telemetry

import (
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/protobuf/encoding/protowire"
)

// The numbers of the fields in opentelemetry/proto/trace/v1/trace.proto, of the message in the name.
const (
	requestResourceSpans    = 1
	resourceSpansResource   = 1
	resourceSpansScopeSpans = 2
	resourceAttributes      = 1
	scopeSpansScope         = 1
	scopeSpansSpans         = 2
	scopeName               = 1
	spanTraceID             = 1
	spanID                  = 2
	spanParentID            = 4
	spanName                = 5
	spanKind                = 6
	spanStart               = 7
	spanEnd                 = 8
	spanAttributes          = 9
	spanStatus              = 15
	statusCode              = 3
	keyValueKey             = 1
	keyValueValue           = 2
	anyValueString          = 1
)

// encode returns an ExportTraceServiceRequest of spans, which have one resource and one scope. There must be one.
func encode(spans []sdk.ReadOnlySpan) []byte {
	var scoped []byte
	scoped = appendMessage(scoped, scopeSpansScope, appendText(nil, scopeName, spans[0].InstrumentationScope().Name))
	for _, s := range spans {
		scoped = appendMessage(scoped, scopeSpansSpans, encodeSpan(s))
	}
	var all []byte
	all = appendMessage(all, resourceSpansResource, appendAttributes(nil, resourceAttributes, spans[0].Resource().Attributes()))
	all = appendMessage(all, resourceSpansScopeSpans, scoped)
	return appendMessage(nil, requestResourceSpans, all)
}

func encodeSpan(s sdk.ReadOnlySpan) []byte {
	trace, id, parent := s.SpanContext().TraceID(), s.SpanContext().SpanID(), s.Parent().SpanID()
	var b []byte
	b = appendMessage(b, spanTraceID, trace[:])
	b = appendMessage(b, spanID, id[:])
	if s.Parent().HasSpanID() {
		b = appendMessage(b, spanParentID, parent[:])
	}
	b = appendText(b, spanName, s.Name())
	b = appendNumber(b, spanKind, uint64(s.SpanKind()))
	b = appendTime(b, spanStart, s.StartTime())
	b = appendTime(b, spanEnd, s.EndTime())
	b = appendAttributes(b, spanAttributes, s.Attributes())
	if failed := s.Status().Code == codes.Error; failed {
		b = appendMessage(b, spanStatus, appendNumber(nil, statusCode, statusError))
	}
	return b
}

// statusError is STATUS_CODE_ERROR.
const statusError = 2

func appendMessage(b []byte, field protowire.Number, body []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, field, protowire.BytesType), body)
}

func appendText(b []byte, field protowire.Number, value string) []byte {
	return appendMessage(b, field, []byte(value))
}

func appendNumber(b []byte, field protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, field, protowire.VarintType), value)
}

// appendTime appends a time in nanoseconds since 1970.
func appendTime(b []byte, field protowire.Number, at time.Time) []byte {
	return protowire.AppendFixed64(protowire.AppendTag(b, field, protowire.Fixed64Type), uint64(at.UnixNano()))
}

// appendAttributes appends attributes, all as texts.
func appendAttributes(b []byte, field protowire.Number, list []attribute.KeyValue) []byte {
	for _, a := range list {
		pair := appendText(nil, keyValueKey, string(a.Key))
		pair = appendMessage(pair, keyValueValue, appendText(nil, anyValueString, a.Value.String()))
		b = appendMessage(b, field, pair)
	}
	return b
}
