package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"lede/internal/commands"
	"lede/internal/commands/present"
)

// command is a slash command as it is registered: the part of Discord's object that the table decides.
type command struct {
	Type             int               `json:"type"`
	Name             string            `json:"name"`
	Description      string            `json:"description"`
	Descriptions     map[string]string `json:"description_localizations"`
	Options          []option          `json:"options,omitempty"`
	Permissions      *string           `json:"default_member_permissions"`  // nil: everybody may use it
	Contexts         []int             `json:"contexts,omitempty"`          // of global commands only
	IntegrationTypes []int             `json:"integration_types,omitempty"` // of global commands only
}

// administrator is the permission that commands for administrators require, as Discord writes it.
var administrator = strconv.FormatUint(commands.AdminPermission, 10)

type option struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations"`
	Required     bool              `json:"required,omitempty"`
	MaxLength    int               `json:"max_length,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Choices      []value           `json:"choices,omitempty"`
}

type value struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations"`
	Value string            `json:"value"`
}

// Values of Discord's enumerations.
const (
	chatInput    = 1
	stringOption = 3
	boolOption   = 5
	inGuild      = 0 // context
	inBotDM      = 1 // context
	guildInstall = 0 // integration type
)

// registered returns the table as Discord takes it.
func registered(table []commands.Command) []command {
	var out []command
	for _, c := range table {
		r := command{Type: chatInput, Name: c.Name, Description: c.Description, Descriptions: chinese(c.Description),
			Contexts: []int{inGuild, inBotDM}, IntegrationTypes: []int{guildInstall}}
		if c.Admin {
			r.Permissions, r.Contexts = &administrator, []int{inGuild}
		}
		for _, o := range c.Options {
			r.Options = append(r.Options, optionOf(o))
		}
		out = append(out, r)
	}
	return out
}

func optionOf(o commands.Option) option {
	out := option{Type: stringOption, Name: o.Name, Description: o.Description, Descriptions: chinese(o.Description),
		Required: o.Required, MaxLength: o.MaxLength, Autocomplete: o.Complete != nil}
	if o.Kind == commands.Bool {
		out.Type = boolOption
	}
	for _, c := range o.Choices {
		out.Choices = append(out.Choices, value{c.Name, chinese(c.Name), c.Value})
	}
	return out
}

// chinese returns the localizations of a text. Discord knows two Chinese locales; both get the same text.
func chinese(text string) map[string]string {
	zh := present.Say(commands.Chinese, text)
	return map[string]string{"zh-CN": zh, "zh-TW": zh}
}

// sync registers the commands where they are wanted, if they differ from what is there, and removes them
// where they are not: globally if guilds are named, in the bot's guilds if none are. It returns where they
// are registered, for people.
func (b *Bot) sync(ctx context.Context, app string, guilds []string) (string, error) {
	want := registered(commands.Table())
	wanted := map[string]bool{}
	for _, g := range b.Guilds {
		wanted[g] = true
		guilds = append(guilds, g)
	}
	var errs []error
	done := map[string]bool{}
	for _, g := range guilds {
		if done[g] {
			continue
		}
		done[g] = true
		errs = append(errs, b.overwrite(ctx, discordgo.EndpointApplicationGuildCommands(app, g), inGuildScope(want), wanted[g]))
	}
	errs = append(errs, b.overwrite(ctx, discordgo.EndpointApplicationGlobalCommands(app), want, len(b.Guilds) == 0))
	where := "everywhere"
	if len(b.Guilds) > 0 {
		where = "in the servers " + strings.Join(b.Guilds, ", ")
	}
	return where, errors.Join(errs...)
}

// overwrite brings one scope to the wanted commands, or to none.
func (b *Bot) overwrite(ctx context.Context, endpoint string, want []command, wanted bool) error {
	if !wanted {
		want = []command{}
	}
	raw, err := b.rest.RequestWithBucketID(http.MethodGet, endpoint+"?with_localizations=true", nil, endpoint, discordgo.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("list commands: %w", err)
	}
	var have []command
	if err := json.Unmarshal(raw, &have); err != nil {
		return fmt.Errorf("list commands: %w", err)
	}
	if same(have, want) {
		return nil
	}
	_, err = b.rest.RequestWithBucketID(http.MethodPut, endpoint, want, endpoint, discordgo.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("register commands: %w", err)
	}
	return nil
}

// inGuildScope returns the commands without what only global ones have.
func inGuildScope(list []command) []command {
	out := slices.Clone(list)
	for i := range out {
		out[i].Contexts, out[i].IntegrationTypes = nil, nil
	}
	return out
}

// same reports whether two lists hold the same commands, in any order.
func same(have, want []command) bool {
	byName := func(list []command) map[string]command {
		m := map[string]command{}
		for _, c := range list {
			if len(c.Options) == 0 {
				c.Options = nil
			}
			if len(want) > 0 && want[0].Contexts == nil {
				c.Contexts, c.IntegrationTypes = nil, nil
			}
			m[c.Name] = c
		}
		return m
	}
	return len(have) == len(want) && reflect.DeepEqual(byName(have), byName(want))
}
