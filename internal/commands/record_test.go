package commands_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden records anew")

// golden compares a value's JSON with a file in testdata.
func golden(t *testing.T, name string, value any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(value); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs (go test ./internal/commands -update writes it anew); got:\n%s", path, b.Bytes())
	}
}

// stories is a corpus with something in every field of a record.
func stories(t *testing.T) *commands.Service {
	t.Helper()
	report := "\n\nThe harvest of Ruritania failed on 3 March 2024. Nobody knows why. Farmers blame the rain, which fell for six weeks. " +
		"The minister of agriculture, Anna Novak, asked for 40 million crowns. Bakers raised the price of bread by a tenth."
	dir := testkit.Folder(t, map[string]string{
		"report.md": "---\ntitle: The harvest fails\nsource: https://example.org/harvest\noutlet: Example Post\npublished: 2024-03-04\nauthor: A. Writer\ntags: [harvest, bread]\nlang: en\n---" +
			"\n\n## The year" + report + "\n\nDisclaimer: written for a test.\n",
		"copy.md":   "---\ntitle: The harvest fails again\noutlet: Other Post\npublished: 2024-03-05\ntags: [harvest]\nlang: en\n---" + report,
		"plain.txt": "Nothing but rain. It rained in Borduria and it will rain.",
		"empty.txt": "",
	})
	return testkit.Service(t, dir, func(c *commands.Config) { c.Started = testkit.Now().Add(-90e9) })
}

// TestRecords pins the JSON of every command: programs depend on its fields.
func TestRecords(t *testing.T) {
	s, none := stories(t), testkit.Service(t, t.TempDir(), nil)
	for name, o := range map[string]commands.Options{
		"ask":     {"question": "When did the harvest of Ruritania fail?"},
		"search":  {"query": "rain xyzzy", "since": "2024-01-01"},
		"summary": {"article": "report.md", "length": "short"},
		"article": {"article": "report.md"},
		"latest":  {"tag": "harvest"},
		"sources": nil,
		"help":    nil,
	} {
		golden(t, name, use(t, s, commands.English, name, o).Result.Record())
		if name != "help" {
			golden(t, name+"-empty", use(t, none, commands.English, name, o).Result.Record())
		}
	}
}

// TestOperatorRecords checks the records that have times and sizes in them.
func TestOperatorRecords(t *testing.T) {
	s := stories(t)
	status, ok := use(t, s, commands.English, "status", nil).Result.Record().(commands.StatusRecord)
	if !ok || status.Bytes == 0 || status.LastSweep == "" || status.Running != 90 {
		t.Fatalf("%+v", status)
	}
	status.Bytes, status.LastSweep = 0, ""
	golden(t, "status", status)
	testkit.Write(t, s.Corpus.Dir, "new.txt", "It rained again in Ruritania.")
	reload, ok := use(t, s, commands.English, "reload", nil).Result.Record().(commands.ReloadRecord)
	if !ok || reload.Took <= 0 {
		t.Fatalf("%+v", reload)
	}
	reload.Took = 0
	golden(t, "reload", reload)
}

// TestPressRecords pins the JSON of what buttons give.
func TestPressRecords(t *testing.T) {
	s := stories(t)
	asked := use(t, s, commands.English, "ask", commands.Options{"question": "Who asked for 40 million crowns?", "source": "Example Post"})
	article := asked.Result.(commands.AskResult).Answer.Citations[0].Article.ID
	states := []commands.State{{Kind: commands.ExplainRanking, ID: article}, {Kind: commands.ShowSources}, {Kind: commands.ShowCopies, ID: article},
		{Kind: commands.AskWithin, ID: article}, {Kind: commands.ShowLatest}, {Kind: commands.ShowText, ID: article}}
	for _, b := range slices.Concat(asked.Rows...) {
		states = append(states, b.State)
	}
	for _, state := range states {
		r := testkit.Accept(s, commands.English, commands.Press{State: state, Reply: asked.State}).Run(t.Context())
		if r.Err != nil {
			t.Fatalf("%s: %v", state.Encode(), r.Err)
		}
		record := r.Result.Record()
		if why, ok := record.(commands.WhyRecord); ok {
			if why.Score == 0 || len(why.Parts) == 0 {
				t.Errorf("%+v", why)
			}
			why.Score, why.Parts = 0, nil // the ranking's business
			record = why
		}
		golden(t, "press-"+string(state.Kind), record)
	}
}
