package rest_test

import (
	"log/slog"
	"strings"
	"sync"
	"testing"

	"lede/internal/commands"
	"lede/internal/discord"
	"lede/internal/discord/rest"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/state"
)

// registering returns a local Discord with 2,000 servers, and what registers in some of them; none: everywhere.
func registering(t *testing.T) (*discordtest.Client, func(guilds ...string) *rest.Registration) {
	t.Helper()
	client, err := discordtest.Start(localdiscord.Options{Guilds: 2000})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	s, err := state.Open(t.Context(), state.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return client, func(guilds ...string) *rest.Registration {
		return &rest.Registration{Client: rest.New(client.Token(), client.URL()), Commands: discord.Commands(commands.Table()), Guilds: guilds, Record: s, Log: slog.New(slog.DiscardHandler)}
	}
}

func run(t *testing.T, r *rest.Registration) {
	t.Helper()
	if err := r.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestScopes moves the commands from servers to other ones and to everywhere: each server has them once, whatever it had before, and no
// other server is asked.
func TestScopes(t *testing.T) {
	client, in := registering(t)
	one, two, three := localdiscord.Guild(1), localdiscord.Guild(2), localdiscord.Guild(1999)
	for _, guilds := range [][]string{{one, two}, {two, three}, nil, {one}, {one, one}, nil} {
		run(t, in(guilds...))
		named := map[string]bool{}
		for _, g := range guilds {
			named[g] = true
		}
		for _, g := range []string{one, two, three, localdiscord.GuildID} {
			want := 0
			if named[g] || len(guilds) == 0 {
				want = len(commands.Table())
			}
			if got := len(client.CommandsOf(g)); got != want {
				t.Errorf("in %q: %d commands in %s, want %d", guilds, got, g, want)
			}
		}
	}
	if n := client.Calls("/commands"); n > 32 {
		t.Errorf("%d calls", n)
	}
	before := client.Overwrites()
	run(t, in())
	if client.Overwrites() != before {
		t.Error("equal commands were registered again")
	}
}

// TestRegistrationsAtOnce registers from several processes at the same time, some of which fail at first: no command is there twice.
func TestRegistrationsAtOnce(t *testing.T) {
	client, in := registering(t)
	client.Fail("/commands", 500, 1)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() { run(t, in()) })
	}
	group.Wait()
	seen := map[string]bool{}
	for _, c := range client.Commands() {
		if seen[c.ID] || seen[c.Name] {
			t.Errorf("%s is there twice", c.Name)
		}
		seen[c.ID], seen[c.Name] = true, true
	}
	if len(seen) != 2*len(commands.Table()) {
		t.Errorf("%d commands", len(seen)/2)
	}
}

// TestRegistrationRefused registers with a wrong token.
func TestRegistrationRefused(t *testing.T) {
	client, in := registering(t)
	wrong := in()
	wrong.Client = rest.New("wrong", client.URL())
	if err := wrong.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "DISCORD_TOKEN") || strings.Contains(err.Error(), "wrong") {
		t.Errorf("ended with %v", err)
	}
	if !rest.IsBadToken(rest.ErrBadToken) {
		t.Error("a refused token is not seen as one")
	}
}
