//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/state"
	"lede/internal/testkit"
	"lede/internal/testkit/postgres"
)

// takeover is how long the work may take to move from one indexer to another.
const takeover = 15 * time.Second

// indexers are processes that index one folder and share a state.
type indexers struct {
	*discordtest.Client
	t       *testing.T
	state   *state.State
	dir     string
	config  string
	program string
	shared  []string // arguments of all
	written int      // articles that were kept
}

// indexerProcess is one of them.
type indexerProcess struct {
	*exec.Cmd
	log *syncBuffer
}

func newIndexers(t *testing.T, o state.Options, shared ...string) *indexers {
	t.Helper()
	server, err := discordtest.Start(localdiscord.Options{})
	must(t, err)
	t.Cleanup(func() { _ = server.Close() })
	s, err := state.Open(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	x := &indexers{Client: server, t: t, state: s, dir: testkit.Folder(t, map[string]string{"old.md": story("Old trams", 'o')}), shared: shared,
		program: program(t), config: filepath.Join(t.TempDir(), "c.yaml")}
	must(t, os.WriteFile(x.config, fmt.Appendf(nil, "discord:\n  api_url: %s\nstate:\n  url: %q\n", server.URL(), o.URL), 0o600))
	f := state.Follow{ID: "f", At: time.Now(), Owner: state.Editor{User: "7"}, Place: state.InChannel(localdiscord.NewsChannelID), Words: "ferries", Locale: "en", Status: state.FollowActive}
	must(t, s.SaveFollow(t.Context(), f))
	return x
}

// start starts an indexer.
func (x *indexers) start(arguments ...string) *indexerProcess {
	x.t.Helper()
	p := &indexerProcess{exec.Command(x.program, append(append([]string{"--role", "index", "--config", x.config, "--corpus", x.dir}, x.shared...), arguments...)...), &syncBuffer{}}
	p.Env = append(os.Environ(), "DISCORD_TOKEN="+x.Token())
	p.Stdout, p.Stderr = p.log, p.log
	must(x.t, p.Start())
	x.t.Cleanup(func() {
		_ = p.Process.Kill() // it may have ended
		_ = p.Wait()
		if x.t.Failed() {
			x.t.Log(p.log.String())
		}
	})
	return p
}

// elected reports whether a process was elected so often.
func (p *indexerProcess) elected(times int) bool {
	return strings.Count(p.log.String(), "this process is elected") == times
}

func (x *indexers) until(what string, within time.Duration, so func() bool) time.Duration {
	x.t.Helper()
	start := time.Now()
	for ; !so(); time.Sleep(20 * time.Millisecond) {
		if time.Since(start) > within {
			x.t.Fatalf("not within %s: %s", within, what)
		}
	}
	return time.Since(start)
}

// keep adds an article as a process without the folder does, by a row of the state, and waits until it is in the folder and posted.
func (x *indexers) keep(what string) {
	x.t.Helper()
	x.written++
	name := fmt.Sprintf("ferries-%d.md", x.written)
	d := state.Draft{ID: state.NewID(), At: time.Now(), Name: name, Content: story(fmt.Sprint("Ferries ", x.written), rune('a'+x.written))}
	must(x.t, x.state.SaveDraft(x.t.Context(), d))
	_, err := x.state.Keep(x.t.Context(), d.ID, "added/"+name, state.Entry{At: d.At, Action: state.Added})
	must(x.t, err)
	took := x.until(what+": the article in the folder", takeover, func() bool {
		_, err := os.Stat(filepath.Join(x.dir, "added", name))
		return err == nil
	})
	x.t.Logf("%s: the article was in the folder after %s", what, took.Round(10*time.Millisecond))
	x.until(what+": the post", takeover, func() bool { return x.posted() >= x.written })
	if n := x.posted(); n != x.written {
		x.t.Errorf("%s: %d posts of %d articles", what, n, x.written)
	}
}

// posted returns how many posts there are.
func (x *indexers) posted() int {
	n := 0
	for _, m := range x.Messages(localdiscord.Members()[0]) {
		if m.Nonce != "" {
			n++
		}
	}
	return n
}

// TestIndexers starts two indexers over one folder and one PostgreSQL, kills the one that works, and stops the next one so that it hangs:
// each time the other one does the work within 15 s, and every article is posted once.
func TestIndexers(t *testing.T) {
	t.Parallel()
	x := newIndexers(t, state.Options{URL: postgres.Empty(t)})
	first := x.start("--data", t.TempDir())
	x.until("the first is elected", time.Minute, func() bool { return first.elected(1) })
	second := x.start("--data", t.TempDir())
	x.until("the second waits", time.Minute, func() bool { return strings.Contains(second.log.String(), "not elected") })
	x.until("what was there is known", time.Minute, func() bool {
		begun, err := x.state.Begun(t.Context())
		return err == nil && begun
	})
	x.keep("the first")
	must(t, first.Process.Kill())
	x.keep("after a kill")
	third := x.start("--data", t.TempDir())
	x.until("the third waits", time.Minute, func() bool { return strings.Contains(third.log.String(), "not elected") })
	must(t, second.Process.Signal(syscall.SIGSTOP))
	x.keep("after one hangs")
	must(t, second.Process.Signal(syscall.SIGCONT))
	x.keep("after it goes on")
	if !second.elected(1) || !third.elected(1) {
		t.Error("elected in another order")
	}
}

// TestIndexersOnOneFolder starts two indexers with the same data folder and SQLite: the second waits, and takes the place of the first.
func TestIndexersOnOneFolder(t *testing.T) {
	t.Parallel()
	durable := t.TempDir()
	x := newIndexers(t, state.Options{Dir: durable}, "--data", t.TempDir(), "--state", durable)
	first := x.start()
	x.until("the first is elected", time.Minute, func() bool { return first.elected(1) })
	second := x.start()
	x.until("the second waits", time.Minute, func() bool { return strings.Contains(second.log.String(), "takes its place") })
	x.until("what was there is known", time.Minute, func() bool {
		begun, err := x.state.Begun(t.Context())
		return err == nil && begun
	})
	x.keep("the first")
	must(t, first.Process.Kill())
	x.keep("after a kill")
	if !second.elected(1) {
		t.Error("the second was not elected")
	}
	must(t, second.Process.Signal(syscall.SIGTERM))
	if err := second.Wait(); err != nil {
		t.Errorf("asked to end: %v", err)
	}
}

// TestRoles checks that a role which cannot be filled is refused with what to do.
func TestRoles(t *testing.T) {
	for _, c := range []struct{ role, token, want string }{
		{"answer", "x", "set index.url"},
		{"index", "", "set DISCORD_TOKEN"},
		{"both", "", "--role must be one of"},
	} {
		code, _, errs := bot(t, map[string]string{"DISCORD_TOKEN": c.token}, "", "--role", c.role, "--corpus", shipped)
		if code == 0 || !strings.Contains(errs, c.want) {
			t.Errorf("%s: code %d, %s; want %q", c.role, code, errs, c.want)
		}
	}
}

// TestStateAway takes PostgreSQL away from a bot that runs, and gives it back: questions are answered all the while, what needs the state
// is refused with "try again", what came meanwhile is posted, and everything goes on.
func TestStateAway(t *testing.T) {
	t.Parallel()
	proxy := postgres.NewProxy(t, postgres.Empty(t))
	f := withFollowers(t, fmt.Sprintf("state:\n  url: %q\n", proxy.URL))
	f.press(f.use("follow", map[string]any{"words": "ferries"}), "Follow")
	proxy.Cut()
	for range 3 {
		start := time.Now()
		wantText(t, "answer", textOf(f.use("ask", map[string]any{"question": "What was the subject of the speech on Friday?"})), "were the subject of")
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("an answer took %s", took)
		}
		wantText(t, "a change", textOf(f.use("follow", map[string]any{"words": "trams"})), "try again")
		time.Sleep(4 * time.Second) // a user has five uses in ten seconds
	}
	testkit.Write(t, f.dir, "one.md", story("New ferries", 'a'))
	proxy.Mend()
	f.posts(localdiscord.NewsChannelID, 1)
	wantText(t, "a change later", textOf(f.use("follow", map[string]any{"words": "trams"})), "would have posted")
}
