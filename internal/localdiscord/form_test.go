package localdiscord

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"lede/internal/contract"
)

// field is a label with a text input in JSON.
func field(fields string) string {
	return `{"type":18,"label":"Name","component":{"type":4,"custom_id":"name",` + fields + `}}`
}

const form = `{"custom_id":"f","title":"About it","components":[
{"type":18,"label":"Title","description":"As it is printed","component":{"type":4,"custom_id":"title","style":1,"value":"Old","max_length":10}},
{"type":18,"label":"Text","component":{"type":4,"custom_id":"text","style":2,"required":false}},
{"type":18,"label":"Kind","component":{"type":3,"custom_id":"kind","options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}}]}`

// TestFormLimits shows forms beyond a limit.
func TestFormLimits(t *testing.T) {
	s, in := start(t, Options{})
	_, i := asked(t, s, in)
	wrap := func(components string) string {
		return `{"custom_id":"f","title":"t","components":[` + components + `]}`
	}
	for name, c := range map[string]struct{ data, want string }{
		"no title":           {`{"custom_id":"f","title":"","components":[` + field(`"style":1`) + `]}`, `"title"`},
		"a long title":       {`{"custom_id":"f","title":"` + strings.Repeat("t", 46) + `","components":[` + field(`"style":1`) + `]}`, `"title"`},
		"no custom id":       {`{"title":"t","components":[` + field(`"style":1`) + `]}`, `"custom_id"`},
		"nothing":            {wrap(""), `"components"`},
		"six inputs":         {wrap(strings.TrimSuffix(strings.Repeat(word+",", 6), ",")), "between 1 and 5"},
		"a bare input":       {wrap(`{"type":4,"custom_id":"x","style":1}`), "must be one of (10, 18)"},
		"a button":           {wrap(`{"type":18,"label":"l","component":` + press + `}`), "must be one of (4, 3)"},
		"no input":           {wrap(`{"type":18,"label":"l"}`), `"component"`},
		"a long label":       {wrap(`{"type":18,"label":"` + strings.Repeat("l", 46) + `","component":{"type":4,"custom_id":"x","style":1}}`), `"label"`},
		"no style":           {wrap(field(`"placeholder":"p"`)), `"style"`},
		"too much":           {wrap(field(`"style":2,"max_length":4001`)), `"max_length"`},
		"min over max":       {wrap(field(`"style":2,"min_length":5,"max_length":4`)), `"max_length"`},
		"a value too long":   {wrap(field(`"style":2,"max_length":2,"value":"abc"`)), `"value"`},
		"two of one id":      {wrap(field(`"style":1`) + "," + field(`"style":1`)), "cannot be duplicated"},
		"a field of buttons": {wrap(field(`"style":1,"url":"https://a.b"`)), "unknown field"},
	} {
		status, answer := call(t, s, "POST", callbackPath(i), `{"type":9,"data":`+c.data+`}`)
		if status != 400 || !strings.Contains(answer, c.want) {
			t.Errorf("%s: %d %s, want %s", name, status, answer, c.want)
		}
	}
	if _, ok := s.FormOf(ann); ok {
		t.Error("a refused form is shown")
	}
}

