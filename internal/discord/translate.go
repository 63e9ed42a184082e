package discord

import (
	"lede/internal/commands"
	"lede/internal/discord/render"
	"lede/internal/discord/wire"
)

// actor returns who made an interaction, where and with which permissions. In a direct message there are none.
func actor(i *wire.Interaction) commands.Actor {
	a := commands.Actor{User: i.UserID(), Guild: i.GuildID, Channel: i.ChannelID, Locale: commands.LocaleOf(i.Locale)}
	if i.Member != nil {
		a.Permissions = uint64(i.Member.Permissions)
	}
	return a
}

// use translates a command, or the typing of one of its options.
func use(c *wire.CommandData) commands.Use {
	u := commands.Use{Command: c.Name, Options: commands.Options{}}
	for _, o := range c.Options {
		u.Options[o.Name] = o.Value
		if o.Focused {
			u.Focused = o.Name
		}
	}
	return u
}

// press translates the press of a button, or a choice from a menu.
func press(i *wire.Interaction) commands.Press {
	return commands.Press{State: commands.ParseState(i.Component.CustomID), Values: i.Component.Values,
		Reply: render.State(i.Message), ByAsker: isAsker(i)}
}

// isAsker reports whether the user is the one whose interaction the message answers, or the only one who sees it.
func isAsker(i *wire.Interaction) bool {
	switch m := i.Message; {
	case m == nil:
		return false
	case m.AskerID() != "":
		return m.AskerID() == i.UserID()
	default:
		return m.Flags&wire.Ephemeral != 0
	}
}
