package commands

// Actor is who did something, where, and with which rights.
type Actor struct {
	User        string   // id; "" at the terminal
	Guild       string   // id of the server; "" in a direct message and at the terminal
	Channel     string   // id; "" at the terminal
	Permissions uint64   // Discord's permission bits of the member in the channel; 0 outside of a server
	Roles       []string // ids of the member's roles; none outside of a server
	CannotPost  bool     // the bot may not post in the channel, as far as the front end has learnt
	Operator    bool     // whoever runs the program: may do everything, without limits
	Locale      Locale   // language of the replies
}

// AdminPermission is Discord's permission bit ADMINISTRATOR, which commands for administrators require. They are
// registered with it as default_member_permissions, and Accept checks it again, since an interaction can be forged.
const AdminPermission uint64 = 1 << 3

// MayAdminister reports whether the actor may use the commands for administrators.
func (a Actor) MayAdminister() bool {
	return a.Operator || a.Guild != "" && a.Permissions&AdminPermission != 0
}
