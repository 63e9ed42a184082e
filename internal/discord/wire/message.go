package wire

// Message is a message as Discord sends it to a bot, with the fields that a bot uses.
type Message struct {
	ID         string               `json:"id"`
	ChannelID  string               `json:"channel_id"`
	Content    string               `json:"content"`
	Flags      int                  `json:"flags"`
	Embeds     []Embed              `json:"embeds"`
	Components []Component          `json:"components"`
	Cause      *InteractionMetadata `json:"interaction_metadata"`
	OldCause   *deprecatedCause     `json:"interaction"`
}

// InteractionMetadata says which interaction a message answers.
type InteractionMetadata struct {
	ID   string `json:"id"`
	User *User  `json:"user"`
}

// deprecatedCause is the predecessor of InteractionMetadata. Discord still sends both.
type deprecatedCause struct {
	User *User `json:"user"`
}

// AskerID returns the id of the user whose interaction the message answers; "" if it answers none.
func (m *Message) AskerID() string {
	switch {
	case m.Cause != nil && m.Cause.User != nil:
		return m.Cause.User.ID
	case m.OldCause != nil && m.OldCause.User != nil:
		return m.OldCause.User.ID
	}
	return ""
}

// Embed is a card on a message.
type Embed struct {
	Author      *EmbedAuthor `json:"author,omitempty"`
	Title       string       `json:"title,omitempty"`
	URL         string       `json:"url,omitempty"`
	Description string       `json:"description,omitempty"`
	Color       int          `json:"color,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
	Footer      *EmbedFooter `json:"footer,omitempty"`
}

// EmbedAuthor is the line above an Embed.
type EmbedAuthor struct {
	Name string `json:"name"`
}

// EmbedField is a named value on an Embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// EmbedFooter is the small print of an Embed.
type EmbedFooter struct {
	Text string `json:"text"`
}