// TestForm shows a form, which has its limits, and sends it once.
func TestForm(t *testing.T) {
	s, in := start(t, Options{})
	_, i := asked(t, s, in)
	body := []byte(`{"type":9,"data":` + form + `}`)
	contract.Load(t).Check(http.MethodPost, callbackRoute, body)
	if status, answer := call(t, s, "POST", callbackPath(i), string(body)); status != 204 {
		t.Fatal(status, answer)
	}
	f, ok := s.FormOf(ann)
	if !ok || f.Title != "About it" || f.Components[0].Component.ID == 0 {
		t.Fatalf("%+v", f)
	}
	if _, ok := s.FormOf(Members()[0]); ok {
		t.Error("another user has the form")
	}
	for name, values := range map[string]map[string]string{
		"empty":         {"title": "", "kind": "a"},
		"too long":      {"title": "12345678901", "kind": "a"},
		"not offered":   {"title": "x", "kind": "c"},
		"no such input": {"title": "x", "kind": "a", "more": ""},
	} {
		if _, err := s.Submit(ann, f.ID, values); err == nil {
			t.Errorf("%s: it is sent", name)
		}
	}
	if _, err := s.Submit(Members()[0], f.ID, map[string]string{"kind": "a"}); err == nil {
		t.Error("another user sends the form")
	}
	if _, err := s.Submit(ann, f.ID, map[string]string{"text": "two\nlines", "kind": "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Submit(ann, f.ID, map[string]string{"kind": "b"}); err == nil {
		t.Error("it is sent twice")
	}
	sent := <-in
	if sent.Type != discordgo.InteractionModalSubmit {
		t.Errorf("%+v", sent)
	}
	if status, answer := call(t, s, "POST", callbackPath(sent), string(body)); status != 400 {
		t.Errorf("a form answers a form: %d %s", status, answer)
	}
	if status, answer := call(t, s, "POST", callbackPath(sent), `{"type":4,"data":{"content":"thanks","flags":64}}`); status != 204 {
		t.Errorf("%d %s", status, answer)
	}
}

// TestAttachments uploads a file for an option: the bot gets its address, which nobody can guess.
func TestAttachments(t *testing.T) {
	s, in := start(t, Options{})
	register(t, s, "", `[{"type":1,"name":"add","description":"d","options":[{"type":11,"name":"file","description":"d"},{"type":8,"name":"role","description":"d"},{"type":7,"name":"channel","description":"d"}]}]`)
	a, err := s.Upload("", "../a b.txt", []byte("content"))
	if err != nil || a.Name != "a_b.txt" {
		t.Fatalf("%+v, %v", a, err)
	}
	for _, options := range []map[string]any{{"file": "1"}, {"role": "1"}, {"channel": "1"}, {"file": true}} {
		if _, err := s.Slash(ann, "add", options); err == nil {
			t.Errorf("%v is sent", options)
		}
	}
	if _, err := s.Slash(ann, "add", map[string]any{"file": a.ID, "role": EditorRoleID, "channel": NewsChannelID}); err != nil {
		t.Fatal(err)
	}
	data := (<-in).ApplicationCommandData()
	got := data.Resolved.Attachments[a.ID]
	if got == nil || got.Filename != "a_b.txt" || got.Size != 7 || data.Resolved.Roles[EditorRoleID].Name != "Editors" || data.Resolved.Channels[NewsChannelID].Name != "news" {
		t.Fatalf("%+v", data.Resolved)
	}
	for address, want := range map[string]string{got.URL: "200 content", strings.Split(got.URL, "?")[0]: "404", got.URL + "x": "404"} {
		response, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		raw, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if text := fmt.Sprint(response.StatusCode, " ", string(raw)); !strings.HasPrefix(text, want) {
			t.Errorf("%s: %s", address, text)
		}
	}
	for range uploadsKept {
		if _, err := s.Upload("", "b", nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Slash(ann, "add", map[string]any{"file": a.ID}); err == nil {
		t.Error("more files are kept than may be")
	}
	if _, err := s.Upload("", "c", make([]byte, maxUpload+1)); err == nil {
		t.Error("a file over the limit is kept")
	}
}

// TestMessageCommands uses a command on a message with a file, and refuses what Discord does not register.
func TestMessageCommands(t *testing.T) {
	s, in := start(t, Options{})
	register(t, s, "", `[{"type":3,"name":"Track this","name_localizations":{"zh-CN":"收录"}},{"type":1,"name":"ask","description":"d"}]`)
	a, err := s.Upload(NewsChannelID, "a.pdf", []byte("%PDF"))
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.Write(NewsChannelID, ann, "see https://example.org/a", a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Slash(ann, "Track this", nil); err == nil {
		t.Error("a message command is typed")
	}
	if _, err := s.UseOn(ann, "ask", id); err == nil {
		t.Error("a slash command is used on a message")
	}
	other := Members()[0]
	private, err := s.Write(s.Direct(ann), ann, "private")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.UseOn(other, "Track this", private); err == nil {
		t.Error("a message that the user does not see")
	}
	if _, err := s.UseOn(other, "Track this", id); err != nil {
		t.Fatal(err)
	}
	i := <-in
	data := i.ApplicationCommandData()
	m := data.Resolved.Messages[data.TargetID]
	if i.ChannelID != NewsChannelID || m == nil || m.Content != "see https://example.org/a" || m.Author.ID != ann.ID || len(m.Attachments) != 1 || m.Attachments[0].URL == "" {
		t.Errorf("%+v", m)
	}
	for body, want := range map[string]string{
		`[{"type":3,"name":"a","description":"d"}]`:                                        "description or options",
		`[{"type":3,"name":"` + strings.Repeat("n", 33) + `"}]`:                            `"name"`,
		`[{"type":9,"name":"a"}]`:                                                          "Unknown command type",
		`[{"type":3,"name":"a"},{"type":3,"name":"a"}]`:                                    "unique",
		`[{"type":1,"name":"a","description":"d"},{"type":1,"name":"a","description":""}]`: "unique",
	} {
		if status, answer := call(t, s, "PUT", "/applications/"+AppID+"/commands", body); status != 400 || !strings.Contains(answer, want) {
			t.Errorf("%s: %d %s", body, status, answer)
		}
	}
}

// TestRoles checks what the bot learns of a member, and who is offered what.
func TestRoles(t *testing.T) {
	s, in := start(t, Options{})
	register(t, s, "", `[{"type":1,"name":"ask","description":"d"},{"type":1,"name":"set","description":"d","default_member_permissions":"32"},{"type":1,"name":"say","description":"d","default_member_permissions":"2048"},{"type":1,"name":"top","description":"d","default_member_permissions":"0"}]`)
	admin, plain, editor := Members()[0], Members()[1], Members()[4]
	if a, p := len(s.CommandsFor(admin)), len(s.CommandsFor(plain)); a != 4 || p != 2 {
		t.Errorf("an administrator sees %d commands, a member %d", a, p)
	}
	if _, err := s.Slash(editor, "ask", nil); err != nil {
		t.Fatal(err)
	}
	i := <-in
	if len(i.Member.Roles) != 1 || i.Member.Roles[0] != EditorRoleID || i.Member.Permissions&int64(ManageGuild) != 0 || i.Member.Permissions&int64(SendMessages) == 0 {
		t.Errorf("%+v", i.Member)
	}
}

// TestBrowserForm fills in a form: what is missing is said, Escape closes it, and the focus comes back.
func TestBrowserForm(t *testing.T) {
	c := open(t, Options{})
	show := func() {
		t.Helper()
		if _, err := c.s.Slash(Members()[0], "ask", map[string]any{"question": "why"}); err != nil {
			t.Fatal(err)
		}
		c.respond(<-c.in, 9, strings.ReplaceAll(form, "\n", ""))
		c.See("dialog.form", "About it")
	}
	show()
	c.Type(kb.Escape)
	c.Until(`!document.querySelector("dialog")`)
	show()
	c.everySize("form")
	if got := c.Eval(`document.activeElement.name`); got != "title" {
		t.Errorf("the focus is on %s", got)
	}
	c.Type("er" + kb.Tab + "one" + kb.Tab)
	c.Do(chromedp.Evaluate(`document.querySelector("dialog [name=kind]").value = "b"`, nil))
	c.Do(chromedp.Click(`dialog [type=submit]`))
	c.Until(`!document.querySelector("dialog")`)
	sent := <-c.in
	if sent.Type != discordgo.InteractionModalSubmit {
		t.Errorf("%+v", sent)
	}
	c.respond(sent, 4, `{"content":"thanks","flags":64}`)
	c.See(".ephemeral", "thanks")
}

// TestBrowserMenu writes a message with a link and uses a command on it: by a right click, and with the keyboard.
func TestBrowserMenu(t *testing.T) {
	c := open(t, Options{})
	register(t, c.s, "", `[{"type":3,"name":"Track this","name_localizations":{"zh-CN":"收录"}},{"type":1,"name":"ask","description":"d"}]`)
	c.Do(chromedp.Focus("#entry"))
	c.Type("see https://example.org/a" + kb.Enter)
	c.See(".message", "see https://example.org/a")
	c.See(".message .author", Members()[0].Name)
	c.Do(chromedp.Evaluate(`document.querySelector(".message").dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }))`, nil))
	c.See(".message-menu", "Track this")
	c.everySize("menu-of-message")
	c.Type(kb.Enter)
	if got := (<-c.in).ApplicationCommandData(); got.Name != "Track this" || got.Resolved.Messages[got.TargetID] == nil {
		t.Errorf("%+v", got)
	}
	c.Until(`!document.querySelector(".message-menu")`)
	c.Do(chromedp.Focus(".open-menu"))
	c.Type(kb.Enter)
	c.See(".message-menu", "Track this")
	c.Type(kb.Escape)
	c.Until(`!document.querySelector(".message-menu") && document.activeElement.className === "open-menu"`)
	c.Do(chromedp.Evaluate(`document.querySelector(".message").dispatchEvent(new Event("touchstart"))`, nil))
	c.See(".message-menu", "Track this")
}

// TestBrowserMakesNoElementsOfForms puts markup into a form, a member's message, the name of a file and of a message command.
func TestBrowserMakesNoElementsOfForms(t *testing.T) {
	const evil = `<img src=x onerror=alert(1)><b>`
	c := open(t, Options{})
	none := func(where string) {
		t.Helper()
		if got := c.Eval(`document.querySelectorAll("body :is(img, b, [onerror])").length`); got != "0" {
			t.Errorf("%s: %s elements were made of text", where, got)
		}
	}
	register(t, c.s, "", `[{"type":3,"name":"`+evil+`"},{"type":1,"name":"ask","description":"d","options":[{"type":3,"name":"question","description":"d"}]}]`)
	file, err := c.s.Upload("", evil+".txt", []byte(evil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.s.Write("", Members()[1], evil, file.ID); err != nil {
		t.Fatal(err)
	}
	c.See(".message .text", "<img")
	c.Do(chromedp.Evaluate(`document.querySelector(".open-menu").click()`, nil))
	c.See(".message-menu", "<img")
	none("a message with its menu")
	if _, err := c.s.Slash(Members()[0], "ask", nil); err != nil {
		t.Fatal(err)
	}
	c.respond(<-c.in, 9, `{"custom_id":"f","title":"`+evil+`","components":[{"type":18,"label":"`+evil+`","description":"`+evil+`","component":{"type":4,"custom_id":"<b>","style":2,"value":"`+evil+`","placeholder":"`+evil+`"}},
{"type":18,"label":"x","component":{"type":3,"custom_id":"s","options":[{"label":"`+evil+`","value":"`+evil+`"}]}},{"type":10,"content":"`+evil+`"}]}`)
	c.See("dialog.form h2", "<img")
	none("a form")
	if got := c.Eval(`document.querySelector("dialog textarea").value`); got != evil {
		t.Errorf("the value is %q", got)
	}
}
