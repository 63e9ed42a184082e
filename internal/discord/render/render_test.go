package render

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"lede/internal/commands"
	"lede/internal/contract"
	"lede/internal/discord/wire"
	"lede/internal/query"
	"lede/internal/testkit"
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
		{"see https://a.b/MAP_1_a.png, and _x_", `see https://a.b/MAP_1_a.png, and \_x\_`},
		{"https://a.b<#1> http://c.d<t:0:R>", `https://a.b \<#1> http://c.d \<t:0:R>`},
		{"https://a.b/`x`|y|@everyone[z]", "https://a.b/%60x%60%7Cy%7C%40everyone%5Bz%5D"},
		{"a\u202eb\u200b\x1b[31mc\u2028d", `ab\[31mc d`},
	} {
		if got := escapeAfter(newLine, c.text); got != c.want {
			t.Errorf("escapeAfter(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestLinkTarget(t *testing.T) {
	for url, want := range map[string]string{
		"https://x.org/a(b) c": "https://x.org/a%28b%29%20c", "http://x.org/中": "http://x.org/%E4%B8%AD",
		"javascript:alert(1)": "", "": "", "https://x.org/" + strings.Repeat("y", 600): "", `https://x.org/"><b>`: "https://x.org/%22%3E%3Cb%3E",
	} {
		if got := linkTarget(url); got != want {
			t.Errorf("linkTarget(%q) = %q, want %q", url, got, want)
		}
	}
}

// TestLongLinks checks that a link is whole or not there, whatever its length around the limit of a button.
func TestLongLinks(t *testing.T) {
	for n := 470; n <= 520; n++ {
		url := "https://x.org/" + strings.Repeat("y", n-len("https://x.org/"))
		r := commands.Reply{Sections: []commands.Section{{Blocks: []commands.Block{{Text: commands.Text{{Text: "t", URL: url}}}}}},
			Rows: [][]commands.Button{{{Label: "Source", URL: url}, {Label: "b", State: commands.State{Kind: commands.ShowSources}}}}}
		raw, err := json.Marshal(Message(r))
		if err != nil {
			t.Fatal(err)
		}
		linked, button := strings.Contains(string(raw), "[t]("+url+")"), strings.Contains(string(raw), `"url":"`+url+`"`)
		if want := n <= maxButtonURL; linked != want || button != want || strings.Count(string(raw), "yyy") > 2*(n/3) {
			t.Errorf("a link of %d characters: in the text %v, on the button %v", n, linked, button)
		}
	}
}

// sent returns a message as a press brings it back.
func sent(t testing.TB, r commands.Reply) *wire.Message {
	t.Helper()
	raw, err := json.Marshal(Message(r))
	if err != nil {
		t.Fatal(err)
	}
	var m wire.Message
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return &m
}

// TestState checks that a press gets back the question and the filters, whatever their characters.
func TestState(t *testing.T) {
	for _, want := range []commands.ReplyState{
		{Question: "Who is *going* to `London`?", Filters: `source:"Terra Daily" after:2025-06-01`},
		{Question: strings.Repeat("长", 200)},
		{Filters: "tag:x"},
		{Question: `- # > 1. \\ https://a.b/c_d<#1> <t:0:R> @everyone [x](y)`},
	} {
		if got := State(sent(t, commands.Reply{State: want})); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	for name, m := range map[string]*wire.Message{"none": nil, "empty": {}, "other": {Components: []wire.Component{{Type: wire.Button, ID: stateID}}}} {
		if got := State(m); got != (commands.ReplyState{}) {
			t.Errorf("%s gives %+v", name, got)
		}
	}
	old := &wire.Message{Embeds: []wire.Embed{{Author: &wire.EmbedAuthor{Name: "Who?"}}}}
	if got := State(old); got.Question != "Who?" {
		t.Errorf("an embed of an earlier version gives %+v", got)
	}
}

func FuzzState(f *testing.F) {
	f.Add("Who? https://a.b", "tag:x")
	f.Fuzz(func(t *testing.T, question, filters string) {
		want := commands.ReplyState{Question: query.Clean(question), Filters: query.Clean(filters)}
		if got := State(sent(t, commands.Reply{State: want})); got != want {
			t.Fatalf("%+v comes back as %+v", want, got)
		}
	})
}

// hostile are texts that a message must not let through as they are.
var hostile = []string{
	"@everyone <@1> <@&2> @here <#3>", "```js\nalert(1)\n```", "[x](javascript:alert(1))", "[safe](https://evil.example)",
	"\u202egnp.exe\u202c", "**bold** __under__ ||spoiler||", "# heading\n> quote\n- list", "<t:0:R> <:e:1> </ask:1>", "https://x.org/)(",
	"https://a.b<#1>", "https://a.b\\<t:0:R>", "\\", "*", "-# x", "😀", "\x1b[31m", "https://a.b/_x_*y*`z`|q|", "\u2028", "长句子。",
}

// TestHostile draws 4,000 replies of hostile texts: none breaks a limit, none has a live mention, time or code, none a link to
// another address than its source's.
func TestHostile(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2)) // the same texts every time
	discord := contract.Load(t)
	for n := range 4_000 {
		m := Message(hostileReply(random))
		if wrong := broken(m); wrong != "" {
			t.Fatalf("reply %d: %s", n, wrong)
		}
		if n%100 == 0 {
			raw, err := json.Marshal(wire.Response{Type: wire.NewMessage, Data: m})
			if err != nil {
				t.Fatal(err)
			}
			discord.Check("POST", "/interactions/{interaction_id}/{interaction_token}/callback", raw)
		}
	}
}

// hostileReply returns a reply of random hostile texts in every place that has one.
func hostileReply(random *rand.Rand) commands.Reply {
	text := func() string {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(hostile[random.IntN(len(hostile))])
			b.WriteString([]string{"", " ", "\n"}[random.IntN(3)])
		}
		return strings.Repeat(b.String(), 1+random.IntN(3)*random.IntN(6))
	}
	r := commands.Reply{State: commands.ReplyState{Question: query.Clean(text()), Filters: query.Clean(text())}}
	r.State.Question = string([]rune(r.State.Question)[:min(200, len([]rune(r.State.Question)))])
	r.State.Filters = string([]rune(r.State.Filters)[:min(250, len([]rune(r.State.Filters)))])
	for i := range random.IntN(9) {
		s := commands.Section{Divider: i%2 == 0}
		for range random.IntN(4) {
			s.Blocks = append(s.Blocks, commands.Block{Kind: commands.Kind(random.IntN(5)), Text: commands.Text{
				{Text: text(), Bold: i%3 == 0}, {Text: text(), URL: "https://source.example/" + text()}}})
		}
		if i%5 == 0 {
			s.Accessory = &commands.Button{Label: text(), State: commands.State{Kind: commands.ShowSummary, ID: fmt.Sprint("a", i)}}
		}
		r.Sections = append(r.Sections, s)
	}
	for i := range 3 {
		r.Rows = append(r.Rows, []commands.Button{{Label: text(), State: commands.State{Kind: commands.TurnPage, Page: i}}, {Label: text(), URL: "https://source.example/" + text()}})
	}
	r.Menu = &commands.Menu{Placeholder: text(), State: commands.State{Kind: commands.Follow}}
	for i := range random.IntN(30) {
		r.Menu.Items = append(r.Menu.Items, commands.Item{Label: text(), Description: text(), Value: fmt.Sprint("v", i)})
	}
	return r
}

