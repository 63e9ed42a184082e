package localdiscord

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// interaction is one use of the bot by a user.
type interaction struct {
	id        string
	token     string
	user      User
	channel   Channel
	created   time.Time
	command   string // as the page shows it, "/ask"; "" for a component
	kind      int
	target    *Message // the message with the pressed component
	responded bool
	failed    bool     // no first response came in time
	original  *Message // the first response, or target where that is changed
	choices   []Choice
}

// Commands returns the commands that members of the first guild see: the guild's own and the global ones.
func (s *Server) Commands() []Command { return s.CommandsOf(GuildID) }

// CommandsOf returns the commands that members of a guild see.
func (s *Server) CommandsOf(guild string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Concat(s.commands[guild], s.commands[""])
}

// CommandsFor returns the commands that a user sees in the guild: those that require a permission only if the user has it.
func (s *Server) CommandsFor(u User) []Command { return s.commandsInGuild(GuildID, u) }

func (s *Server) commandsInGuild(guild string, u User) []Command {
	return slices.DeleteFunc(s.CommandsOf(guild), func(c Command) bool { return !c.isFor(inGuild) || !u.has(c.Permissions) })
}

// commandsIn returns the commands that a user sees in a channel. In a direct one those are global ones for that context.
func (s *Server) commandsIn(c Channel, u User) []Command {
	if c.User == "" {
		return s.commandsInGuild(c.Guild, u)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.commands[""]), func(c Command) bool { return !c.isFor(inDirect) })
}

// Contexts of an interaction.
const (
	inGuild  = 0
	inDirect = 1
)

// isFor reports whether a command is for a context. One that names none is for all of them.
func (c Command) isFor(context int) bool {
	return len(c.Contexts) == 0 || slices.Contains(c.Contexts, context)
}

// Connected reports whether a bot is connected.
func (s *Server) Connected() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		if session.socket != nil {
			return true
		}
	}
	return false
}

// lastPushedOut returns when a second bot last took the place of one that was connected, zero for never.
func (s *Server) lastPushedOut() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pushedOut
}

// Messages returns the messages that a user sees in all channels, the oldest first.
func (s *Server) Messages(u User) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.messages {
		if c, ok := s.channel(m.Channel); ok && c.isSeenBy(u) && m.isSeenBy(u) {
			out = append(out, *m)
		}
	}
	return out
}

// isSeenBy reports whether a user who sees the channel sees the message.
func (m *Message) isSeenBy(u User) bool { return !m.Deleted && (!m.Ephemeral() || m.Asker.ID == u.ID) }

// place returns a channel that a user sees; "" is the guild's first one.
func (s *Server) place(u User, id string) (Channel, error) {
	if id == "" {
		id = ChannelID
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.channel(id)
	if !ok || !c.isSeenBy(u) {
		return c, fmt.Errorf("%s does not see channel %s", u.Name, id)
	}
	return c, nil
}

// Slash uses a command in the guild's first channel and returns the interaction's id. It fails if Discord's client would not
// send the options.
func (s *Server) Slash(u User, name string, options map[string]any) (id string, err error) {
	return s.SlashIn(ChannelID, u, name, options)
}

// SlashIn uses a command in a channel.
func (s *Server) SlashIn(channel string, u User, name string, options map[string]any) (id string, err error) {
	c, err := s.place(u, channel)
	if err != nil {
		return "", err
	}
	data, err := s.slashData(c, u, name, options, "")
	if err != nil {
		return "", err
	}
	return s.interact(u, c, useCommand, data, nil).id, nil
}

// Autocomplete asks for suggestions for the focused option in the guild's first channel, and waits for them.
func (s *Server) Autocomplete(ctx context.Context, u User, name, focused string, options map[string]any) ([]Choice, error) {
	return s.autocompleteIn(ctx, ChannelID, u, name, focused, options)
}

func (s *Server) autocompleteIn(ctx context.Context, channel string, u User, name, focused string, options map[string]any) ([]Choice, error) {
	c, err := s.place(u, channel)
	if err != nil {
		return nil, err
	}
	data, err := s.slashData(c, u, name, options, focused)
	if err != nil {
		return nil, err
	}
	i := s.interact(u, c, autocomplete, data, nil)
	err = s.Wait(ctx, "suggestions", func() bool { return s.settled(i) })
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil && i.failed {
		err = fmt.Errorf("%s: loading options failed", name)
	}
	return i.choices, err
}

// settled reports whether an interaction has its first response, or its time is over.
func (s *Server) settled(i *interaction) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return i.responded || i.failed
}

