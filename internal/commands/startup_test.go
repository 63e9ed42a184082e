package commands_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/corpus"
	"lede/internal/testkit"
)

// TestStartup asks while the folder is read for the first time: the answer waits for the index.
func TestStartup(t *testing.T) {
	dir := testkit.Folder(t, map[string]string{"a.txt": harvest})
	s := testkit.ServiceOver(t, testkit.OpenCorpus(t, dir), nil)
	replies := make(chan commands.Reply)
	go func() {
		replies <- s.Accept(commands.Input{Actor: operator, Action: commands.Use{Command: "ask", Options: whenFailed}}).Run(t.Context())
	}()
	time.Sleep(50 * time.Millisecond)
	testkit.Sweep(t, s.Corpus)
	contains(t, "after the sweep", <-replies, "3 March 2024")
}

// TestJustStarted asks a bot that starts over the index of its last run: the answer says that the folder has not been
// looked through.
func TestJustStarted(t *testing.T) {
	o := corpus.Options{Dir: testkit.Folder(t, map[string]string{"a.txt": harvest}), Data: t.TempDir(), MaxFileSize: 1 << 20}
	last, err := corpus.Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := last.Close(); err != nil {
		t.Fatal(err)
	}
	c, err := corpus.OpenExclusive(o)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s := testkit.ServiceOver(t, c, nil)
	r := use(t, s, commands.English, "ask", whenFailed)
	contains(t, "before the first sweep", r, "3 March 2024", "Just started: this is out of the index of the last run")
	contains(t, "the status", use(t, s, commands.English, "status", nil), "Just started", "Articles: 1", "Last look: none")
	summary := press(t, s, commands.Press{State: button(t, r, commands.ShowSummary).State})
	if contains(t, "a button", summary, "The harvest of Ruritania failed"); strings.Contains(said(summary), "Just started") {
		t.Errorf("the notice is repeated under a button's reply: %s", said(summary))
	}
}

// TestReloadUnderWay reloads while the folder is read for the first time: nothing is read twice, and the reply says so.
func TestReloadUnderWay(t *testing.T) {
	files := map[string]string{}
	for i := range 400 {
		files[fmt.Sprintf("%d.txt", i)] = fmt.Sprintf("Report %d. The harvest of place %d failed.", i, i)
	}
	s := testkit.ServiceOver(t, testkit.OpenCorpus(t, testkit.Folder(t, files)), nil)
	swept := make(chan error)
	go func() {
		_, err := s.Corpus.Sweep(t.Context(), false)
		swept <- err
	}()
	for s.Corpus.Status().All == 0 {
		time.Sleep(time.Millisecond)
	}
	r := use(t, s, commands.English, "reload", nil)
	contains(t, "under way", r, "The corpus folder is being read already", "of 400: this is out of what is indexed so far")
	if record := r.Result.Record().(commands.ReloadRecord); !record.UnderWay {
		t.Errorf("%+v", record)
	}
	if err := <-swept; err != nil {
		t.Fatal(err)
	}
	if record := use(t, s, commands.English, "reload", nil).Result.Record().(commands.ReloadRecord); record.UnderWay || record.Articles != 400 {
		t.Errorf("afterwards: %+v", record)
	}
}
