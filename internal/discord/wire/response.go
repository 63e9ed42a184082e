package wire

// ResponseType is the type of a first response to an interaction.
type ResponseType int

// The types of first response.
const (
	Pong           ResponseType = 1 // answers a Ping
	NewMessage     ResponseType = 4 // a message
	Deferred       ResponseType = 5 // a placeholder, which an edit replaces
	DeferredUpdate ResponseType = 6 // invisible; an edit changes the message with the component
	UpdateMessage  ResponseType = 7 // the message with the component is changed
	Suggestions    ResponseType = 8 // answers an Autocomplete
	ShowForm       ResponseType = 9 // a form; its submission is an interaction of its own
)

// Response is the body of a first response.
type Response struct {
	Type ResponseType `json:"type"`
	Data *Body        `json:"data,omitempty"`
}

// Body is a message as a bot sends it, the suggestions of an autocomplete, or a form.
type Body struct {
	Content         string           `json:"content,omitempty"`   // in markdown; of no message of Components V2
	CustomID        string           `json:"custom_id,omitempty"` // of a form
	Title           string           `json:"title,omitempty"`     // of a form
	Flags           int              `json:"flags,omitempty"`
	Components      *[]Component     `json:"components,omitempty"`
	AllowedMentions *AllowedMentions `json:"allowed_mentions,omitempty"`
	Choices         *[]Choice        `json:"choices,omitempty"`
	Nonce           string           `json:"nonce,omitempty"`         // of a message of the bot's own; 25 characters at most
	EnforceNonce    bool             `json:"enforce_nonce,omitempty"` // the first message of the nonce is returned, and no other is made
}

// AllowedMentions limits whom a message pings. With an empty Parse it pings nobody; a nil one is not valid.
type AllowedMentions struct {
	Parse []string `json:"parse"`
	Users []string `json:"users,omitempty"` // ids of users whom it pings all the same
}

// Choice is one suggestion of an autocomplete.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
