// Package wire has the JSON that Discord and a bot exchange about interactions, as Go types.
//
// Interactions are decoded from raw payloads, since discordgo v0.29.0 loses a whole event over one component of an unknown
// type. Here an interaction, component or option of an unknown type is no error: a component is kept as it was sent, the
// others with their values. An error names the field that cannot be read. The source is Discord's documentation: "Receiving
// and Responding", "Message Resource" and "Component Reference". The package is pure.
package wire

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// Permissions are Discord's permission bits, of which the lowest 64 are kept. JSON has them as a decimal number in a string.
type Permissions uint64

// UnmarshalJSON reads the string. null means no permissions.
func (p *Permissions) UnmarshalJSON(raw []byte) error {
	*p = 0
	if string(raw) == "null" {
		return nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("permissions: %w", err)
	}
	bits, ok := new(big.Int).SetString(text, 10)
	if !ok || bits.Sign() < 0 {
		return fmt.Errorf("permissions: %q is no number of bits", text)
	}
	*p = Permissions(bits.And(bits, new(big.Int).SetUint64(math.MaxUint64)).Uint64())
	return nil
}

// MarshalJSON writes the string.
func (p Permissions) MarshalJSON() ([]byte, error) {
	return json.Marshal(strconv.FormatUint(uint64(p), 10))
}

// Flags of a message.
const (
	SuppressEmbeds = 1 << 2  // links show no previews
	Ephemeral      = 1 << 6  // only the user of the interaction sees it
	ComponentsV2   = 1 << 15 // it consists of components alone; it cannot be taken back
)
