package gateway

import (
	"slices"
	"strings"
	"testing"

	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// TestAdministrators checks that only administrators see /status and /reload, and that the replies are ephemeral.
func TestAdministrators(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, over(testkit.Service(t, testkit.Shipped(), nil))).ready(t)
	for _, name := range []string{"status", "reload"} {
		sees := func(u localdiscord.User) bool {
			return slices.ContainsFunc(r.CommandsFor(u), func(c localdiscord.Command) bool { return c.Name == name })
		}
		if sees(ann) || !sees(boss) {
			t.Errorf("/%s: a member sees it: %v, an administrator: %v", name, sees(ann), sees(boss))
		}
	}
	m := r.slash(t, boss, "reload", map[string]any{"full": true})
	wantText(t, m, "Nothing has changed")
	if !m.Ephemeral() {
		t.Error("the reply to a reload is public")
	}
	if m = r.slash(t, boss, "status", nil); !m.Ephemeral() || !strings.Contains(strings.Join(m.Texts(), "\n"), "lede test") {
		t.Errorf("status: %+v", m)
	}
}

// TestForgedReload sends /reload as a modified client does for somebody who does not see the command.
func TestForgedReload(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, over(testkit.Service(t, testkit.Shipped(), nil))).ready(t)
	const refused, done = "Only administrators of the server may use /reload", "Nothing has changed"
	member := func(permissions string) func(event map[string]any) {
		return func(event map[string]any) { event["member"].(map[string]any)["permissions"] = permissions }
	}
	direct := func(event map[string]any) {
		event["user"] = event["member"].(map[string]any)["user"]
		delete(event, "member")
		delete(event, "guild_id")
		event["context"] = 1
	}
	for _, c := range []struct {
		name  string
		forge func(event map[string]any)
		want  string
	}{
		{"a member without any permission", member("0"), refused},
		{"a member with all permissions but the administrator's", member("18446744073709551607"), refused},
		{"a direct message", direct, refused},
		{"a direct message that claims a guild", func(event map[string]any) { guild := event["guild_id"]; direct(event); event["guild_id"] = guild }, refused},
		{"an administrator", member("8"), done},
		{"an administrator with other permissions", member("2251799813685263"), done},
	} {
		r.Forge(c.forge)
		m := r.slash(t, boss, "reload", nil)
		if text := strings.Join(m.Texts(), "\n"); !strings.Contains(text, c.want) || !m.Ephemeral() {
			t.Errorf("%s: %+v, want %q", c.name, m, c.want)
		}
	}
}
