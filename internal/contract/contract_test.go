package contract

import (
	"fmt"
	"os"
	"runtime"
	"testing"
)

// recorder is a test whose failures are kept.
type recorder struct {
	testing.TB
	failures []string
	cleanup  []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Failed() bool     { return len(r.failures) > 0 }
func (r *recorder) Cleanup(f func()) { r.cleanup = append(r.cleanup, f) }
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// record runs a test of its own and returns its failures.
func record(f func(t testing.TB)) []string {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			for _, f := range r.cleanup {
				f()
			}
		}()
		f(r)
	}()
	<-done
	return r.failures
}

const callback = "/interactions/{interaction_id}/{interaction_token}/callback"

// TestNoDescription checks that a missing description is an error in CI only.
func TestNoDescription(t *testing.T) {
	t.Setenv(Variable, "")
	for ci, failures := range map[string]int{"": 0, "true": 1} {
		t.Setenv("CI", ci)
		got := record(func(t testing.TB) { Load(t).Check("POST", callback, []byte(`{"type":99}`)) })
		if len(got) != failures {
			t.Errorf("CI=%s: failures %q, want %d", ci, got, failures)
		}
	}
	if _, err := read("no-such-file"); err == nil {
		t.Error("a file that is not there is read")
	}
}

// TestNothingChecked checks that a test which loads the contract and checks no body fails, and that a bad body does.
func TestNothingChecked(t *testing.T) {
	need(t)
	for name, c := range map[string]struct {
		bodies   []string
		failures int
	}{"none": {nil, 1}, "good": {[]string{`{"type":5}`}, 0}, "bad": {[]string{`{"type":99}`}, 1}} {
		got := record(func(t testing.TB) {
			contract := Load(t)
			for _, body := range c.bodies {
				contract.Check("POST", callback, []byte(body))
			}
		})
		if len(got) != c.failures {
			t.Errorf("%s: failures %q, want %d", name, got, c.failures)
		}
	}
}

// need skips a test where there is no description, except in CI.
func need(t *testing.T) {
	t.Helper()
	if os.Getenv(Variable) == "" && os.Getenv("CI") != "true" {
		t.Skip(Variable + " names no description of Discord's API")
	}
}

// TestCheck checks that good bodies pass and bad ones do not, for every route that a bot of this kind uses.
func TestCheck(t *testing.T) {
	need(t)
	c := Load(t)
	c.Check("POST", callback, []byte(`{"type":4,"data":{"content":"x","allowed_mentions":{"parse":[]}}}`))
	for _, ok := range []struct{ method, route, body string }{
		{"POST", callback, `{"type":5,"data":{"flags":64}}`},
		{"POST", callback, `{"type":8,"data":{"choices":[]}}`},
		{"PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", `{"embeds":[{"title":"t"}]}`},
		{"POST", "/webhooks/{webhook_id}/{webhook_token}", `{"content":"x","flags":64}`},
		{"PUT", "/applications/{application_id}/commands", `[]`},
		{"PUT", "/applications/{application_id}/guilds/{guild_id}/commands", `[]`},
		{"PUT", "/applications/{application_id}/commands", `[{"name":"reload","default_member_permissions":"8"}]`},
	} {
		if err := c.validate(ok.method, ok.route, []byte(ok.body)); err != nil {
			t.Errorf("%s %s %s: %v", ok.method, ok.route, ok.body, err)
		}
	}
	for _, bad := range []string{`{"type":99}`, `{"type":4,"data":{"content":5}}`, `[]`} {
		if c.validate("POST", callback, []byte(bad)) == nil {
			t.Errorf("%s passes", bad)
		}
	}
	for _, bad := range []string{`[{"name":"reload","default_member_permissions":8}]`, `[{"name":"reload","default_member_permissions":"all"}]`} {
		if c.validate("PUT", "/applications/{application_id}/commands", []byte(bad)) == nil {
			t.Errorf("%s passes", bad)
		}
	}
	if c.validate("POST", "/no/such/route", []byte(`{}`)) == nil {
		t.Error("a route that is not there passes")
	}
}
