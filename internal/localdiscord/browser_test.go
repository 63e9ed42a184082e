package localdiscord

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"lede/internal/testkit/browser"
)

var shots = flag.String("shots", "", "the folder that screenshots of the page are written to")

// channel is a page on a server with a bot that answers as the test says.
type channel struct {
	*browser.Page
	t  *testing.T
	s  *Server
	in <-chan *discordgo.Interaction
}

// open opens the page of a new server.
func open(t *testing.T, o Options) *channel {
	t.Helper()
	s, in := start(t, o)
	c := &channel{t: t, s: s, in: in}
	c.Page = browser.Open(t, s.PageURL())
	c.See("#state", "is online")
	return c
}

// reply has the page's first member ask, and answers with a message in JSON.
func (c *channel) reply(data string) {
	c.t.Helper()
	before := c.Eval(`document.querySelectorAll(".message").length`)
	if _, err := c.s.Slash(Members()[0], "ask", map[string]any{"question": "why"}); err != nil {
		c.t.Fatal(err)
	}
	c.respond(<-c.in, 4, data)
	c.Until(`document.querySelectorAll(".message").length > ` + before)
}

func (c *channel) respond(i *discordgo.Interaction, kind int, data string) {
	c.t.Helper()
	if status, answer := call(c.t, c.s, "POST", callbackPath(i), fmt.Sprintf(`{"type":%d,"data":%s}`, kind, data)); status != 204 {
		c.t.Fatalf("%d %s", status, answer)
	}
}

// text is a text display in JSON.
func text(markdown string) string {
	raw, _ := json.Marshal(markdown) // a text
	return `{"type":10,"content":` + string(raw) + `}`
}

// card is a reply with everything that the page draws.
func card() string {
	buttons := row(`{"type":2,"style":1,"label":"In context","custom_id":"a"},{"type":2,"style":2,"label":"More","custom_id":"b"},{"type":2,"style":3,"label":"Summary","custom_id":"c","emoji":{"name":"📄"}}`)
	others := row(`{"type":2,"style":4,"label":"Delete","custom_id":"d"},{"type":2,"style":2,"label":"Earlier","custom_id":"e","disabled":true},{"type":2,"style":5,"label":"Open","url":"https://example.org/"}`)
	options := row(`{"type":3,"custom_id":"s","placeholder":"Why, sources, copies","options":[{"label":"Why this came first","value":"why","description":"Three reasons in words"},{"label":"All sources","value":"all","description":"3 articles"},{"label":"Copies","value":"copies"}]}`)
	thumbnail := `{"type":11,"media":{"url":"https://example.org/a.png"},"description":"The front page"}`
	return `{` + v2 + `[{"type":17,"accent_color":2392662,"components":[` + strings.Join([]string{
		text("-# Where in London were the talks held?\nAmerican and Chinese delegations met at **Lancaster House** in London on 9 and 10 June 2025.\n-# [Lede brief](https://example.org/), based on terradaily.com · <t:1749600000:D>, <t:1749600000:R>"),
		`{"type":14}`,
		section(text("### A section\nChina was to supply *magnets* and rare earths up front."), thumbnail),
		`{"type":14,"spacing":2,"divider":false}`,
		section(text("With a button"), `{"type":2,"style":2,"label":"Open","custom_id":"x"}`),
		buttons, options}, ",") + `]},` + others + `]}`
}

// prose is a reply with all of Discord's markdown.
func prose() string {
	return `{` + v2 + `[` + text("# One\n## Two\n### Three\nText with **bold**, *italic*, __under__, ~~struck~~, `code`, ||hidden|| and [a link](https://example.org/).\n"+
		"- first\n- second\n  - deeper\n1. one\n2. two\n> a quote\n> of two lines\n-# small print\n```go\nfunc main() {}\n```\nTo <@800000000000000011> in <#900000000000000002> at <t:1749600000:f>.") + `]}`
}

