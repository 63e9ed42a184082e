package wire

import (
	"bytes"
	"encoding/json"
)

// ComponentType is a kind of Component.
type ComponentType int

// The kinds of component that a bot sends or reads.
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

// Component is a part of a message or a form. One of an unknown kind is kept as it came.
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

	raw json.RawMessage // of an unknown kind, or of one that cannot be read: what came
}

// MenuOption is one choice of a Menu.
type MenuOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// Unknown reports whether the component is of a kind that this package does not know.
func (c *Component) Unknown() bool { return c.raw != nil }

// known are the kinds whose fields are read.
var known = map[ComponentType]bool{Row: true, Button: true, Menu: true, Section: true, Text: true, Separator: true, Container: true}

// UnmarshalJSON reads a component. It fails for no kind of it: what it cannot read it keeps.
func (c *Component) UnmarshalJSON(raw []byte) error {
	type plain Component // without this method
	var read plain
	err := json.Unmarshal(raw, &read)
	*c = Component(read)
	if err != nil || !known[c.Type] {
		*c = Component{Type: c.Type, ID: c.ID, raw: bytes.Clone(raw)}
	}
	return nil
}

// MarshalJSON writes a component: one of an unknown kind as it came.
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
