//go:build unix

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/internal/testkit"
	"lede/internal/text"
)

// steering is a text that clears a terminal, sounds its bell, turns its direction, ends the line in four ways and hides the rest.
const steering = "a\x1b[2J\x07\u202e\u2066\u009b2J\u2028\u2029\u0085\u200b\rb\nFORGED"

// hostileFolder returns a folder in which all that comes from outside steers: names of files and folders, and what files say.
func hostileFolder(t *testing.T) string {
	t.Helper()
	quoted := strings.NewReplacer("\x1b", `\e`, "\x07", `\a`, "\r", `\r`, "\n", `\n`).Replace(steering)
	good := fmt.Sprintf("---\ntitle: \"Harvest %[1]s\"\nauthor: \"%[1]s\"\noutlet: \"%[1]s\"\nsource: \"https://x.example/%[1]s\"\ntags: [\"%[1]s\"]\npublished: 2025-03-03\n---\n"+
		"The harvest of Ruritania %[2]s failed on 3 March 2024.\n", quoted, strings.ReplaceAll(steering, "\n", " "))
	return testkit.Folder(t, map[string]string{
		steering + ".md":                                  good,
		"copy " + steering + ".md":                        strings.Replace(good, "author", "writer", 1),
		steering + "/" + steering + ".txt":                "The harbour of Zanzibar opened in 1990.\n",
		steering + "/_defaults.yaml":                      fmt.Sprintf("\"outlet%s\": [x\n", quoted),
		"broken " + steering + ".md":                      fmt.Sprintf("---\ntitle: \"%s\n---\nText.", steering),
		"empty " + steering + ".txt":                      "",
		"picture " + steering + ".jpg":                    "x",
		"page " + steering + ".html":                      "<title>Boats &#27;[2J &#x202e;</title><p>The ferry &#x2028;FORGED runs every hour from April to June.",
		"folder " + steering + ".md/" + steering + ".txt": "Rain fell in Ruritania for a week.",
	})
}

// TestNothingSteers runs all commands over hostile files and with hostile arguments: neither output has anything that steers a
// terminal, or a line that a name made.
func TestNothingSteers(t *testing.T) {
	t.Parallel()
	dir := hostileFolder(t)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "<title>Boats %s</title><h1>Boats %[1]s</h1><p>The ferry %[1]s to the island runs every hour from April.</p>", strings.ReplaceAll(steering, "\n", " "))
	}))
	defer site.Close()
	settings := testkit.Folder(t, map[string]string{
		"c.yaml":   fmt.Sprintf("fetch:\n  allow: [%q]\n", site.Listener.Addr()),
		"key.yaml": "\"corpus\\e[2J\\u202e\": x\n", "value.yaml": "discord:\n  guilds: [\"\\e[2J\\u202e\"]\n", "broken.yaml": "a: \x1b[2J",
	})
	allowed := []string{"--config", filepath.Join(settings, "c.yaml"), "--corpus", dir, "--data", t.TempDir(), "--state", t.TempDir()}
	arguments := map[string][]string{"add": {site.URL}, "remove": {"copy " + steering + ".md"}, "forget": {"me"}, "track": {site.URL},
		"ask": {"When did the harvest of Ruritania fail?"}, "search": {"harvest"}, "summary": {steering + ".md"}, "article": {steering + ".md"}}
	var lines [][]string
	for _, c := range terminalCommands() {
		lines = append(lines, append(append([]string{c.Name}, allowed...), arguments[c.Name]...), append(append([]string{c.Name, "--json"}, allowed...), arguments[c.Name]...))
	}
	file := filepath.Join(dir, steering+".md")
	lines = append(lines, [][]string{
		{"check", "--corpus", dir}, {"check", "--json", "--corpus", dir}, {"check", file}, {"check", "--json", file}, {"check", filepath.Join(dir, "broken "+steering+".md")},
		{"check", steering}, {"ask", "--corpus", steering, "x"}, {"ask", "--data", file, "--corpus", dir, "x"}, {"status", "--state", file, "--corpus", dir},
		{"status", "--config", steering}, {"status", "--config", filepath.Join(settings, "key.yaml")}, {"status", "--config", filepath.Join(settings, "value.yaml")},
		{"status", "--config", filepath.Join(settings, "broken.yaml")}, {steering}, {"ask", "--" + steering, "x"}, {"search", "--since", steering, "--corpus", dir, "x"},
		{"article", "--corpus", dir, steering}, {"article", "--lang", "zh", "--corpus", dir, steering}, {"search", "--corpus", dir, steering}, {"ask", "--why", "--corpus", dir, "harvest Ruritania " + steering},
		{"eval", steering}, {"eval", dir}, {"bench", steering}, {"state", "restore", file}, {"state", "backup", file}, {"--help"},
	}...)
	for _, line := range lines {
		_, out, errs := bot(t, nil, "", line...)
		steersNothing(t, fmt.Sprintf("%.80q", line), out+errs)
		refused := line[0] == "remove" || line[0] == "track" // it is removed already; it has no feed
		if slices.Contains(line, "--json") && !refused && !strings.Contains(out, "{") {
			t.Errorf("%q prints no JSON: %s", line, errs)
		}
	}
	questions := []string{"When did the harvest of Ruritania fail?", "1", "2", "3", "/status", "/sources", "/latest", "/search harvest", "1", "/article " + file, "/" + steering, "/summary harvest", "/log"}
	_, out, errs := bot(t, nil, strings.Join(questions, "\n")+"\n", "console", "--corpus", dir)
	steersNothing(t, "the console", out+errs)
	_, out, errs = bot(t, map[string]string{"DISCORD_TOKEN_FILE": file + steering}, "", "--corpus", dir)
	steersNothing(t, "a token's file", out+errs)
}

func steersNothing(t *testing.T, what, printed string) {
	t.Helper()
	if printed == "" {
		t.Errorf("%s prints nothing", what)
	}
	for line := range strings.Lines(printed) {
		if got := text.Plain(line); got != line || strings.HasPrefix(line, "FORGED") {
			t.Errorf("%s prints %q", what, line)
		}
	}
}
