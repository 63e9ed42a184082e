package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckFile protects that a named file is shown with its facts, their places, its text and what was left out.
func TestCheckFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "page.html")
	const page = `<html><head><title>Boats</title><meta name="author" content="Mia Reed"></head><body><h1>Boats</h1>
<p>The ferry to the island runs every hour from April, the harbour master said.</p>
<div class="newsletter"><p>Sign up for more boats.</p></div></body></html>`
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, _ := bot(t, nil, "", "check", path)
	for _, want := range []string{"author     Mia Reed (meta author)", "Text:\n  The ferry", "Left out:\n", "Sign up for more boats."} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	_, out, _ = bot(t, nil, "", "check", "--json", path)
	if !strings.Contains(out, `{"name":"author","value":"Mia Reed","place":"meta author"}`) {
		t.Error(out)
	}
	if _, out, _ = bot(t, nil, "", "check", dir); strings.Contains(out, "Left out") {
		t.Errorf("a folder is shown like a file:\n%s", out)
	}
}
