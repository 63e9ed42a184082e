package commands

import (
	"slices"

	"lede/internal/state"
)

// ManagePermission is Discord's permission bit MANAGE_GUILD, which commands for editors require. They are registered with
// it as default_member_permissions, and Accept checks it again, since an interaction can be forged.
const ManagePermission uint64 = 1 << 5

// Joined sets the servers that the bot is in.
func (s *Service) Joined(guilds []string) {
	s.joined.Store(&guilds)
}

// mayEdit reports whether an actor may change the corpus: members who manage a server that the configuration names, or, if it
// names none, the only server that the bot is in. A right in one server is none in another, nor in a direct message.
func (s *Service) mayEdit(a Actor) bool {
	switch {
	case a.Operator:
		return true
	case a.Guild == "" || a.Permissions&(AdminPermission|ManagePermission) == 0:
		return false
	case len(s.EditorGuilds) > 0:
		return slices.Contains(s.EditorGuilds, a.Guild)
	}
	joined := s.joined.Load()
	return joined != nil && len(*joined) == 1 && (*joined)[0] == a.Guild
}

// may refuses a command to an actor who may not use it.
func (s *Service) may(a Actor, c Command) error {
	switch {
	case c.Admin && !a.MayAdminister():
		return refuse("Only administrators of the server may use /%s. Ask one of them to use it in the server.", c.Name)
	case c.Editor && !s.mayEdit(a):
		return refuse("Only members who may manage the server that owns the articles can use /%s, and only there.", c.Name)
	}
	return nil
}

// editorOf returns an actor as the log names them.
func editorOf(a Actor) state.Editor { return state.Editor{User: a.User, Guild: a.Guild} }
