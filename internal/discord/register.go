package discord

import (
	"strconv"

	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/discord/wire"
)

// The permissions that commands for administrators and for managers require, as Discord writes them.
var (
	administrator = strconv.FormatUint(commands.AdminPermission, 10)
	manager       = strconv.FormatUint(commands.ManagePermission, 10)
)

// Values of Discord's enumerations.
const (
	chatInput      = 1
	messageCommand = 3
	inGuild        = 0 // context
	inBotDM        = 1 // context
	guildInstall   = 0 // integration type
)

// optionTypes are the types of Discord's options for the kinds of ours.
var optionTypes = map[commands.OptionKind]int{commands.String: wire.TextOption, commands.Bool: wire.BoolOption, commands.File: wire.AttachmentOption,
	commands.Role: wire.RoleOption, commands.Channel: wire.ChannelOption}

// Commands returns a table of commands as Discord registers it, for use in every server.
func Commands(table []commands.Command) []wire.Command {
	var out []wire.Command
	for _, c := range table {
		r := wire.Command{Type: chatInput, Name: c.Name, Description: c.Description, Descriptions: chinese(c.Description),
			Contexts: []int{inGuild, inBotDM}, IntegrationTypes: []int{guildInstall}}
		switch {
		case c.Admin:
			r.Permissions, r.Contexts = &administrator, []int{inGuild}
		case c.Manager:
			r.Permissions, r.Contexts = &manager, []int{inGuild}
		case c.Editor: // everybody in a server sees it, since the editors' roles are known to /settings alone
			r.Contexts = []int{inGuild}
		}
		if c.OnMessage {
			r.Type, r.Description, r.Descriptions, r.Names = messageCommand, "", nil, chinese(c.Name)
			out = append(out, r)
			continue
		}
		for _, o := range c.Options {
			r.Options = append(r.Options, optionOf(o))
		}
		out = append(out, r)
	}
	return out
}

func optionOf(o commands.Option) wire.CommandOption {
	out := wire.CommandOption{Type: optionTypes[o.Kind], Name: o.Name, Description: o.Description, Descriptions: chinese(o.Description),
		Required: o.Required, MaxLength: o.MaxLength, Autocomplete: o.Complete != nil}
	for _, c := range o.Choices {
		out.Choices = append(out.Choices, wire.CommandChoice{Name: c.Name, Names: chinese(c.Name), Value: c.Value})
	}
	return out
}

// chinese returns the localizations of a text. Discord has two Chinese locales.
func chinese(text string) map[string]string {
	return map[string]string{"zh-CN": present.Say(commands.Chinese, text), "zh-TW": present.Say(commands.Taiwan, text)}
}
