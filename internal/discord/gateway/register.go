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

// register registers the commands in the named guilds, or globally if none are named, and removes them elsewhere. It sends
// nothing where the commands are as wanted. It returns where they are registered, in words.
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

// overwrite makes the commands of one scope the wanted ones, or none.
func (g *Gateway) overwrite(ctx context.Context, endpoint string, want []wire.Command, wanted bool) error {
	if !wanted {
		want = []wire.Command{}
	}
	raw, err := g.session.RequestWithBucketID(http.MethodGet, endpoint+"?with_localizations=true", nil, endpoint, discordgo.WithContext(ctx))
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
	_, err = g.session.RequestWithBucketID(http.MethodPut, endpoint, want, endpoint, discordgo.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("register commands: %w", err)
	}
	return nil
}

// inGuildScope returns the commands without the fields that only global ones have.
func inGuildScope(list []wire.Command) []wire.Command {
	out := slices.Clone(list)
	for i := range out {
		out[i].Contexts, out[i].IntegrationTypes = nil, nil
	}
	return out
}

// same reports whether two lists contain the same commands, in any order.
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
