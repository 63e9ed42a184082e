//go:build unix

package main

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/state"
	"lede/internal/testkit/postgres"
	"lede/internal/testkit/tcp"
)

// TestStateIsAway takes PostgreSQL away from a bot that works on one thing at a time: what a person decides waits and says so, a question
// is answered meanwhile, and the decision is carried out once when PostgreSQL is back. What still waits when the bot is ended says that it is not
// done.
func TestStateIsAway(t *testing.T) {
	t.Parallel()
	p := tcp.NewProxy(t, postgres.Empty(t))
	x := newIndexers(t, state.Options{URL: p.URL}, "limits:\n  questions_at_work: 1\n")
	bot := x.start(roleAll, "--data", t.TempDir())
	must(t, x.WaitCommands(t.Context(), len(commands.Table())))
	reader := localdiscord.Members()[0]
	use := func(name string, options map[string]any) *discordtest.Interaction {
		i, err := x.Slash(reader, name, options)
		must(t, err)
		return i
	}
	shows := func(i *discordtest.Interaction, want string) {
		t.Helper()
		x.until(want, time.Minute, func() bool {
			for _, m := range x.Messages(reader) {
				if m.ChangedBy == i.ID && strings.Contains(textOf(m), want) {
					return true
				}
			}
			return false
		})
	}
	question := map[string]any{"question": "Where are the old trams?"}
	shows(use("ask", question), "Old trams")
	p.Cut()
	follow := use("follow", map[string]any{"words": "harbour"})
	shows(follow, "I keep trying")
	shows(use("ask", question), "Old trams")
	p.Mend()
	shows(follow, "harbour")
	list, err := x.state.Follows(t.Context())
	must(t, err)
	if len(list) != 1 {
		t.Errorf("%d follows before it is confirmed", len(list))
	}
	p.Cut()
	follow = use("follow", map[string]any{"words": "ferries"})
	shows(follow, "I keep trying")
	must(t, bot.Process.Signal(syscall.SIGTERM))
	shows(follow, "as far as I know, that is not done")
	for _, m := range x.Messages(reader) {
		if strings.Contains(textOf(m), "I keep trying") {
			t.Error("a reply says for ever that the work waits")
		}
	}
}
