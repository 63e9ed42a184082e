package wire

import (
	"bytes"
	"encoding/json"
	"lede/internal/testkit/growth"
	"strings"
	"testing"
)

const user = `"member":{"user":{"id":"7","username":"ann"},"permissions":"8","roles":["1"]},"guild_id":"2","channel_id":"3","locale":"zh-TW"`

// event returns the payload of an interaction of a type with its data and further fields.
func event(kind, data, more string) string {
	return `{"id":"1","application_id":"9","token":"t","version":1,"type":` + kind + `,` + user + `,"data":` + data + more + `}`
}

func decode(t *testing.T, payload string) *Interaction {
	t.Helper()
	i, err := DecodeInteraction([]byte(payload))
	if err != nil {
		t.Fatalf("%s: %v", payload, err)
	}
	return i
}

func TestNoUser(t *testing.T) {
	if i := decode(t, `{"id":"1","token":"t","type":2,"data":{"name":"help"}}`); i.UserID() != "" {
		t.Errorf("a payload without a user gives %q", i.UserID())
	}
}

// TestUnknownComponent reads components of an unknown type, and others that cannot be read, on all levels of a message.
func TestUnknownComponent(t *testing.T) {
	const strange = `{"type":99,"id":4,"new":{"deep":[1,2]}}`
	const broken = `{"type":2,"label":{"not":"a text"}}`
	message := `,"message":{"id":"6","flags":64,"components":[{"type":1,"id":1,"components":[{"type":2,"style":2,"label":"More","custom_id":"more:0"},` +
		strange + `]},` + strange + `,` + broken + `,"text"],"interaction_metadata":{"id":"5","user":{"id":"7"}},"interaction":{"id":"5","user":{"id":"6"}}}`
	i := decode(t, event("3", `{"custom_id":"more:0","component_type":2}`, message))
	if i.Component.CustomID != "more:0" || i.Message.AskerID() != "7" || i.Message.Flags != Ephemeral {
		t.Fatalf("press %+v on %+v", i.Component, i.Message)
	}
	row := i.Message.Components[0]
	if row.Type != Row || row.Components[0].Label != "More" || row.Components[0].Unknown() || !row.Components[1].Unknown() {
		t.Errorf("row %+v", row)
	}
	for n, want := range map[int]string{1: strange, 2: broken, 3: `"text"`} {
		c := i.Message.Components[n]
		if got, err := json.Marshal(c); err != nil || string(got) != want || !c.Unknown() {
			t.Errorf("component %d comes back as %s, %v; want %s", n, got, err, want)
		}
	}
	if i.Message.Components[1].Type != 99 {
		t.Errorf("type %d", i.Message.Components[1].Type)
	}
}

func TestUnknownInteraction(t *testing.T) {
	i := decode(t, event("42", `{"new":true}`, ""))
	if i.Command != nil || i.Component != nil || i.Form != nil || string(i.Data) != `{"new":true}` {
		t.Errorf("interaction %+v", i)
	}
	if i = decode(t, `{"id":"1","type":1}`); i.Type != Ping {
		t.Errorf("ping %+v", i)
	}
}

func TestErrors(t *testing.T) {
	for payload, want := range map[string]string{
		``: "unexpected end", `[]`: "array", `{"id":"1","type":2}`: "no id, or no token",
		`{"token":"t","type":2,"data":{}}`: "no id, or no token",
		event("2", "null", ""):             "data: there is none",
		event("3", `{"custom_id":5}`, ""):  "custom_id",
		strings.Replace(event("2", "{}", ""), `"permissions":"8"`, `"permissions":"all"`, 1): "permissions",
		strings.Replace(event("2", "{}", ""), `"permissions":"8"`, `"permissions":8`, 1):     "permissions",
	} {
		if _, err := DecodeInteraction([]byte(payload)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", payload, err, want)
		}
	}
}

// TestNestingIsBounded reads rows nested in rows: their JSON is not read once for each level.
func TestNestingIsBounded(t *testing.T) {
	growth.Check(t, 100, func(n int) func() {
		payload := []byte(strings.Repeat(`{"type":1,"components":[`, n) + strings.Repeat(`]}`, n))
		return func() {
			for range 4 { // so that a few hundred levels take long enough; encoding/json reads 10,000 levels at most
				var c Component
				if err := json.Unmarshal(payload, &c); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// TestPermissions reads numbers of bits, also of more bits than there are today.
func TestPermissions(t *testing.T) {
	for text, want := range map[string]Permissions{`"0"`: 0, `"8"`: 8, `"1099511627776"`: 1 << 40, `"18446744073709551624"`: 8, `null`: 0} {
		var got Permissions = 1
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s is read as %d, %v", text, got, err)
		}
	}
	for _, text := range []string{`""`, `"-8"`, `"0x8"`, `"8 "`, `8`, `"all"`} {
		if err := json.Unmarshal([]byte(text), new(Permissions)); err == nil {
			t.Errorf("%s is read", text)
		}
	}
	if raw, err := json.Marshal(Permissions(1 << 40)); err != nil || string(raw) != `"1099511627776"` {
		t.Errorf("%s, %v", raw, err)
	}
}

// TestAskerOfOldMessages reads the field that Discord sent before interaction_metadata.
func TestAskerOfOldMessages(t *testing.T) {
	var m Message
	if err := json.Unmarshal([]byte(`{"interaction":{"id":"5","user":{"id":"6"}}}`), &m); err != nil || m.AskerID() != "6" {
		t.Errorf("%q, %v", m.AskerID(), err)
	}
	if (&Message{}).AskerID() != "" {
		t.Error("a message that answers nothing has an asker")
	}
}

// FuzzDecodeInteraction decodes anything without a panic. Unknown components of a message are written byte for byte as they
// were read, and known ones are read back as they were written.
func FuzzDecodeInteraction(f *testing.F) {
	for _, name := range []string{"slash", "direct", "autocomplete", "button", "select", "modal", "message-command"} {
		f.Add(payload(f, name))
	}
	f.Add([]byte(event("3", `{"custom_id":"x","component_type":2}`, `,"message":{"components":[{"type":1,"components":[{"type":99}]},{"type":2,"label":"a"},{"type":3,"options":[{"label":"l","value":"v"}]},5]}`)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		i, err := DecodeInteraction(raw)
		if err != nil || i.Message == nil {
			return
		}
		sent := elements(t, raw)
		for n, c := range i.Message.Components {
			once := encode(t, c)
			if c.Unknown() && n < len(sent) && !bytes.Equal(once, sent[n]) {
				t.Fatalf("%s is written as %s", sent[n], once)
			}
			var again Component
			if err := json.Unmarshal(once, &again); err != nil {
				t.Fatal(err)
			}
			if twice := encode(t, again); !bytes.Equal(once, twice) {
				t.Fatalf("%s is read back as %s", once, twice)
			}
		}
	})
}
