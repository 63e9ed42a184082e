package commands

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/corpus"
)

// serviceOver returns a service over a folder that nobody has swept yet.
func serviceOver(t *testing.T, dir string) *Service {
	t.Helper()
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: t.TempDir(), MaxFileSize: 1000})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return New(Config{Corpus: c, Started: time.Now(), Version: "lede test"})
}

// reply returns the reply to a command and all that the reply to a command says.
func reply(t *testing.T, d *Service, command string, options Options, l Locale) (Reply, string) {
	t.Helper()
	task := d.Accept(Input{Actor: Actor{Operator: true, Locale: l}, Action: Use{Command: command, Options: options}})
	if task.Ephemeral != (command == "status" || command == "reload") {
		t.Errorf("/%s: ephemeral %v", command, task.Ephemeral)
	}
	r := task.Run(t.Context())
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	var b strings.Builder
	fmt.Fprintln(&b, r.Title)
	for _, block := range r.Blocks {
		for _, span := range block.Text {
			b.WriteString(span.Text)
		}
		b.WriteByte('\n')
	}
	for _, f := range r.Fields {
		fmt.Fprintf(&b, "%s: %v\n", f.Name, f.Value)
	}
	return r, b.String() + r.Footer
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is not in:\n%s", what, want, text)
		}
	}
}

func TestReload(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "The harvest of Ruritania failed on 3 March 2024. Nobody knows why.")
	write(t, dir, "big.txt", strings.Repeat("x", 2000))
	d := serviceOver(t, dir)
	_, text := reply(t, d, "reload", nil, English)
	wants(t, "the first", text, "Added: 1", "a.txt", "Not read, or not whole: 1", "big.txt – has 2000 bytes", "Articles: 1")
	write(t, dir, "a.txt", "The harvest of Ruritania was good. Nobody knows why.")
	write(t, dir, "b.txt", "Something else.")
	_, text = reply(t, d, "reload", nil, English)
	wants(t, "the second", text, "Added: 1", "b.txt", "Changed: 1", "a.txt")
	if err := os.Remove(filepath.Join(dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	_, text = reply(t, d, "reload", Options{"full": true}, Chinese)
	wants(t, "the third", text, "移除: 1", "a.txt")
	_, text = reply(t, d, "reload", nil, English)
	wants(t, "the last", text, "Nothing has changed.")
}

func TestStatus(t *testing.T) {
	dir := t.TempDir()
	d := serviceOver(t, dir)
	_, text := reply(t, d, "status", nil, English)
	wants(t, "before the first sweep", text, "still being indexed", "Articles: 0", "Version: lede test")
	write(t, dir, "a.txt", "On 3 March 2024 the harvest of Ruritania failed. Nobody knows why.")
	write(t, dir, "zh.txt", "六月九日，中美两国代表在伦敦举行会谈。会谈将持续两天。")
	write(t, dir, "empty.txt", "")
	reply(t, d, "reload", nil, English)
	r, text := reply(t, d, "status", nil, English)
	wants(t, "after it", text, "Articles: 2", "Passages: 2", "en 1, zh 1", "empty.txt – the file is empty", " MB")
	if r.Tone != Sure {
		t.Errorf("tone %v", r.Tone)
	}
}

// TestNotice holds that an answer out of an index that is not whole, or could not be brought up to date, says so.
func TestNotice(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "The harvest of Ruritania failed on 3 March 2024. Nobody knows why.")
	d := serviceOver(t, dir)
	question := Options{"question": "When did the harvest of Ruritania fail?"}
	_, text := reply(t, d, "ask", question, English)
	wants(t, "while indexing", text, "still reading the articles")
	reply(t, d, "reload", nil, English)
	if _, text = reply(t, d, "ask", question, English); strings.Contains(text, "ndex") {
		t.Errorf("a whole index excuses itself: %s", text)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Corpus.Sweep(t.Context(), false); err == nil {
		t.Error("a folder that is gone is swept")
	}
	_, text = reply(t, d, "ask", question, English)
	wants(t, "after a failure", text, "3 March 2024", "could not be indexed")
	_, text = reply(t, d, "ask", question, Chinese)
	wants(t, "after a failure", text, "未能编入索引")
	r, text := reply(t, d, "status", nil, English)
	wants(t, "the status", text, "create it")
	if r.Tone != Negative {
		t.Errorf("tone %v", r.Tone)
	}
}