// TestBrowserShots draws all that the page can draw, at the sizes of a phone and a desktop, dark and light, and audits
// each state for use with a keyboard and a screen reader.
func TestBrowserShots(t *testing.T) {
	c := open(t, Options{Greetings: map[string]Greeting{"": {Text: "# Welcome\nAsk something.", Suggestions: []Suggestion{
		{Label: "Where in London were the talks held?", Command: "ask", Options: map[string]any{"question": "where"}}, {Label: "Newest", Command: "none"}}}}})
	c.Zone("America/New_York")
	c.everySize("greeting")
	c.reply(prose())
	c.everySize("markdown")
	c.reply(card())
	c.everySize("card")
	c.reply(`{"flags":32832,"components":[` + section(text("Private, with a ||secret||"), picture) + `,{"type":12,"items":[{"media":{"url":"https://example.org/b.png"},"spoiler":true}]}]}`)
	c.Type("/")
	c.See("#suggestions", "ask")
	c.everySize("private")
	c.Do(chromedp.Evaluate(`composer.suggest([])`, nil), chromedp.Click(`.select`))
	c.everySize("menu")
	c.reply(`{"content":"**Classic**","embeds":[{"title":"An embed","description":"with text\n> quoted","color":255,"footer":{"text":"foot"},"fields":[{"name":"a","value":"b","inline":true}]}]}`)
	c.everySize("embed")
}

// everySize audits the page in each size and theme, and keeps screenshots if it is asked to.
func (c *channel) everySize(name string) {
	c.t.Helper()
	for _, size := range []struct{ width, height int64 }{{1000, 760}, {390, 844}} {
		for _, scheme := range []string{"dark", "light"} {
			c.Size(size.width, size.height)
			c.Prefer("prefers-color-scheme", scheme)
			c.Do(chromedp.Evaluate(`log.scrollTop = log.scrollHeight`, nil))
			c.Audit()
			if c.Eval(`document.documentElement.scrollWidth > innerWidth`) == "true" {
				c.t.Errorf("%s at %d px scrolls sideways", name, size.width)
			}
			if *shots != "" {
				path := filepath.Join(*shots, fmt.Sprintf("%s-%d-%s.png", name, size.width, scheme))
				if err := os.WriteFile(path, c.Shot(), 0o644); err != nil {
					c.t.Fatal(err)
				}
			}
		}
	}
}

// TestBrowserSizes checks that texts have the sizes of Discord's client, so that the heights of replies are Discord's.
func TestBrowserSizes(t *testing.T) {
	c := open(t, Options{})
	c.reply(card())
	for _, size := range []struct {
		width, height          int64
		left, padding, largest float64
	}{{1000, 760, 72, 16, 600}, {390, 844, 68, 12, 310}} {
		c.Size(size.width, size.height)
		style := func(selector, property string) float64 {
			return c.Number(fmt.Sprintf(`parseFloat(getComputedStyle(document.querySelector(%q))[%q])`, selector, property))
		}
		box := func(selector, side string) float64 {
			return c.Number(fmt.Sprintf(`document.querySelector(%q).getBoundingClientRect()[%q]`, selector, side))
		}
		for what, pair := range map[string][2]float64{
			"text":              {style(".text p:not(.small)", "fontSize"), 16},
			"line":              {style(".text p:not(.small)", "lineHeight"), 22},
			"small print":       {style(".small", "fontSize"), 13},
			"container padding": {style(".container", "paddingLeft"), size.padding},
			"container radius":  {style(".container", "borderTopLeftRadius"), 8},
			"container width":   {box(".container", "width"), size.largest},
			"text column":       {box(".container", "left"), size.left},
			"button height":     {box(".button", "height"), 32},
			"button text":       {style(".button", "fontSize"), 14},
			"avatar":            {box(".avatar", "width"), 40},
			"thumbnail":         {box(".thumbnail", "width"), 85},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%d px: %s %v, want %v", size.width, what, pair[0], pair[1])
			}
		}
	}
}

