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
	Section   ComponentType = 9 // one to three texts with an accessory at their side
	Text      ComponentType = 10
	Separator ComponentType = 14
	Container ComponentType = 17 // a card
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
	Content     string        `json:"content,omitempty"`      // of a Text, in markdown
	Style       int           `json:"style,omitempty"`        // of a Button
	Label       string        `json:"label,omitempty"`        // of a Button
	URL         string        `json:"url,omitempty"`          // of a Button that is a Link
	CustomID    string        `json:"custom_id,omitempty"`    // of a Button or Menu
	Placeholder string        `json:"placeholder,omitempty"`  // of a Menu
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
var known = map[ComponentType]bool{Row: true, Button: true, Menu: true, Section: true, Text: true, Separator: true, Container: true}

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
	if len(read.Accessory) > 0 && string(read.Accessory) != "null" {
		c.Accessory = &Component{}
		c.Accessory.decode(read.Accessory, depth-1)
	}
}

// MarshalJSON writes a component: one of an unknown type as it was sent.
func (c Component) MarshalJSON() ([]byte, error) {
	if c.raw != nil {
		return c.raw, nil
	}
	type plain Component
	return json.Marshal(plain(c))
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
