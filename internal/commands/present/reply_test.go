package present_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden replies anew")

var (
	kinds = map[commands.Kind]string{commands.Paragraph: "", commands.Quote: "> ", commands.Bullet: "- ", commands.Heading: "# ", commands.Small: "~ "}
	tones = map[commands.Tone]string{commands.Neutral: "neutral", commands.Sure: "sure", commands.Doubtful: "doubtful", commands.Negative: "negative"}
)

// dump returns everything of a reply as text: bold in asterisks, links in angle brackets, states in parentheses.
func dump(r commands.Reply) string {
	var b strings.Builder
	fmt.Fprintf(&b, "tone %s, question %q, filters %q\n", tones[r.Tone], r.State.Question, r.State.Filters)
	for _, section := range r.Sections {
		if section.Divider {
			fmt.Fprintln(&b, "---")
		}
		for _, block := range section.Blocks {
			fmt.Fprintf(&b, "%s%s\n", kinds[block.Kind], styled(block.Text))
		}
	}
	for _, row := range r.Rows {
		for _, button := range row {
			does, off := button.State.Encode(), ""
			if button.State == (commands.State{}) {
				does = "<" + button.URL + ">"
			}
			if button.Disabled {
				off = " disabled"
			}
			fmt.Fprintf(&b, "[%s] %s%s\n", button.Label, does, off)
		}
	}
	if r.Menu != nil {
		fmt.Fprintf(&b, "menu %s (%s)\n", r.Menu.Placeholder, r.Menu.State.Encode())
		for _, i := range r.Menu.Items {
			fmt.Fprintf(&b, "item %s | %s (%s)\n", i.Label, i.Description, i.Value)
		}
	}
	return b.String()
}

// styled returns a text with its styles.
func styled(t commands.Text) string {
	var b strings.Builder
	for _, span := range t {
		text := span.Text
		if span.Bold {
			text = "*" + text + "*"
		}
		if span.URL != "" {
			text += " <" + span.URL + ">"
		}
		b.WriteString(text)
	}
	return b.String()
}

// golden compares a reply with a file in testdata.
func golden(t *testing.T, name string, r commands.Reply) {
	t.Helper()
	got, path := dump(r), filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./internal/commands/present -update writes it anew); got:\n%s", path, got)
	}
}

const london = "2025-06-06-london-trade-talks.txt"

// TestReplies pins what every command, and every button under an answer and a search, says in both languages.
func TestReplies(t *testing.T) {
	s := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	for l, question := range map[commands.Locale]string{commands.English: testkit.Question, commands.Chinese: "何立峰什么时候访问英国？", commands.Taiwan: "何立峰什麼時候訪問英國？"} {
		for name, use := range map[string]commands.Use{
			"ask":        {Command: "ask", Options: commands.Options{"question": question}},
			"ask-none":   {Command: "ask", Options: commands.Options{"question": testkit.Unanswered}},
			"ask-hi":     {Command: "ask", Options: commands.Options{"question": "hi"}},
			"ask-others": {Command: "ask", Options: commands.Options{"question": "Which tariff on soybeans was agreed?"}},
			"ask-other":  {Command: "ask", Options: commands.Options{"question": otherLanguage[l]}},
			"search":     {Command: "search", Options: commands.Options{"query": "rare earth"}},
			"search-tag": {Command: "search", Options: commands.Options{"query": "rare earth", "tag": "rare-earths"}},
			"search-no":  {Command: "search", Options: commands.Options{"query": "xyzzy"}},
			"summary":    {Command: "summary", Options: commands.Options{"article": london}},
			"article":    {Command: "article", Options: commands.Options{"article": london}},
			"latest":     {Command: "latest"},
			"latest-no":  {Command: "latest", Options: commands.Options{"tag": "xyzzy"}},
			"sources":    {Command: "sources"},
			"help":       {Command: "help"},
		} {
			r := testkit.Accept(s, l, use).Run(t.Context())
			golden(t, name+"-"+string(l), r)
			if name == "ask" || name == "search" {
				follow(t, s, l, name, r)
			}
		}
	}
}

// otherLanguage are questions that articles in another language than theirs answer.
var otherLanguage = map[commands.Locale]string{commands.English: "Who is He Yadong?", commands.Chinese: "特朗普和习近平的电话打了多久？",
	commands.Taiwan: "特朗普和習近平的電話打了多久？"}

// follow presses the buttons of a reply, and picks the items of its menu.
func follow(t *testing.T, s *commands.Service, l commands.Locale, name string, r commands.Reply) {
	t.Helper()
	pressed := func(state commands.State, values ...string) commands.Reply {
		return testkit.Accept(s, l, commands.Press{State: state, Values: values, Reply: r.State}).Run(t.Context())
	}
	for _, b := range slices.Concat(r.Rows...) {
		if b.URL == "" && !b.Disabled {
			next := pressed(b.State)
			golden(t, fmt.Sprintf("%s-%s-%s", name, b.State.Kind, l), next)
			if b.State.Kind == commands.MorePassages && name == "ask" {
				follow(t, s, l, name+"-more", next)
			}
		}
	}
	if r.Menu == nil {
		return
	}
	for _, item := range r.Menu.Items {
		kind := commands.ParseState(item.Value).Kind
		if kind != commands.ShowContext || item == r.Menu.Items[0] {
			golden(t, fmt.Sprintf("%s-%s-%s", name, kind, l), pressed(r.Menu.State, item.Value))
		}
	}
}
