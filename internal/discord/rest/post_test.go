package rest

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"lede/internal/delivery"
)

// TestRefusalOfPost sorts Discord's answers to a post: gone for good, to be tried later, or never.
func TestRefusalOfPost(t *testing.T) {
	for _, c := range []struct {
		status  int
		body    string
		headers map[string]string
		want    *delivery.Refusal // nil: a temporary error
	}{
		{403, `{"code":50001,"message":"Missing Access"}`, nil, &delivery.Refusal{Closed: true}},
		{404, `{"code":10003}`, nil, &delivery.Refusal{Closed: true}},
		{400, `{"code":50008}`, nil, &delivery.Refusal{Closed: true}},
		{403, `<html>`, nil, nil}, {404, `{}`, nil, nil}, {403, `{"code":40333}`, nil, &delivery.Refusal{Closed: true}},
		{400, `{"code":50035,"message":"Invalid Form Body"}`, nil, &delivery.Refusal{Invalid: true}},
		{429, `{"retry_after":1.5}`, nil, &delivery.Refusal{After: 1500 * time.Millisecond}},
		{429, ``, map[string]string{"Retry-After": "3", "X-RateLimit-Global": "true"}, &delivery.Refusal{After: 3 * time.Second, All: true}},
		{429, ``, nil, &delivery.Refusal{After: retryAfter}},
		{500, ``, nil, nil}, {502, `<html>`, nil, nil}, {401, `{"code":0}`, nil, nil},
	} {
		response := &http.Response{StatusCode: c.status, Header: http.Header{}}
		for name, value := range c.headers {
			response.Header.Set(name, value)
		}
		var got *delivery.Refusal
		if errors.As(newRefusal(response, []byte(c.body)).ofPost(), &got) {
			got.Text = ""
		}
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%d %s: %+v, want %+v", c.status, c.body, got, c.want)
		}
	}
}
