package localdiscord

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"lede/internal/contract"
)

const callbackRoute = "/interactions/{interaction_id}/{interaction_token}/callback"

// Components in JSON.
const (
	v2        = `"flags":32768,"components":`
	word      = `{"type":10,"content":"x"}`
	press     = `{"type":2,"style":2,"label":"l","custom_id":"c"}`
	picture   = `{"type":11,"media":{"url":"https://example.org/a.png"},"description":"d"}`
	threeText = word + "," + word + "," + word
)

func container(children string) string { return `{"type":17,"components":[` + children + `]}` }

func section(texts, accessory string) string {
	return `{"type":9,"components":[` + texts + `],"accessory":` + accessory + `}`
}

func row(children string) string { return `{"type":1,"components":[` + children + `]}` }

// menu is a row with a select of n options and more fields.
func menu(n int, fields string) string {
	var options []string
	for i := range n {
		options = append(options, fmt.Sprintf(`{"label":"l%d","value":"v%d"}`, i, i))
	}
	return row(`{"type":3,"custom_id":"s","options":[` + strings.Join(options, ",") + `]` + fields + `}`)
}

// checked returns the error of a message's body, or nil. old is the message that it edits.
func checked(data string, old *Message) error {
	var m messageBody
	if err := decode([]byte(data), &m); err != nil {
		return err
	}
	return checkMessage(&m, old)
}

// said returns an error as Discord sends it.
func said(err error) string {
	var api *apiError
	if !errors.As(err, &api) {
		return fmt.Sprint(err)
	}
	raw, _ := json.Marshal(api) // maps and texts alone
	return string(raw)
}

// fullMessages are messages at the limits.
var fullMessages = []string{
	`{` + v2 + `[` + word + `]}`,
	`{"flags":32832,"components":[` + word + `]}`,
	`{"content":"","embeds":[],` + v2 + `[` + word + `]}`,
	`{` + v2 + `[` + container(section(threeText, picture)+`,{"type":14},{"type":14,"divider":false,"spacing":2},`+row(press)) + `]}`,
	`{` + v2 + `[{"type":17,"accent_color":16777215,"spoiler":true,"components":[` + section(word, press) + `]}]}`,
	`{` + v2 + `[{"type":17,"accent_color":null,"components":[` + word + `]},` + word + `,` + row(press) + `]}`,
	`{` + v2 + `[{"type":12,"items":[{"media":{"url":"https://example.org/a.png"},"description":"d","spoiler":true}]}]}`,
	`{` + v2 + `[` + strings.Repeat(word+",", 39) + word + `]}`,
	`{` + v2 + `[{"type":10,"content":"` + strings.Repeat("x", 3999) + `"},` + word + `]}`,
	`{` + v2 + `[{"type":10,"content":"` + strings.Repeat("😀", 2000) + `"}]}`,
	`{` + v2 + `[{"type":10,"content":"` + strings.Repeat("中", 3386) + `"}]}`,
	`{` + v2 + `[{"type":10,"id":2147483647,"content":"x"},{"type":10,"id":0,"content":"x"},{"type":10,"id":0,"content":"x"}]}`,
	`{` + v2 + `[` + menu(25, `,"placeholder":"`+strings.Repeat("p", 150)+`","min_values":0,"max_values":25`) + `]}`,
	`{` + v2 + `[` + row(`{"type":2,"style":5,"emoji":{"name":"🔗"},"url":"https://example.org/`+strings.Repeat("u", 492)+`"}`) + `]}`,
	`{` + v2 + `[` + row(`{"type":2,"style":1,"label":"`+strings.Repeat("l", 80)+`","custom_id":"`+strings.Repeat("c", 100)+`"}`) + `]}`,
	`{"content":"classic","components":[` + row(press) + `]}`,
	`{"embeds":[{"title":"t"}]}`, `{"embeds":[{"description":"d"}]}`, `{"embeds":[{"author":{"name":"a"}}]}`, `{"embeds":[{"footer":{"text":"f"}}]}`,
}

func TestAcceptedMessages(t *testing.T) {
	described := contract.Load(t)
	for _, data := range fullMessages {
		if err := checked(data, nil); err != nil {
			t.Errorf("%.120s\nis refused: %s", data, said(err))
		}
		described.Check(http.MethodPost, callbackRoute, []byte(`{"type":4,"data":`+data+`}`))
	}
}

