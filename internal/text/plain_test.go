package text

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string][2]string{
		"a\tb\n":                   {"a\tb\n", "a\ufffdb\ufffd"},
		"\x1b[2Ja\x07\x9b":         {"\ufffd[2Ja\ufffd\ufffd", "\ufffd[2Ja\ufffd\ufffd"},
		"a\u202eb\u2066\u200f":     {"a\ufffdb\ufffd\ufffd", "a\ufffdb\ufffd\ufffd"},
		"a\u2028b\u2029c\u0085":    {"a\ufffdb\ufffdc\ufffd", "a\ufffdb\ufffdc\ufffd"},
		"a\u200b\ufeffb\r":         {"a\ufffd\ufffdb\ufffd", "a\ufffd\ufffdb\ufffd"},
		"می\u200cخواهم 👩\u200d🌾 é": {"می\u200cخواهم 👩\u200d🌾 é", "می\u200cخواهم 👩\u200d🌾 é"},
		"会谈在伦敦举行":                  {"会谈在伦敦举行", "会谈在伦敦举行"},
	} {
		if got := Plain(in); got != want[0] {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want[0])
		}
		if got := OneLine(in); got != want[1] {
			t.Errorf("OneLine(%q) = %q, want %q", in, got, want[1])
		}
		var b strings.Builder
		if n, err := PlainWriter(&b).Write([]byte(in)); n != len(in) || err != nil || b.String() != want[0] {
			t.Errorf("%q is written as %q, %d, %v", in, b.String(), n, err)
		}
	}
}

// TestEscapeJSON checks that JSON is the same value and steers no terminal.
func TestEscapeJSON(t *testing.T) {
	in := "a\x1b\x7f\u0085\u202e\u2028\ufeff会"
	raw, err := json.MarshalIndent(map[string]string{in: in}, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	escaped := EscapeJSON(raw)
	var out map[string]string
	if err := json.Unmarshal(escaped, &out); err != nil || out[in] != in || Plain(string(escaped)) != string(escaped) {
		t.Errorf("%s: %q, %v", escaped, out, err)
	}
}
