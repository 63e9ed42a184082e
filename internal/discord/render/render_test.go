package render

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"lede/internal/commands"
	"lede/internal/contract"
	"lede/internal/discord/wire"
	"lede/internal/testkit"
	"lede/internal/testkit/growth"
	"lede/internal/text"
)

var update = flag.Bool("update", false, "write the golden messages anew")

// TestGolden compares the messages of typical requests with what they were.
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
		"ask-answered": {command: "ask", options: question("Where in London were the talks held?")},
		"ask-related":  {command: "ask", options: question("Which tariff on soybeans was agreed?")},
		"ask-none":     {command: "ask", options: question("Who won the Champions League final?")},
		"ask-zh":       {command: "ask", options: question("何立峰什么时候访问英国？"), locale: commands.Chinese},
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
		message := Message(reply)
		golden(t, name, message)
		check("POST", "/interactions/{interaction_id}/{interaction_token}/callback", wire.Response{Type: wire.NewMessage, Data: message})
	}
}

func question(text string) commands.Options { return commands.Options{"question": text} }

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
		t.Errorf("%s differs (go test ./internal/discord/render -update writes it anew); got:\n%s", path, b.Bytes())
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

// TestState checks that a press gets back the question and the filters, whatever their characters.
func TestState(t *testing.T) {
	for _, want := range []commands.ReplyState{
		{Question: "Who is *going* to `London`?", Filters: `source:"Terra Daily" after:2025-06-01`},
		{Question: strings.Repeat("长", 200)},
		{Filters: "tag:x"},
	} {
		raw, err := json.Marshal(Message(commands.Reply{State: want, Footer: "Page 1"}))
		if err != nil {
			t.Fatal(err)
		}
		var sent wire.Message
		if err := json.Unmarshal(raw, &sent); err != nil {
			t.Fatal(err)
		}
		if got := State(&sent); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	if got := State(nil); got != (commands.ReplyState{}) {
		t.Errorf("no message gives %+v", got)
	}
}

// hostile are texts that Discord interprets if they are not escaped.
var hostile = []string{
	"@everyone <@1> <@&2> @here <#3>", "```js\nalert(1)\n```", "[x](javascript:alert(1))", "[safe](https://evil.example)",
	"\u202egnp.exe\u202c", "**bold** __under__ ||spoiler||", "# heading\n> quote\n- list", "<t:0:R> <:e:1> </ask:1>", "https://x.org/)(",
}

// TestLongBlock shortens a block that is far too long in a time that grows with its length only.
func TestLongBlock(t *testing.T) {
	growth.Check(t, 100, func(n int) func() {
		long := commands.Block{Text: commands.Plain(strings.Repeat("It *was* said in London. ", n))}
		return func() {
			if drawn := fit(long, 500); text.UTF16Len(drawn) > 500 || !strings.HasSuffix(drawn, `London. …`) {
				t.Fatalf("%q", drawn)
			}
		}
	})
}

func FuzzRender(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, 3)
	}
	f.Add(strings.Repeat("长句子。", 900), 9)
	f.Fuzz(func(t *testing.T, input string, n int) {
		input = strings.ToValidUTF8(input, "")
		var r commands.Reply
		for i := range max(0, n%40) {
			r.Blocks = append(r.Blocks, commands.Block{Kind: commands.Kind(i % 5), Text: commands.Text{{Text: input, Bold: i%2 == 0}, {Text: input, URL: "https://x.org/" + input}}})
		}
		r.Title, r.State.Question, r.Footer = commands.Plain(input), input, input
		r.Fields = []commands.Field{{Name: input + "n", Value: commands.Plain(input + "v"), Inline: true}}
		r.Buttons = []commands.Button{{Label: input + "b", State: commands.State{Kind: commands.OpenPassage}}, {Label: "l", URL: "https://x.org/" + input}}
		e := Message(r).Embeds[0]
		total := text.UTF16Len(e.Title) + text.UTF16Len(e.Description) + text.UTF16Len(e.Fields[0].Name) + text.UTF16Len(e.Fields[0].Value)
		if text.UTF16Len(e.Description) > maxBody || text.UTF16Len(e.Title) > maxTitle || total > 5000 || !utf8.ValidString(e.Description) {
			t.Fatalf("%d characters of description, %d of title, %d in all", text.UTF16Len(e.Description), text.UTF16Len(e.Title), total)
		}
	})
}
