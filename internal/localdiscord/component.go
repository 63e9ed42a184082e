package localdiscord

import (
	"fmt"
	"slices"
)

// Types of components.
const (
	typeRow       = 1
	typeButton    = 2
	typeSelect    = 3
	typeInput     = 4 // of a form
	typeSection   = 9
	typeText      = 10
	typeThumbnail = 11
	typeGallery   = 12
	typeFile      = 13
	typeSeparator = 14
	typeContainer = 17
	typeLabel     = 18 // of a form
)

// Component is one component of a message or a form. Each type has its own fields; the others are zero.
type Component struct {
	ID          int            `json:"id,omitempty"`
	Type        int            `json:"type"`
	Components  []Component    `json:"components,omitempty"` // of a row, a section, a container
	Accessory   *Component     `json:"accessory,omitempty"`  // of a section: a button or a thumbnail
	Component   *Component     `json:"component,omitempty"`  // of a label: an input
	Content     string         `json:"content,omitempty"`    // of a text display
	AccentColor *int           `json:"accent_color,omitempty"`
	Spoiler     bool           `json:"spoiler,omitempty"`
	Divider     *bool          `json:"divider,omitempty"` // of a separator; true if nil
	Spacing     *int           `json:"spacing,omitempty"` // of a separator: 1 or 2; 1 if nil
	Media       *Media         `json:"media,omitempty"`   // of a thumbnail
	Items       []GalleryItem  `json:"items,omitempty"`   // of a media gallery
	Description string         `json:"description,omitempty"`
	Style       int            `json:"style,omitempty"`
	Label       string         `json:"label,omitempty"`
	Emoji       *Emoji         `json:"emoji,omitempty"`
	CustomID    string         `json:"custom_id,omitempty"`
	URL         string         `json:"url,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	MinValues   *int           `json:"min_values,omitempty"` // of a select; 1 if nil
	MaxValues   *int           `json:"max_values,omitempty"` // of a select; 1 if nil
	Options     []SelectOption `json:"options,omitempty"`
	File        *Media         `json:"file,omitempty"`
	Value       string         `json:"value,omitempty"`      // of a text input
	MinLength   *int           `json:"min_length,omitempty"` // of a text input; 0 if nil
	MaxLength   *int           `json:"max_length,omitempty"` // of a text input; 4,000 if nil
	Required    *bool          `json:"required,omitempty"`   // of an input; true if nil
}

// SelectOption is one item of a select.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Emoji       *Emoji `json:"emoji,omitempty"`
	Default     bool   `json:"default"`
}

// Media is a picture by its address.
type Media struct {
	URL string `json:"url"`
}

// GalleryItem is one picture of a media gallery.
type GalleryItem struct {
	Media       *Media `json:"media"`
	Description string `json:"description,omitempty"`
	Spoiler     bool   `json:"spoiler,omitempty"`
}

// Emoji is a Unicode emoji, or a custom one by its id.
type Emoji struct {
	ID       *string `json:"id,omitempty"`
	Name     string  `json:"name"`
	Animated bool    `json:"animated,omitempty"`
}

// componentFields are the fields of each type beside type and id (Discord's component reference).
var componentFields = map[int][]string{
	typeRow:       {"components"},
	typeButton:    {"style", "label", "emoji", "custom_id", "url", "disabled"},
	typeSelect:    {"custom_id", "options", "placeholder", "min_values", "max_values", "disabled", "required"},
	typeInput:     {"custom_id", "style", "value", "placeholder", "required", "min_length", "max_length"},
	typeLabel:     {"label", "description", "component"},
	typeSection:   {"components", "accessory"},
	typeText:      {"content"},
	typeThumbnail: {"media", "description", "spoiler"},
	typeGallery:   {"items"},
	typeFile:      {"file", "spoiler"},
	typeSeparator: {"divider", "spacing"},
	typeContainer: {"components", "accent_color", "spoiler"},
}

// UnmarshalJSON reads a component strictly: a field that its type does not have is an error. Fields of an
// unknown type are not checked here; the checker refuses the type.
func (c *Component) UnmarshalJSON(raw []byte) error {
	type plain Component
	names, err := decodeFields(raw, (*plain)(c))
	if err != nil {
		return err
	}
	allowed, known := componentFields[c.Type]
	for _, name := range names {
		if known && name != "type" && name != "id" && !slices.Contains(allowed, name) {
			return fmt.Errorf("unknown field %q of a component of type %d", name, c.Type)
		}
	}
	return nil
}

// valueLimits returns how many values of a select can be picked.
func (c *Component) valueLimits() (least, most int) {
	least, most = 1, 1
	if c.MinValues != nil {
		least = *c.MinValues
	}
	if c.MaxValues != nil {
		most = *c.MaxValues
	}
	return least, most
}

// walk calls yield with each component and all nested ones, a parent before its children, until it returns false.
func walk(list []Component, yield func(Component) bool) bool {
	for _, c := range list {
		if !yield(c) || !walk(c.Components, yield) {
			return false
		}
		if c.Accessory != nil && !yield(*c.Accessory) || c.Component != nil && !yield(*c.Component) {
			return false
		}
	}
	return true
}

// number gives each component without an id the next one that no other has, from 1 on.
func number(list []Component) {
	used := map[int]bool{}
	walk(list, func(c Component) bool {
		used[c.ID] = true
		return true
	})
	last := 0
	next := func(id *int) {
		for *id == 0 {
			last++
			if !used[last] {
				*id = last
			}
		}
	}
	var visit func(list []Component)
	visit = func(list []Component) {
		for i := range list {
			next(&list[i].ID)
			visit(list[i].Components)
			for _, single := range []*Component{list[i].Accessory, list[i].Component} {
				if single != nil {
					next(&single.ID)
				}
			}
		}
	}
	visit(list)
}
