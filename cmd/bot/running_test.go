package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/config"
)

// TestAskChecksAfter asks with an index that is there: the answer comes out of it, and once more if what has changed since
// makes another one. Programs get one answer, the last.
func TestAskChecksAfter(t *testing.T) {
	dir, data := seedAlone(t), t.TempDir()
	ask := func(args ...string) string {
		t.Helper()
		code, out, errs := bot(t, nil, "", append([]string{"ask", "--data", data, "--corpus", dir}, args...)...)
		if code != 0 {
			t.Fatalf("code %d: %s", code, errs)
		}
		return out
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "harvest.txt"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const question = "When did the harvest of Zanzibarovia fail?"
	const note = "Articles have changed since they were last read."
	write("The harvest of Zanzibarovia failed on 3 March 2024.")
	if out := ask(question); !strings.Contains(out, "3 March 2024") || strings.Contains(out, note) {
		t.Errorf("without an index: %s", out)
	}
	if out := ask(question); strings.Count(out, "3 March 2024") == 0 || strings.Contains(out, note) {
		t.Errorf("nothing has changed: %s", out)
	}
	write("The harvest of Zanzibarovia failed on 4 April 2025.")
	out := ask(question)
	before, after, found := strings.Cut(out, note)
	if !found || !strings.Contains(before, "3 March 2024") || !strings.Contains(after, "4 April 2025") || strings.Contains(after, "March") {
		t.Errorf("after an edit: %s", out)
	}
	if err := os.WriteFile(filepath.Join(dir, "other.txt"), []byte("Ships sail."), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := ask(question); !strings.Contains(out, "4 April 2025") || strings.Contains(out, note) {
		t.Errorf("after a change that does not matter: %s", out)
	}
	write("The harvest of Zanzibarovia failed on 5 May 2026.")
	var r commands.AskRecord
	if out := ask("--json", question); json.Unmarshal([]byte(out), &r) != nil || !strings.Contains(r.Answer, "5 May 2026") {
		t.Errorf("for programs: %s", out)
	}
	write("The harvest of Zanzibarovia failed on 6 June 2027.")
	if out := ask("--lang", "zh", question); !strings.Contains(out, "文章有了变动") || !strings.Contains(out, "6 June 2027") {
		t.Errorf("in Chinese: %s", out)
	}
}

// TestAskRunningBot asks beside a bot that runs: it answers, with the files as they are, in the reader's language. It does not
// answer for another folder, and its socket is the owner's alone.
func TestAskRunningBot(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	c := config.Default()
	c.Corpus, c.Data, c.State = seedAlone(t), shortTemp(t), t.TempDir()
	var log syncBuffer
	e := &env{ctx: ctx, stderr: &log}
	a, err := e.openExclusive(c)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	wait := e.keepUpToDate(ctx, a)
	defer wait()
	defer stop()
	a.corpus.WaitComplete(ctx)
	question := func(text string) askRequest {
		return askRequest{Lang: "zh", Options: commands.Options{"question": text}}
	}
	ask := func(text string) (reply askReply, ok bool) {
		for start := time.Now(); !ok && time.Since(start) < 10*time.Second; time.Sleep(10 * time.Millisecond) {
			reply, ok = e.askRunning(c, question(text)) // the socket comes after the start
		}
		return reply, ok
	}
	reply, ok := ask("Who will travel to London for the talks?")
	if !ok || !strings.Contains(string(reply.Output), "Besseint") || reply.Error != "" {
		t.Fatalf("%+v, %v", reply, ok)
	}
	if err := os.WriteFile(filepath.Join(c.Corpus, "harvest.txt"), []byte("The harvest of Zanzibarovia failed on 3 March 2024."), 0o644); err != nil {
		t.Fatal(err)
	}
	for start := time.Now(); !strings.Contains(string(reply.Output), "3 March 2024"); time.Sleep(10 * time.Millisecond) {
		if reply, ok = ask("When did the harvest of Zanzibarovia fail?"); !ok || time.Since(start) > 10*time.Second {
			t.Fatalf("after a file was written: %s, %v", reply.Output, ok)
		}
	}
	if reply, ok := ask(""); !ok || reply.Error == "" {
		t.Errorf("no question: %+v, %v", reply, ok)
	}
	other := c
	other.Corpus = seedAlone(t)
	if reply, ok := e.askRunning(other, question("Who?")); ok {
		t.Errorf("another folder: %+v", reply)
	}
	if stat, err := os.Stat(socketPath(c.Data)); err != nil || stat.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v", stat, err)
	}
	code, out, errs := bot(t, nil, "", "ask", "--data", c.Data, "--corpus", c.Corpus, "Who will travel to London for the talks?")
	if code != 0 || !strings.Contains(out, "Besseint") {
		t.Errorf("code %d: %s %s", code, out, errs)
	}
}

// shortTemp returns a temporary folder with a short path, as sockets have paths of 104 bytes at most.
func shortTemp(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "lede")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
