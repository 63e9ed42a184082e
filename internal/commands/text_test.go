package commands

import "testing"

func TestText(t *testing.T) {
	text := Text{{Text: "one "}, {Text: "two", Bold: true, URL: "https://example.org"}}
	if text.String() != "one two" {
		t.Errorf("%q", text.String())
	}
	if Plain("") != nil || Plain("x").String() != "x" {
		t.Error("an empty text is a block")
	}
}
