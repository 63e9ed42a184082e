package render

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/state"
	"lede/internal/text"
)

// digest returns a post of ten stories with a title, and five more.
func digest(title string, l commands.Locale) commands.Reply {
	r := commands.PostResult{Kind: state.DigestPost, Follow: state.Follow{Words: `"rare earths" -@everyone`}, More: 5}
	for i := range 10 {
		r.Stories = append(r.Stories, commands.PostStory{Article: &article.Card{ID: fmt.Sprint(i), Title: title, Outlet: "Example Post", URL: "https://example.org/" + strings.Repeat("a", 400)}})
	}
	return present.Reply(l, commands.Outcome{Result: r})
}

// TestPostFits checks that the longest list fits a message, pings nobody but its owner, and says what it leaves out and why it came.
func TestPostFits(t *testing.T) {
	for _, title := range []string{"Talks end", strings.Repeat("A long title ", 30), strings.Repeat("*_~|`@<[", 50), strings.Repeat("稀土出口管制", 40), strings.Repeat("😀", 200)} {
		for l, wants := range map[commands.Locale][]string{commands.English: {"and 5 more", "because of /follow"}, commands.Chinese: {"另有 5", "因关注而发送"}} {
			body := Post(digest(title, l), "700000000000000001")
			if n := text.UTF16Len(body.Content); n > maxContent {
				t.Errorf("%.20s: %d units", title, n)
			}
			for _, want := range wants {
				if !strings.Contains(body.Content, want) {
					t.Errorf("%.20s: no %q in\n%s", title, want, body.Content)
				}
			}
			if !strings.HasPrefix(body.Content, "<@700000000000000001>\n") || strings.Count(body.Content, "<@") != 1 || strings.Contains(body.Content, "@everyone") {
				t.Errorf("%.20s: mentions in\n%s", title, body.Content)
			}
			if m := body.AllowedMentions; len(m.Parse) != 0 || len(m.Users) != 1 || len(*body.Components) != 2 {
				t.Errorf("mentions %+v, rows %+v", m, *body.Components)
			}
		}
	}
	if m := Post(digest("Talks", commands.English), "").AllowedMentions; m.Parse == nil || len(m.Parse)+len(m.Users) != 0 {
		t.Errorf("mentions of a post that pings nobody: %+v", m)
	}
}
