package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestConfig prints the options of a file, of the environment and of flags, each with its place and without its secrets.
func TestConfig(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "c.yaml")
	if err := os.WriteFile(file, []byte("corpus: articles\nstate:\n  url: postgres://lede:hunter2@db/lede\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	environ := []string{"LEDE_LIMITS_PER_USER=7", "LEDE_LIMITS_PERUSER=8", "DISCORD_TOKEN=hunter2", "OPENSEARCH_PASSWORD=hunter2"}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"config", "--json", "--config", file, "--data", "some/data"}, environ, nil, &out, &errs); code != 0 {
		t.Fatalf("code %d: %s", code, &errs)
	}
	if printed := out.String() + errs.String(); strings.Contains(printed, "hunter2") {
		t.Errorf("a secret is printed: %s", printed)
	}
	got := map[string]configRecord{}
	for d := json.NewDecoder(&out); d.More(); {
		var r configRecord
		if err := d.Decode(&r); err != nil {
			t.Fatal(err)
		}
		got[r.Key] = r
	}
	for _, want := range []configRecord{
		{"corpus", filepath.Join(dir, "articles"), file + ":1", false},
		{"data", filepath.FromSlash("some/data"), "--data", false},
		{"state.dir", filepath.Join(dir, "state"), "default", false},
		{"state.url", "postgres://lede:xxxxx@db/lede", file + ":3", false},
		{"limits.per_user", "7", "LEDE_LIMITS_PER_USER", true},
		{"discord.guilds", "[]", "default", false},
		{"DISCORD_TOKEN", "xxxxx", "environment", false},
		{"OPENSEARCH_PASSWORD", "xxxxx", "environment", false},
		{"OPENSEARCH_API_KEY", "", "default", false},
	} {
		if got[want.Key] != want {
			t.Errorf("%+v, want %+v", got[want.Key], want)
		}
	}
	if !strings.Contains(errs.String(), "LEDE_LIMITS_PERUSER did_you_mean=LEDE_LIMITS_PER_USER") {
		t.Errorf("a variable that names no option: %s", &errs)
	}
	if code, table, _ := bot(t, nil, "", "config", "--state", filepath.Join(dir, "st\u202eate")); code != 0 || !strings.Contains(table, "st\ufffdate") || !strings.Contains(table, "  --state\n") {
		t.Errorf("code %d: %s", code, table)
	}
	var line struct{ Level, Name string }
	_, _, logged := bot(t, map[string]string{"LEDE_LOG_FORMAT": "json", "LEDE_UNHEARD_OF": "1"}, "", "config")
	if err := json.Unmarshal([]byte(logged), &line); err != nil || line.Level != "WARN" || line.Name != "LEDE_UNHEARD_OF" {
		t.Errorf("a log in JSON: %s, %v", logged, err)
	}
}
