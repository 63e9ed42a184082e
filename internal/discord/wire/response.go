package wire

// ResponseType is a kind of first response to an interaction.
type ResponseType int

// The kinds of first response.
const (
	NewMessage     ResponseType = 4 // a message
	Deferred       ResponseType = 5 // a placeholder, which an edit replaces
	DeferredUpdate ResponseType = 6 // nothing to see; an edit changes the message with the component
	UpdateMessage  ResponseType = 7 // the message with the component is changed
	Suggestions    ResponseType = 8 // answers an Autocomplete
)

// Response is the body of a first response.
type Response struct {
	Type ResponseType `json:"type"`
	Data *Body        `json:"data,omitempty"`
}

// Body is a message as a bot sends it, or the suggestions of an autocomplete.
type Body struct {
	Flags           int              `json:"flags,omitempty"`
	Components      *[]Component     `json:"components,omitempty"`
	AllowedMentions *AllowedMentions `json:"allowed_mentions,omitempty"`
	Choices         *[]Choice        `json:"choices,omitempty"`
}

// AllowedMentions says whom a message may ping. An empty Parse, which is not the same as none, lets it ping nobody.
type AllowedMentions struct {
	Parse []string `json:"parse"`
}

// Choice is one suggestion of an autocomplete.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
