package localdiscord

import "strings"

// Greeting is what the page shows before there is a message: a text in Discord's markdown, and commands as buttons.
type Greeting struct {
	Text        string       `json:"text"`
	Suggestions []Suggestion `json:"suggestions"`
}

// Suggestion is a command with its options, under a label.
type Suggestion struct {
	Label   string         `json:"label"`
	Command string         `json:"command"`
	Options map[string]any `json:"options"`
}

// greeting returns the greeting in a locale ("zh-TW"), else in its language ("zh"), else the one under "". It
// returns nil if there is none.
func (o Options) greeting(locale string) *Greeting {
	language, _, _ := strings.Cut(locale, "-")
	for _, key := range []string{locale, language, ""} {
		if g, ok := o.Greetings[key]; ok {
			return &g
		}
	}
	return nil
}
