//go:build unix

package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/state"
	"lede/internal/testkit"
	"lede/internal/testkit/opensearch"
	"lede/internal/testkit/postgres"
	"lede/internal/testkit/tcp"
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

func newIndexers(t *testing.T, o state.Options, settings string, shared ...string) *indexers {
	t.Helper()
	server, err := discordtest.Start(localdiscord.Options{})
	must(t, err)
	t.Cleanup(func() { _ = server.Close() })
	s, err := state.Open(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	x := &indexers{Client: server, t: t, state: s, dir: testkit.Folder(t, map[string]string{"old.md": story("Old trams", 'o')}), shared: shared,
		program: program(t), config: filepath.Join(t.TempDir(), "c.yaml")}
	must(t, os.WriteFile(x.config, fmt.Appendf(nil, "discord:\n  api_url: %s\nstate:\n  url: %q\n%s", server.URL(), o.URL, settings), 0o600))
	f := state.Follow{ID: "f", At: time.Now(), Owner: state.Editor{User: "7"}, Place: state.InChannel(localdiscord.NewsChannelID), Words: "ferries", Locale: "en", Status: state.FollowActive}
	must(t, s.SaveFollow(t.Context(), f))
	return x
}

// start starts a process in a role.
func (x *indexers) start(role string, arguments ...string) *indexerProcess {
	x.t.Helper()
	p := &indexerProcess{exec.Command(x.program, append(append([]string{"--role", role, "--config", x.config}, x.shared...), arguments...)...), &syncBuffer{}}
	p.Dir = x.t.TempDir()
	if role != roleAnswer {
		p.Args = append(p.Args, "--corpus", x.dir)
	}
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
	x := newIndexers(t, state.Options{URL: postgres.Empty(t)}, "")
	first := x.start(roleIndex, "--data", t.TempDir())
	x.until("the first is elected", time.Minute, func() bool { return first.elected(1) })
	second := x.start(roleIndex, "--data", t.TempDir())
	x.until("the second waits", time.Minute, func() bool { return strings.Contains(second.log.String(), "not elected") })
	x.until("what was there is known", time.Minute, func() bool {
		begun, err := x.state.Begun(t.Context())
		return err == nil && begun
	})
	x.keep("the first")
	must(t, first.Process.Kill())
	x.keep("after a kill")
	third := x.start(roleIndex, "--data", t.TempDir())
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
	x := newIndexers(t, state.Options{Dir: durable}, "", "--data", t.TempDir(), "--state", durable)
	first := x.start(roleIndex)
	x.until("the first is elected", time.Minute, func() bool { return first.elected(1) })
	second := x.start(roleIndex)
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

// TestAnswerRole runs a process that answers and two that index, on PostgreSQL and OpenSearch: what is added through the first is read by
// the others, and its replies say whether one runs.
func TestAnswerRole(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := strings.TrimPrefix(r.URL.Path, "/")
		fmt.Fprintf(w, "<title>Piers of %s</title><article><h1>Piers of %s</h1><p>The harbour master %s painted the pier. %s</p></article>", n, n, n, body(n))
	}))
	defer site.Close()
	x := newIndexers(t, state.Options{URL: postgres.Empty(t)}, fmt.Sprintf("index:\n  url: %s\n  replicas: 0\nfetch:\n  allow: [%q]\n", opensearch.Index(t), site.Listener.Addr()))
	x.start(roleAnswer)
	patience, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := x.WaitCommands(patience, len(commands.Table())); err != nil {
		t.Fatal(err)
	}
	members := localdiscord.Members()
	admin := members[slices.IndexFunc(members, func(u localdiscord.User) bool { return u.Admin })]
	admin.Locale = "en-US"
	use := func(name string, options map[string]any) string {
		t.Helper()
		i, err := x.SlashIn(localdiscord.ChannelID, admin, name, options)
		must(t, err)
		m, err := i.Wait(t.Context())
		must(t, err)
		return textOf(m)
	}
	answered := func(what, name string) {
		t.Helper()
		took := x.until(what, takeover, func() bool {
			time.Sleep(2 * time.Second) // a user has five uses in ten seconds
			return strings.Contains(use("search", map[string]any{"query": name}), "Passages: ")
		})
		t.Logf("%s: answered after %s", what, took.Round(10*time.Millisecond))
	}
	first := x.start(roleIndex)
	x.until("the first is elected", time.Minute, func() bool { return first.elected(1) })
	answered("what was there", "Old trams")
	wantText(t, "with an indexer", use("add", map[string]any{"link": site.URL + "/Tiller", "keep": true}), "Kept.", "The indexer")
	answered("what was added", "Tiller")
	must(t, first.Process.Kill())
	_ = first.Wait() // it was killed
	wantText(t, "without an indexer", use("add", map[string]any{"link": site.URL + "/Ostrander", "keep": true}), "Kept.", "No indexer is running")
	second := x.start(roleIndex)
	answered("what was added before", "Ostrander")
	third := x.start(roleIndex)
	x.until("the third waits", time.Minute, func() bool { return strings.Contains(third.log.String(), "not elected") })
	must(t, second.Process.Kill())
	use("add", map[string]any{"link": site.URL + "/Velasquez", "keep": true})
	answered("after a kill", "Velasquez")
	wantText(t, "the folder", use("reload", nil), "only answers")
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
// waits and says so, what came meanwhile is posted, and everything goes on.
func TestStateAway(t *testing.T) {
	t.Parallel()
	proxy := tcp.NewProxy(t, postgres.Empty(t))
	f := withFollowers(t, fmt.Sprintf("state:\n  url: %q\n", proxy.URL))
	f.press(f.use("follow", map[string]any{"words": "ferries"}), "Follow")
	proxy.Cut()
	for range 3 {
		start := time.Now()
		wantText(t, "answer", textOf(f.use("ask", map[string]any{"question": "What was the subject of the speech on Friday?"})), "were the subject of")
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("an answer took %s", took)
		}
		wantText(t, "a change", textOf(f.use("follow", map[string]any{"words": "trams"})), "I keep trying")
		time.Sleep(4 * time.Second) // a user has five uses in ten seconds
	}
	testkit.Write(t, f.dir, "one.md", story("New ferries", 'a'))
	proxy.Mend()
	f.posts(localdiscord.NewsChannelID, 1)
	wantText(t, "a change later", textOf(f.use("follow", map[string]any{"words": "trams"})), "would have posted")
}
