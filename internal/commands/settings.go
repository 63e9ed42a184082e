package commands

import (
	"context"
	"slices"
	"strings"

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
	var changed []string
	for _, name := range []string{"editors", "language", "channel", "replies"} {
		if o.Text(name) != "" {
			changed = append(changed, name)
		}
	}
	r := SettingsResult{Changed: len(changed) > 0, OwnsCorpus: s.ownsCorpus(a.Guild)}
	var err error
	if !r.Changed {
		r.Settings, err = s.Added.State.Settings(ctx, a.Guild)
		return r, err
	}
	e := state.Entry{At: s.Now(), By: editorOf(a), Action: state.Set, Subject: strings.Join(changed, ", ")}
	r.Settings, err = s.Added.State.ChangeSettings(ctx, a.Guild, e, func(g *state.Settings) error { return change(g, o) })
	if err == nil {
		s.settings.put(r.Settings)
	}
	return r, err
}

// change changes settings as far as options name them. The error is a *UserError.
func change(g *state.Settings, o Options) error {
	if role := o.Text("editors"); role != "" {
		g.Editors = toggled(g.Editors, role)
	}
	if language := o.Text("language"); language == ownLanguage {
		g.Language = ""
	} else if language != "" {
		g.Language = language
	}
	if channel := o.Text("channel"); channel != "" {
		g.Channel = channel
	}
	if replies := o.Text("replies"); replies != "" {
		g.Private = replies == privateReplies
	}
	if len(g.Editors) > maxEditorRoles {
		return refuse("There are %d roles of editors already; take one back first.", maxEditorRoles)
	}
	return nil
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

// settings are those of one server.
type settings struct{ state.Settings }

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
