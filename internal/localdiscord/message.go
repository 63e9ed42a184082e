package localdiscord

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Message is a message in a channel.
type Message struct {
	ID          string
	Channel     string // its id
	Content     string
	Embeds      []Embed
	Components  []Component
	Flags       int
	Author      *User // nil: the bot
	Attachments []Attachment
	Asker       User // whose interaction it answers; zero of a post
	Deleted     bool
	Pings       bool // it notified somebody when it was sent or edited
	Edits       int  // how often it was changed after it was sent
	Failed      bool // no response came in time: "The application did not respond"
	Sent        time.Time
	Nonce       string // of a post; "" for none

	Interaction string // id of the interaction that it answers
	ChangedBy   string // id of the interaction whose response sent it, or changed it last

	command string // the command that it answers, as the page shows it; "" for a component
	posted  bool   // the bot sent it without an interaction
}

// Ephemeral reports whether only its asker sees the message.
func (m *Message) Ephemeral() bool { return m.Flags&flagEphemeral != 0 }

// V2 reports whether the message is one of Components V2.
func (m *Message) V2() bool { return m.Flags&flagComponentsV2 != 0 }

// Loading reports whether the message is the placeholder of a deferred reply.
func (m *Message) Loading() bool { return m.Flags&flagLoading != 0 }

// messagesKept is how many messages a channel shows. Discord's client loads older ones when the reader scrolls up.
const messagesKept = 200

// post adds a message that answers an interaction. The server must be locked.
func (s *Server) post(i *interaction, body *messageBody) *Message {
	m := &Message{ID: s.newID(), Channel: i.channel.ID, Flags: body.Flags, Asker: i.user, Sent: time.Now(), Interaction: i.id, ChangedBy: i.id, command: i.command}
	m.fill(body)
	s.keep(m)
	return m
}

// keep adds a message, and deletes the oldest of its channel if there are more than messagesKept. The server must be locked.
func (s *Server) keep(m *Message) {
	s.messages = append(s.messages, m)
	n := 0
	for i := len(s.messages) - 1; i >= 0; i-- {
		old := s.messages[i]
		if old.Channel != m.Channel {
			continue
		}
		if n++; n > messagesKept {
			*old = Message{ID: old.ID, Channel: old.Channel, Deleted: true} // an interaction may still point to it
			s.messages = slices.Delete(s.messages, i, i+1)
			return
		}
	}
}

// apply changes a message by an edit in response to an interaction. Fields that the edit does not have stay as they are,
// and so does the ephemeral flag.
func (m *Message) apply(i *interaction, body *messageBody) {
	m.ChangedBy = i.id
	m.Flags &^= flagLoading
	m.Edits++
	m.fill(body)
}

func (m *Message) fill(body *messageBody) {
	m.Flags |= body.Flags & flagComponentsV2
	if body.Content != nil {
		m.Content = *body.Content
	} else if body.given["content"] {
		m.Content = ""
	}
	if body.Embeds != nil {
		m.Embeds = *body.Embeds
	} else if body.given["embeds"] {
		m.Embeds = nil
	}
	if body.Components != nil {
		m.Components = *body.Components
		number(m.Components)
	}
	m.Pings = m.Pings || pings(strings.Join(m.Texts(), "\n"), body.AllowedMentions)
}

var (
	userMention = regexp.MustCompile(`<@!?[0-9]+>`)
	roleMention = regexp.MustCompile(`<@&[0-9]+>`)
	everyone    = regexp.MustCompile(`@everyone|@here`)
)

// pings reports whether a message's text notifies somebody. Without allowed_mentions a reply to an interaction pings users;
// embeds never ping.
func pings(content string, allowed *mentions) bool {
	parse := []string{"users"}
	if allowed != nil && allowed.Parse != nil {
		parse = *allowed.Parse
	}
	if allowed != nil && slices.ContainsFunc(allowed.Users, func(id string) bool { return strings.Contains(content, "<@"+id+">") }) {
		return true
	}
	return slices.Contains(parse, "users") && userMention.MatchString(content) ||
		slices.Contains(parse, "roles") && roleMention.MatchString(content) ||
		slices.Contains(parse, "everyone") && everyone.MatchString(content)
}

// wire returns a message as Discord sends it.
func (s *Server) wire(m *Message) map[string]any {
	attachments := []any{}
	for _, a := range m.Attachments {
		attachments = append(attachments, s.attachmentWire(a))
	}
	author := botUser()
	if m.Author != nil {
		author = m.Author.wire()
	}
	out := map[string]any{
		"id": m.ID, "channel_id": m.Channel, "author": author, "content": m.Content, "timestamp": m.Sent.UTC().Format(time.RFC3339Nano),
		"edited_timestamp": nil, "tts": false, "mention_everyone": false, "mentions": []any{}, "mention_roles": []any{},
		"attachments": attachments, "embeds": append([]Embed{}, m.Embeds...), "components": append([]Component{}, m.Components...),
		"pinned": false, "type": 0, "flags": m.Flags,
	}
	if m.posted {
		if m.Nonce != "" {
			out["nonce"] = m.Nonce
		}
		return out
	}
	out["type"], out["application_id"], out["webhook_id"] = 20, AppID, AppID
	out["interaction_metadata"] = map[string]any{"id": m.Interaction, "type": 2, "user": m.Asker.wire(), "authorizing_integration_owners": map[string]string{}}
	return out
}

// All returns the message's components with all nested ones, in the order in which they are shown.
func (m *Message) All() iter.Seq[Component] {
	return func(yield func(Component) bool) { walk(m.Components, yield) }
}

// Texts returns the content and the texts of all text displays, in the order in which they are shown.
func (m *Message) Texts() []string {
	var out []string
	if m.Content != "" {
		out = append(out, m.Content)
	}
	for c := range m.All() {
		if c.Type == typeText {
			out = append(out, c.Content)
		}
	}
	return out
}

// custom returns the button or select with a custom id.
func (m *Message) custom(id string) (Component, bool) {
	for c := range m.All() {
		if c.CustomID == id && id != "" && !c.Disabled {
			return c, true
		}
	}
	return Component{}, false
}
