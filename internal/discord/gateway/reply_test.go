package gateway

import (
	"lede/internal/commands"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAsk(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	m := r.slash(t, ann, "ask", question(testkit.Question))
	wantText(t, m, testkit.Question, testkit.QuestionSource, "11 Jun 2025")
	if m.Ephemeral() || !m.V2() || len(m.Embeds) > 0 {
		t.Errorf("message %+v", m)
	}
	wantText(t, r.slash(t, bo, "ask", question(testkit.Unanswered)), "收錄的文章裡沒有提到。")
	private := r.slash(t, ann, "ask", map[string]any{"question": "Who went to Geneva?", "private": true})
	if !private.Ephemeral() || len(r.Messages(bo)) != 2 || len(r.Messages(ann)) != 3 {
		t.Error("a private reply is not private")
	}
}

func TestButtons(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	m := r.slash(t, ann, "ask", question(testkit.Question))
	for _, label := range []string{"More", "In context", "Summary"} {
		if reply := r.click(t, bo, m, label); !reply.Ephemeral() || reply.ID == m.ID {
			t.Errorf("%s: not a private message of its own", label)
		}
	}
	found := r.slash(t, ann, "search", map[string]any{"query": "China US trade", "until": "2026-01-01"})
	wantText(t, found, "Page 1 of", "before:2026-01-01")
	turned := r.click(t, ann, found, "Next ▶")
	wantText(t, turned, "Page 2 of", "before:2026-01-01")
	if turned.ID != found.ID {
		t.Error("the asker's own paging makes a new message")
	}
	if other := r.click(t, bo, turned, "◀ Previous"); other.ID == found.ID || !other.Ephemeral() {
		t.Error("another user's paging changes the asker's message")
	}
	if opened := r.choose(t, ann, turned, 0); !opened.Ephemeral() {
		t.Error("an opened passage is not private")
	}
	more := r.click(t, ann, m, "More")
	for n, want := range []string{"Why this came first", "All sources", "", ""} {
		wantText(t, r.choose(t, ann, more, n), want)
	}
}

func TestAutocomplete(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	choices, err := r.Autocomplete(r.ctx, ann, "summary", "article", map[string]any{"article": "geneva JOINT"})
	if err != nil || len(choices) != 1 || !strings.HasPrefix(choices[0].Name, "Geneva joint statement") {
		t.Fatalf("%+v, %v", choices, err)
	}
	m := r.slash(t, ann, "summary", map[string]any{"article": choices[0].Value, "length": "short"})
	wantText(t, m, "Geneva joint statement", "whitehouse.gov")
	none, err := r.Autocomplete(r.ctx, ann, "ask", "source", map[string]any{"source": "zzz"})
	if err != nil || len(none) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

func TestDeferral(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, deferred).ready(t)
	wantText(t, r.slash(t, ann, "ask", question(testkit.Question)), testkit.QuestionSource)
	m := r.slash(t, ann, "search", map[string]any{"query": "rare earth"})
	if turned := r.click(t, ann, m, "Next ▶"); turned.ID != m.ID {
		t.Error("a deferred update makes a new message")
	}
	if private := r.slash(t, ann, "latest", map[string]any{"private": true}); !private.Ephemeral() {
		t.Error("a private deferred reply is public")
	}
}

func TestErrorsArePrivate(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	for name, options := range map[string]map[string]any{
		"ask":     {"question": "?!"},
		"search":  {"query": "magnets", "since": "soon"},
		"summary": {"article": "no such article anywhere"},
	} {
		if m := r.slash(t, ann, name, options); !m.Ephemeral() {
			t.Errorf("%s: the error is public", name)
		}
	}
	if n := len(r.Messages(bo)); n != 0 {
		t.Errorf("%d public messages", n)
	}
}

// TestFailureAfterDeferral closes the index before a question is deferred: the placeholder is deleted, and the error's reply
// is ephemeral and names no cause.
func TestFailureAfterDeferral(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, func(o *setup) {
		deferred(o)
		over(testkit.Service(t, testkit.Shipped(), nil))(o)
	}).ready(t)
	if err := r.service.Corpus.Close(); err != nil {
		t.Fatal(err)
	}
	m := r.slash(t, ann, "ask", question(testkit.Question))
	wantText(t, m, "Something went wrong")
	if !m.Ephemeral() || len(r.Messages(bo)) != 0 {
		t.Errorf("the failure is public: %+v", r.Messages(bo))
	}
}

func TestBusy(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, over(testkit.Service(t, testkit.Shipped(), func(c *commands.Config) { c.PerUser = 2 }))).ready(t)
	for range 2 {
		r.slash(t, ann, "help", nil)
	}
	m := r.slash(t, ann, "sources", nil)
	wantText(t, m, "I am busy; please try again in")
	if !m.Ephemeral() {
		t.Error("busy is public")
	}
	wantText(t, r.slash(t, bo, "sources", nil), "收錄範圍")
}

// TestButtonsAfterChange presses buttons of an answer whose article has changed, and then gone.
func TestButtonsAfterChange(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	put := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("The harvest of Ruritania failed on 3 March 2024. Nobody knows why.")
	r := connect(t, localdiscord.Options{}, over(testkit.Service(t, dir, nil))).ready(t)
	m := r.slash(t, ann, "ask", question("When did the harvest of Ruritania fail?"))
	resync := func() {
		t.Helper()
		if _, err := r.service.Corpus.Sweep(t.Context(), false); err != nil {
			t.Fatal(err)
		}
	}
	put("Corrected: the harvest of Ruritania failed on 4 March 2024. Nobody knows why.")
	resync()
	wantText(t, r.click(t, bo, m, "In context"), "有改動")
	wantText(t, r.click(t, ann, m, "Summary"), "Corrected")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	resync()
	gone := r.click(t, ann, m, "Summary")
	wantText(t, gone, "not in the corpus any more")
	if !gone.Ephemeral() {
		t.Error("the message is public")
	}
}

// TestUnknownComponent presses a button of a message that has components of an unknown type. discordgo decodes such an
// interaction with an empty id and token, so that it cannot be answered.
func TestUnknownComponent(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	m := r.slash(t, ann, "ask", question(testkit.Question))
	r.Forge(func(event map[string]any) {
		message := event["message"].(map[string]any)
		components := message["components"].([]any)
		row := components[0].(map[string]any)
		strange := map[string]any{"type": 99, "id": 7, "new": []any{map[string]any{"deep": true}}}
		row["components"] = append(row["components"].([]any), strange)
		message["components"] = append(components, strange)
	})
	if reply := r.click(t, bo, m, "Summary"); !reply.V2() || !reply.Ephemeral() {
		t.Errorf("reply %+v", reply)
	}
}

// TestOldReply presses a button of a reply that an earlier version sent as an embed.
func TestOldReply(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	m := r.slash(t, ann, "ask", question(testkit.Question))
	r.Forge(func(event map[string]any) {
		message := event["message"].(map[string]any)
		message["components"], message["flags"] = []any{}, 0
		message["embeds"] = []any{map[string]any{"author": map[string]any{"name": "Who went?"}, "description": "Ann."}}
		event["data"].(map[string]any)["custom_id"] = "context:abc.0.def"
	})
	reply := r.click(t, ann, m, "In context")
	wantText(t, reply, "Please ask again", "Who went?")
	if !reply.Ephemeral() {
		t.Error("the reply is public")
	}
}
