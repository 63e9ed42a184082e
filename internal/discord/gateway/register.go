package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"lede/internal/discord/wire"
)

// register registers the commands where they are wanted, if they differ from what is there, and removes them
// where they are not: globally if guilds are named, in the bot's guilds if none are. It returns where they
// are registered, for people.
func (g *Gateway) register(ctx context.Context, app string, guilds []string) (string, error) {
	want := g.Commands
	wanted := map[string]bool{}
	for _, guild := range g.Guilds {
		wanted[guild] = true
		guilds = append(guilds, guild)
	}
	var errs []error
	done := map[string]bool{}
	for _, guild := range guilds {
		if done[guild] {
			continue
		}
		done[guild] = true
		errs = append(errs, g.overwrite(ctx, discordgo.EndpointApplicationGuildCommands(app, guild), inGuildScope(want), wanted[guild]))
	}
	errs = append(errs, g.overwrite(ctx, discordgo.EndpointApplicationGlobalCommands(app), want, len(g.Guilds) == 0))
	where := "everywhere"
	if len(g.Guilds) > 0 {
		where = "in the servers " + strings.Join(g.Guilds, ", ")
	}
	return where, errors.Join(errs...)
}

// overwrite brings one scope to the wanted commands, or to none.
func (g *Gateway) overwrite(ctx context.Context, endpoint string, want []wire.Command, wanted bool) error {
	if !wanted {
		want = []wire.Command{}
	}
	raw, err := g.rest.RequestWithBucketID(http.MethodGet, endpoint+"?with_localizations=true", nil, endpoint, discordgo.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("list commands: %w", err)
	}
	var have []wire.Command
	if err := json.Unmarshal(raw, &have); err != nil {
		return fmt.Errorf("list commands: %w", err)
	}
	if same(have, want) {
		return nil
	}
	_, err = g.rest.RequestWithBucketID(http.MethodPut, endpoint, want, endpoint, discordgo.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("register commands: %w", err)
	}
	return nil
}

// inGuildScope returns the commands without what only global ones have.
func inGuildScope(list []wire.Command) []wire.Command {
	out := slices.Clone(list)
	for i := range out {
		out[i].Contexts, out[i].IntegrationTypes = nil, nil
	}
	return out
}

// same reports whether two lists hold the same commands, in any order.
func same(have, want []wire.Command) bool {
	byName := func(list []wire.Command) map[string]wire.Command {
		m := map[string]wire.Command{}
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
