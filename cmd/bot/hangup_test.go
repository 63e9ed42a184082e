//go:build unix

package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/config"
)

// TestHangup checks that SIGHUP scans the folder and logs what it found, and that a second bot on the same data is an
// error.
func TestHangup(t *testing.T) {
	caught := make(chan os.Signal, 1) // so that one that comes too early does not end the tests
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	ctx, stop := context.WithCancel(t.Context())
	var log syncBuffer
	e := &env{ctx: ctx, stderr: &log}
	c := config.Default()
	c.Corpus, c.Data, c.State = shipped, t.TempDir(), t.TempDir()
	a, err := e.openExclusive(c)
	if err != nil {
		t.Fatal(err)
	}
	wait := e.keepUpToDate(ctx, a)
	if _, err := e.openExclusive(c); err == nil || !strings.Contains(err.Error(), c.Data) {
		t.Errorf("a second bot: %v", err)
	}
	a.corpus.WaitComplete(ctx)
	for start := time.Now(); !strings.Contains(log.String(), "swept as asked by SIGHUP"); time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > time.Minute {
			t.Fatal(log.String())
		}
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	wait()
	a.close()
}

// TestReload changes every option of the configuration that a running bot takes over, and one that it does not. A file with an
// error changes nothing.
func TestReload(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	write := func(yaml string) {
		if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("language: en\n")
	var log syncBuffer
	e := &env{ctx: t.Context(), stderr: &log}
	corpus, data, durable := shipped, t.TempDir(), t.TempDir()
	c, err := e.configure(&flags{Config: file, Corpus: &corpus, Data: &data, Durable: &durable})
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.openExclusive(c)
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	const guild = "123456789012345678"
	ann := commands.Actor{User: "1", Guild: guild, Permissions: commands.ManagePermission}
	may := func() bool {
		return a.service.Accept(commands.Input{Actor: ann, Action: commands.Use{Command: "log"}}).Run(t.Context()).Err == nil
	}
	if may() {
		t.Error("an editor of a server that is not configured may edit")
	}
	write("language: fr\nlog:\n  level: debug\n")
	e.reload(a)
	if !strings.Contains(log.String(), "c.yaml:1: language: takes en or zh") || e.level.Level() != slog.LevelInfo {
		t.Errorf("a file with an error: %s", log.String())
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.UserAgent()) }))
	defer site.Close()
	if page, err := a.feeds.Fetch.Get(t.Context(), site.URL); err == nil {
		t.Errorf("a private address gives %s", page.Raw)
	}
	write(fmt.Sprintf("fetch:\n  allow: [%q]\n  contact: ann@example.org\n", site.Listener.Addr()) + "language: zh\nlog:\n  level: debug\nlimits:\n  per_user: 1\n  questions_at_work: 2\nfeeds:\n  every: 2h\neditors:\n  guilds: [\"" + guild + "\"]\n")
	e.reload(a)
	if e.level.Level() != slog.LevelDebug {
		t.Error("log.level is not taken over")
	}
	if !may() {
		t.Error("editors.guilds is not taken over")
	}
	if may() {
		t.Error("limits.per_user is not taken over")
	}
	if page, err := a.feeds.Fetch.Get(t.Context(), site.URL); err != nil || !strings.HasSuffix(string(page.Raw), "ann@example.org") {
		t.Errorf("fetch.allow and fetch.contact are not taken over: %s, %v", page.Raw, err)
	}
	for _, want := range []string{"key=log.level value=debug", "key=limits.per_user value=1", "key=limits.questions_at_work value=2", "key=editors.guilds", "key=feeds.every value=2h", "needs a restart\" key=language"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %s:\n%s", want, log.String())
		}
	}
}
