package localdiscord

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// User is a member of the guild.
type User struct {
	ID     string
	Name   string
	Locale string // "en-US", "zh-CN"
	Admin  bool   // an administrator of the guild
}

func (u User) wire() map[string]any {
	return map[string]any{"id": u.ID, "username": u.Name, "discriminator": "0", "avatar": nil, "global_name": u.Name}
}

// Interaction is one use of the bot by a user.
type Interaction struct {
	ID   string
	User User

	server       *Server
	token        string
	created      time.Time
	command      string // its name; "" for a component
	autocomplete bool
	target       *Message // that the pressed component stands on
	responded    bool
	failed       bool // no first response came in time
	took         time.Duration
	original     *Message
	followUps    []*Message
	choices      []Choice
}

// Commands returns the commands that members of the guild see: the guild's own and the global ones.
func (s *Server) Commands() []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Concat(s.commands[GuildID], s.commands[""])
}

// CommandsFor returns the commands that a user sees: those that ask for a permission only if the user is an
// administrator.
func (s *Server) CommandsFor(u User) []Command {
	return slices.DeleteFunc(s.Commands(), func(c Command) bool { return c.Permissions != nil && !u.Admin })
}

// Overwrites returns how often a bot has replaced the commands of a scope.
func (s *Server) Overwrites() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.puts
}

// SetCommands puts commands into a scope, as an earlier version of a bot would have; "" is the global one.
func (s *Server) SetCommands(guild string, list ...Command) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands[guild] = list
}

// WaitCommands waits until n commands are visible.
func (s *Server) WaitCommands(ctx context.Context, n int) error {
	return s.wait(ctx, "commands", func() bool { return len(s.commands[GuildID])+len(s.commands[""]) == n })
}

// WaitReady waits until n sessions have identified since the start and the last one is connected.
func (s *Server) WaitReady(ctx context.Context, n int) error {
	return s.wait(ctx, "a session", func() bool {
		connected := false
		for _, session := range s.sessions {
			connected = connected || session.connected()
		}
		return connected && len(s.sessions) >= n
	})
}

// Messages returns the messages that a user sees, the oldest first.
func (s *Server) Messages(u User) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.messages {
		if !m.Deleted && (!m.Ephemeral() || m.Asker.ID == u.ID) {
			out = append(out, *m)
		}
	}
	return out
}

// Slash uses a command. Options are checked as Discord's client does before it sends them.
func (s *Server) Slash(u User, name string, options map[string]any) (*Interaction, error) {
	data, err := s.slashData(u, name, options, "")
	if err != nil {
		return nil, err
	}
	return s.interact(u, 2, data, nil), nil
}

// Autocomplete asks for suggestions for the focused option, and waits for them.
func (s *Server) Autocomplete(ctx context.Context, u User, name, focused string, options map[string]any) ([]Choice, error) {
	data, err := s.slashData(u, name, options, focused)
	if err != nil {
		return nil, err
	}
	i := s.interact(u, 4, data, nil)
	err = s.wait(ctx, "suggestions", func() bool { return i.responded || i.failed })
	if err == nil && i.failed {
		err = fmt.Errorf("%s: loading options failed", name)
	}
	return i.choices, err
}

// slashData builds the data of a command's interaction.
func (s *Server) slashData(u User, name string, options map[string]any, focused string) (map[string]any, error) {
	list := s.CommandsFor(u)
	at := slices.IndexFunc(list, func(c Command) bool { return c.Name == name })
	if at < 0 {
		return nil, fmt.Errorf("there is no command %s", name)
	}
	var out []map[string]any
	known := 0
	for _, o := range list[at].Options {
		value, given := options[o.Name]
		if !given {
			if o.Required && focused == "" {
				return nil, fmt.Errorf("%s: option %s is required", name, o.Name)
			}
			continue
		}
		known++
		if err := o.accepts(value, o.Name == focused); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		item := map[string]any{"name": o.Name, "type": o.Type, "value": value}
		if o.Name == focused {
			item["focused"] = true
		}
		out = append(out, item)
	}
	if known != len(options) {
		return nil, fmt.Errorf("%s: one of %v is no option of it", name, options)
	}
	return map[string]any{"id": list[at].ID, "name": name, "type": 1, "options": out}, nil
}

// accepts reports why an option does not take a value.
func (o Option) accepts(value any, focused bool) error {
	text, isText := value.(string)
	_, isBool := value.(bool)
	switch {
	case o.Type == 3 && !isText || o.Type == 5 && !isBool:
		return fmt.Errorf("option %s does not take %T", o.Name, value)
	case isText && o.MaxLength != nil && utf8.RuneCountInString(text) > *o.MaxLength:
		return fmt.Errorf("option %s takes %d characters at most", o.Name, *o.MaxLength)
	case len(o.Choices) > 0 && !focused && !slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Value == value }):
		return fmt.Errorf("option %s does not offer %v", o.Name, value)
	}
	return nil
}

