package present_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/corpus"
	"lede/internal/sentences"
	"lede/internal/testkit"
)

// TestOnce asks everyday questions about the shipped articles, and every tenth of the set that TEST_SET names, a folder with
// articles/ and questions.jsonl: no sentence comes twice in a reply and the pages behind its More.
func TestOnce(t *testing.T) {
	s := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	for _, set := range []string{"../../eval/testdata", "../../eval/testdata/everyday"} {
		for _, q := range questions(t, set, 1) {
			once(t, s, q)
		}
	}
	set := os.Getenv("TEST_SET")
	if set == "" {
		return
	}
	c, err := corpus.Load(t.Context(), corpus.Options{Dir: filepath.Join(set, "articles"), MaxFileSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s = testkit.ServiceOver(t, c, func(c *commands.Config) { c.Present = present.Reply })
	for _, q := range questions(t, set, 10) {
		once(t, s, q)
	}
}

// questions returns every nth question of a set.
func questions(t *testing.T, set string, n int) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(set, "questions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		var q struct{ Question string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		if i%n == 0 && len([]rune(q.Question)) <= 200 {
			out = append(out, q.Question)
		}
	}
	return out
}

// once asks a question and turns the pages behind More.
func once(t *testing.T, s *commands.Service, question string) {
	t.Helper()
	r := testkit.Use(t, s, commands.English, "ask", commands.Options{"question": question})
	if r.Err != nil {
		return
	}
	text := body(r)
	for page := 0; ; page++ {
		more := testkit.Accept(s, commands.English, commands.Press{State: commands.State{Kind: commands.MorePassages, Page: page}, Reply: r.State}).Run(t.Context())
		found, ok := more.Result.(commands.MoreResult)
		if n, _, _ := found.Page(); !ok || n < page || page > 5 {
			break
		}
		text += body(more)
	}
	for _, at := range sentences.Split(text) {
		// A shorter one may be a title, which several sentences have.
		sentence := strings.Trim(text[at[0]:at[1]], "… \n")
		if len(sentence) > 60 && strings.Count(text, sentence) > 1 {
			t.Errorf("%s: %q comes twice in\n%s", question, sentence, text)
		}
	}
}

// body returns what a reply quotes of articles, a block a paragraph.
func body(r commands.Reply) string {
	var b strings.Builder
	for _, section := range r.Sections {
		for _, block := range section.Blocks {
			if block.Kind == commands.Paragraph || block.Kind == commands.Quote {
				b.WriteString(block.Text.String() + "\n\n")
			}
		}
	}
	return b.String()
}
