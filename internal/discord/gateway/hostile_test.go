package gateway

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// hostile are texts that Discord interprets if they are not escaped.
var hostile = []string{
	"@everyone <@1> <@&2> @here <#3>", "```js\nalert(1)\n```", "[x](javascript:alert(1))", "[safe](https://evil.example)",
	"\u202egnp.exe\u202c", "**bold** __under__ ||spoiler||", "# heading\n> quote\n- list", "<t:0:R> <:e:1> </ask:1>", "https://x.org/)(",
}

// steering is a name that ends the line, and moves what shows it.
const steering = "a\x1b[2J\x07\u202e\u2028\u2029\u0085b\nFORGED <@1>"

// TestHostile sends articles and questions full of such texts through a real session.
func TestHostile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	all := strings.Join(hostile, " ")
	body := strings.Repeat("The harvest "+strings.ReplaceAll(all, "\n", " ")+" failed in Ruritania. ", 30)
	for name, text := range map[string]string{
		"@everyone [x](y) `z`.txt": body,
		steering + ".txt":          "",
		steering + ".md":           "The ferry to Ruritania sails once an hour.",
		"b.md":                     "---\ntitle: '" + strings.ReplaceAll(strings.ReplaceAll(all, "'", ""), "\n", " ") + "'\nsource: 'https://x.org/a(b)?c=[d]'\nauthor: '<@5>'\noutlet: '@here'\ntags: ['@everyone', '[a](b)']\n---\n" + body,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := connect(t, localdiscord.Options{}, over(testkit.Service(t, dir, nil))).ready(t)
	for _, use := range []struct {
		name    string
		options map[string]any
	}{
		{"ask", question("What harvest failed in Ruritania @everyone <@1> ```?")},
		{"search", map[string]any{"query": "harvest [x](javascript:y) \u202e"}},
		{"summary", map[string]any{"article": "b.md", "length": "long"}},
		{"article", map[string]any{"article": "@everyone [x](y) `z`.txt"}},
		{"article", map[string]any{"article": "b.md"}},
		{"latest", nil}, {"sources", nil}, {"ask", question("@everyone ``` [x](y) zzzz")},
		{"summary", map[string]any{"article": "<@1> @everyone [x](y)"}},
	} {
		harmless(t, use.name, r.slash(t, ann, use.name, use.options))
	}
	quiet(t, "status", r.slash(t, boss, "status", nil))
	harmless(t, "article", r.slash(t, ann, "article", map[string]any{"article": steering + ".md"}))
	choices, err := r.Autocomplete(r.ctx, ann, "article", "article", map[string]any{"article": ""})
	if err != nil || len(choices) != 3 {
		t.Errorf("suggestions %+v, %v", choices, err)
	}
}

// quiet fails if a message has characters that steer what shows it, or a line that a name made.
func quiet(t *testing.T, name string, m localdiscord.Message) {
	t.Helper()
	for _, text := range m.Texts() {
		if strings.ContainsAny(text, "\x1b\x07\u202e\u2028\u2029\u0085") || strings.Contains(text, "\nFORGED") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// harmless fails if the markdown of a message has an active form of a hostile text.
func harmless(t *testing.T, name string, m localdiscord.Message) {
	t.Helper()
	quiet(t, name, m)
	for _, text := range m.Texts() {
		plain := strings.NewReplacer(`\\`, "", `\<`, "", "\\`", "", `\[`, "", `\]`, "", `\*`, "", `\_`, "", `\|`, "").Replace(text)
		for _, banned := range []string{"@everyone", "@here", "<@", "<t:", "<#", "`", "](javascript", "](https://evil", "__", "||", "\u202e"} {
			if strings.Contains(plain, banned) {
				t.Errorf("%s: %q in\n%s", name, banned, text)
			}
		}
	}
}
