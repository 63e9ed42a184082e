package wire

import (
	"encoding/json"
	"fmt"
	"time"
)

// InteractionType is the type of an Interaction.
type InteractionType int

// The types of interaction.
const (
	Ping         InteractionType = 1
	UseCommand   InteractionType = 2
	UseComponent InteractionType = 3
	Autocomplete InteractionType = 4
	SubmitForm   InteractionType = 5
)

// Interaction is what a user does with a bot. Command is set for UseCommand and Autocomplete, Component for UseComponent and
// Form for SubmitForm; for a Ping or an unknown type none is.
type Interaction struct {
	ID            string          `json:"id"`
	ApplicationID string          `json:"application_id"`
	Type          InteractionType `json:"type"`
	Token         string          `json:"token"` // a secret: whoever has it may answer for 15 minutes
	Locale        string          `json:"locale"`
	GuildID       string          `json:"guild_id"` // "" in a direct message
	ChannelID     string          `json:"channel_id"`
	Member        *Member         `json:"member"` // in a guild
	Sender        *User           `json:"user"`   // in a direct message
	Message       *Message        `json:"message"`
	Own           *Permissions    `json:"app_permissions"` // the bot's in the channel
	Data          json.RawMessage `json:"data"`

	Command   *CommandData   `json:"-"`
	Component *ComponentData `json:"-"`
	Form      *FormData      `json:"-"`
	Arrived   time.Time      `json:"-"` // set by the receiver; zero: now
}

// User is a user, with the fields that a bot uses.
type User struct {
	ID       string `json:"id"`
	Username string `json:"username"`
}

// Member is a user in a guild.
type Member struct {
	User        *User       `json:"user"`
	Permissions Permissions `json:"permissions"` // in the channel of the interaction
	Roles       []string    `json:"roles"`
}

// CommandData is the use of a command, or the typing of one of its options.
type CommandData struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Type     int      `json:"type"` // 1 slash command, 2 user command, 3 message command
	Options  []Option `json:"options"`
	TargetID string   `json:"target_id"` // of a user or message command
	Resolved Resolved `json:"resolved"`
}

// Option is an option of a command with its value.
type Option struct {
	Name    string   `json:"name"`
	Type    int      `json:"type"`
	Value   any      `json:"value"` // string, bool or float64; of an unknown type any value of JSON; nil for a group
	Focused bool     `json:"focused"`
	Options []Option `json:"options"` // of a group
}

// Resolved has the objects whose ids are in a command's data, by id.
type Resolved struct {
	Messages    map[string]*Message        `json:"messages"`
	Attachments map[string]Attachment      `json:"attachments"`
	Channels    map[string]json.RawMessage `json:"channels"` // of the server
	Roles       map[string]json.RawMessage `json:"roles"`    // of the server
}

// ComponentData is the press of a button, or a choice from a menu.
type ComponentData struct {
	CustomID string   `json:"custom_id"`
	Type     int      `json:"component_type"`
	Values   []string `json:"values"` // of a menu
}

// FormData is a submitted form.
type FormData struct {
	CustomID   string      `json:"custom_id"`
	Components []Component `json:"components"`
}

// Value returns the value of an option: an Attachment for one that takes a file. It is nil where Discord has not resolved the id
// that the option has, as of a channel of another server.
func (c *CommandData) Value(o Option) any {
	id, _ := o.Value.(string)
	switch o.Type {
	case AttachmentOption:
		if a, ok := c.Resolved.Attachments[id]; ok {
			return a
		}
		return nil
	case ChannelOption:
		return resolvedIn(c.Resolved.Channels, id)
	case RoleOption:
		return resolvedIn(c.Resolved.Roles, id)
	}
	return o.Value
}

func resolvedIn(objects map[string]json.RawMessage, id string) any {
	if _, ok := objects[id]; !ok {
		return nil
	}
	return id
}

// Values returns what was typed in the form's inputs, by their custom ids.
func (f *FormData) Values() map[string]string {
	out := map[string]string{}
	for _, c := range f.Components {
		if input := c.Component; input != nil && input.Type == Input {
			out[input.CustomID] = input.Value
		}
	}
	return out
}

// DecodeInteraction reads the payload of an INTERACTION_CREATE event, or the body of an HTTP interaction.
func DecodeInteraction(raw []byte) (*Interaction, error) {
	i := &Interaction{}
	if err := json.Unmarshal(raw, i); err != nil {
		return nil, fmt.Errorf("interaction: %w", err)
	}
	if i.Type != Ping && (i.ID == "" || i.Token == "") {
		return nil, fmt.Errorf("interaction: it has no id, or no token to answer with")
	}
	if err := i.decodeData(); err != nil {
		return nil, fmt.Errorf("interaction %s of type %d: data: %w", i.ID, i.Type, err)
	}
	return i, nil
}

func (i *Interaction) decodeData() error {
	switch i.Type {
	case UseCommand, Autocomplete:
		i.Command = &CommandData{}
		return decodeInto(i.Data, i.Command)
	case UseComponent:
		i.Component = &ComponentData{}
		return decodeInto(i.Data, i.Component)
	case SubmitForm:
		i.Form = &FormData{}
		return decodeInto(i.Data, i.Form)
	}
	return nil
}

// decodeInto reads data. It is an error if there are none.
func decodeInto(raw json.RawMessage, to any) error {
	if len(raw) == 0 || string(raw) == "null" {
		return fmt.Errorf("there is none")
	}
	return json.Unmarshal(raw, to)
}

// UserID returns the id of the user, in a guild or in a direct message; "" if the payload names none.
func (i *Interaction) UserID() string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.Sender != nil:
		return i.Sender.ID
	}
	return ""
}
