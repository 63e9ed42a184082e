package discord

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"lede/internal/commands"
	"lede/internal/contract"
)

var update = flag.Bool("update", false, "write the golden file anew")

// TestCommands compares what is registered with what it was, and checks it against Discord's contract.
func TestCommands(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(Commands(commands.Table())); err != nil {
		t.Fatal(err)
	}
	contract.Load(t).Check("PUT", "/applications/{application_id}/commands", b.Bytes())
	const path = "testdata/registered.json"
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%s differs (go test ./internal/discord -update writes it anew); got:\n%s", path, b.Bytes())
	}
}
