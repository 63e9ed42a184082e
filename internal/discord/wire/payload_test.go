package wire

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// payload returns an event as the gateway sends it; testdata has one of each type that a bot gets.
func payload(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func read(t *testing.T, name string) *Interaction {
	t.Helper()
	i, err := DecodeInteraction(payload(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return i
}

func TestSlashPayload(t *testing.T) {
	i := read(t, "slash")
	if i.Type != UseCommand || i.ApplicationID != "1180000000000000001" || i.GuildID != "1180000000000000010" || i.ChannelID != "1180000000000000011" ||
		i.Locale != "zh-TW" || i.Token == "" || i.UserID() != "1180000000000000002" {
		t.Errorf("%+v", i)
	}
	if i.Member.Permissions != 2248473465835073 || len(i.Member.Roles) != 1 {
		t.Errorf("member %+v", i.Member)
	}
	want := []any{"Where in London were the talks held?", true, 9007199254740991.0, 0.5}
	for n, value := range want {
		if got := i.Command.Options[n].Value; got != value {
			t.Errorf("option %d is %v, want %v", n, got, value)
		}
	}
	if later := i.Command.Options[4]; later.Type != 42 || later.Value == nil {
		t.Errorf("the option of an unknown type is %+v", later)
	}
}

func TestDirectPayload(t *testing.T) {
	i := read(t, "direct")
	if i.GuildID != "" || i.Member != nil || i.UserID() != "1180000000000000003" || i.Command.Name != "help" {
		t.Errorf("%+v", i)
	}
}

func TestAutocompletePayload(t *testing.T) {
	i := read(t, "autocomplete")
	if o := i.Command.Options[0]; i.Type != Autocomplete || !o.Focused || o.Name != "article" || o.Value != "gen" {
		t.Errorf("%+v", i.Command)
	}
}

// TestButtonPayload reads a press on a message that has a component of type 99, at the end and with a nested one.
func TestButtonPayload(t *testing.T) {
	i := read(t, "button")
	if i.Component.CustomID != "more:0" || i.Message.AskerID() != "1180000000000000002" || i.Message.Embeds[0].Author.Name == "" {
		t.Fatalf("%+v, %+v", i.Component, i.Message)
	}
	row, strange := i.Message.Components[0], i.Message.Components[1]
	if row.Unknown() || row.Components[1].URL != "https://www.terradaily.com/a?b=1&c=<2>" {
		t.Errorf("row %+v", row)
	}
	if !strange.Unknown() || strange.Type != 99 {
		t.Fatalf("component %+v", strange)
	}
	if want := elements(t, payload(t, "button"))[1]; !bytes.Equal(encode(t, strange), want) {
		t.Errorf("the unknown component is written as\n%s, want\n%s", encode(t, strange), want)
	}
}

func TestSelectPayload(t *testing.T) {
	i := read(t, "select")
	menu := i.Message.Components[1].Components[0]
	if i.Component.Values[0] != "1" || i.Message.Flags != Ephemeral || menu.Type != Menu || menu.Options[1].Value != "1" || menu.Placeholder == "" {
		t.Errorf("%+v, %+v", i.Component, menu)
	}
}

func TestModalPayload(t *testing.T) {
	i := read(t, "modal")
	if got := i.Form.Values(); len(got) != 1 || got["title"] != "A <title>" {
		t.Errorf("values %q", got)
	}
	if i.Form.CustomID != "add" || i.Form.Components[0].Type != Label {
		t.Errorf("%+v", i.Form)
	}
}

func TestMessageCommandPayload(t *testing.T) {
	i := read(t, "message-command")
	m := i.Command.Resolved.Messages[i.Command.TargetID]
	if i.Command.Type != 3 || m == nil || m.Content != "see https://example.org/a" || !m.Components[0].Unknown() {
		t.Errorf("%+v, %+v", i.Command, m)
	}
	if a := i.Command.Resolved.Attachments["1180000000000000901"]; a.Filename != "a.pdf" {
		t.Errorf("attachment %+v", a)
	}
	if len(m.Attachments) != 1 || m.Attachments[0] != (Attachment{"a.pdf", 5, "https://example.org/a.pdf"}) {
		t.Errorf("attachments of the message: %+v", m.Attachments)
	}
}

// encode returns the JSON of a value without blanks, and without the escapes for HTML.
func encode(t testing.TB, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

// elements returns the JSON of the components of a payload's message without blanks; none if it has no list of them.
func elements(t testing.TB, payload []byte) [][]byte {
	t.Helper()
	var event struct {
		Message struct {
			Components []json.RawMessage `json:"components"`
		} `json:"message"`
	}
	if json.Unmarshal(payload, &event) != nil {
		return nil
	}
	var out [][]byte
	for _, raw := range event.Message.Components {
		var b bytes.Buffer
		if err := json.Compact(&b, raw); err != nil {
			t.Fatal(err)
		}
		out = append(out, b.Bytes())
	}
	return out
}