// display is a text display that needs no escapes.
func display(content string) string { return `{"type":10,"content":"` + content + `"}` }

// refusedMessages are messages beyond a limit, each with a part of the error that names it.
var refusedMessages = []struct{ name, data, want string }{
	{"no flag", `{"components":[` + word + `]}`, `must be one of (1)`},
	{"content", `{"content":"c",` + v2 + `[` + word + `]}`, `MESSAGE_CANNOT_USE_LEGACY_FIELDS`},
	{"embeds", `{"embeds":[{"title":"t"}],` + v2 + `[` + word + `]}`, `MESSAGE_CANNOT_USE_LEGACY_FIELDS`},
	{"poll", `{"poll":{},` + v2 + `[` + word + `]}`, `unknown field`},
	{"stickers", `{"sticker_ids":["1"],` + v2 + `[` + word + `]}`, `unknown field`},
	{"nothing", `{"flags":32768}`, `50006`},
	{"no components", `{` + v2 + `[]}`, `50006`},
	{"41 components", `{` + v2 + `[` + container(strings.Repeat(word+",", 39)+word) + `]}`, `cannot exceed 40`},
	{"accessories count", `{` + v2 + `[` + strings.Repeat(section(word, picture)+",", 13) + section(threeText, picture) + `]}`, `cannot exceed 40`},
	{"4,001 characters in two texts", `{` + v2 + `[` + display(strings.Repeat("x", 4000)) + "," + word + `]}`, `maximum size of 4000`},
	{"4,001 characters in one text", `{` + v2 + `[` + display(strings.Repeat("x", 4001)) + `]}`, `between 1 and 4000`},
	{"characters outside of the BMP count twice", `{` + v2 + `[` + display(strings.Repeat("😀", 2000)) + "," + word + `]}`, `maximum size of 4000`},
	{"10,171 processed bytes", `{` + v2 + `[` + display(strings.Repeat("中", 3386)+"x") + `]}`, `500: Internal Server Error`},
	{"an empty text", `{` + v2 + `[` + display("") + `]}`, `BASE_TYPE_REQUIRED`},
	{"a blank text", `{` + v2 + `[` + display(" \\n") + `]}`, `BASE_TYPE_REQUIRED`},
	{"an unknown type", `{` + v2 + `[{"type":99}]}`, `UNION_TYPE_CHOICES`},
	{"an unknown field", `{` + v2 + `[{"type":10,"content":"x","label":"l"}]}`, `unknown field \"label\" of a component of type 10`},
	{"a field that does not exist", `{` + v2 + `[{"type":10,"content":"x","colour":1}]}`, `unknown field`},
	{"an unknown field of an accessory", `{` + v2 + `[` + section(word, `{"type":11,"media":{"url":"https://a.b"},"label":"l"}`) + `]}`, `unknown field`},
	{"a container in a container", `{` + v2 + `[` + container(container(word)) + `]}`, `must be one of (1, 9, 10, 12, 13, 14)`},
	{"a section in a section", `{` + v2 + `[` + section(section(word, press), press) + `]}`, `must be one of (10)`},
	{"a button outside of a row", `{` + v2 + `[` + press + `]}`, `UNION_TYPE_CHOICES`},
	{"a thumbnail outside of a section", `{` + v2 + `[` + picture + `]}`, `UNION_TYPE_CHOICES`},
	{"a text in a row", `{` + v2 + `[` + row(word) + `]}`, `must be one of (2, 3)`},
	{"an empty container", `{` + v2 + `[` + container("") + `]}`, `"components"`},
	{"an accent beyond 24 bits", `{` + v2 + `[{"type":17,"accent_color":16777216,"components":[` + word + `]}]}`, `"accent_color"`},
	{"a section of four texts", `{` + v2 + `[` + section(threeText+","+word, press) + `]}`, `between 1 and 3`},
	{"a section without an accessory", `{` + v2 + `[{"type":9,"components":[` + word + `]}]}`, `"accessory"`},
	{"a text as accessory", `{` + v2 + `[` + section(word, word) + `]}`, `must be one of (2, 11)`},
	{"a spacing of 3", `{` + v2 + `[{"type":14,"spacing":3}]}`, `"spacing"`},
	{"a thumbnail without a picture", `{` + v2 + `[` + section(word, `{"type":11}`) + `]}`, `"media"`},
	{"a picture by another scheme", `{` + v2 + `[` + section(word, `{"type":11,"media":{"url":"javascript:x"}}`) + `]}`, `well formed URL`},
	{"a long description", `{` + v2 + `[{"type":12,"items":[{"media":{"url":"https://a.b"},"description":"` + strings.Repeat("d", 1025) + `"}]}]}`, `"description"`},
	{"an empty gallery", `{` + v2 + `[{"type":12,"items":[]}]}`, `between 1 and 10`},
	{"a file", `{` + v2 + `[{"type":13,"file":{"url":"attachment://a.txt"}}]}`, `shows no files`},
	{"six buttons", `{` + v2 + `[` + row(strings.Repeat(press+",", 5)+press) + `]}`, `between 1 and 5`},
	{"a select beside a button", `{` + v2 + `[` + row(press+`,{"type":3,"custom_id":"s","options":[{"label":"l","value":"v"}]}`) + `]}`, `maximum width`},
	{"the same custom id twice", `{` + v2 + `[` + row(press) + "," + container(section(word, press)) + `]}`, `custom id cannot be duplicated`},
	{"the same id twice", `{` + v2 + `[{"type":10,"id":7,"content":"x"},` + section(`{"type":10,"id":7,"content":"x"}`, press) + `]}`, `Component id cannot be duplicated`},
	{"a negative id", `{` + v2 + `[{"type":10,"id":-1,"content":"x"}]}`, `"id"`},
	{"an id beyond 32 bits", `{` + v2 + `[{"type":10,"id":2147483648,"content":"x"}]}`, `"id"`},
	{"no custom id", `{` + v2 + `[` + row(`{"type":2,"style":1,"label":"l"}`) + `]}`, `"custom_id"`},
	{"no label", `{` + v2 + `[` + row(`{"type":2,"style":1,"custom_id":"c"}`) + `]}`, `"label"`},
	{"a label of 81 units", `{` + v2 + `[` + row(`{"type":2,"style":1,"label":"`+strings.Repeat("😀", 40)+`x","custom_id":"c"}`) + `]}`, `"label"`},
	{"a link button without an URL", `{` + v2 + `[` + row(`{"type":2,"style":5,"label":"l"}`) + `]}`, `"url"`},
	{"an URL of 513", `{` + v2 + `[` + row(`{"type":2,"style":5,"label":"l","url":"https://example.org/`+strings.Repeat("u", 493)+`"}`) + `]}`, `"url"`},
	{"an URL on a button of style 1", `{` + v2 + `[` + row(`{"type":2,"style":1,"label":"l","custom_id":"c","url":"https://a.b"}`) + `]}`, `"url"`},
	{"a button of style 6", `{` + v2 + `[` + row(`{"type":2,"style":6,"label":"l","custom_id":"c"}`) + `]}`, `"style"`},
	{"26 options", `{` + v2 + `[` + menu(26, "") + `]}`, `between 1 and 25`},
	{"a placeholder of 151", `{` + v2 + `[` + menu(1, `,"placeholder":"`+strings.Repeat("p", 151)+`"`) + `]}`, `"placeholder"`},
	{"no value allowed", `{` + v2 + `[` + menu(1, `,"max_values":0`) + `]}`, `"max_values"`},
	{"more values than options", `{` + v2 + `[` + menu(2, `,"max_values":3`) + `]}`, `"max_values"`},
	{"a least above the most", `{` + v2 + `[` + menu(3, `,"min_values":2,"max_values":1`) + `]}`, `"min_values"`},
	{"the same value twice", `{` + v2 + `[` + row(`{"type":3,"custom_id":"s","options":[{"label":"l","value":"v"},{"label":"m","value":"v"}]}`) + `]}`, `already used`},
	{"two defaults of one", `{` + v2 + `[` + row(`{"type":3,"custom_id":"s","options":[{"label":"l","value":"v","default":true},{"label":"m","value":"w","default":true}]}`) + `]}`, `by default`},
	{"a long option", `{` + v2 + `[` + row(`{"type":3,"custom_id":"s","options":[{"label":"l","value":"v","description":"`+strings.Repeat("d", 101)+`"}]}`) + `]}`, `"description"`},
	{"a select without a custom id", `{` + v2 + `[` + row(`{"type":3,"options":[{"label":"l","value":"v"}]}`) + `]}`, `"custom_id"`},
	{"an option without a label", `{` + v2 + `[` + row(`{"type":3,"custom_id":"s","options":[{"label":"","value":"v"}]}`) + `]}`, `"label"`},
	{"an option of a long value", `{` + v2 + `[` + row(`{"type":3,"custom_id":"s","options":[{"label":"l","value":"`+strings.Repeat("v", 101)+`"}]}`) + `]}`, `"value"`},
	{"a link button with a blank in its URL", `{` + v2 + `[` + row(`{"type":2,"style":5,"label":"l","url":"https://a.b/ c"}`) + `]}`, `well formed URL`},
	{"a custom id on a link button", `{` + v2 + `[` + row(`{"type":2,"style":5,"label":"l","url":"https://a.b","custom_id":"c"}`) + `]}`, `no custom id`},
	{"an embed of nothing", `{"embeds":[{"color":1}]}`, `"description"`},
	{"eleven embeds", `{"embeds":[` + strings.Repeat(`{"title":"t"},`, 10) + `{"title":"t"}]}`, `10 or fewer`},
	{"an embed of 26 fields", `{"embeds":[{"fields":[` + strings.Repeat(`{"name":"n","value":"v"},`, 25) + `{"name":"n","value":"v"}]}]}`, `25 or fewer`},
	{"an embed's empty author", `{"embeds":[{"title":"t","author":{"name":""}}]}`, `"author"`},
	{"an embed's long footer", `{"embeds":[{"title":"t","footer":{"text":"` + strings.Repeat("f", 2049) + `"}}]}`, `"footer"`},
	{"six classic rows", `{"components":[` + strings.Repeat(row(press)+",", 5) + row(press) + `]}`, `5 or fewer`},
}

