package commands

import (
	"slices"

	"lede/internal/state"
)

// ManagePermission is Discord's permission bit MANAGE_GUILD, which commands for managers require. They are registered with
// it as default_member_permissions, and Accept checks it again, since an interaction can be forged.
const ManagePermission uint64 = 1 << 5

// Joined sets the servers that the bot is in.
func (s *Service) Joined(guilds []string) {
	s.joined.Store(&guilds)
}

// MayManage reports whether the actor manages the server.
func (a Actor) MayManage() bool {
	return a.Guild != "" && a.Permissions&(AdminPermission|ManagePermission) != 0
}

// mayEdit reports whether an actor may change the corpus: who manages a server that owns it, or has one of the roles that
// /settings names there. A right in one server is none in another, nor in a direct message.
func (s *Service) mayEdit(a Actor) bool {
	if a.Operator {
		return true
	}
	return s.ownsCorpus(a.Guild) && (a.MayManage() || s.settings.of(a.Guild).hasEditor(a.Roles))
}

// ownsCorpus reports whether members of a server may change the corpus: it is one that the configuration names, or, if it
// names none, the only one that the bot is in.
func (s *Service) ownsCorpus(guild string) bool {
	if editing := *s.editing.Load(); guild == "" || len(editing) > 0 {
		return guild != "" && slices.Contains(editing, guild)
	}
	joined := s.joined.Load()
	return joined != nil && len(*joined) == 1 && (*joined)[0] == guild
}

// may refuses a command to an actor who may not use it.
func (s *Service) may(a Actor, c Command) error {
	switch {
	case c.Admin && !a.MayAdminister():
		return refuse("Only administrators of the server may use /%s. Ask one of them to use it in the server.", c.Name)
	case c.Manager && !a.MayManage():
		return refuse("Only members who may manage the server can use /%s, and only there.", c.Name)
	case c.Editor && !s.mayEdit(a):
		return refuse("Only editors of the server that owns the articles can use this, and only there.")
	}
	return nil
}

// editorOf returns an actor as the log names them.
func editorOf(a Actor) state.Editor { return state.Editor{User: a.User, Guild: a.Guild} }
