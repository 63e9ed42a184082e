package gateway

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/contract"
	"lede/internal/discord"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

var (
	ann = localdiscord.User{ID: "800000000000000001", Name: "ann", Locale: "en-US"}
	bo  = localdiscord.User{ID: "800000000000000002", Name: "bo", Locale: "zh-TW"}
)

const patience = 60 * time.Second // a test waits this long for what should come at once

// testLog sends a bot's log to the test.
type testLog struct{ t testing.TB }

func (l testLog) Write(p []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

// setup is what a test may change before a bot starts.
type setup struct {
	Options
	Handler discord.Handler
	client  *discordtest.Client
}

// over has a bot answer out of a service of the test's own.
func over(s *commands.Service) func(*setup) { return func(o *setup) { o.Handler.Service = s } }

// deferred has a bot defer every reply.
func deferred(o *setup) { o.Handler.DeferAfter = time.Nanosecond }

// rig is a local Discord with a bot connected to it.
type rig struct {
	*discordtest.Client
	ctx     context.Context
	service *commands.Service
	stop    context.CancelFunc
	done    chan error
}

// connect starts a local Discord and a bot, and waits until the commands are there.
func connect(t testing.TB, server localdiscord.Options, change func(*setup)) *rig {
	t.Helper()
	if server.OnRequest == nil {
		server.OnRequest = contract.Load(t).Check
	}
	s, err := discordtest.Start(server)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	if _, ok := t.(*testing.B); ok {
		ctx, cancel = context.WithCancel(context.Background())
	}
	t.Cleanup(cancel)
	log := slog.New(slog.NewTextHandler(testLog{t}, nil))
	o := setup{Options: Options{Token: localdiscord.Token, APIURL: s.URL(), Commands: discord.Commands(commands.Table()), Log: log},
		Handler: discord.Handler{Service: testkit.Service(t, testkit.Shipped(), nil), Log: log}, client: s}
	if change != nil {
		change(&o)
	}
	o.Options.Handler = &o.Handler
	bot, err := New(o.Options)
	if err != nil {
		t.Fatal(err)
	}
	runCtx, stop := context.WithCancel(context.Background())
	r := &rig{Client: s, ctx: ctx, service: o.Handler.Service, stop: stop, done: make(chan error, 1)}
	go func() { r.done <- bot.Run(runCtx) }()
	t.Cleanup(func() {
		stop()
		select {
		case <-r.done:
		case <-time.After(patience):
			t.Error("the bot does not end")
		}
		s.Close()
	})
	return r
}

// ready waits until all commands are registered.
func (r *rig) ready(t testing.TB) *rig {
	t.Helper()
	if err := r.WaitCommands(r.ctx, len(commands.Table())); err != nil {
		t.Fatal(err)
	}
	return r
}

// slash uses a command and returns the message that answers.
func (r *rig) slash(t testing.TB, u localdiscord.User, name string, options map[string]any) localdiscord.Message {
	t.Helper()
	i, err := r.Slash(u, name, options)
	return r.answer(t, i, err)
}

func (r *rig) answer(t testing.TB, i *discordtest.Interaction, err error) localdiscord.Message {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	m, err := i.Wait(r.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if m.Pings {
		t.Errorf("message %s pings", m.ID)
	}
	return m
}

func (r *rig) click(t testing.TB, u localdiscord.User, m localdiscord.Message, label string) localdiscord.Message {
	t.Helper()
	for _, row := range m.Components {
		for _, c := range row.Components {
			if c.Label == label {
				i, err := r.Press(u, m, c.CustomID)
				return r.answer(t, i, err)
			}
		}
	}
	t.Fatalf("no button %q on %+v", label, m.Components)
	return localdiscord.Message{}
}

func question(text string) map[string]any { return map[string]any{"question": text} }

func wantText(t testing.TB, m localdiscord.Message, wants ...string) {
	t.Helper()
	text := m.Content
	for _, e := range m.Embeds {
		text += e.Title + "\n" + e.Description + "\n"
		if e.Footer != nil {
			text += e.Footer.Text
		}
	}
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestAsk(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	m := r.slash(t, ann, "ask", question("Where in London were the talks held?"))
	wantText(t, m, "Lancaster House", "Terra Daily", "2025-06-11", "Answered")
	if m.Ephemeral() || m.Embeds[0].Author.Name != "Where in London were the talks held?" {
		t.Errorf("message %+v", m)
	}
	link := m.Components[0].Components[4]
	if link.Style != 5 || !strings.HasPrefix(link.URL, "https://www.terradaily.com/") {
		t.Errorf("link button %+v", link)
	}
	wantText(t, r.slash(t, bo, "ask", question("Who won the Champions League final?")), "语料库中没有相关内容")
	private := r.slash(t, ann, "ask", map[string]any{"question": "Who went to Geneva?", "private": true})
	if !private.Ephemeral() || len(r.Messages(bo)) != 2 || len(r.Messages(ann)) != 3 {
		t.Error("a private reply is not private")
	}
}

func TestButtons(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	m := r.slash(t, ann, "ask", question("Where in London were the talks held?"))
	for _, label := range []string{"More passages", "Show in context", "Summary", "Why this?"} {
		if reply := r.click(t, bo, m, label); !reply.Ephemeral() || reply.ID == m.ID {
			t.Errorf("%s: not a private message of its own", label)
		}
	}
	found := r.slash(t, ann, "search", map[string]any{"query": "China US trade", "until": "2026-01-01"})
	wantText(t, found, "Page 1 of", "before:2026-01-01")
	turned := r.click(t, ann, found, "Next ▶")
	wantText(t, turned, "Page 2 of", "before:2026-01-01")
	if turned.ID != found.ID {
		t.Error("the asker's own paging makes a new message")
	}
	if other := r.click(t, bo, turned, "◀ Previous"); other.ID == found.ID || !other.Ephemeral() {
		t.Error("another user's paging changes the asker's message")
	}
	menu := turned.Components[1].Components[0]
	i, err := r.Press(ann, turned, menu.CustomID, menu.Options[0].Value)
	if opened := r.answer(t, i, err); !opened.Ephemeral() {
		t.Error("an opened passage is not private")
	}
}

func TestAutocomplete(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	choices, err := r.Autocomplete(r.ctx, ann, "summary", "article", map[string]any{"article": "geneva JOINT"})
	if err != nil || len(choices) != 1 || !strings.HasPrefix(choices[0].Name, "Geneva joint statement") {
		t.Fatalf("%+v, %v", choices, err)
	}
	m := r.slash(t, ann, "summary", map[string]any{"article": choices[0].Value, "length": "short"})
	wantText(t, m, "Geneva joint statement", "The White House")
	none, err := r.Autocomplete(r.ctx, ann, "ask", "source", map[string]any{"source": "zzz"})
	if err != nil || len(none) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

func TestCommandSync(t *testing.T) {
	old := localdiscord.Command{Type: 1, Name: "old", Description: "gone"}
	s := connect(t, localdiscord.Options{}, func(o *setup) {
		o.Guilds = []string{localdiscord.GuildID}
		if err := o.client.SetCommands("", old); err != nil {
			t.Fatal(err)
		}
	}).ready(t)
	first := s.Overwrites()
	s.InvalidateSessions() // a new session syncs again
	s.DropConnections()
	if err := s.WaitReady(s.ctx, 2); err != nil {
		t.Fatal(err)
	}
	s.slash(t, ann, "help", nil)
	if got := s.Overwrites(); got != first {
		t.Errorf("equal commands were registered again: %d overwrites, then %d", first, got)
	}
	for _, c := range s.Commands() {
		if c.Name == "old" || c.GuildID != localdiscord.GuildID || c.Descriptions["zh-CN"] == "" {
			t.Errorf("command %+v", c)
		}
	}
}

func TestDeferral(t *testing.T) {
	r := connect(t, localdiscord.Options{}, deferred).ready(t)
	wantText(t, r.slash(t, ann, "ask", question("Where in London were the talks held?")), "Lancaster House")
	m := r.slash(t, ann, "search", map[string]any{"query": "rare earth"})
	if turned := r.click(t, ann, m, "Next ▶"); turned.ID != m.ID {
		t.Error("a deferred update makes a new message")
	}
	if private := r.slash(t, ann, "latest", map[string]any{"private": true}); !private.Ephemeral() {
		t.Error("a private deferred reply is public")
	}
}

func TestErrorsArePrivate(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	for name, options := range map[string]map[string]any{
		"ask":     {"question": "?!"},
		"search":  {"query": "magnets", "since": "soon"},
		"summary": {"article": "no such article anywhere"},
	} {
		if m := r.slash(t, ann, name, options); !m.Ephemeral() {
			t.Errorf("%s: the error is public", name)
		}
	}
	if n := len(r.Messages(bo)); n != 0 {
		t.Errorf("%d public messages", n)
	}
}

// TestFailureAfterDeferral closes the index under a question that was deferred: the placeholder goes, and the
// apology is private and names no cause.
func TestFailureAfterDeferral(t *testing.T) {
	r := connect(t, localdiscord.Options{}, deferred).ready(t)
	if err := r.service.Corpus.Close(); err != nil {
		t.Fatal(err)
	}
	m := r.slash(t, ann, "ask", question("Where in London were the talks held?"))
	wantText(t, m, "Something went wrong")
	if !m.Ephemeral() || len(r.Messages(bo)) != 0 {
		t.Errorf("the failure is public: %+v", r.Messages(bo))
	}
}

func TestBusy(t *testing.T) {
	r := connect(t, localdiscord.Options{}, over(testkit.Service(t, testkit.Shipped(), func(c *commands.Config) { c.PerUser = 2 }))).ready(t)
	for range 2 {
		r.slash(t, ann, "help", nil)
	}
	m := r.slash(t, ann, "sources", nil)
	wantText(t, m, "I am busy; please try again in")
	if !m.Ephemeral() {
		t.Error("busy is public")
	}
	wantText(t, r.slash(t, bo, "sources", nil), "语料库收录范围")
}

func TestRestFaults(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	for name, fault := range map[string]func(){
		"500":        func() { r.Fail("/callback", 500, 1) },
		"502":        func() { r.Fail("/callback", 502, 1) },
		"429":        func() { r.RateLimit("/callback", 300*time.Millisecond, 1, false) },
		"global 429": func() { r.RateLimit("/callback", 300*time.Millisecond, 1, true) },
	} {
		fault()
		before := len(r.Messages(ann))
		wantText(t, r.slash(t, ann, "ask", question("Where in London were the talks held?")), "Lancaster House")
		if n := len(r.Messages(ann)); n != before+1 {
			t.Errorf("%s: %d messages", name, n-before)
		}
	}
}

func TestGatewayFaults(t *testing.T) {
	for name, fault := range gatewayFaults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := connect(t, localdiscord.Options{HeartbeatInterval: 500 * time.Millisecond}, nil).ready(t)
			fault(r)
			r.answered(t)
			seen := map[string]bool{}
			for _, m := range r.Messages(ann) {
				if seen[m.Interaction] && !m.Failed {
					t.Errorf("interaction %s was answered twice", m.Interaction)
				}
				seen[m.Interaction] = true
			}
		})
	}
}

// answered asks until a question is answered once: one that is asked while no session is there is lost, as it
// would be with Discord.
func (r *rig) answered(t testing.TB) {
	t.Helper()
	for {
		i, err := r.Slash(ann, "help", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = i.Wait(r.ctx); err == nil {
			return
		}
		if r.ctx.Err() != nil {
			t.Fatal("no answer after the fault")
		}
	}
}

func TestFatalClose(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	r.CloseWith(4004)
	select {
	case err := <-r.done:
		if err == nil || !strings.Contains(err.Error(), "token") || strings.Contains(err.Error(), localdiscord.Token) {
			t.Errorf("ended with %v", err)
		}
		r.done <- err
	case <-r.ctx.Done():
		t.Fatal("the bot goes on after 4004")
	}
}

func TestWrongToken(t *testing.T) {
	r := connect(t, localdiscord.Options{}, func(o *setup) { o.Token = "wrong" })
	select {
	case err := <-r.done:
		if err == nil || strings.Contains(err.Error(), "wrong") {
			t.Errorf("ended with %v", err)
		}
		r.done <- err
	case <-r.ctx.Done():
		t.Fatal("the bot goes on with a wrong token")
	}
}

func TestGatewayBot(t *testing.T) {
	r := connect(t, localdiscord.Options{NoGatewayRoute: true}, nil).ready(t)
	r.slash(t, ann, "help", nil)
}

// TestEndFinishesWork ends the bot while a reply is under way.
func TestEndFinishesWork(t *testing.T) {
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	r.Delay("/callback", 500*time.Millisecond, 1)
	i, err := r.Slash(ann, "ask", question("Where in London were the talks held?"))
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond) // the interaction is on its way
	r.stop()
	wantText(t, r.answer(t, i, nil), "Lancaster House")
	if err := <-r.done; err != nil {
		t.Error(err)
	}
	r.done <- nil
}

// TestButtonsAfterChange presses buttons of an answer whose article has changed, and then gone.
func TestButtonsAfterChange(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	put := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("The harvest of Ruritania failed on 3 March 2024. Nobody knows why.")
	r := connect(t, localdiscord.Options{}, over(testkit.Service(t, dir, nil))).ready(t)
	m := r.slash(t, ann, "ask", question("When did the harvest of Ruritania fail?"))
	resync := func() {
		t.Helper()
		if _, err := r.service.Corpus.Sweep(t.Context(), false); err != nil {
			t.Fatal(err)
		}
	}
	put("Corrected: the harvest of Ruritania failed on 4 March 2024. Nobody knows why.")
	resync()
	wantText(t, r.click(t, bo, m, "Show in context"), "有改动")
	wantText(t, r.click(t, ann, m, "Summary"), "Corrected")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	resync()
	gone := r.click(t, ann, m, "Summary")
	wantText(t, gone, "not in the corpus any more")
	if !gone.Ephemeral() {
		t.Error("the message is public")
	}
}
