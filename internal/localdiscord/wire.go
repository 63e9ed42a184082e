package localdiscord

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
)

// Command is a command as a bot registers it.
type Command struct {
	ID               string            `json:"id,omitempty"`
	ApplicationID    string            `json:"application_id,omitempty"`
	GuildID          string            `json:"guild_id,omitempty"`
	Version          string            `json:"version,omitempty"`
	Type             int               `json:"type"` // slashCommand or messageCommand
	Name             string            `json:"name"`
	Names            map[string]string `json:"name_localizations"`
	Description      string            `json:"description"`
	Descriptions     map[string]string `json:"description_localizations"`
	Options          []Option          `json:"options,omitempty"`
	Permissions      *string           `json:"default_member_permissions"`
	NSFW             bool              `json:"nsfw"`
	Contexts         []int             `json:"contexts"`
	IntegrationTypes []int             `json:"integration_types"`
}

// Option is one option of a Command.
type Option struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Choices      []Choice          `json:"choices,omitempty"`
	MinLength    *int              `json:"min_length,omitempty"`
	MaxLength    *int              `json:"max_length,omitempty"`
}

// Choice is one value of an option, or one suggestion of an autocomplete.
type Choice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations,omitempty"`
	Value any               `json:"value"`
}

// Embed is a card on a message.
type Embed struct {
	Type        string     `json:"type,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	URL         string     `json:"url,omitempty"`
	Color       int        `json:"color,omitempty"`
	Author      *EmbedName `json:"author,omitempty"`
	Footer      *EmbedText `json:"footer,omitempty"`
	Fields      []Field    `json:"fields,omitempty"`
}

// EmbedName is the author line of an Embed.
type EmbedName struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// EmbedText is the footer of an Embed.
type EmbedText struct {
	Text string `json:"text"`
}

// Field is a named value on an Embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// mentions limits whom a message pings.
type mentions struct {
	Parse       *[]string `json:"parse"`
	Roles       []string  `json:"roles,omitempty"`
	Users       []string  `json:"users,omitempty"`
	RepliedUser bool      `json:"replied_user,omitempty"`
}

// messageBody is a message as a bot sends it. An edit leaves fields that are nil as they are.
type messageBody struct {
	TTS             bool         `json:"tts"`
	Flags           int          `json:"flags"`
	Content         *string      `json:"content"`
	Embeds          *[]Embed     `json:"embeds"`
	Components      *[]Component `json:"components"`
	AllowedMentions *mentions    `json:"allowed_mentions"`
	Choices         *[]Choice    `json:"choices"`

	given map[string]bool // the fields that the body has, null ones included
}

// UnmarshalJSON reads a body strictly and records its fields: in an edit, null clears a field that an absent one leaves.
func (m *messageBody) UnmarshalJSON(raw []byte) error {
	type plain messageBody
	names, err := decodeFields(raw, (*plain)(m))
	m.given = map[string]bool{}
	for _, name := range names {
		m.given[name] = true
	}
	return err
}

// callbackBody is the first response to an interaction. Data is a messageBody, or a formBody of one that shows a form.
type callbackBody struct {
	Type int             `json:"type"`
	Data json.RawMessage `json:"data"`
}

// apiError is an error as Discord's REST interface gives it.
type apiError struct {
	Status  int            `json:"-"`
	Code    int            `json:"code"`
	Message string         `json:"message"`
	Errors  map[string]any `json:"errors,omitempty"`
}

// Error returns the code and the message.
func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Message) }

// The errors that Discord documents, by their codes.
var (
	errUnauthorized = &apiError{http.StatusUnauthorized, 0, "401: Unauthorized", nil}
	errUnknown      = &apiError{http.StatusNotFound, 10062, "Unknown interaction", nil}
	errUnknownMsg   = &apiError{http.StatusNotFound, 10008, "Unknown Message", nil}
	errExpired      = &apiError{http.StatusUnauthorized, 50027, "Invalid Webhook Token", nil}
	errAcknowledged = &apiError{http.StatusBadRequest, 40060, "Interaction has already been acknowledged.", nil}
	errEmpty        = &apiError{http.StatusBadRequest, 50006, "Cannot send an empty message", nil}
)

// decodeFields reads one JSON object strictly and returns the names of its fields.
func decodeFields(raw []byte, to any) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	err := json.Unmarshal(raw, &fields)
	return slices.Sorted(maps.Keys(fields)), err
}

// decode reads one JSON value strictly: an unknown field is an error.
func decode(body []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return &apiError{http.StatusBadRequest, 50035, "Invalid Form Body", map[string]any{"_errors": []any{
			map[string]string{"code": "BODY_INVALID", "message": err.Error()}}}}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return &apiError{http.StatusBadRequest, 50109, "The request body contains invalid JSON.", nil}
	}
	return nil
}
