//go:build unix

package main

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/state"
	"lede/internal/testkit"
)

// kills is how often TestKilled kills the bot. 60 take about three minutes for each database.
var kills = flag.Int("kills", 2, "how often TestKilled kills the bot")

// victim is a bot that is killed again and again: a process over a folder and a state, on a local Discord.
type victim struct {
	*discordtest.Client
	t       *testing.T
	program string
	dir     string
	args    []string
	options state.Options
	process *exec.Cmd
	log     *syncBuffer
	ready   int
	admin   localdiscord.User
}

// TestKilled kills the bot at random moments while articles come as files and by /add, and of PostgreSQL cuts its connections in
// between. At the end every file and every article that was acknowledged is in the corpus, and every one was posted once.
func TestKilled(t *testing.T) {
	t.Parallel()
	file := program(t)
	t.Run("sqlite", func(t *testing.T) { killed(t, file, state.Options{Dir: t.TempDir()}, func() {}) })
	t.Run("postgres", func(t *testing.T) {
		address := os.Getenv("TEST_POSTGRES")
		if address == "" {
			t.Skip("TEST_POSTGRES names no PostgreSQL")
		}
		db, err := sql.Open("pgx", address)
		if err != nil {
			t.Fatal(err)
		}
		name := "kill_" + state.NewID()
		must(t, exec1(db, "CREATE SCHEMA "+name))
		t.Cleanup(func() { must(t, errors.Join(exec1(db, "DROP SCHEMA "+name+" CASCADE"), db.Close())) })
		u, err := url.Parse(address)
		must(t, err)
		values := u.Query()
		values.Set("search_path", name)
		values.Set("application_name", name)
		u.RawQuery = values.Encode()
		cut := func() {
			if command := os.Getenv("TEST_POSTGRES_RESTART"); command != "" && rand.IntN(4) == 0 {
				if out, err := exec.Command("sh", "-c", command).CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			must(t, exec1(db, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"+name+"'"))
		}
		killed(t, file, state.Options{URL: u.String()}, cut)
	})
}

// exec1 runs a statement, again on a connection that the restart of the server has cut.
func exec1(db *sql.DB, statement string) (err error) {
	for range 20 {
		if _, err = db.Exec(statement); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// killed runs the test on one database. cut cuts the connections to it.
func killed(t *testing.T, program string, o state.Options, cut func()) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := strings.TrimPrefix(r.URL.Path, "/")
		fmt.Fprintf(w, "<title>Ferries of pier %s</title><article><h1>Ferries of pier %s</h1><p>%s</p></article>", n, n, body("p"+n))
	}))
	defer site.Close()
	v := newVictim(t, program, o, site.Listener.Addr().String())
	v.start()
	v.follow()
	files, added := 0, []string{}
	for n := range *kills {
		kept := make(chan string, 1)
		go v.add(fmt.Sprint(site.URL, "/", n), n, kept)
		for range 1 + n%2 { // with two kills as many stories as are posted one by one, so that none waits for a list
			time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
			testkit.Write(t, v.dir, fmt.Sprintf("file%d.md", files), fmt.Sprintf("---\ntitle: Ferries of day %d\n---\n\n%s\n", files, body(fmt.Sprint("f", files))))
			files++
		}
		if rand.IntN(2) == 0 {
			time.Sleep(time.Duration(rand.IntN(700)) * time.Millisecond)
			cut()
		}
		time.Sleep(time.Duration(rand.IntN(1200)) * time.Millisecond)
		v.kill()
		v.start()
		if title := <-kept; title != "" {
			added = append(added, title)
		}
	}
	v.check(files, added)
}

// body returns the text of an article. Those of another seed share few words.
func body(seed string) string {
	words := "The ferries run again."
	for i := range 60 {
		words += fmt.Sprintf(" %sw%d", seed, i)
	}
	return words + "."
}

func newVictim(t *testing.T, program string, o state.Options, site string) *victim {
	t.Helper()
	server, err := discordtest.Start(localdiscord.Options{})
	must(t, err)
	dir := testkit.Folder(t, map[string]string{"old.md": "Nothing of the subject is in here.\n"})
	config := filepath.Join(t.TempDir(), "c.yaml")
	must(t, os.WriteFile(config, fmt.Appendf(nil, "discord:\n  api_url: %s\nstate:\n  url: %q\nfetch:\n  allow: [%q]\n", server.URL(), o.URL, site), 0o600))
	v := &victim{Client: server, t: t, program: program, dir: dir, options: o, log: &syncBuffer{},
		args: []string{"--config", config, "--corpus", dir, "--data", t.TempDir()}}
	if o.URL == "" {
		v.args = append(v.args, "--state", o.Dir)
	}
	members := localdiscord.Members()
	v.admin = members[slices.IndexFunc(members, func(u localdiscord.User) bool { return u.Admin })]
	v.admin.Locale = "en-US"
	t.Cleanup(func() {
		v.kill()
		server.Close()
		if t.Failed() {
			t.Log(v.log.String())
		}
	})
	return v
}

// start starts the bot and waits until it is connected.
func (v *victim) start() {
	v.t.Helper()
	v.process = exec.Command(v.program, v.args...)
	v.process.Env = append(os.Environ(), "DISCORD_TOKEN="+v.Token())
	v.process.Stdout, v.process.Stderr = v.log, v.log
	must(v.t, v.process.Start())
	v.ready++
	if err := v.WaitReady(v.t.Context(), v.ready); err != nil {
		v.t.Fatal(err)
	}
}

func (v *victim) kill() {
	_ = v.process.Process.Kill() // of a process that runs
	_ = v.process.Wait()         // its error is the kill
}

// follow follows the subject of all articles in a channel.
func (v *victim) follow() {
	v.t.Helper()
	if err := v.WaitCommands(v.t.Context(), len(commands.Table())); err != nil {
		v.t.Fatal(err)
	}
	i, err := v.SlashIn(localdiscord.NewsChannelID, v.admin, "follow", map[string]any{"words": "ferries"})
	must(v.t, err)
	m, err := i.Wait(v.t.Context())
	must(v.t, err)
	for c := range m.All() {
		if c.Label == "Follow" {
			i, err := v.Press(v.admin, m, c.CustomID)
			must(v.t, err)
			_, err = i.Wait(v.t.Context())
			must(v.t, err)
			return
		}
	}
	v.t.Fatalf("nothing to confirm in %q", m.Texts())
}

// add adds the article at a link. It sends the title if the bot has acknowledged it, else "".
func (v *victim) add(link string, n int, kept chan<- string) {
	title := ""
	defer func() { kept <- title }()
	i, err := v.SlashIn(localdiscord.ChannelID, v.admin, "add", map[string]any{"link": link, "keep": true})
	if err != nil {
		return // no bot is connected
	}
	if m, err := i.Wait(v.t.Context()); err == nil && strings.Contains(strings.Join(m.Texts(), "\n"), "Kept.") {
		title = fmt.Sprint("Ferries of pier ", n)
	}
}

// check waits until everything is posted, and compares what was posted with the folder and the state.
func (v *victim) check(files int, added []string) {
	v.t.Helper()
	s, err := state.Open(v.t.Context(), v.options)
	must(v.t, err)
	defer s.Close()
	posted := func() (articles []string, pending bool) {
		for _, m := range v.Messages(v.admin) {
			if m.Nonce == "" {
				continue
			}
			matches, err := s.Matches(v.t.Context(), m.Nonce)
			must(v.t, err)
			for _, match := range matches {
				articles = append(articles, match.Article)
			}
		}
		due, err := s.NextPost(v.t.Context())
		must(v.t, err)
		return articles, !due.IsZero()
	}
	want := v.articles(files, added)
	var got []string
	for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); time.Sleep(time.Second) {
		var pending bool
		if got, pending = posted(); len(got) >= len(want) && !pending {
			break
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		v.t.Errorf("%d articles, of which %d were added; posted are %d, each of which is of:\n%v\n%v", len(want), len(added), len(got), got, want)
	}
}

// articles returns the ids of all articles on the subject in the folder, sorted. Those that were acknowledged must be there.
func (v *victim) articles(files int, added []string) []string {
	v.t.Helper()
	var out, titles []string
	must(v.t, filepath.WalkDir(v.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Base(path) == "old.md" {
			return err
		}
		relative, err := filepath.Rel(v.dir, path)
		raw, failed := os.ReadFile(path)
		for _, line := range strings.Split(string(raw), "\n") {
			if title, ok := strings.CutPrefix(line, "title: "); ok {
				titles = append(titles, strings.Trim(title, `"`))
			}
		}
		out = append(out, article.ID(filepath.ToSlash(relative)))
		return errors.Join(err, failed)
	}))
	for _, title := range added {
		if !slices.Contains(titles, title) {
			v.t.Errorf("%s was acknowledged and is lost", title)
		}
	}
	if len(titles) < files {
		v.t.Errorf("%d files of %d", len(titles), files)
	}
	slices.Sort(out)
	return out
}
