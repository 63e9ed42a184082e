package gateway

import (
	"cmp"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"lede/internal/commands"
	"lede/internal/contract"
	"lede/internal/discord"
	"lede/internal/discord/rest"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

var (
	ann  = localdiscord.User{ID: "800000000000000001", Name: "ann", Locale: "en-US"}
	bo   = localdiscord.User{ID: "800000000000000002", Name: "bo", Locale: "zh-TW"}
	boss = localdiscord.User{ID: "800000000000000009", Name: "boss", Locale: "en-US", Admin: true}
)

const patience = 60 * time.Second // the longest wait of a test

// logWriter keeps a bot's log and sends it to the test.
type logWriter struct {
	t    testing.TB
	mu   sync.Mutex
	text strings.Builder
}

func (l *logWriter) Write(p []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(p)))
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// has reports whether the log has a text.
func (l *logWriter) has(text string) bool { return strings.Contains(l.String(), text) }

// String returns the log so far.
func (l *logWriter) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// setup is what a test may change before a bot starts.
type setup struct {
	Options
	Guilds  []string    // in which the commands are registered; none: everywhere
	Record  rest.Record // where they were; nil: not known
	Handler discord.Handler
	client  *discordtest.Client
	spacing time.Duration // between two IDENTIFYs
	silence time.Duration // Gateway.patience; zero for its default
}

// over sets the service of a bot.
func over(s *commands.Service) func(*setup) { return func(o *setup) { o.Handler.Service = s } }

// deferred makes a bot defer every reply.
func deferred(o *setup) { o.Handler.DeferAfter = time.Nanosecond }

// rig is a local Discord with a connected bot.
type rig struct {
	*discordtest.Client
	t       testing.TB
	log     *logWriter
	ctx     context.Context
	service *commands.Service
	bot     *Gateway
	stop    context.CancelFunc
	done    chan error
}

// connect starts a local Discord and a bot.
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
	written := &logWriter{t: t}
	log := slog.New(slog.NewTextHandler(written, nil))
	o := setup{Options: Options{Token: s.Token(), Log: log},
		Handler: discord.Handler{Service: testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil), Log: log}, client: s}
	if change != nil {
		change(&o)
	}
	runCtx, stop := context.WithCancel(context.Background())
	r := &rig{Client: s, t: t, log: written, ctx: ctx, service: o.Handler.Service, stop: stop, done: make(chan error, 1)}
	r.bot = o.start(runCtx, r.done)
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

// start starts a bot.
func (o *setup) start(ctx context.Context, done chan<- error) *Gateway {
	o.Options.Handler, o.API, o.Lanes = &o.Handler, rest.New(o.Token, o.client.URL()), discord.NewLanes(0, o.Log)
	bot := New(o.Options)
	bot.budget.count.spacing = o.spacing
	bot.patience, bot.steady = cmp.Or(o.silence, bot.patience), 100*time.Millisecond
	commands := rest.Registration{Client: o.API, Commands: discord.Commands(commands.Table()), Guilds: o.Guilds, Record: o.Record, Log: o.Log}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return bot.Run(ctx) })
	group.Go(func() error {
		select {
		case <-bot.Begun():
			return commands.Run(ctx)
		case <-ctx.Done():
			return nil
		}
	})
	go func() { done <- group.Wait() }()
	return bot
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
	i, err := r.Press(u, m, component(t, m, label).CustomID)
	return r.answer(t, i, err)
}

// choose picks the n-th item of a message's menu.
func (r *rig) choose(t testing.TB, u localdiscord.User, m localdiscord.Message, n int) localdiscord.Message {
	t.Helper()
	for c := range m.All() {
		if len(c.Options) > n {
			i, err := r.Press(u, m, c.CustomID, c.Options[n].Value)
			return r.answer(t, i, err)
		}
	}
	t.Fatalf("no menu on %+v", m.Components)
	return localdiscord.Message{}
}

// component returns the component of a message with a label.
func component(t testing.TB, m localdiscord.Message, label string) localdiscord.Component {
	t.Helper()
	for c := range m.All() {
		if c.Label == label {
			return c
		}
	}
	t.Fatalf("no button %q on %+v", label, m.Components)
	return localdiscord.Component{}
}

func question(text string) map[string]any { return map[string]any{"question": text} }

func wantText(t testing.TB, m localdiscord.Message, wants ...string) {
	t.Helper()
	text := strings.ReplaceAll(strings.Join(m.Texts(), "\n"), "**", "")
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