func TestBrowserMarkdown(t *testing.T) {
	c := open(t, Options{})
	c.Zone("Asia/Shanghai")
	for _, m := range []struct{ in, html string }{
		{`**a *b* c** __d__ ~~e~~ _f_`, `<p><strong>a <em>b</em> c</strong> <u>d</u> <s>e</s> <em>f</em></p>`},
		{`\*a\* \<@1> snake_case_name`, `<p>*a* &lt;@1&gt; snake_case_name</p>`},
		{"**two\nlines**\n\nend", "<p><strong>two\nlines</strong>\n\nend</p>"},
		{"a\n\n-# b\nc", "<p>a\n\n</p><p class=\"small\">b</p><p>c</p>"},
		{"#no\n# yes", "<p>#no\n</p><h3 class=\"heading1\">yes</h3>"},
		{"- a\n  - b\n3. c", `<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>`},
		{"> a\n> > b\n>c", "<blockquote><p>a\n&gt; b</p></blockquote><p>&gt;c</p>"},
		{">>> a\n- b", "<blockquote><p>a\n</p><ul><li>b</li></ul></blockquote>"},
		{"x ```js\n**a**\n``` `b`", "<p>x </p><pre><code>**a**</code></pre><p> <code>b</code></p>"},
		{`<b>x</b> <script>y</script> &amp;`, `<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt; &amp;amp;</p>`},
		{`<@800000000000000011> <@&1> <#900000000000000002> <#1> </ask:1> <a:wave:1> @everyone`,
			`<p><m>@Ada</m> <m>@unknown-role</m> <m>#articles</m> <m>#unknown</m> <m>/ask</m> <span class="emoji">:wave:</span> <m>@everyone</m></p>`},
		{`https://a.b\<#1>`, `<p><a>https://a.b\</a><m>#unknown</m></p>`},
		{`https://a.b/MAP_1_a.png, (https://a.b/(c)) <https://d.e>`, `<p><a>https://a.b/MAP_1_a.png</a>, (<a>https://a.b/(c)</a>) <a>https://d.e</a></p>`},
		{`[t **b**](https://a.b "title") [https://c.d](https://a.b) [x](javascript:1) [y](https://a.b/(c))`,
			`<p><a>t <strong>b</strong></a> [<a>https://c.d](https://a.b)</a> [x](javascript:1) [y](<a>https://a.b/(c)</a>)</p>`},
		{`<t:0:d> <t:0:T> <t:0> <t:99999999999999999>`, `<p><t>01/01/1970</t> <t>8:00:00 AM</t> <t>January 1, 1970 at 8:00 AM</t> &lt;t:99999999999999999&gt;</p>`},
	} {
		raw, err := json.Marshal(m.in)
		if err != nil {
			t.Fatal(err)
		}
		got := c.Eval(`markdown(` + string(raw) + `).map((e) => e.outerHTML).join("")`)
		got = plainer.Replace(tags.ReplaceAllString(got, "<$1>"))
		if got != m.html {
			t.Errorf("%q\n got %s\nwant %s", m.in, got, m.html)
		}
	}
	if got := c.Eval("formatTime(new Date(Date.now() - 7.5e6), 'R') + formatTime(new Date(Date.now() + 9e4), 'R')"); got != "2 hours agoin 1 minute" {
		t.Errorf("relative times %s", got)
	}
	if got := c.Eval("(document.documentElement.lang = 'zh-TW', formatTime(new Date(0), 'f'))"); !strings.Contains(got, "1970年1月1日") {
		t.Errorf("a time in Chinese: %s", got)
	}
}

// TestBrowserSelectByKeyboard picks an option with the keyboard; Escape picks nothing.
func TestBrowserSelectByKeyboard(t *testing.T) {
	c := open(t, Options{})
	c.reply(card())
	c.Do(chromedp.Focus(".select"))
	c.Type(kb.Enter)
	c.Until(`!document.querySelector(".menu").hidden`)
	c.See(".menu [role=option] .option-description", "Three reasons")
	c.Type(kb.Escape)
	c.Until(`document.querySelector(".menu").hidden && document.activeElement.className === "select"`)
	c.Type(kb.ArrowDown + kb.ArrowDown)
	if got := c.Eval(`document.getElementById(document.activeElement.getAttribute("aria-activedescendant")).textContent`); !strings.HasPrefix(got, "All sources") {
		t.Errorf("the active option is %s", got)
	}
	c.Type(kb.Enter)
	pressed := <-c.in
	if got := pressed.MessageComponentData().Values; len(got) != 1 || got[0] != "all" {
		t.Errorf("picked %v", got)
	}
	c.respond(pressed, 7, card())
	c.See(".edited", "edited")
	if got := c.Eval(`document.activeElement.dataset.customId`); got != "s" {
		t.Errorf("after the edit the focus is on %s", got)
	}
}

