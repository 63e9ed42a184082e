package discord

import (
	"reflect"
	"strings"
	"testing"

	"lede/internal/added"
	"lede/internal/commands"
	"lede/internal/discord/wire"
)

// TestLinksIn finds the addresses of a message, without the sentence's and markdown's marks.
func TestLinksIn(t *testing.T) {
	for text, want := range map[string]string{
		"see https://example.org/a, please":                   "https://example.org/a",
		"<https://example.org/a?b=1#c>":                       "https://example.org/a?b=1#c",
		"[a text](https://example.org/a_(b))":                 "https://example.org/a_(b)",
		"[https://a.example](https://b.example)":              "https://a.example https://b.example",
		"(https://en.wikipedia.org/wiki/Vellmar_(island)).":   "https://en.wikipedia.org/wiki/Vellmar_(island)",
		"**https://example.org/**":                            "https://example.org/",
		"看https://example.org/新闻。好":                           "https://example.org/新闻",
		"ftp://example.org and http:// and nothing":           "",
		"||https://example.org/a|| https://example.org/other": "https://example.org/a https://example.org/other",
	} {
		if got := strings.Join(linksIn(text), " "); got != want {
			t.Errorf("%q has the link %q, want %q", text, got, want)
		}
	}
}

// TestOfMessage takes the file that is read before others, and the link from wherever it is.
func TestOfMessage(t *testing.T) {
	pdf := wire.Attachment{Filename: "a.pdf", Size: 5, URL: "https://cdn.example/a.pdf"}
	for name, c := range map[string]struct {
		message wire.Message
		want    commands.Options
	}{
		"nothing": {wire.Message{Content: "hello"}, commands.Options{}},
		"a file behind a picture": {wire.Message{Content: "see https://example.org", Attachments: []wire.Attachment{{Filename: "a.png"}, pdf, {Filename: "b.txt"}}},
			commands.Options{"link": "https://example.org", "file": added.File{Name: "a.pdf", Size: 5, URL: "https://cdn.example/a.pdf"}}},
		"a card": {wire.Message{Embeds: []wire.Embed{{}, {URL: "https://example.org/card"}}}, commands.Options{"link": "https://example.org/card"}},
		"components": {wire.Message{Components: []wire.Component{{Type: wire.Container, Components: []wire.Component{{Type: wire.Text, Content: "- [t](https://example.org/c)"}}}}},
			commands.Options{"link": "https://example.org/c"}},
		"a forwarded message": {wire.Message{Snapshots: []wire.Snapshot{{Message: wire.Message{Content: "https://example.org/f"}}}}, commands.Options{"link": "https://example.org/f"}},
		"links": {wire.Message{Content: "https://a.example/1 https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4 https://a.example/5 https://a.example/6"},
			commands.Options{"link": "https://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4 https://a.example/5"}},
		"a picture alone": {wire.Message{Attachments: []wire.Attachment{{Filename: "a.png"}}}, commands.Options{"file": added.File{Name: "a.png"}}},
		"a picture with a link": {wire.Message{Content: "https://example.org", Attachments: []wire.Attachment{{Filename: "a.png"}}},
			commands.Options{"link": "https://example.org"}},
	} {
		if got := ofMessage(&c.message); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
