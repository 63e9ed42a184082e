package localdiscord

import (
	"fmt"
	"slices"
)

// Form is what a bot asks a user to fill in (Discord calls it a modal): labels with one input each, and texts.
type Form struct {
	ID         string      `json:"id"` // of the interaction that it answers
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// openForm is a form that its user has before them.
type openForm struct {
	Form
	channel Channel
	target  *Message // the message with the component that opened it; nil for none
}

// formBody is a form as a bot sends it.
type formBody struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// maxInputs is how many components a form has at most (discord-api-docs, "Modal").
const maxInputs = 5

// Styles of a text input.
const (
	shortInput = 1
	longInput  = 2
)

// maxInput is how many characters a text input takes.
const maxInput = 4000

var (
	formTypes  = []int{typeText, typeLabel}
	inputTypes = []int{typeInput, typeSelect}
)

// checkForm checks a form.
func checkForm(f formBody) error {
	c := &checker{}
	c.length("data.custom_id", f.CustomID, 1, 100)
	c.length("data.title", f.Title, 1, 45)
	c.count("data.components", len(f.Components), 1, maxInputs)
	s := sums{ids: map[int]bool{}, customIDs: map[string]bool{}}
	c.children("data.components", f.Components, formTypes, &s)
	return c.result()
}

// label checks the label of an input, with the input.
func (c *checker) label(at string, item Component, s *sums) {
	c.length(at+".label", item.Label, 1, 45)
	c.length(at+".description", item.Description, 0, 100)
	if item.Component == nil {
		c.refuse(at+".component", "BASE_TYPE_REQUIRED", "This field is required")
		return
	}
	c.component(at+".component", *item.Component, inputTypes, s)
}

// input checks a text input.
func (c *checker) input(at string, item Component) {
	c.length(at+".custom_id", item.CustomID, 1, 100)
	c.length(at+".placeholder", item.Placeholder, 0, 100)
	if item.Style != shortInput && item.Style != longInput {
		c.refuse(at+".style", "BASE_TYPE_CHOICES", "Value must be one of (1, 2).")
	}
	low, high := item.lengths()
	if low < 0 || high < 1 || high > maxInput || low > high {
		c.refuse(at+".max_length", "NUMBER_TYPE_MAX", "int value should be from 1 to %d and not under min_length.", maxInput)
	}
	c.length(at+".value", item.Value, 0, high)
}

// lengths returns how many characters a text input takes.
func (c *Component) lengths() (low, high int) {
	low, high = 0, maxInput
	if c.MinLength != nil {
		low = *c.MinLength
	}
	if c.MaxLength != nil {
		high = *c.MaxLength
	}
	return low, high
}

// FormOf returns the form that a user has before them. It returns false if there is none.
func (s *Server) FormOf(u User) (Form, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.forms[u.ID]
	return f.Form, ok
}

// CloseForm closes a user's form without sending it; nothing of that reaches the bot.
func (s *Server) CloseForm(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.forms, u.ID)
	s.touch()
}

// Submit sends a user's form with the values of its inputs by their custom ids, and returns the interaction's id. An input
// without a value keeps the one that the bot gave. It fails where Discord's client would not send the form.
func (s *Server) Submit(u User, formID string, values map[string]string) (id string, err error) {
	s.mu.Lock()
	f, ok := s.forms[u.ID]
	s.mu.Unlock()
	if !ok || f.ID != formID {
		return "", fmt.Errorf("%s has no form %s", u.Name, formID)
	}
	filled := []map[string]any{}
	known := 0
	for _, c := range f.Components {
		item := map[string]any{"type": c.Type, "id": c.ID}
		if c.Type == typeLabel {
			value, given := values[c.Component.CustomID]
			if given {
				known++
			}
			if item["component"], err = c.Component.filled(c.Label, value, given); err != nil {
				return "", err
			}
		}
		filled = append(filled, item)
	}
	if known != len(values) {
		return "", fmt.Errorf("one of %v is no input of the form", values)
	}
	s.CloseForm(u)
	return s.interact(u, f.channel, submitForm, map[string]any{"custom_id": f.CustomID, "components": filled}, f.target).id, nil
}

// filled returns an input as it is sent with a value; its own one if none is given. It fails if the client would not take it.
func (c *Component) filled(label, value string, given bool) (map[string]any, error) {
	out := map[string]any{"type": c.Type, "id": c.ID, "custom_id": c.CustomID}
	required := c.Required == nil || *c.Required
	if c.Type == typeSelect {
		if !slices.ContainsFunc(c.Options, func(o SelectOption) bool { return o.Value == value }) {
			return nil, fmt.Errorf("%s does not offer %q", label, value)
		}
		out["values"] = []string{value}
		return out, nil
	}
	if !given {
		value = c.Value
	}
	low, high := c.lengths()
	switch n := units(value); {
	case n == 0 && !required:
	case n == 0:
		return nil, fmt.Errorf("%s: this field is required", label)
	case n < low || n > high:
		return nil, fmt.Errorf("%s takes %d to %d characters, not %d", label, low, high, n)
	}
	out["value"] = value
	return out, nil
}
