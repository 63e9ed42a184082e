package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/answer"
	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/testkit"
)

var update = flag.Bool("update", false, "write the README's table and screenshots anew")

const shipped = "../../corpus"

// bot runs the program and returns its exit code and outputs.
func bot(t *testing.T, environment map[string]string, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	var environ []string
	for name, value := range environment {
		environ = append(environ, name+"="+value)
	}
	e := env{ctx: t.Context(), environ: environ, stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, pace: pace{pause: time.Millisecond}}
	code = e.run(append([]string{"--data", t.TempDir(), "--state", t.TempDir()}, args...))
	return code, out.String(), errs.String()
}

// seedAlone returns a folder with just the first tracked article.
func seedAlone(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(shipped, "2025-06-06-london-trade-talks.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return testkit.Folder(t, map[string]string{"seed.txt": string(raw)})
}

func TestAskJSON(t *testing.T) {
	t.Parallel()
	dir := seedAlone(t)
	for _, c := range []struct{ question, verdicts, holds string }{
		{"Who will travel to London for the talks?", "answered", "Besseint|Rutnik|Grille"},
		{"When does the London meeting take place?", "answered", "June 9"},
		{"How much of the global rare earth magnet processing capacity does China account for?", "answered", "90%"},
		{"How long are the export licenses valid?", "answered", "six months"},
		{"Suppliers of which car makers received permits?", "answered", "General Motors"},
		{"Which tariff on soybeans was agreed?", "related none", ""},
		{"Who won the Champions League final?", "none", ""},
	} {
		code, out, errs := bot(t, nil, "", "ask", "--json", "--corpus", dir, c.question)
		if code != 0 {
			t.Fatalf("%s: code %d: %s", c.question, code, errs)
		}
		var r commands.AskRecord
		d := json.NewDecoder(strings.NewReader(out))
		d.DisallowUnknownFields()
		if err := d.Decode(&r); err != nil {
			t.Fatalf("%s: %v in %s", c.question, err, out)
		}
		if !strings.Contains(c.verdicts, string(r.Verdict)) {
			t.Errorf("%s: %s, want %s: %s", c.question, r.Verdict, c.verdicts, r.Answer)
		}
		for _, want := range strings.Split(c.holds, "|") {
			if !strings.Contains(r.Answer, want) {
				t.Errorf("%s: %q is not in %q", c.question, want, r.Answer)
			}
		}
		if r.Verdict == answer.Answered && (len(r.Citations) == 0 || r.Citations[0].URL != "https://www.toutiao.com/article/7513025742142325311/" || !r.Citations[0].PublishedInferred) {
			t.Errorf("%s: citations %+v", c.question, r.Citations)
		}
		if r.Verdict == answer.None && (len(r.Citations) > 0 || r.Answer != "") {
			t.Errorf("%s: cites or answers under none: %s", c.question, out)
		}
		if strings.Contains(out, "Downvote") || strings.Contains(out, "US Trade Representative Grille") {
			t.Errorf("%s: contains the disclaimer or a caption", c.question)
		}
	}
}

// TestJSON runs every command with --json: each prints its record as one object, with all fields of its type and no others.
func TestJSON(t *testing.T) {
	t.Parallel()
	dir, data, durable := seedAlone(t), t.TempDir(), t.TempDir()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Post</title></channel></rss>`)
			return
		}
		fmt.Fprint(w, "<title>Boats</title><h1>Boats</h1><p>The ferry to the island runs every hour from April.</p>")
	}))
	defer site.Close()
	config := filepath.Join(t.TempDir(), "c.yaml")
	testkit.Write(t, filepath.Dir(config), "c.yaml", fmt.Sprintf("fetch:\n  allow: [%q]\n", site.Listener.Addr()))
	arguments := map[string][]string{"add": {"--keep", site.URL}, "track": {site.URL + "/feed"}, "remove": {"Boats"}, "forget": {"me"}, "ask": {"Who will travel to London?"}, "search": {"London"}, "summary": {"seed.txt"}, "article": {"seed.txt"}}
	records := map[string]any{"ask": &commands.AskRecord{}, "search": &commands.SearchRecord{}, "summary": &commands.SummaryRecord{},
		"article": &commands.ArticleRecord{}, "latest": &commands.LatestRecord{}, "sources": &commands.SourcesRecord{},
		"help": &commands.HelpRecord{}, "add": &commands.AddRecord{}, "remove": &commands.RemovedRecord{}, "log": &commands.LogRecord{}, "track": &commands.TrackRecord{}, "tracked": &commands.FeedsRecord{}, "new": &commands.NewRecord{}, "following": &commands.FollowingRecord{}, "gaps": &commands.GapsRecord{}, "forget": &commands.ForgottenRecord{}, "status": &commands.StatusRecord{}, "reload": &commands.ReloadRecord{}}
	for _, c := range terminalCommands() {
		args := append([]string{c.Name, "--json", "--config", config, "--corpus", dir, "--data", data, "--state", durable}, arguments[c.Name]...)
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, nil, strings.NewReader(""), &out, &errs); code != 0 {
			t.Errorf("%s: code %d: %s", c.Name, code, &errs)
			continue
		}
		printed := out.String()
		d := json.NewDecoder(&out)
		d.DisallowUnknownFields()
		if err := d.Decode(records[c.Name]); err != nil || d.More() {
			t.Errorf("%s: %v in %s", c.Name, err, printed)
			continue
		}
		again, err := json.Marshal(records[c.Name])
		if err != nil || len(again) < 18 {
			t.Errorf("%s: %v, %s", c.Name, err, again)
		}
	}
	if r := records["search"].(*commands.SearchRecord); len(r.Passages) == 0 || r.Passages[0].Article.Path != "seed.txt" {
		t.Errorf("search: %+v", r)
	}
	if r := records["new"].(*commands.NewRecord); len(r.Stories) != 0 {
		t.Errorf("new: %+v; the articles are of long ago", r)
	}
	if r := records["log"].(*commands.LogRecord); len(r.Entries) != 2 || r.Entries[0].Action != "remove" || r.Entries[1].Subject != "Boats" {
		t.Errorf("log: %+v", r)
	}
	if r := records["status"].(*commands.StatusRecord); r.Articles != 1 || !strings.HasPrefix(r.Version, "lede ") {
		t.Errorf("status: %+v", r)
	}
}

func TestEmptyCorpus(t *testing.T) {
	dir := t.TempDir()
	code, out, _ := bot(t, nil, "", "ask", "--json", "--corpus", dir, "anything")
	if code != 0 || !strings.Contains(out, `"verdict":"none"`) || !strings.Contains(out, `"passages":[]`) {
		t.Errorf("code %d: %s", code, out)
	}
	code, out, _ = bot(t, nil, "", "latest", "--corpus", dir)
	if code != 0 || !strings.Contains(out, "To add one, put a file into the corpus folder") {
		t.Errorf("code %d: %s", code, out)
	}
}

func TestErrors(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(bad, []byte("corpsu: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"ask"}, 2, "expected"},
		{[]string{"nonsense"}, 2, "unexpected argument nonsense"},
		{[]string{"ask", "--corpus", "no/such/folder", "x"}, 1, "create it"},
		{[]string{"ask", "--config", bad, "x"}, 1, `config.yaml:1: unknown key "corpsu"; did you mean "corpus"?`},
		{[]string{"ask", "--config", "missing.yaml", "x"}, 1, "missing.yaml"},
		{[]string{"ask", "--config", "", "x"}, 1, "--config: is empty; name a file"},
		{[]string{"ask", "--data", "", "x"}, 1, "--data: is empty; give it a value, leave it out"},
		{[]string{"ask", "--corpus", "", "x"}, 1, "--corpus: is empty"},
		{[]string{"ask", "--state", "", "x"}, 1, "--state: is empty"},
		{[]string{"ask", "--data", "somewhere", "--state", "./somewhere/state", "x"}, 1, "inside the data folder"},
		{[]string{"search", "--corpus", shipped, "--since", "soon", "x"}, 1, "is not a date"},
		{[]string{"search", "--corpus", shipped, "--lang", "zh", "--since", "soon", "x"}, 1, "看不懂日期“soon”"},
		{[]string{"article", "--json", "--corpus", shipped, "xyzzy"}, 1, "No article is called “xyzzy”"},
	} {
		code, _, errs := bot(t, nil, "", c.args...)
		if code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%v: code %d: %s", c.args, code, errs)
		}
	}
}

func TestCheck(t *testing.T) {
	dir := seedAlone(t)
	testkit.Write(t, dir, "photo.jpg", "no article")
	code, out, _ := bot(t, nil, "", "check", "--corpus", dir)
	if code != 0 || !strings.Contains(out, "~2025-06-06") || !strings.Contains(out, "1 read, 0 copies, 0 with errors, 1 other files") {
		t.Errorf("code %d: %s", code, out)
	}
	testkit.Write(t, dir, "broken.md", "---\ntitle: \"x\n---\nText.")
	code, out, _ = bot(t, nil, "", "check", filepath.Join(dir, "broken.md"))
	if code != 1 || !strings.Contains(out, "error: line 2: the front matter is not YAML") {
		t.Errorf("code %d: %s", code, out)
	}
	code, out, _ = bot(t, nil, "", "check", "--json", "--corpus", dir)
	var records []checkRecord
	for d := json.NewDecoder(strings.NewReader(out)); d.More(); {
		var r checkRecord
		if err := d.Decode(&r); err != nil {
			t.Fatal(err, out)
		}
		records = append(records, r)
	}
	if code != 1 || len(records) != 3 || records[0].Path != "broken.md" || records[0].Problems[0].Line != 2 || records[1].Read || !strings.Contains(records[1].Problems[0].Text, "is a picture") || !records[2].PublishedInferred {
		t.Errorf("code %d: %+v", code, records)
	}
}

func TestVersionAndHelp(t *testing.T) {
	if code, out, _ := bot(t, nil, "", "--version"); code != 0 || !strings.HasPrefix(out, "lede ") {
		t.Errorf("version: %d %s", code, out)
	}
	code, out, _ := bot(t, nil, "", "--help")
	for _, c := range terminalCommands() {
		if !strings.Contains(out, c.Description) {
			t.Errorf("--help does not name %s", c.Name)
		}
	}
	if code != 0 {
		t.Errorf("help: %d", code)
	}
}

func TestConsole(t *testing.T) {
	code, out, _ := bot(t, nil, testkit.Unanswered+"\n", "console", "--corpus", shipped)
	if code != 0 || !strings.Contains(out, "No article mentions this.") {
		t.Errorf("code %d: %s", code, out)
	}
}

func TestTokenFile(t *testing.T) {
	code, _, errs := bot(t, map[string]string{"DISCORD_TOKEN_FILE": filepath.Join(t.TempDir(), "none")}, "", "--corpus", shipped)
	if code != 1 || !strings.Contains(errs, "DISCORD_TOKEN_FILE") {
		t.Errorf("code %d: %s", code, errs)
	}
}

// TestReadme compares the README's table of commands with the table that it is made of.
func TestReadme(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| command | what it does |\n|---|---|\n")
	for _, c := range commands.Table() {
		table.WriteString("| `" + c.Usage() + "` | " + present.About(commands.English, c) + " |\n")
	}
	const begin, end = "-update -->\n", "<!-- end of commands -->"
	head, rest, ok := strings.Cut(string(raw), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("the README has no table of commands")
	}
	want := head + begin + table.String() + end + tail
	if *update {
		if err := os.WriteFile("../../README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(raw) {
		t.Error("the README's table of commands is old; go test ./cmd/bot -update writes it anew")
	}
}

// BenchmarkAsk measures the time from the start of the program to an answer on the shipped corpus.
func BenchmarkAsk(b *testing.B) {
	for b.Loop() {
		var out, errs bytes.Buffer
		code := run(b.Context(), []string{"ask", "--data", b.TempDir(), "--state", b.TempDir(), "--corpus", shipped, "Who is travelling to London for the talks?"},
			nil, strings.NewReader(""), &out, &errs)
		if code != 0 || out.Len() == 0 {
			b.Fatal(errs.String())
		}
	}
}

// TestReadmeSamples runs the commands that the README shows with what they print.
func TestReadmeSamples(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const prompt = "$ go run ./cmd/bot "
	start := strings.Index(string(raw), "```\n"+prompt)
	if start < 0 {
		t.Fatal("the README shows no command with its output")
	}
	start += len("```\n")
	end := start + strings.Index(string(raw)[start:], "```")
	got := ""
	for line := range strings.Lines(string(raw)[start:end]) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), prompt)
		if !ok {
			continue
		}
		var out strings.Builder
		e := &env{ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &out}
		if code := e.run(append(words(command), "--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir())); code != 0 {
			t.Errorf("%s ends with %d: %s", command, code, &out)
		}
		got += prompt + command + "\n" + out.String()
	}
	if want := string(raw)[:start] + got + string(raw)[end:]; *update {
		if err := os.WriteFile("../../README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(raw) {
		t.Errorf("the README's samples are old (go test ./cmd/bot -update writes them anew); got:\n%s", got)
	}
}

// words splits a command line at blanks outside of quotation marks.
func words(line string) []string {
	var out []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}
