package gateway

import (
	"net/netip"
	"strings"
	"testing"

	"lede/internal/added"
	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/fetch"
	"lede/internal/localdiscord"
	"lede/internal/state"
	"lede/internal/testkit"
)

// editing is a bot whose editors are those of the local Discord's guild.
func editing(t *testing.T, change func(*setup)) *rig {
	t.Helper()
	return connect(t, localdiscord.Options{}, func(o *setup) {
		if change != nil {
			change(o)
		}
		s, err := state.Open(t.Context(), state.Options{Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		dir := testkit.Folder(t, map[string]string{"harvest.txt": "The harvest of Ruritania failed in 2024, the minister said."})
		o.Handler.Service = testkit.Service(t, dir, func(c *commands.Config) {
			local := netip.MustParseAddrPort(strings.TrimPrefix(o.client.URL(), "http://"))
			c.Added = &added.Articles{State: s, Corpus: c.Corpus, Now: c.Now, Fetch: fetch.New(fetch.Options{Hosts: []netip.AddrPort{local}})}
			c.EditorGuilds = []string{localdiscord.GuildID}
		})
	}).ready(t)
}

const gulls = "---\ntitle: Gulls of Vellmar\npublished: 2026-03-04\n---\n\nA gull of Vellmar stole 41 fish in one week, the harbour master Jon Tiller said.\n"

// fill waits for the form that answers an interaction, sends it and returns what answers that.
func (r *rig) fill(t *testing.T, u localdiscord.User, i *discordtest.Interaction, err error, values map[string]string) localdiscord.Message {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	form, err := i.Form(r.ctx)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := r.Submit(u, form, values)
	return r.answer(t, sent, err)
}

// TestAddOnDiscord adds by an attachment, by a form and by the menu of a message, and corrects a draft.
func TestAddOnDiscord(t *testing.T) {
	t.Parallel()
	r := editing(t, nil)
	file, err := r.Upload(localdiscord.ChannelID, "gulls.md", []byte(gulls))
	if err != nil {
		t.Fatal(err)
	}
	preview := r.slash(t, boss, "add", map[string]any{"file": file.ID})
	wantText(t, preview, "Gulls of Vellmar", "4 March 2026", "41 fish")
	i, err := r.Press(boss, preview, component(t, preview, "Correct").CustomID)
	changed := r.fill(t, boss, i, err, map[string]string{"day": "2026-03-05", "tags": "gulls"})
	wantText(t, changed, "5 March 2026", "gulls")
	if changed.ID != preview.ID {
		t.Error("the correction is another message")
	}
	wantText(t, r.click(t, boss, changed, "Keep"), "Kept")
	wantText(t, r.slash(t, ann, "ask", question("How many fish did the gull of Vellmar steal?")), "41 fish", "5 Mar 2026")

	i, err = r.Slash(boss, "add", nil)
	typed := r.fill(t, boss, i, err, map[string]string{"title": "Boats", "text": "Boats of Vellmar cost 7 crowns an hour since May.", "text2": "", "text3": ""})
	wantText(t, typed, "Boats", "7 crowns")
	if !typed.Ephemeral() {
		t.Error("the preview of a typed text is public")
	}

	id, err := r.Write(localdiscord.NewsChannelID, ann, "look", file.ID)
	if err != nil {
		t.Fatal(err)
	}
	i, err = r.UseOn(boss, "Track this", id)
	wantText(t, r.answer(t, i, err), "In nearly the same words already: Gulls of Vellmar")
	id, err = r.Write(localdiscord.NewsChannelID, ann, "nothing here")
	if err != nil {
		t.Fatal(err)
	}
	i, err = r.UseOn(boss, "Track this", id)
	wantText(t, r.answer(t, i, err), "neither a link nor a file")
}

// TestEditorRoles lets the role of /settings decide, whatever an interaction claims besides it.
func TestEditorRoles(t *testing.T) {
	t.Parallel()
	r := editing(t, nil)
	mia := localdiscord.Members()[4]
	const refused = "Only editors of the server"
	wantText(t, r.slash(t, mia, "add", nil), refused)
	wantText(t, r.slash(t, boss, "settings", map[string]any{"editors": localdiscord.EditorRoleID}), "Changed", "<@&"+localdiscord.EditorRoleID+">")
	i, err := r.Slash(mia, "add", nil)
	preview := r.fill(t, mia, i, err, map[string]string{"title": "Boats", "text": "Boats of Vellmar cost 7 crowns an hour since May."})
	wantText(t, preview, "7 crowns")
	wantText(t, r.slash(t, ann, "add", nil), refused)
	for name, forge := range map[string]func(event map[string]any){
		"another server": func(event map[string]any) { event["guild_id"] = "900000000000000099" },
		"a direct message": func(event map[string]any) {
			event["user"] = event["member"].(map[string]any)["user"]
			delete(event, "member")
			delete(event, "guild_id")
		},
		"no role": func(event map[string]any) { event["member"].(map[string]any)["roles"] = []any{} },
	} {
		r.Forge(forge)
		if m := r.click(t, mia, preview, "Keep"); !strings.Contains(strings.Join(m.Texts(), ""), refused) {
			t.Errorf("%s: %q", name, m.Texts())
		}
	}
	wantText(t, r.click(t, mia, preview, "Keep"), "Kept")
}

// TestForeignObjects claims roles and channels that Discord has not resolved in the server: they change nothing.
func TestForeignObjects(t *testing.T) {
	t.Parallel()
	for kind, mention := range map[string]string{"roles": "<@&", "channels": "<#"} {
		r := editing(t, nil)
		r.Forge(func(event map[string]any) {
			delete(event["data"].(map[string]any)["resolved"].(map[string]any), kind)
		})
		m := r.slash(t, boss, "settings", map[string]any{"editors": localdiscord.EditorRoleID, "channel": localdiscord.NewsChannelID})
		if all := strings.Join(m.Texts(), ""); !strings.Contains(all, "Changed") || strings.Contains(all, mention) {
			t.Errorf("without resolved %s: %s", kind, all)
		}
	}
}

// TestLateForm shows what answers where a form is ready too late to be shown.
func TestLateForm(t *testing.T) {
	t.Parallel()
	r := editing(t, deferred)
	wantText(t, r.slash(t, boss, "add", nil), "That took too long; please try again.")
}
