// Package wire has the JSON that Discord and a bot exchange about interactions, as Go types.
//
// It is decoded from raw payloads, since discordgo v0.29.0 loses a whole event over one component that it does not know.
// Here an unknown kind of interaction, of component or of option is kept as it came, and is no error; an error says which
// field of an interaction cannot be read. The source is Discord's documentation: "Receiving and Responding", "Message
// Resource" and "Component Reference". The package is pure.
package wire

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Permissions are Discord's permission bits. They travel as a decimal number in a text.
type Permissions uint64

// UnmarshalJSON reads the text.
func (p *Permissions) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	bits, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("permissions: %w", err)
	}
	*p = Permissions(bits)
	return nil
}

// MarshalJSON writes the text.
func (p Permissions) MarshalJSON() ([]byte, error) {
	return json.Marshal(strconv.FormatUint(uint64(p), 10))
}

// Flags of a message.
const (
	Ephemeral    = 1 << 6  // only the user of the interaction sees it
	ComponentsV2 = 1 << 15 // it consists of components alone; it cannot be taken back
)