var (
	escaped = regexp.MustCompile(`\\.`)
	masked  = regexp.MustCompile(`\]\(([^)\s]*)\)`)
	alive   = regexp.MustCompile("<[@#:/a-z]|@everyone|@here|`|\\*\\*\\*|__|\\|\\||[\u202a-\u202e\u2066-\u2069\x1b]")
)

// broken returns which limit of Discord a message breaks, or which live markup it has; "" for none.
func broken(m *wire.Body) string {
	texts, parts, bytes := 0, 0, 0
	ids := map[string]bool{}
	wrong := ""
	var visit func(list []wire.Component)
	visit = func(list []wire.Component) {
		for _, c := range list {
			parts++
			texts += text.UTF16Len(c.Content)
			bytes += len(c.Content)
			content := masked.ReplaceAllString(escaped.ReplaceAllString(c.Content, "x"), "]")
			for _, link := range masked.FindAllStringSubmatch(escaped.ReplaceAllString(c.Content, "x"), -1) {
				if !strings.HasPrefix(link[1], "https://source.example/") {
					wrong = "a link to " + link[1]
				}
			}
			switch {
			case c.Type == wire.Text && c.Content == "", !utf8.ValidString(c.Content):
				wrong = "an empty or invalid text"
			case alive.MatchString(content):
				wrong = fmt.Sprintf("%q in %q", alive.FindString(content), content)
			case c.CustomID != "" && ids[c.CustomID], text.UTF16Len(c.CustomID) > 100:
				wrong = "a custom id twice, or a long one: " + c.CustomID
			case c.Type == wire.Button && (c.Label == "" || text.UTF16Len(c.Label) > 80 || len(c.URL) > 512):
				wrong = fmt.Sprintf("a button %+v", c)
			}
			ids[c.CustomID] = true
			for _, o := range c.Options {
				if o.Label == "" || text.UTF16Len(o.Label) > 100 || text.UTF16Len(o.Description) > 100 {
					wrong = fmt.Sprintf("an option %+v", o)
				}
			}
			visit(c.Components)
			if c.Accessory != nil {
				visit([]wire.Component{*c.Accessory})
			}
		}
	}
	visit(*m.Components)
	if texts > 4000 || bytes > 10_000 || parts > 40 || len(m.AllowedMentions.Parse) > 0 {
		return fmt.Sprintf("%d characters, %d components, pings %v", texts, parts, m.AllowedMentions.Parse)
	}
	return wrong
}
