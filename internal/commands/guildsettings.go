package commands

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"lede/internal/state"
)

// guildSettings are the settings of servers, in memory. Those of a server are read again when they are asked for and some seconds old,
// since another process may have changed them.
type guildSettings struct {
	read func(ctx context.Context, guild string) (state.Settings, error) // nil without a state
	log  *slog.Logger

	mu     sync.Mutex
	guilds map[string]*guildEntry
	again  time.Time // nothing is read before, since it failed
}

// guildEntry are the settings of one server.
type guildEntry struct {
	reading sync.Mutex // locked while they are read

	settings settings  // guarded by guildSettings.mu, as is
	until    time.Time // when they are read again; zero if they never were
}

// Times of the settings: how long they count, how long reading them may take, which must leave time for a first response, and how
// long after a failure they are read again.
const (
	settingsLife  = 3 * time.Second
	readSettings  = time.Second
	againSettings = 10 * time.Second
)

func newGuildSettings(c Config) *guildSettings {
	g := &guildSettings{guilds: map[string]*guildEntry{}, log: c.Log}
	if c.Added != nil {
		g.read = c.Added.State.Settings
	}
	return g
}

// of returns the settings of a server; if they cannot be read those that were read last, else the zero settings.
func (g *guildSettings) of(guild string) settings {
	if guild == "" || g.read == nil {
		return settings{}
	}
	e := g.entry(guild)
	known, first, due := g.known(e)
	if !due {
		return known
	}
	if first {
		e.reading.Lock()
	} else if !e.reading.TryLock() {
		return known
	}
	defer e.reading.Unlock()
	if known, _, due = g.known(e); due {
		known = g.refresh(e, guild)
	}
	return known
}

func (g *guildSettings) entry(guild string) *guildEntry {
	g.mu.Lock()
	defer g.mu.Unlock()
	e, ok := g.guilds[guild]
	if !ok {
		e = &guildEntry{}
		g.guilds[guild] = e
	}
	return e
}

// known returns the settings as they were read last, whether they never were, and whether they are to be read now.
func (g *guildSettings) known(e *guildEntry) (known settings, never, due bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	return e.settings, e.until.IsZero(), now.After(e.until) && now.After(g.again)
}

// refresh reads the settings of a server.
func (g *guildSettings) refresh(e *guildEntry, guild string) settings {
	ctx, cancel := context.WithTimeout(context.Background(), readSettings)
	defer cancel()
	read, err := g.read(ctx, guild)
	g.mu.Lock()
	defer g.mu.Unlock()
	if err != nil {
		g.again = time.Now().Add(againSettings)
		g.log.Error("the settings of a server cannot be read; those that were read last are in force, or the defaults", "err", err)
		return e.settings
	}
	e.settings, e.until = settings{read}, time.Now().Add(settingsLife)
	return e.settings
}

// put sets settings that were written just now.
func (g *guildSettings) put(one state.Settings) {
	e := g.entry(one.Guild)
	g.mu.Lock()
	defer g.mu.Unlock()
	e.settings, e.until = settings{one}, time.Now().Add(settingsLife)
}
