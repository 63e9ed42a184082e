package discord

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"lede/internal/commands"
	"lede/internal/contract"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden messages anew")

// TestGolden holds the messages of typical requests to what they were.
func TestGolden(t *testing.T) {
	d := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	discord := contract.Load(t)
	check := func(method, route string, value any) {
		raw, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		discord.Check(method, route, raw)
	}
	for name, r := range map[string]struct {
		command string
		options commands.Options
		locale  commands.Locale
	}{
		"ask-answered": {command: "ask", options: question1("Where in London were the talks held?")},
		"ask-related":  {command: "ask", options: question1("Which tariff on soybeans was agreed?")},
		"ask-none":     {command: "ask", options: question1("Who won the Champions League final?")},
		"ask-zh":       {command: "ask", options: question1("何立峰什么时候访问英国？"), locale: commands.Chinese},
		"search":       {command: "search", options: commands.Options{"query": "rare earth", "tag": "rare-earths"}},
		"summary":      {command: "summary", options: commands.Options{"article": "2025-06-06-london-trade-talks.txt"}},
		"article":      {command: "article", options: commands.Options{"article": "2025-06-06-london-trade-talks.txt"}},
		"latest":       {command: "latest"},
		"sources-zh":   {command: "sources", locale: commands.Chinese},
		"help":         {command: "help"},
	} {
		reply := d.Accept(commands.Input{Actor: commands.Actor{Locale: r.locale}, Action: commands.Use{Command: r.command, Options: r.options}}).Run(t.Context())
		if reply.Err != nil {
			t.Fatal(reply.Err)
		}
		message := render(reply)
		golden(t, name, message)
		check("POST", "/interactions/{interaction_id}/{interaction_token}/callback", response{Type: typeMessage, Data: message})
	}
	golden(t, "registered", registered(commands.Table()))
	check("PUT", "/applications/{application_id}/commands", registered(commands.Table()))
}

func question1(text string) commands.Options { return commands.Options{"question": text} }

func golden(t *testing.T, name string, value any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(value); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs (go test ./internal/discord -update writes it anew); got:\n%s", path, b.Bytes())
	}
}

