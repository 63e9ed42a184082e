package render

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"lede/internal/added"
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/contract"
	"lede/internal/discord/wire"
	"lede/internal/text"
)

// TestForms draws the forms in every language: they are what Discord takes, whatever was read, and nothing of them is cut.
func TestForms(t *testing.T) {
	discord := contract.Load(t)
	long := strings.Repeat("长\u202e*[x](https://a.b)\x00", 800)
	hostile := added.Preview{ID: "abc", Article: article.Article{Card: article.Card{Title: long, Outlet: long, URL: "https://a.example/" + long, Tags: []string{long}}}}
	for _, l := range []commands.Locale{commands.English, commands.Chinese, commands.Taiwan} {
		for _, result := range []commands.Result{commands.PasteResult{}, commands.CorrectResult{Preview: hostile}} {
			form := present.Reply(l, commands.Outcome{Result: result}).Form
			body := Form(form)
			raw, err := json.Marshal(wire.Response{Type: wire.ShowForm, Data: body})
			if err != nil {
				t.Fatal(err)
			}
			discord.Check(http.MethodPost, "/interactions/{interaction_id}/{interaction_token}/callback", raw)
			if body.Title != form.Title || commands.ParseState(body.CustomID) != form.State || len(*body.Components) != 5 {
				t.Errorf("%s: %+v", l, body)
			}
			for i, label := range *body.Components {
				f := form.Fields[i]
				if label.Label != f.Label || label.Description != f.Hint {
					t.Errorf("%s: %q, %q is cut to %q, %q", l, f.Label, f.Hint, label.Label, label.Description)
				}
				if n := text.UTF16Len(label.Component.Value); n > label.Component.MaxLength || strings.ContainsAny(label.Component.Value, "\u202e\x00") {
					t.Errorf("%s: %s has %d of %d characters: %.40q", l, f.Name, n, label.Component.MaxLength, label.Component.Value)
				}
			}
		}
	}
}
