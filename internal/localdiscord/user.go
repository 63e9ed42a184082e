package localdiscord

import (
	"math"
	"strconv"
)

// User is a member of the guild.
type User struct {
	ID     string
	Name   string
	Locale string   // "en-US", "zh-CN"
	Admin  bool     // an administrator of the guild
	Roles  []string // ids of the roles
}

func (u User) wire() map[string]any {
	return map[string]any{"id": u.ID, "username": u.Name, "discriminator": "0", "avatar": nil, "global_name": u.Name}
}

// in returns what an interaction's event says of its user and where that is: a member in the guild, or a user alone.
func (u User) in(c Channel) map[string]any {
	if c.User != "" {
		return map[string]any{"user": u.wire(), "context": inDirect, "authorizing_integration_owners": map[string]string{"0": "0"}}
	}
	return map[string]any{"guild_id": c.Guild, "guild_locale": "en-US", "context": inGuild, "authorizing_integration_owners": map[string]string{"0": c.Guild},
		"member": map[string]any{"user": u.wire(), "roles": append([]string{}, u.Roles...), "permissions": strconv.FormatUint(u.permissions(), 10),
			"joined_at": "2025-01-01T00:00:00.000000+00:00", "deaf": false, "mute": false, "flags": 0}}
}

// permissions returns a member's permissions. An administrator has all (discord-api-docs, "Permissions").
func (u User) permissions() uint64 {
	if u.Admin {
		return math.MaxUint64 >> 11 // the bits that Discord uses
	}
	return ViewChannel | SendMessages
}

// has reports whether a user has the permissions that a command requires: nil for none; "0" is of administrators alone.
func (u User) has(required *string) bool {
	if required == nil || u.Admin {
		return true
	}
	bits, err := strconv.ParseUint(*required, 10, 64)
	return err == nil && bits != 0 && bits&u.permissions() == bits
}