// UseOn uses a message command on a message that the user sees, and returns the interaction's id.
func (s *Server) UseOn(u User, name, messageID string) (id string, err error) {
	s.mu.Lock()
	m, place := s.seen(u, messageID)
	s.mu.Unlock()
	if m == nil {
		return "", fmt.Errorf("%s does not see message %s", u.Name, messageID)
	}
	list := s.commandsIn(place, u)
	at := slices.IndexFunc(list, func(c Command) bool { return c.Name == name && c.Type == messageCommand })
	if at < 0 {
		return "", fmt.Errorf("there is no command %s on messages", name)
	}
	s.mu.Lock()
	target := s.wire(m)
	s.mu.Unlock()
	data := map[string]any{"id": list[at].ID, "name": name, "type": messageCommand, "target_id": messageID,
		"resolved": map[string]any{"messages": map[string]any{messageID: target}}}
	return s.interact(u, place, useCommand, data, nil).id, nil
}

// Press presses a button, or picks values of a select, and returns the interaction's id. It fails if the user does not see
// the message, or if it has no such component.
func (s *Server) Press(u User, messageID, customID string, values ...string) (id string, err error) {
	s.mu.Lock()
	target, place := s.seen(u, messageID)
	if target == nil {
		s.mu.Unlock()
		return "", fmt.Errorf("%s does not see message %s", u.Name, messageID)
	}
	c, ok := target.custom(customID)
	s.mu.Unlock()
	if !ok {
		return "", fmt.Errorf("message %s has no enabled component %q", messageID, customID)
	}
	for _, v := range values {
		if !slices.ContainsFunc(c.Options, func(o SelectOption) bool { return o.Value == v }) {
			return "", fmt.Errorf("select %q does not offer %q", customID, v)
		}
	}
	data := map[string]any{"id": c.ID, "custom_id": customID, "component_type": c.Type}
	if c.Type == typeSelect {
		if least, most := c.valueLimits(); len(values) < least || len(values) > most {
			return "", fmt.Errorf("select %q takes %d to %d values, not %d", customID, least, most, len(values))
		}
		data["values"] = values
	}
	return s.interact(u, place, useComponent, data, target).id, nil
}

// seen returns a message that a user sees, with its channel; nil for none. The server must be locked.
func (s *Server) seen(u User, messageID string) (*Message, Channel) {
	at := slices.IndexFunc(s.messages, func(o *Message) bool { return o.ID == messageID && o.isSeenBy(u) })
	if at < 0 {
		return nil, Channel{}
	}
	c, ok := s.channel(s.messages[at].Channel)
	if !ok || !c.isSeenBy(u) {
		return nil, Channel{}
	}
	return s.messages[at], c
}

// Types of an interaction.
const (
	useCommand   = 2
	useComponent = 3
	autocomplete = 4
	submitForm   = 5
)

// interact creates an interaction and sends it to the bot.
func (s *Server) interact(u User, c Channel, kind int, data map[string]any, target *Message) *interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[u.ID] = true
	i := &interaction{id: s.newID(), user: u, channel: c, created: time.Now(), kind: kind, target: target}
	i.token = rand.Text()
	if name, ok := data["name"].(string); ok {
		i.command = name
		if data["type"] == slashCommand {
			i.command = "/" + name
		}
	}
	s.remember(i)
	event := map[string]any{
		"id": i.id, "application_id": AppID, "type": kind, "token": i.token, "version": 1, "data": data,
		"channel_id": c.ID, "channel": c.wire(), "locale": u.Locale,
		"app_permissions": strconv.FormatUint(s.botPermissions(c.ID), 10), "entitlements": []any{},
	}
	maps.Copy(event, u.in(c))
	if target != nil {
		event["message"] = s.wire(target)
	}
	s.send(i, event)
	time.AfterFunc(s.options.FirstResponse, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if i.responded || s.closed {
			return
		}
		i.failed = true
		if i.kind != autocomplete {
			s.post(i, &messageBody{Flags: flagEphemeral}).Failed = true
		}
		s.touch()
	})
	return i
}

// send sends an interaction to the bot, over HTTP or over the gateway. The server must be locked.
func (s *Server) send(i *interaction, event map[string]any) {
	if s.endpoint == "" {
		s.dispatch("INTERACTION_CREATE", event)
		return
	}
	for _, d := range s.options.Interference.Event("INTERACTION_CREATE", event) {
		time.AfterFunc(d.After, func() { s.push(i, d.Payload) })
	}
}

// interactionsKept is how many interactions can still be answered. Discord has no such limit.
const interactionsKept = 4096

// remember keeps an interaction for TokenLife, at most interactionsKept of them. The server must be locked.
func (s *Server) remember(i *interaction) {
	s.interactions[i.token] = i
	s.tokens = append(s.tokens, i.token)
	for len(s.tokens) > 1 {
		oldest := s.interactions[s.tokens[0]]
		if len(s.tokens) <= interactionsKept && time.Since(oldest.created) <= s.options.TokenLife {
			return
		}
		delete(s.interactions, s.tokens[0])
		s.tokens = s.tokens[1:]
	}
}

// Dismiss removes an ephemeral message of the user. It ignores other messages.
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
