package render

import (
	"lede/internal/commands"
	"lede/internal/discord/wire"
	"lede/internal/text"
)

// Discord's limits on a form ("Modal" and "Component Reference"), in UTF-16 units.
const (
	maxTitle      = 45
	maxFieldLabel = 45
	maxFieldHint  = 100
	maxInput      = 4000
	maxFields     = 5
)

// Form returns a form as a response shows it: each field is a text input under its label.
func Form(f *commands.Form) *wire.Body {
	var labels []wire.Component
	for _, field := range f.Fields[:min(len(f.Fields), maxFields)] {
		limit := field.MaxLength
		if limit == 0 || limit > maxInput {
			limit = maxInput
		}
		input := wire.Component{Type: wire.Input, CustomID: field.Name, Style: wire.ShortInput, Required: &field.Required,
			MaxLength: limit, Value: text.ClipUTF16(plain(field.Value), limit)}
		if field.Long {
			input.Style = wire.LongInput
		}
		labels = append(labels, wire.Component{Type: wire.Label, Label: text.ClipUTF16(field.Label, maxFieldLabel),
			Description: text.ClipUTF16(field.Hint, maxFieldHint), Component: &input})
	}
	return &wire.Body{CustomID: f.State.Encode(), Title: text.ClipUTF16(f.Title, maxTitle), Components: &labels}
}