func TestRefusedMessages(t *testing.T) {
	for _, c := range refusedMessages {
		t.Run(c.name, func(t *testing.T) {
			if got := said(checked(c.data, nil)); !strings.Contains(got, c.want) && !strings.Contains(got, strings.ReplaceAll(c.want, `\"`, `\\\"`)) {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestEditsKeepComponentsV2(t *testing.T) {
	old := &Message{Flags: flagComponentsV2, Components: []Component{{Type: typeText, Content: "x"}}}
	classic := &Message{Content: "c", Embeds: []Embed{{Title: "t"}}}
	for _, c := range []struct {
		name, data string
		old        *Message
		want       string // "" if it is accepted
	}{
		{"with the flag", `{` + v2 + `[` + word + `]}`, old, ""},
		{"the flag alone", `{"flags":32768}`, old, ""},
		{"the flag taken back", `{"flags":0,"components":[` + row(press) + `]}`, old, `flag cannot be removed`},
		{"components of V2 without the flag", `{"components":[` + word + `]}`, old, `UNION_TYPE_CHOICES`},
		{"content without the flag", `{"content":"c"}`, old, `MESSAGE_CANNOT_USE_LEGACY_FIELDS`},
		{"all components taken away", `{` + v2 + `[]}`, old, `50006`},
		{"a classic message made V2", `{"content":null,"embeds":null,` + v2 + `[` + word + `]}`, classic, ""},
		{"a classic message that keeps its embeds", `{"content":null,` + v2 + `[` + word + `]}`, classic, `"embeds"`},
		{"a classic message that keeps its content", `{"embeds":[],` + v2 + `[` + word + `]}`, classic, `"content"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := checked(c.data, c.old); (err == nil) != (c.want == "") || err != nil && !strings.Contains(said(err), c.want) {
				t.Errorf("got %s, want %q", said(err), c.want)
			}
		})
	}
}

func TestChoicesCountUTF16(t *testing.T) {
	choices := func(name string) error {
		return checkChoices(&messageBody{Choices: &[]Choice{{Name: name, Value: "v"}}})
	}
	if err := choices(strings.Repeat("😀", 50)); err != nil {
		t.Errorf("100 units: %v", err)
	}
	if err := choices(strings.Repeat("😀", 50) + "x"); err == nil {
		t.Error("101 units in 51 code points are accepted")
	}
}

// TestPressOnV2 checks that a press brings the message as it was sent, with an id for each component.
func TestPressOnV2(t *testing.T) {
	s, in := start(t, Options{})
	var events []string
	i, got := asked(t, s, in)
	data := `{` + v2 + `[` + container(section(`{"type":10,"id":2,"content":"<@800000000000000001> 中"}`, picture)+","+row(press)) + `]}`
	if status, answer := call(t, s, "POST", callbackPath(got), `{"type":4,"data":`+data+`}`); status != 204 {
		t.Fatal(status, answer)
	}
	m, err := i.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []int
	for c := range m.All() {
		ids = append(ids, c.ID)
		events = append(events, fmt.Sprint(c.Type))
	}
	if want := []int{1, 3, 2, 4, 5, 6}; !slices.Equal(ids, want) || strings.Join(events, " ") != "17 9 10 11 1 2" {
		t.Errorf("components %v have ids %v, want %v", events, ids, want)
	}
	if !m.Pings || !m.V2() || strings.Join(m.Texts(), "") != "<@800000000000000001> 中" {
		t.Errorf("message %+v", m)
	}
	if _, err := s.Press(ann, m.ID, "c"); err != nil {
		t.Fatal(err)
	}
	pressed := <-in
	if box, ok := pressed.Message.Components[0].(*discordgo.Container); !ok || box.ID != 1 || len(box.Components) != 2 {
		t.Errorf("a press comes with %+v", pressed.Message.Components)
	}
	if _, answer := call(t, s, "GET", "/webhooks/"+AppID+"/"+got.Token+"/messages/@original", ""); !strings.Contains(answer, `"id":6,"type":2`) {
		t.Errorf("the message is read as %s", answer)
	}
}

// TestPressPicksWithinLimits checks that a select accepts only as many values as its limits allow, and only its own.
func TestPressPicksWithinLimits(t *testing.T) {
	s, in := start(t, Options{})
	i, got := asked(t, s, in)
	if status, answer := call(t, s, "POST", callbackPath(got), `{"type":4,"data":{`+v2+`[`+menu(3, `,"min_values":1,"max_values":2`)+`]}}`); status != 204 {
		t.Fatal(status, answer)
	}
	m, err := i.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		values []string
		ok     bool
	}{{nil, false}, {[]string{"v0"}, true}, {[]string{"v0", "v2"}, true}, {[]string{"v0", "v1", "v2"}, false}, {[]string{"v9"}, false}} {
		if _, err := s.Press(ann, m.ID, "s", c.values...); (err == nil) != c.ok {
			t.Errorf("picking %v: %v", c.values, err)
		}
	}
}

func TestGreeting(t *testing.T) {
	o := Options{Greetings: map[string]Greeting{"": {Text: "hi"}, "zh": {Text: "你好"}, "zh-TW": {Text: "您好"}}}
	for locale, want := range map[string]string{"en-GB": "hi", "zh-CN": "你好", "zh-TW": "您好", "fr": "hi"} {
		if got := o.greeting(locale); got == nil || got.Text != want {
			t.Errorf("%s: %+v, want %s", locale, got, want)
		}
	}
	if got := (Options{}).greeting("en-US"); got != nil {
		t.Errorf("without greetings: %+v", got)
	}
	s, in := start(t, o)
	if s.view(ann, guildChannels(1)[0]).Greeting == nil {
		t.Error("an empty channel has no greeting")
	}
	i, got := asked(t, s, in)
	if status, answer := call(t, s, "POST", callbackPath(got), `{"type":4,"data":{"content":"x"}}`); status != 204 {
		t.Fatal(status, answer)
	}
	if _, err := i.Wait(t.Context()); err != nil || s.view(ann, guildChannels(1)[0]).Greeting != nil {
		t.Errorf("a channel with a message has a greeting; %v", err)
	}
}