// TestBrowserGreeting presses a question of the greeting, as a member who speaks Chinese.
func TestBrowserGreeting(t *testing.T) {
	c := open(t, Options{Greetings: map[string]Greeting{"": {Text: "hello"}, "zh-TW": {Text: "您好", Suggestions: []Suggestion{
		{Label: "會談在哪裡舉行？", Command: "ask", Options: map[string]any{"question": "在哪裡"}}}}}})
	c.See(".greeting", "hello")
	c.Do(chromedp.Evaluate(fmt.Sprintf(`picker.value = %q; picker.dispatchEvent(new Event("change"))`, Members()[3].ID), nil))
	c.See(".chip", "會談在哪裡舉行？")
	c.See("header", "發言身分")
	c.Do(chromedp.Click(".chip"))
	asked := <-c.in
	if got := asked.ApplicationCommandData().Options[0].StringValue(); got != "在哪裡" || asked.Locale != "zh-TW" {
		t.Errorf("asked %q in %s", got, asked.Locale)
	}
	c.respond(asked, 4, `{`+v2+`[`+text("蘭開斯特府")+`]}`)
	c.See(".message", "蘭開斯特府")
	c.Until(`!document.querySelector(".greeting")`)
}

// TestBrowserFocusOrder walks the page with the Tab key: header, messages, the controls of a message, the input.
func TestBrowserFocusOrder(t *testing.T) {
	c := open(t, Options{})
	c.reply(`{` + v2 + `[` + row(press) + `]}`)
	c.Do(chromedp.Focus("#theme"))
	var got []string
	for range 6 {
		c.Type(kb.Tab)
		got = append(got, c.Eval(`document.activeElement.id || document.activeElement.textContent`))
		if c.Eval(`getComputedStyle(document.activeElement.id === "entry" ? line : document.activeElement).outlineStyle`) == "none" {
			t.Errorf("%s has the focus and does not show it", got[len(got)-1])
		}
	}
	if want := "member log l ＋ entry ➤"; strings.Join(got, " ") != want {
		t.Errorf("Tab goes %s, want %s", strings.Join(got, " "), want)
	}
	for selector, want := range map[string]string{"#log": "log", ".message": "article", "#entry": "textbox", "#suggestions": "listbox"} {
		if role := c.Eval(fmt.Sprintf(`document.querySelector(%q).getAttribute("role")`, selector)); role != want {
			t.Errorf("%s is a %s, want %s", selector, role, want)
		}
	}
}

// TestBrowserMakesNoElementsOfText puts markup into every text field of a component, and of the greeting.
func TestBrowserMakesNoElementsOfText(t *testing.T) {
	const evil = `<img src=x onerror=alert(1)><script>alert(2)</script><b>\" onclick=\"alert(3)`
	c := open(t, Options{Greetings: map[string]Greeting{"": {Text: evil, Suggestions: []Suggestion{{Label: evil, Command: evil}}}}})
	none := func(where string) {
		t.Helper()
		if got := c.Eval(`document.querySelectorAll("main :is(img, script, b, [onclick], [onerror])").length`); got != "0" {
			t.Errorf("%s: %s elements were made of text", where, got)
		}
	}
	c.See(".greeting", "<script>")
	none("the greeting")
	picture := `{"type":11,"media":{"url":"https://example.org/"},"description":"` + evil + `"}`
	c.reply(`{` + v2 + `[` + container(section(`{"type":10,"content":"`+evil+`"}`, picture)+`,{"type":12,"items":[{"media":{"url":"https://example.org/<b>"},"description":"`+evil+`"}]},`+
		row(`{"type":2,"style":1,"label":"`+evil+`","custom_id":"`+evil+`","emoji":{"name":"<b>"}}`)+","+
		row(`{"type":3,"custom_id":"s<b>","placeholder":"`+evil+`","options":[{"label":"`+evil+`","value":"`+evil+`","description":"`+evil+`"}]}`)) + `]}`)
	c.See(".text", "<script>")
	c.See(".option-description", "<script>")
	none("a message")
}

// TestBrowserTheme checks that the switch overrides the system's theme, also after a reload.
func TestBrowserTheme(t *testing.T) {
	c := open(t, Options{})
	c.Prefer("prefers-color-scheme", "dark")
	ground := func() string { return c.Eval(`getComputedStyle(document.body).backgroundColor`) }
	dark := ground()
	c.Do(chromedp.Evaluate(`themePicker.value = "light"; themePicker.dispatchEvent(new Event("change"))`, nil))
	light := ground()
	c.Do(chromedp.Reload())
	c.See("#state", "is online")
	if again := ground(); light == dark || again != light || c.Eval(`themePicker.value`) != "light" {
		t.Errorf("dark %s, light %s, after a reload %s", dark, light, again)
	}
}
