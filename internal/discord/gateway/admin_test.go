package gateway

import (
	"slices"
	"testing"

	"lede/internal/localdiscord"
)

// TestAdministrators holds that /status and /reload are registered for administrators only, and answer privately.
func TestAdministrators(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	boss := localdiscord.User{ID: "800000000000000009", Name: "boss", Locale: "en-US", Admin: true}
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
		t.Error("a reload is told to all")
	}
	if m = r.slash(t, boss, "status", nil); !m.Ephemeral() || len(m.Embeds[0].Fields) < 7 {
		t.Errorf("status: %+v", m)
	}
}
