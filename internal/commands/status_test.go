package commands_test

import (
	"os"
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

const harvest = "The harvest of Ruritania failed on 3 March 2024. Nobody knows why."

var whenFailed = commands.Options{"question": "When did the harvest of Ruritania fail?"}

func TestReload(t *testing.T) {
	dir := testkit.Folder(t, map[string]string{"a.txt": harvest, "big.txt": strings.Repeat("x", 2<<20)})
	s := testkit.ServiceOver(t, testkit.OpenCorpus(t, dir), nil)
	contains(t, "the first", use(t, s, commands.English, "reload", nil), "Added: 1", "a.txt", "Not read, or not whole: 1", "big.txt – has 2097152 bytes", "Articles: 1")
	testkit.Write(t, dir, "a.txt", "The harvest of Ruritania was good. Nobody knows why.")
	testkit.Write(t, dir, "b.txt", "Something else.")
	contains(t, "the second", use(t, s, commands.English, "reload", nil), "Added: 1", "b.txt", "Changed: 1", "a.txt")
	testkit.Remove(t, dir, "a.txt")
	contains(t, "the third", use(t, s, commands.Chinese, "reload", commands.Options{"full": true}), "移除：1", "a.txt")
	contains(t, "the last", use(t, s, commands.English, "reload", nil), "Nothing has changed.")
}

func TestStatus(t *testing.T) {
	dir := t.TempDir()
	s := testkit.ServiceOver(t, testkit.OpenCorpus(t, dir), nil)
	contains(t, "before the first sweep", use(t, s, commands.English, "status", nil), "still being indexed", "Articles: 0", "Version: lede test", "Last look: none")
	testkit.Write(t, dir, "a.txt", "On 3 March 2024 the harvest of Ruritania failed. Nobody knows why.")
	testkit.Write(t, dir, "zh.txt", "六月九日，中美两国代表在伦敦举行会谈。会谈将持续两天。")
	testkit.Write(t, dir, "empty.txt", "")
	use(t, s, commands.English, "reload", nil)
	r := use(t, s, commands.English, "status", nil)
	contains(t, "after it", r, "Articles: 2", "Passages: 2", "en 1, zh 1", "empty.txt – the file is empty", " MB", " UTC", "Newest date: 3 March 2024", "Running for: 0s")
	if r.Tone != commands.Sure {
		t.Errorf("tone %v", r.Tone)
	}
}

// TestNotice checks that an answer from an index that is not complete, or could not be brought up to date, says so.
func TestNotice(t *testing.T) {
	t.Parallel()
	dir := testkit.Folder(t, map[string]string{"a.txt": harvest})
	s := testkit.ServiceOver(t, testkit.OpenCorpus(t, dir), nil)
	contains(t, "while indexing", use(t, s, commands.English, "ask", whenFailed), "still reading the articles")
	use(t, s, commands.English, "reload", nil)
	if text := said(use(t, s, commands.English, "ask", whenFailed)); strings.Contains(text, "ndex") {
		t.Errorf("a complete index excuses itself: %s", text)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Corpus.Sweep(t.Context(), false); err == nil {
		t.Error("a folder that is gone is swept")
	}
	contains(t, "after a failure", use(t, s, commands.English, "ask", whenFailed), "3 March 2024", "could not be indexed")
	contains(t, "after a failure", use(t, s, commands.Chinese, "ask", whenFailed), "没能编入索引")
	r := use(t, s, commands.English, "status", nil)
	contains(t, "the status", r, "create it")
	if record := r.Result.Record().(commands.StatusRecord); r.Tone != commands.Negative || !strings.Contains(record.Error, "create it") {
		t.Errorf("tone %v, record %+v", r.Tone, record)
	}
}
