package wire

import (
	"bytes"
	"encoding/json"
)

// ComponentType is the type of a Component.
type ComponentType int

// The types of component that a bot sends or reads.
const (
	Row       ComponentType = 1 // of up to five buttons, or one menu
	Button    ComponentType = 2
	Menu      ComponentType = 3 // a choice of texts
	Input     ComponentType = 4 // of a form: a text to type
	Section   ComponentType = 9 // one to three texts with an accessory at their side
	Text      ComponentType = 10
	Separator ComponentType = 14
	Container ComponentType = 17 // a card
	Label     ComponentType = 18 // of a form: a name above an Input
)

// Styles of an Input.
const (
	ShortInput = 1 // of one line
	LongInput  = 2 // of several lines
)

// Styles of a Button.
const (
	Secondary = 2
	Link      = 5 // it opens its URL
)

// Component is a part of a message or a form. One of an unknown type is kept as it was sent.
type Component struct {
	Type        ComponentType `json:"type"`
	ID          int           `json:"id,omitempty"`           // unique in its message; Discord numbers those without
	AccentColor int           `json:"accent_color,omitempty"` // of a Container
	Components  []Component   `json:"components,omitempty"`   // of a Row, Section or Container
	Accessory   *Component    `json:"accessory,omitempty"`    // of a Section
	Component   *Component    `json:"component,omitempty"`    // of a Label: an Input
	Content     string        `json:"content,omitempty"`      // of a Text, in markdown
	Style       int           `json:"style,omitempty"`        // of a Button or Input
	Label       string        `json:"label,omitempty"`        // of a Button or Label
	Description string        `json:"description,omitempty"`  // of a Label
	Value       string        `json:"value,omitempty"`        // of an Input
	Required    *bool         `json:"required,omitempty"`     // of an Input; nil means true
	MaxLength   int           `json:"max_length,omitempty"`   // of an Input; 0 means 4,000
	URL         string        `json:"url,omitempty"`          // of a Button that is a Link
	CustomID    string        `json:"custom_id,omitempty"`    // of a Button, Menu or Input
	Placeholder string        `json:"placeholder,omitempty"`  // of a Menu or Input
	Options     []MenuOption  `json:"options,omitempty"`      // of a Menu
	Disabled    bool          `json:"disabled,omitempty"`     // of a Button or Menu

	raw json.RawMessage // of an unknown type, or of a component that cannot be read: its JSON
}

// MenuOption is one choice of a Menu.
type MenuOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// Unknown reports whether the component is of an unknown type, or cannot be read.
func (c *Component) Unknown() bool { return c.raw != nil }

// known are the types whose fields are read.
var known = map[ComponentType]bool{Row: true, Button: true, Menu: true, Section: true, Text: true, Separator: true, Container: true,
	Input: true, Label: true}

// UnmarshalJSON reads a component. It never fails: what it cannot read is kept as it is.
func (c *Component) UnmarshalJSON(raw []byte) error {
	c.decode(raw, maxDepth)
	return nil
}

// maxDepth is how deep components may be nested. Discord's deepest nesting is a button in a row in a container; what is
// deeper is kept as an unknown component, so that the time is bounded.
const maxDepth = 4

// decode reads a component with those in it, down to a depth.
func (c *Component) decode(raw []byte, depth int) {
	type plain Component // without the method
	var read struct {
		plain
		Components []json.RawMessage `json:"components"`
		Accessory  json.RawMessage   `json:"accessory"`
		Component  json.RawMessage   `json:"component"`
	}
	err := json.Unmarshal(raw, &read)
	*c = Component(read.plain)
	if err != nil || !known[c.Type] || depth == 0 {
		*c = Component{Type: c.Type, ID: c.ID, raw: bytes.Clone(raw)}
		return
	}
	for _, inner := range read.Components {
		c.Components = append(c.Components, Component{})
		c.Components[len(c.Components)-1].decode(inner, depth-1)
	}
	c.Accessory, c.Component = decodeOne(read.Accessory, depth-1), decodeOne(read.Component, depth-1)
}

// decodeOne reads a component that is alone in its field; nil where there is none.
func decodeOne(raw json.RawMessage, depth int) *Component {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	c := &Component{}
	c.decode(raw, depth)
	return c
}

// MarshalJSON writes a component: one of an unknown type as it was sent.
func (c Component) MarshalJSON() ([]byte, error) {
	if c.raw != nil {
		return c.raw, nil
	}
	type plain Component
	return json.Marshal(plain(c))
}

// Texts returns the texts of a list of components, with those in them, in order.
func Texts(list []Component) []string {
	var out []string
	for _, c := range list {
		if c.Type == Text {
			out = append(out, c.Content)
		}
		out = append(out, Texts(c.Components)...)
	}
	return out
}

// Find returns the component with an id, wherever it is in a list. It returns nil if there is none.
func Find(list []Component, id int) *Component {
	for i := range list {
		if list[i].ID == id && !list[i].Unknown() {
			return &list[i]
		}
		if found := Find(list[i].Components, id); found != nil {
			return found
		}
	}
	return nil
}
