package commands_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/added"
	"lede/internal/commands"
	"lede/internal/feeds"
	"lede/internal/fetch"
	"lede/internal/state"
	"lede/internal/testkit"
)

// editors is a service with a site that it may read, and its folder.
type editors struct {
	*commands.Service
	site, dir string
}

const ferryPage = `<html><head><title>Ferries run hourly</title><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head><body><article><h1>Ferries run hourly</h1>
<p>The ferry to the island of Vellmar runs every hour from April, the harbour master Jon Tiller said on Friday.</p>
<p>Tickets cost 12 crowns, and children under six travel free. The old timetable had four crossings a day.</p></article></body></html>`

func withEditors(t *testing.T, guilds ...string) editors {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/picture":
			w.Header().Set("Content-Type", "image/png")
			fmt.Fprint(w, "\x89PNG\r\n\x1a\n")
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour Post</title><link>http://%s/</link><item><title>Ferries run hourly</title><link>/ferries</link></item></channel></rss>`, r.Host)
		case "/":
			fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>`+ferryPage)
		case "/script":
			fmt.Fprint(w, "<html><script>load()</script></html>")
		case "/boats":
			fmt.Fprint(w, "<title>Boats for hire</title><article><h1>Boats for hire</h1><p>"+boats+" opens at nine on weekdays, and at eight on Sundays.</p></article>")
		default:
			fmt.Fprint(w, ferryPage)
		}
	}))
	t.Cleanup(site.Close)
	s, err := state.Open(t.Context(), state.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	dir := testkit.Folder(t, map[string]string{"harvest.txt": harvest})
	service := testkit.Service(t, dir, func(c *commands.Config) {
		fetcher := fetch.New(fetch.Options{Hosts: []netip.AddrPort{netip.MustParseAddrPort(site.Listener.Addr().String())}})
		c.Added = &added.Articles{State: s, Corpus: c.Corpus, Now: c.Now, Fetch: fetcher}
		c.Feeds = feeds.New(feeds.Options{Articles: c.Added, Fetch: fetcher, Now: c.Now, Pause: 1})
		c.EditorGuilds = guilds
	})
	return editors{service, site.URL, dir}
}

var manager = commands.Actor{User: "700000000000000001", Guild: "1", Permissions: commands.ManagePermission, Locale: commands.English}

func (e editors) use(t *testing.T, a commands.Actor, name string, o commands.Options) commands.Reply {
	t.Helper()
	return e.Accept(commands.Input{Actor: a, Action: commands.Use{Command: name, Options: o}}).Run(t.Context())
}

// press presses the button with a label, of a reply that only the actor sees.
func (e editors) press(t *testing.T, a commands.Actor, r commands.Reply, label string) commands.Reply {
	t.Helper()
	for _, row := range r.Rows {
		for _, b := range row {
			if b.Label == label {
				task := e.Accept(commands.Input{Actor: a, Action: commands.Press{State: b.State, Reply: r.State, ByAsker: true}})
				return task.Run(t.Context())
			}
		}
	}
	t.Fatalf("there is no button %s under %s", label, said(r))
	return commands.Reply{}
}

// TestAdd reads a page, keeps it, asks it, removes it, brings it back, and looks at the log.
func TestAdd(t *testing.T) {
	e := withEditors(t, "1")
	preview := e.use(t, manager, "add", commands.Options{"link": e.site + "/a"})
	contains(t, "the preview", preview, "Ferries run hourly", "Outlet: Harbour Post", "20 November 2026", "Missing: Author", "every hour from April")
	question := commands.Options{"question": "How much do ferry tickets cost?"}
	if strings.Contains(said(e.use(t, manager, "ask", question)), "12 crowns") {
		t.Error("a draft is in the answers")
	}
	contains(t, "kept", e.press(t, manager, preview, "Keep"), "Kept", "added/")
	contains(t, "asked", e.use(t, manager, "ask", question), "12 crowns")
	contains(t, "kept twice", e.press(t, manager, preview, "Keep"), "decided already")
	again := e.use(t, manager, "add", commands.Options{"link": e.site + "/a/?#x", "keep": true})
	contains(t, "the same link", again, "With this link already: Ferries run hourly")
	contains(t, "a copy", e.use(t, manager, "add", commands.Options{"link": e.site + "/b"}), "In nearly the same words already: Ferries run hourly")
	contains(t, "discarded", e.press(t, manager, again, "Discard"), "Discarded")
	contains(t, "kept after that", e.press(t, manager, again, "Keep all the same"), "decided already")
	removed := e.use(t, manager, "remove", commands.Options{"article": "Ferries run hourly"})
	contains(t, "removed", removed, "Taken out")
	if strings.Contains(said(e.use(t, manager, "ask", question)), "12 crowns") {
		t.Error("a removed article is in the answers")
	}
	contains(t, "back", e.press(t, manager, removed, "Bring it back"), "It is back: added/")
	contains(t, "back twice", e.press(t, manager, removed, "Bring it back"), "decided already")
	contains(t, "asked", e.use(t, manager, "ask", question), "12 crowns")
	contains(t, "the log", e.use(t, manager, "log", nil), manager.User, "Added: Ferries", "Removed: Ferries", "Brought back: Ferries")
	e.use(t, manager, "forget", commands.Options{"who": "me"})
	if log := said(e.use(t, manager, "log", nil)); strings.Contains(log, manager.User) || !strings.Contains(log, "somebody · Added: Ferries") {
		t.Error(log)
	}
}

// TestAddRefused checks what cannot be added, with what the editor is told.
func TestAddRefused(t *testing.T) {
	e := withEditors(t, "1")
	for link, want := range map[string]string{e.site + "/picture": "no text that I can read", e.site + "/script": "no article at this address",
		"http://169.254.169.254/": "private or special network", "ftp://x/": "no web address", "http://a:b@example.org/": "user name or a password"} {
		contains(t, link, e.use(t, manager, "add", commands.Options{"link": link}), want)
	}
	contains(t, "words of a title", e.use(t, manager, "remove", commands.Options{"article": "harvest"}), "called exactly")
	if got := said(e.use(t, commands.Actor{User: "1", Guild: "1", Permissions: commands.ManagePermission, Locale: commands.Taiwan}, "add",
		commands.Options{"link": "http://10.0.0.1/"})); !strings.Contains(got, "特殊網路") {
		t.Error(got)
	}
}

// TestRights checks that only managers of a server with the right may change the corpus, by commands and by buttons that are
// forged, and that nobody else is shown those commands.
func TestRights(t *testing.T) {
	for name, c := range map[string]struct {
		guilds, joined []string
		actor          commands.Actor
		may            bool
	}{
		"a manager":                  {[]string{"1"}, nil, manager, true},
		"an administrator":           {[]string{"1"}, nil, commands.Actor{User: "2", Guild: "1", Permissions: commands.AdminPermission}, true},
		"the operator":               {nil, nil, commands.Actor{Operator: true}, true},
		"the only server's":          {nil, []string{"1"}, manager, true},
		"one of two servers'":        {nil, []string{"1", "2"}, manager, false},
		"before the first READY":     {nil, nil, manager, false},
		"a member":                   {[]string{"1"}, nil, commands.Actor{User: "2", Guild: "1", Permissions: ^(commands.AdminPermission | commands.ManagePermission)}, false},
		"another server's":           {[]string{"1"}, []string{"2"}, commands.Actor{User: "2", Guild: "2", Permissions: ^uint64(0)}, false},
		"in a direct message":        {[]string{"1"}, []string{"1"}, commands.Actor{User: "2", Permissions: ^uint64(0)}, false},
		"in a direct message, named": {[]string{""}, []string{""}, commands.Actor{User: "2", Permissions: ^uint64(0)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			e := withEditors(t, c.guilds...)
			e.Joined(c.joined)
			draft := testkit.Use(t, e.Service, commands.English, "add", commands.Options{"link": e.site})
			c.actor.Locale = commands.English
			want := "can use this"
			if c.may {
				want = "Ferries run hourly"
			}
			contains(t, "/add", e.use(t, c.actor, "add", commands.Options{"link": e.site}), want)
			if shown := strings.Contains(said(e.use(t, c.actor, "help", nil)), "/remove"); shown != c.may {
				t.Errorf("/help shows /remove: %v", shown)
			}
			contains(t, "/track", e.use(t, c.actor, "track", commands.Options{"address": e.site + "/feed"}), map[bool]string{true: "Harbour Post", false: "can use this"}[c.may])
			contains(t, "/tracked", e.use(t, c.actor, "tracked", nil), map[bool]string{true: "Tracked sites", false: "can use this"}[c.may])
			pressed := said(e.press(t, c.actor, draft, "Keep"))
			files, err := filepath.Glob(filepath.Join(e.dir, "added", "*", "*.md"))
			if err != nil || (len(files) > 0) != c.may || !c.may && !strings.Contains(pressed, "can use this") {
				t.Errorf("a forged press: %s, %v", pressed, files)
			}
			if !c.may {
				contains(t, "/remove", e.use(t, c.actor, "remove", commands.Options{"article": "harvest.txt"}), "can use this")
				if _, err := os.Stat(filepath.Join(e.dir, "harvest.txt")); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
