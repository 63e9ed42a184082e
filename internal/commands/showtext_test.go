package commands_test

import (
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// TestShowText protects that administrators, and nobody else, see an article as it is searched, with the place of each
// fact and all of its text over the pages.
func TestShowText(t *testing.T) {
	body := strings.Repeat("The harbour board met again on that day. ", 200)
	s := testkit.Service(t, testkit.Folder(t, map[string]string{"a.md": "---\ntitle: Harbour\n---\n" + body}), nil)
	id := use(t, s, commands.English, "article", commands.Options{"article": "Harbour"}).Result.(commands.ArticleResult).Article.ID
	result := press(t, s, commands.Press{State: commands.State{Kind: commands.ShowText, ID: id}}).Result.(commands.TextResult)
	var text strings.Builder
	for _, page := range result.Pages() {
		for _, line := range page {
			if line.Kind == commands.BodyLine {
				text.WriteString(line.Text)
			}
		}
	}
	if facts := result.Reading.Facts; len(facts) == 0 || facts[0].Place == "" || text.String() != strings.TrimSpace(body) {
		t.Errorf("facts %q, %d of %d bytes of text", facts, text.Len(), len(body))
	}
	member := s.Accept(commands.Input{Actor: commands.Actor{User: "1", Guild: "2", Locale: commands.English}, Action: commands.Press{State: commands.State{Kind: commands.ShowText, ID: id}}})
	if r := member.Run(t.Context()); r.Err == nil {
		t.Error("a member sees the text")
	}
}
