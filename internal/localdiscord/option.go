package localdiscord

import (
	"fmt"
	"slices"
)

// slashData builds the data of a command's interaction.
func (s *Server) slashData(c Channel, u User, name string, options map[string]any, focused string) (map[string]any, error) {
	list := s.commandsIn(c, u)
	at := slices.IndexFunc(list, func(c Command) bool { return c.Name == name && c.Type == slashCommand })
	if at < 0 {
		return nil, fmt.Errorf("there is no command %s", name)
	}
	var out []map[string]any
	resolved := map[string]map[string]any{}
	known := 0
	for _, o := range list[at].Options {
		value, given := options[o.Name]
		if !given {
			if o.Required && focused == "" {
				return nil, fmt.Errorf("%s: option %s is required", name, o.Name)
			}
			continue
		}
		known++
		if err := o.accepts(value, o.Name == focused); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := s.resolve(resolved, u, o, value); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		item := map[string]any{"name": o.Name, "type": o.Type, "value": value}
		if o.Name == focused {
			item["focused"] = true
		}
		out = append(out, item)
	}
	if known != len(options) {
		return nil, fmt.Errorf("%s: one of %v is no option of it", name, options)
	}
	data := map[string]any{"id": list[at].ID, "name": name, "type": slashCommand, "options": out}
	if len(resolved) > 0 {
		data["resolved"] = resolved
	}
	return data, nil
}

// resolve adds the object whose id is the value of an option, if it is of a type that has ids.
func (s *Server) resolve(resolved map[string]map[string]any, u User, o Option, value any) error {
	id, _ := value.(string)
	var kind string
	var object any
	switch o.Type {
	case channelOption:
		c, err := s.place(u, id)
		if err != nil {
			return err
		}
		kind, object = "channels", c.wire()
	case roleOption:
		r, err := roleOf(id)
		if err != nil {
			return err
		}
		kind, object = "roles", r
	case attachmentOption:
		s.mu.Lock()
		a, ok := s.attachment(id)
		s.mu.Unlock()
		if !ok {
			return fmt.Errorf("there is no file %q", id)
		}
		kind, object = "attachments", s.attachmentWire(a)
	default:
		return nil
	}
	if resolved[kind] == nil {
		resolved[kind] = map[string]any{}
	}
	resolved[kind][id] = object
	return nil
}

// accepts returns why an option does not accept a value, or nil.
func (o Option) accepts(value any, focused bool) error {
	text, isText := value.(string)
	_, isBool := value.(bool)
	switch {
	case o.Type == boolOption && !isBool || o.Type != boolOption && o.Type != numberOption && !isText:
		return fmt.Errorf("option %s does not take %T", o.Name, value)
	case isText && o.MaxLength != nil && units(text) > *o.MaxLength:
		return fmt.Errorf("option %s takes %d characters at most", o.Name, *o.MaxLength)
	case len(o.Choices) > 0 && !focused && !slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Value == value }):
		return fmt.Errorf("option %s does not offer %v", o.Name, value)
	}
	return nil
}
