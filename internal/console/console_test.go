package console

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/answer"
	"lede/internal/commands"
	"lede/internal/testkit"
)

var update = flag.Bool("update", false, "write the transcripts anew")

// play runs a session over the inputs of a transcript, its lines that begin with "> ", and returns the
// transcript as the console gives it now.
func play(t *testing.T, d *commands.Service, l commands.Locale, transcript string) string {
	t.Helper()
	var inputs []string
	for _, line := range strings.Split(transcript, "\n") {
		if input, ok := strings.CutPrefix(line, "> "); ok {
			inputs = append(inputs, input)
		}
	}
	var out bytes.Buffer
	c := &Console{Service: d, Locale: l, In: echo{strings.NewReader(strings.Join(inputs, "\n") + "\n")},
		Render: Renderer{Out: &out}}
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	parts := strings.Split("\n"+out.String(), "\n> ") // a prompt begins its line
	var b strings.Builder
	for i, input := range inputs {
		b.WriteString("> " + input + "\n" + parts[i+1] + "\n")
	}
	return b.String()
}

// echo hides everything but Read, as a terminal does.
type echo struct{ io.Reader }

// TestTranscripts compares sessions in both languages, and in both scripts of Chinese, with the transcripts.
func TestTranscripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	empty := testkit.Service(t, t.TempDir(), nil)
	full := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, l := full, commands.English
		if strings.Contains(path, "empty") {
			d = empty
		}
		switch {
		case strings.Contains(path, "zh-TW"):
			l = commands.Taiwan
		case strings.Contains(path, "zh"):
			l = commands.Chinese
		}
		got := play(t, d, l, string(raw))
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got != string(raw) {
			t.Errorf("%s differs (go test ./internal/console -update writes it anew); got:\n%s", path, got)
		}
	}
}

func TestParseLine(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`ask Who is "going to" London? --source "Terra Daily" --private`, `question=Who is "going to" London?|source=Terra Daily|private=true`},
		{"search magnets --since=2025-06-01 -Suzuki", "query=magnets -Suzuki|since=2025-06-01"},
		{"ask --unknown x", "question=--unknown x"},
		{"ask", ""},
		{"ask x --source", "question=x|source="},
	} {
		use := parseLine(c.line)
		var got []string
		for _, name := range []string{"question", "query", "source", "since", "private"} {
			if v, ok := use.Options[name]; ok {
				got = append(got, fmt.Sprintf("%s=%v", name, v))
			}
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.line, s, c.want)
		}
	}
}

// TestOnceWhy checks that an answer comes with the numbers of every feature if they are asked for, as text and as JSON.
func TestOnceWhy(t *testing.T) {
	s := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	once := func(question string, form Form) string {
		var out bytes.Buffer
		use := commands.Use{Command: "ask", Options: commands.Options{"question": question}}
		if err := Once(t.Context(), s, commands.English, use, Renderer{Out: &out}, form); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	plain, why := once(testkit.Question, Form{}), once(testkit.Question, Form{Why: true})
	if !strings.HasPrefix(why, plain) || strings.Contains(plain, "Why this came first") || !strings.Contains(why, "\nWhy this came first\n") {
		t.Errorf("%s\nwith reasons:\n%s", plain, why)
	}
	for _, feature := range answer.PassageFeatures() {
		if !strings.Contains(why, "  "+feature+" ") {
			t.Errorf("no %s in:\n%s", feature, why)
		}
	}
	if got := once(testkit.Question, Form{Why: true, JSON: true}); !strings.Contains(got, `"parts":[{"feature":`) || strings.Count(got, "\n") != 1 {
		t.Errorf("JSON: %s", got)
	}
	if got := once(testkit.Unanswered, Form{Why: true}); got != once(testkit.Unanswered, Form{}) {
		t.Errorf("without an answer: %s", got)
	}
}
