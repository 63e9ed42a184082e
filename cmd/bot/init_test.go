package main

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/testkit"
)

// TestInit runs the program as somebody does who has nothing but it: init makes a folder, in which the bot starts without any
// option, and has articles on the questions that its page proposes.
func TestInit(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "my articles")
	in := func(args ...string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), program(t), args...)
		c.Dir = dir
		c.Env = append(os.Environ(), "DISCORD_TOKEN=", "DISCORD_TOKEN_FILE=")
		return c
	}
	if out, err := exec.Command(program(t), "init", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	running := in()
	running.Stderr = os.Stderr
	out, err := running.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := running.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = running.Process.Kill() // of a process that runs
		_ = running.Wait()         // its error is the kill
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	page := regexp.MustCompile(`http://127\S+`).FindString(line)
	if err != nil || page == "" {
		t.Fatalf("%q, %v", line, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response, err)
	}
	response.Body.Close()
	for _, question := range append(present.Examples(commands.English), present.Examples(commands.Chinese)...) {
		out, err := in("ask", "--json", question).CombinedOutput()
		if err != nil || strings.Contains(string(out), `"verdict":"none"`) {
			t.Errorf("%s: %v %s", question, err, out)
		}
	}
}

// TestInitRefuses checks that init writes nothing into a folder with files, and says what to do.
func TestInitRefuses(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"notes.txt":   "has files already, such as notes.txt; name an empty or a new folder",
		"config.yaml": "has a config.yaml already; run bot there",
	} {
		dir := testkit.Folder(t, map[string]string{file: "mine"})
		code, _, errs := bot(t, nil, "", "init", dir)
		if entries, err := os.ReadDir(dir); code != 1 || !strings.Contains(errs, want) || err != nil || len(entries) != 1 {
			t.Errorf("%s: code %d, %s; %v, %v", file, code, errs, entries, err)
		}
	}
	file := filepath.Join(testkit.Folder(t, map[string]string{"notes.txt": "mine"}), "notes.txt")
	if code, _, errs := bot(t, nil, "", "init", file); code != 1 || !strings.Contains(errs, "needs an empty folder") {
		t.Errorf("a file: code %d, %s", code, errs)
	}
	git := testkit.Folder(t, map[string]string{".git/config": "x"})
	if code, _, errs := bot(t, nil, "", "init", git); code != 0 {
		t.Errorf("a new repository: code %d, %s", code, errs)
	}
	if again, _, errs := bot(t, nil, "", "init", git); again != 1 {
		t.Errorf("once more: code %d, %s", again, errs)
	}
}
