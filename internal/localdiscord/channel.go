package localdiscord

import (
	"encoding/json"
	"net/http"
	"slices"
)

// Channel is a place for messages: of the guild, or direct between the bot and one user.
type Channel struct {
	ID   string
	Name string // without "#"; "" of a direct one
	User string // id of the user of a direct one; "" of the guild's

	Guild string // id; "" of a direct one
}

// Types of channel.
const (
	guildText     = 0
	directMessage = 1
)

// Permissions of a member or of the bot in a channel (discord-api-docs, "Permissions").
const (
	Administrator uint64 = 1 << 3
	ManageGuild   uint64 = 1 << 5
	ViewChannel   uint64 = 1 << 10
	SendMessages  uint64 = 1 << 11
)

// guildChannels are the channels of so many guilds at the start.
func guildChannels(guilds int) []Channel {
	out := []Channel{{ID: ChannelID, Name: "articles", Guild: GuildID}, {ID: NewsChannelID, Name: "news", Guild: GuildID}}
	for n := 1; n < guilds; n++ {
		out = append(out, Channel{ID: idOf(n, ChannelID), Name: "articles", Guild: Guild(n)})
	}
	return out
}

// wire returns the channel as Discord sends it.
func (c Channel) wire() map[string]any {
	if c.User == "" {
		return map[string]any{"id": c.ID, "type": guildText, "guild_id": c.Guild, "name": c.Name, "permission_overwrites": []any{}}
	}
	return map[string]any{"id": c.ID, "type": directMessage, "recipients": []any{map[string]any{"id": c.User, "username": c.User, "discriminator": "0", "avatar": nil}}}
}

// isSeenBy reports whether a user sees the channel.
func (c Channel) isSeenBy(u User) bool { return c.User == "" || c.User == u.ID }

// ChannelsFor returns the channels that a user sees on the page: the first guild's, then the direct one with the bot.
func (s *Server) ChannelsFor(u User) []Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.direct(u.ID)
	return slices.DeleteFunc(slices.Clone(s.channels), func(c Channel) bool { return !c.isSeenBy(u) || c.User == "" && c.Guild != GuildID })
}

// Direct returns the id of the direct channel between the bot and a user.
func (s *Server) Direct(u User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.direct(u.ID).ID
}

// direct returns the direct channel of a user, which is made when it is first needed. The server must be locked.
func (s *Server) direct(user string) Channel {
	at := slices.IndexFunc(s.channels, func(c Channel) bool { return c.User == user })
	if at < 0 {
		at = len(s.channels)
		s.channels = append(s.channels, Channel{ID: s.newID(), User: user})
	}
	return s.channels[at]
}

// channel returns the channel with an id. The server must be locked.
func (s *Server) channel(id string) (Channel, bool) {
	at := slices.IndexFunc(s.channels, func(c Channel) bool { return c.ID == id })
	if at < 0 {
		return Channel{}, false
	}
	return s.channels[at], true
}

// DeleteChannel deletes a channel with its messages, as an administrator would.
func (s *Server) DeleteChannel(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels = slices.DeleteFunc(s.channels, func(c Channel) bool { return c.ID == id })
	for _, m := range s.messages {
		m.Deleted = m.Deleted || m.Channel == id
	}
	s.touch()
}

// Permit sets the bot's permissions in a channel. At the start they are ViewChannel and SendMessages; in a direct channel, 0
// means that its user takes no messages of bots.
func (s *Server) Permit(channel string, permissions uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.permissions[channel] = permissions
}

// botPermissions returns the bot's permissions in a channel. The server must be locked.
func (s *Server) botPermissions(channel string) uint64 {
	if p, ok := s.permissions[channel]; ok {
		return p
	}
	return ViewChannel | SendMessages
}

// The errors about channels that Discord documents, by their codes.
var (
	errUnknownChannel = &apiError{http.StatusNotFound, 10003, "Unknown Channel", nil}
	errNoAccess       = &apiError{http.StatusForbidden, 50001, "Missing Access", nil}
	errNoDirect       = &apiError{http.StatusForbidden, 50007, "Cannot send messages to this user", nil}
	errNoPermission   = &apiError{http.StatusForbidden, 50013, "Missing Permissions", nil}
	errNoRecipient    = &apiError{http.StatusBadRequest, 50033, "Invalid Recipient(s)", nil}
)

// visible returns the channel of a request, if the bot sees it. The server must be locked.
func (s *Server) visible(r *http.Request) (Channel, error) {
	c, ok := s.channel(r.PathValue("channel_id"))
	switch {
	case !ok:
		return c, errUnknownChannel
	case c.User == "" && s.botPermissions(c.ID)&ViewChannel == 0:
		return c, errNoAccess
	}
	return c, nil
}

func (s *Server) getChannel(r *http.Request, _ []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.visible(r)
	if err != nil {
		return nil, err
	}
	return c.wire(), nil
}

// postDirect returns the direct channel between the bot and a user.
func (s *Server) postDirect(_ *http.Request, body []byte) (any, error) {
	var in struct {
		Recipient json.Number `json:"recipient_id"`
	}
	if err := decode(body, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.known[in.Recipient.String()] {
		return nil, errNoRecipient
	}
	c := s.direct(in.Recipient.String())
	s.touch()
	return c.wire(), nil
}
