package wire

import (
	"bytes"
	"encoding/json"
)

// ComponentType is a kind of Component.
type ComponentType int

// The kinds of component that a bot sends or reads.
const (
	Row    ComponentType = 1 // of up to five buttons, or one menu
	Button ComponentType = 2
	Menu   ComponentType = 3 // a choice of texts
)

// Styles of a Button.
const (
	Secondary = 2
	Link      = 5 // it opens its URL
)

// Component is a part of a message or a form. One of an unknown kind is kept as it came.
type Component struct {
	Type        ComponentType
	Components  []Component // of a Row
	Style       int         // of a Button
	Label       string      // of a Button
	URL         string      // of a Button that is a Link
	CustomID    string      // of a Button or Menu
	Placeholder string      // of a Menu
	Options     []MenuOption
	Disabled    bool

	raw json.RawMessage // of an unknown kind, or of one that cannot be read: what came
}

// MenuOption is one choice of a Menu.
type MenuOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description"`
	Default     bool   `json:"default"`
}

// row, button and menu are the known kinds as Discord writes them.
type (
	row struct {
		Components []Component   `json:"components"`
		Type       ComponentType `json:"type"`
	}
	button struct {
		Label    string        `json:"label"`
		Style    int           `json:"style"`
		Disabled bool          `json:"disabled"`
		URL      string        `json:"url,omitempty"`
		CustomID string        `json:"custom_id,omitempty"`
		Type     ComponentType `json:"type"`
	}
	menu struct {
		CustomID    string        `json:"custom_id"`
		Placeholder string        `json:"placeholder"`
		Options     []MenuOption  `json:"options"`
		Disabled    bool          `json:"disabled"`
		Type        ComponentType `json:"type"`
	}
)

// Unknown reports whether the component is of a kind that this package does not know.
func (c *Component) Unknown() bool { return c.raw != nil }

// UnmarshalJSON reads a component. It fails for no kind of it: what it cannot read it keeps.
func (c *Component) UnmarshalJSON(raw []byte) error {
	var kind struct {
		Type ComponentType `json:"type"`
	}
	*c = Component{}
	if json.Unmarshal(raw, &kind) == nil && c.read(kind.Type, raw) {
		c.Type = kind.Type
		return nil
	}
	*c = Component{Type: kind.Type, raw: bytes.Clone(raw)}
	return nil
}

// read reads a component of a known kind. It reports whether it could.
func (c *Component) read(kind ComponentType, raw []byte) bool {
	switch kind {
	case Row:
		var r row
		err := json.Unmarshal(raw, &r)
		c.Components = r.Components
		return err == nil
	case Button:
		var b button
		err := json.Unmarshal(raw, &b)
		c.Label, c.Style, c.Disabled, c.URL, c.CustomID = b.Label, b.Style, b.Disabled, b.URL, b.CustomID
		return err == nil
	case Menu:
		var m menu
		err := json.Unmarshal(raw, &m)
		c.CustomID, c.Placeholder, c.Options, c.Disabled = m.CustomID, m.Placeholder, m.Options, m.Disabled
		return err == nil
	}
	return false
}

// MarshalJSON writes a component: one of an unknown kind as it came.
func (c Component) MarshalJSON() ([]byte, error) {
	switch {
	case c.raw != nil:
		return c.raw, nil
	case c.Type == Row:
		return json.Marshal(row{c.Components, c.Type})
	case c.Type == Button:
		return json.Marshal(button{c.Label, c.Style, c.Disabled, c.URL, c.CustomID, c.Type})
	}
	return json.Marshal(menu{c.CustomID, c.Placeholder, c.Options, c.Disabled, c.Type})
}
