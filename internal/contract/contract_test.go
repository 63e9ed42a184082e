package contract

import (
	"os"
	"testing"
)

// TestCheck holds that the contract tells good from bad, for every route that a bot of this kind uses.
func TestCheck(t *testing.T) {
	if os.Getenv(Variable) == "" {
		t.Skip(Variable + " names no description of Discord's API")
	}
	c := Load(t)
	const callback = "/interactions/{interaction_id}/{interaction_token}/callback"
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
