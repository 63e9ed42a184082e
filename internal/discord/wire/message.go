package wire

// Message is a message as Discord sends it to a bot, with the fields that a bot uses.
type Message struct {
	ID          string               `json:"id"`
	ChannelID   string               `json:"channel_id"`
	Content     string               `json:"content"`
	Flags       int                  `json:"flags"`
	Embeds      []Embed              `json:"embeds"`
	Components  []Component          `json:"components"`
	Attachments []Attachment         `json:"attachments"`
	Snapshots   []Snapshot           `json:"message_snapshots"` // of a forwarded message
	Cause       *InteractionMetadata `json:"interaction_metadata"`
	OldCause    *deprecatedCause     `json:"interaction"`
}

// Snapshot is a forwarded message as it was.
type Snapshot struct {
	Message Message `json:"message"`
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

// Attachment is a file that a user has uploaded to Discord.
type Attachment struct {
	Filename string `json:"filename"`
	Size     int64  `json:"size"` // bytes
	URL      string `json:"url"`  // on Discord's CDN; it works for a day
}

// Embed is a card: the preview of a link, or what bots sent before Components V2. Lede sends none any more; it reads what is
// left of them.
type Embed struct {
	URL    string       `json:"url"`
	Author *EmbedAuthor `json:"author"`
}

// EmbedAuthor is the line above an Embed.
type EmbedAuthor struct {
	Name string `json:"name"`
}