func TestEscape(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain, text.", "plain, text."},
		{"*a* _b_ ~c~ `d` |e|", `\*a\* \_b\_ \~c\~ \` + "`d\\`" + ` \|e\|`},
		{"@everyone <@1>", "@\u200beveryone \\<@\u200b1>"},
		{"[x](https://y)", `\[x\](https://y)`},
		{"# h\n- i\n> q\n1. n", "\\# h\n\\- i\n\\> q\n1.\u200b n"},
		{"a - b # c", "a - b # c"},
	} {
		if got := escape(c.text); got != c.want {
			t.Errorf("escape(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestLinkTarget(t *testing.T) {
	for url, want := range map[string]string{
		"https://x.org/a(b) c": "https://x.org/a%28b%29%20c", "http://x.org/中": "http://x.org/%E4%B8%AD",
		"javascript:alert(1)": "", "": "", "https://x.org/" + strings.Repeat("y", 600): "", `https://x.org/"><b>`: "https://x.org/%22%3E%3Cb%3E",
	} {
		if got := linkTarget(url, maxButtonURL); got != want {
			t.Errorf("linkTarget(%q) = %q, want %q", url, got, want)
		}
	}
}

// TestState holds that a button gets back the question and the filters, whatever they hold.
func TestState(t *testing.T) {
	for _, c := range []struct{ question, filters string }{
		{"Who is *going* to `London`?", `source:"Terra Daily" after:2025-06-01`},
		{strings.Repeat("长", 200), ""},
		{"", "tag:x"},
	} {
		m := render(commands.Reply{State: commands.ReplyState{Question: c.question, Filters: c.filters}, Footer: "Page 1"})
		e := &discordgo.MessageEmbed{Footer: &discordgo.MessageEmbedFooter{Text: m.Embeds[0].Footer.Text}}
		if m.Embeds[0].Author != nil {
			e.Author = &discordgo.MessageEmbedAuthor{Name: m.Embeds[0].Author.Name}
		}
		state := stateOf(&discordgo.Message{Embeds: []*discordgo.MessageEmbed{e}})
		if state.Question != c.question || state.Filters != c.filters {
			t.Errorf("got %+v, want %q, %q", state, c.question, c.filters)
		}
	}
}

// hostile are texts that a message must not let through as they are.
var hostile = []string{
	"@everyone <@1> <@&2> @here <#3>", "```js\nalert(1)\n```", "[x](javascript:alert(1))", "[safe](https://evil.example)",
	"\u202egnp.exe\u202c", "**bold** __under__ ||spoiler||", "# heading\n> quote\n- list", "<t:0:R> <:e:1> </ask:1>", "https://x.org/)(",
}

// TestHostile sends articles and questions full of such texts through a real session.
func TestHostile(t *testing.T) {
	dir := t.TempDir()
	all := strings.Join(hostile, " ")
	body := strings.Repeat("The harvest "+strings.ReplaceAll(all, "\n", " ")+" failed in Ruritania. ", 30)
	for name, text := range map[string]string{
		"@everyone [x](y) `z`.txt": body,
		"b.md":                     "---\ntitle: '" + strings.ReplaceAll(strings.ReplaceAll(all, "'", ""), "\n", " ") + "'\nsource: 'https://x.org/a(b)?c=[d]'\nauthor: '<@5>'\noutlet: '@here'\ntags: ['@everyone', '[a](b)']\n---\n" + body,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := connect(t, localdiscord.Options{}, func(o *Options) { o.Service = testkit.Service(t, dir, nil) }).ready(t)
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
	choices, err := r.Autocomplete(r.ctx, ann, "article", "article", map[string]any{"article": ""})
	if err != nil || len(choices) != 2 {
		t.Errorf("suggestions %+v, %v", choices, err)
	}
}

// harmless fails if markdown of a message could do what its text alone must not.
func harmless(t *testing.T, name string, m localdiscord.Message) {
	t.Helper()
	for _, e := range m.Embeds {
		texts := []string{e.Title, e.Description}
		for _, f := range e.Fields {
			texts = append(texts, f.Value)
		}
		for _, text := range texts {
			plain := strings.NewReplacer(`\\`, "", `\<`, "", "\\`", "", `\[`, "", `\]`, "", `\*`, "", `\_`, "", `\|`, "").Replace(text)
			for _, banned := range []string{"@everyone", "@here", "<@", "<t:", "<#", "`", "](javascript", "](https://evil", "__", "||", "\u202e"} {
				if strings.Contains(plain, banned) {
					t.Errorf("%s: %q in\n%s", name, banned, text)
				}
			}
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, 3)
	}
	f.Add(strings.Repeat("长句子。", 900), 9)
	f.Fuzz(func(t *testing.T, text string, n int) {
		text = strings.ToValidUTF8(text, "")
		var r commands.Reply
		for i := range max(0, n%40) {
			r.Blocks = append(r.Blocks, commands.Block{Kind: commands.Kind(i % 5), Text: commands.Text{{Text: text, Bold: i%2 == 0}, {Text: text, URL: "https://x.org/" + text}}})
		}
		r.Title, r.State.Question, r.Footer = commands.Plain(text), text, text
		r.Fields = []commands.Field{{Name: text + "n", Value: commands.Plain(text + "v"), Inline: true}}
		r.Buttons = []commands.Button{{Label: text + "b", State: commands.State{Kind: commands.OpenPassage}}, {Label: "l", URL: "https://x.org/" + text}}
		e := render(r).Embeds[0]
		total := characters(e.Title) + characters(e.Description) + characters(e.Fields[0].Name) + characters(e.Fields[0].Value)
		if characters(e.Description) > maxBody || characters(e.Title) > maxTitle || total > 5000 || !utf8.ValidString(e.Description) {
			t.Fatalf("%d characters of description, %d of title, %d in all", characters(e.Description), characters(e.Title), total)
		}
	})
}
