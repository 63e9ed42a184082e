package present_test

import (
	"testing"

	"lede/internal/commands"
	"lede/internal/commands/present"
)

func TestSay(t *testing.T) {
	for _, c := range []struct {
		locale  commands.Locale
		english string
		args    []any
		want    string
	}{
		{commands.English, "Please fill in %s.", []any{"tag"}, "Please fill in tag."},
		{commands.Chinese, "Please fill in %s.", []any{"tag"}, "请填写 tag。"},
		{commands.Chinese, "not in the catalog", nil, "not in the catalog"},
		{commands.English, "100% rain", nil, "100% rain"}, // without arguments a text has no verbs
	} {
		if got := present.Say(c.locale, c.english, c.args...); got != c.want {
			t.Errorf("Say(%s, %q) = %q, want %q", c.locale, c.english, got, c.want)
		}
	}
}

// TestAbout checks that the commands for administrators say so.
func TestAbout(t *testing.T) {
	for name, want := range map[string]string{"status": "How the bot and its index are (administrators)", "latest": "The newest articles"} {
		c, ok := commands.Find(name)
		if got := present.About(commands.English, c); !ok || got != want {
			t.Errorf("/%s: %q", name, got)
		}
	}
	if _, ok := commands.Find("nothing"); ok {
		t.Error("there is a command called nothing")
	}
}
