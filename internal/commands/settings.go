package commands

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/internal/state"
)

func settingsCommand() Command {
	return Command{
		Name: "settings", Description: "How I work in this server: editors, language, channel, private replies",
		Options: []Option{
			{Name: "editors", Description: "A role whose members may add and remove articles; name it again to take that back", Kind: Role},
			{Name: "language", Description: "Language of all replies in this server", Choices: []Choice{{"each reader's own", ownLanguage},
				{"English", string(English)}, {"Chinese (simplified)", string(Chinese)}, {"Chinese (traditional)", string(Taiwan)}}},
			{Name: "channel", Description: "Channel for posts that name none", Kind: Channel},
			{Name: "replies", Description: "Who sees the replies", Choices: []Choice{{"everybody", publicReplies}, {"only who asked", privateReplies}}},
		},
		Ephemeral: true, Manager: true, NeedsState: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			return func(ctx context.Context) (Result, error) { return s.set(ctx, a, o) }, nil
		},
	}
}

// Values of the options of /settings.
const (
	ownLanguage    = "own"
	publicReplies  = "public"
	privateReplies = "private"
)

// set changes the settings of the actor's server as far as options name them, and shows them.
func (s *Service) set(ctx context.Context, a Actor, o Options) (Result, error) {
	s.settings.changing.Lock()
	defer s.settings.changing.Unlock()
	g := s.settings.of(a.Guild).Settings
	g.Guild = a.Guild
	var changed []string
	set := func(name string, apply func(value string)) {
		if value := o.Text(name); value != "" {
			apply(value)
			changed = append(changed, name)
		}
	}
	set("editors", func(role string) { g.Editors = toggled(g.Editors, role) })
	set("language", func(l string) {
		if g.Language = l; l == ownLanguage {
			g.Language = ""
		}
	})
	set("channel", func(c string) { g.Channel = c })
	set("replies", func(r string) { g.Private = r == privateReplies })
	if len(g.Editors) > maxEditorRoles {
		return nil, refuse("There are %d roles of editors already; take one back first.", maxEditorRoles)
	}
	if len(changed) > 0 {
		e := state.Entry{At: s.Now(), By: editorOf(a), Action: state.Set, Subject: strings.Join(changed, ", ")}
		if err := s.Added.State.SaveSettings(ctx, g, e); err != nil {
			return nil, err
		}
		s.settings.put(g)
	}
	return SettingsResult{Settings: g, Changed: len(changed) > 0, OwnsCorpus: s.ownsCorpus(a.Guild)}, nil
}

// maxEditorRoles is how many roles a server may name; their list fits into a reply.
const maxEditorRoles = 20

// toggled returns a list with a value added, or taken out if it is there.
func toggled(list []string, value string) []string {
	if slices.Contains(list, value) {
		return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return v == value })
	}
	return append(slices.Clone(list), value)
}

// guildSettings are the settings of all servers, in memory. They are read from the state when they are first asked for.
type guildSettings struct {
	load func() ([]state.Settings, error) // nil without a state
	log  *slog.Logger

	changing sync.Mutex // locked from the reading of settings to the writing of changed ones

	mu     sync.Mutex
	loadAt time.Time // when they are read next; zero once they are there
	guilds map[string]settings
}

// settings are those of one server.
type settings struct{ state.Settings }

// Waits for the settings: how long reading them may take, which must leave time for a first response, and how long after a
// failure they are read again.
const (
	loadSettings  = time.Second
	againSettings = 10 * time.Second
)

func newGuildSettings(c Config) *guildSettings {
	g := &guildSettings{guilds: map[string]settings{}, log: c.Log}
	if c.Added != nil {
		g.loadAt = time.Now()
		g.load = func() ([]state.Settings, error) {
			ctx, cancel := context.WithTimeout(context.Background(), loadSettings)
			defer cancel()
			return c.Added.State.AllSettings(ctx)
		}
	}
	return g
}

// of returns the settings of a server; the zero settings where it has none, and as long as they cannot be read.
func (g *guildSettings) of(guild string) settings {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now := time.Now(); !g.loadAt.IsZero() && !now.Before(g.loadAt) {
		all, err := g.load()
		if g.loadAt = now.Add(againSettings); err == nil {
			g.loadAt = time.Time{}
		} else {
			g.log.Error("the settings of the servers cannot be read; the defaults are in force", "err", err)
		}
		for _, one := range all {
			g.guilds[one.Guild] = settings{one}
		}
	}
	return g.guilds[guild]
}

func (g *guildSettings) put(one state.Settings) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.guilds[one.Guild] = settings{one}
}

// hasEditor reports whether one of a member's roles makes them an editor.
func (s settings) hasEditor(roles []string) bool {
	return slices.ContainsFunc(roles, func(role string) bool { return slices.Contains(s.Editors, role) })
}

// Locale returns the language that an actor is answered in: the server's, if it has one, else their own.
func (s *Service) Locale(a Actor) Locale {
	if l := s.settings.of(a.Guild).Language; l != "" && a.Guild != "" {
		return Locale(l)
	}
	return a.Locale
}

// isPrivate reports whether the actor alone sees a reply: the option says so, or else the settings of the server.
func (s *Service) isPrivate(a Actor, o Options) bool {
	if o.Has("private") {
		return o.Flag("private")
	}
	return a.Guild != "" && s.settings.of(a.Guild).Private
}

// SettingsResult are the settings of a server.
type SettingsResult struct {
	state.Settings
	Changed    bool
	OwnsCorpus bool // its editors may change the corpus
}

// SettingsRecord are the settings of a server for programs.
type SettingsRecord struct {
	Guild    string   `json:"guild"`
	Editors  []string `json:"editors"`  // ids of roles
	Language string   `json:"language"` // empty for each reader's own
	Channel  string   `json:"channel"`  // id; empty for none
	Private  bool     `json:"private"`
}

// Record returns a SettingsRecord.
func (r SettingsResult) Record() any {
	return SettingsRecord{r.Guild, listed(r.Editors), r.Language, r.Channel, r.Private}
}
