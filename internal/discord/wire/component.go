package wire

import (
	"bytes"
	"encoding/json"
)

// ComponentType is the type of a Component.
type ComponentType int

// The types of component that a bot sends or reads.
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

// Component is a part of a message or a form. One of an unknown type is kept as it was sent.
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

	raw json.RawMessage // of an unknown type, or of a component that cannot be read: its JSON
}

// MenuOption is one choice of a Menu.
type MenuOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description"`
	Default     bool   `json:"default"`
}

// row, button and menu are the JSON of the known types.
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

// Unknown reports whether the component is of an unknown type, or cannot be read.
func (c *Component) Unknown() bool { return c.raw != nil }

// UnmarshalJSON reads a component. It never fails: what it cannot read is kept as it is.
func (c *Component) UnmarshalJSON(raw []byte) error {
	c.decode(raw, maxDepth)
	return nil
}

// maxDepth is how deep components may be nested. Discord's deepest nesting is a button in a row in a container; what is
// deeper is kept as an unknown component, so that the time is bounded.
const maxDepth = 4

// decode reads a component that contains at most depth levels of others.
func (c *Component) decode(raw []byte, depth int) {
	var kind struct {
		Type ComponentType `json:"type"`
	}
	*c = Component{}
	if json.Unmarshal(raw, &kind) == nil && c.read(kind.Type, raw, depth) {
		c.Type = kind.Type
		return
	}
	*c = Component{Type: kind.Type, raw: bytes.Clone(raw)}
}

// read reads a component of a known type. It returns false if the type is unknown or the JSON does not fit it.
func (c *Component) read(kind ComponentType, raw []byte, depth int) bool {
	switch kind {
	case Row:
		var r struct {
			Components []json.RawMessage `json:"components"`
		}
		err := json.Unmarshal(raw, &r)
		if err != nil || depth == 0 {
			return false
		}
		c.Components = make([]Component, len(r.Components))
		for n, inner := range r.Components {
			c.Components[n].decode(inner, depth-1)
		}
		return true
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

// MarshalJSON writes a component. One of an unknown type is written as it was read.
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