// Click presses a button of a message; Select picks values of a select. Both fail if the user does not see
// the message or the component is not on it.
func (s *Server) Click(u User, m Message, customID string) (*Interaction, error) {
	return s.component(u, m, customID, nil)
}

// Select picks values of a select; see Click.
func (s *Server) Select(u User, m Message, customID string, values ...string) (*Interaction, error) {
	return s.component(u, m, customID, values)
}

func (s *Server) component(u User, m Message, customID string, values []string) (*Interaction, error) {
	s.mu.Lock()
	at := slices.IndexFunc(s.messages, func(o *Message) bool { return o.ID == m.ID && !o.Deleted })
	if at < 0 || s.messages[at].Ephemeral() && s.messages[at].Asker.ID != u.ID {
		s.mu.Unlock()
		return nil, fmt.Errorf("%s does not see message %s", u.Name, m.ID)
	}
	target := s.messages[at]
	c, ok := target.custom(customID)
	s.mu.Unlock()
	if !ok {
		return nil, fmt.Errorf("message %s has no enabled component %q", m.ID, customID)
	}
	for _, v := range values {
		if !slices.ContainsFunc(c.Options, func(o SelectOption) bool { return o.Value == v }) {
			return nil, fmt.Errorf("select %q does not offer %q", customID, v)
		}
	}
	data := map[string]any{"custom_id": customID, "component_type": c.Type}
	if c.Type == 3 {
		data["values"] = values
	}
	return s.interact(u, 3, data, target), nil
}

// interact creates an interaction and sends it to the bot.
func (s *Server) interact(u User, kind int, data map[string]any, target *Message) *Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := &Interaction{ID: s.newID(), User: u, server: s, created: time.Now(), autocomplete: kind == 4, target: target}
	i.token = "token-" + i.ID
	if name, ok := data["name"].(string); ok {
		i.command = name
	}
	s.interactions[i.token] = i
	event := map[string]any{
		"id": i.ID, "application_id": AppID, "type": kind, "token": i.token, "version": 1, "data": data,
		"guild_id": GuildID, "channel_id": ChannelID, "locale": u.Locale, "guild_locale": "en-US", "context": 0,
		"member":          map[string]any{"user": u.wire(), "roles": []any{}, "permissions": permissionsOf(u), "joined_at": "2025-01-01T00:00:00.000000+00:00", "deaf": false, "mute": false, "flags": 0},
		"app_permissions": "0", "entitlements": []any{}, "authorizing_integration_owners": map[string]string{"0": GuildID},
	}
	if target != nil {
		event["message"] = target.wire()
	}
	s.dispatch("INTERACTION_CREATE", event)
	time.AfterFunc(s.options.FirstResponse, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if i.responded || s.closed {
			return
		}
		i.failed = true
		if !i.autocomplete {
			s.post(i, &messageBody{Flags: flagEphemeral}).Failed = true
		}
		s.touch()
	})
	return i
}

// administrator is Discord's permission bit that stands for all others.
const administrator = "8"

func permissionsOf(u User) string {
	if u.Admin {
		return administrator
	}
	return "0"
}

// Dismiss removes an ephemeral message for its user. It does nothing to any other.
func (s *Server) Dismiss(u User, messageID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.messages {
		if m.ID == messageID && m.Ephemeral() && m.Asker.ID == u.ID {
			m.Deleted = true
		}
	}
	s.touch()
}

// Wait waits for the bot's answer: the message that the interaction ends in, which is the first response, the
// edit of a deferred one, or the follow-up to a deferred one that was deleted. It fails where Discord would
// show "The application did not respond".
func (i *Interaction) Wait(ctx context.Context) (Message, error) {
	var final *Message
	err := i.server.wait(ctx, "an answer", func() bool {
		final = i.final()
		return final != nil || i.failed
	})
	if err != nil {
		return Message{}, err
	}
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	if final == nil {
		return Message{}, fmt.Errorf("the application did not respond")
	}
	return *final, nil
}

// final returns the message that stands when the bot is done, or nil.
func (i *Interaction) final() *Message {
	switch {
	case len(i.followUps) > 0:
		return i.followUps[len(i.followUps)-1]
	case i.original == nil || i.original.Deleted || i.original.Loading():
		return nil
	case i.original == i.target && i.target.Edits == 0:
		return nil
	}
	return i.original
}

// Took returns how long the first response took; 0 before there is one.
func (i *Interaction) Took() time.Duration {
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	return i.took
}
