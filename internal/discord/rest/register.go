package rest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"lede/internal/discord/wire"
)

// Record keeps where the commands of an application were registered: ids of servers, and "" for everywhere.
type Record interface {
	Registered(ctx context.Context, app string) ([]string, error)
	SetRegistered(ctx context.Context, app string, scopes []string) error
}

// Registration registers the bot's commands, once in the life of the process. Several processes may do so at the same time:
// each replaces the whole list by one with the same names, of which Discord makes no second command.
type Registration struct {
	Client   *Client
	Commands []wire.Command
	Guilds   []string // servers in which they are registered; none: everywhere
	Record   Record   // where they were registered before, and are taken away if they should not be; nil: nowhere but everywhere
	Log      *slog.Logger
}

// The waits between two registrations. Discord allows 200 new commands a day and server; a bulk overwrite counts only new ones.
const (
	firstRegistration = 2 * time.Second
	lastRegistration  = 10 * time.Minute
)

// Run registers the commands, and again until it succeeds or the context ends, and logs where. An error means that Discord
// refuses the token.
func (r *Registration) Run(ctx context.Context) error {
	for failures := 0; ; failures++ {
		err := r.once(ctx)
		switch {
		case err == nil || ctx.Err() != nil:
			return nil
		case IsBadToken(err):
			return ErrBadToken
		}
		wait := min(lastRegistration, firstRegistration<<min(failures, 10))
		wait = wait/2 + rand.N(wait/2)
		var refused *refusal
		if errors.As(err, &refused) {
			wait = max(wait, refused.after)
		}
		r.Log.Error("registering the commands failed; they may be missing or old until it succeeds", "err", err, "again_in", wait.Round(time.Second).String())
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// once registers the commands where they are wanted and takes them away where they are not any more.
func (r *Registration) once(ctx context.Context) error {
	app, err := r.Client.applicationID(ctx)
	if err != nil {
		return fmt.Errorf("the application: %w", err)
	}
	wanted := r.Guilds
	if len(wanted) == 0 {
		wanted = []string{""}
	}
	scopes := append([]string{""}, wanted...)
	if r.Record != nil {
		before, err := r.Record.Registered(ctx, app)
		if err != nil {
			return err
		}
		scopes = append(scopes, before...)
	}
	slices.Sort(scopes)
	scopes = slices.Compact(scopes)
	if err := r.keep(ctx, app, scopes); err != nil { // first, so that nothing is forgotten if the rest fails
		return err
	}
	if err := r.overwriteAll(ctx, app, scopes, wanted); err != nil {
		return err
	}
	if err := r.keep(ctx, app, wanted); err != nil {
		return err
	}
	r.report(app)
	return nil
}

// keep notes where the commands may be.
func (r *Registration) keep(ctx context.Context, app string, scopes []string) error {
	if r.Record == nil {
		return nil
	}
	return r.Record.SetRegistered(ctx, app, scopes)
}

// overwritesAtOnce is how many servers' commands are read and written at the same time. Discord takes 50 calls a second.
const overwritesAtOnce = 8

// overwriteAll makes the commands of all scopes what they should be.
func (r *Registration) overwriteAll(ctx context.Context, app string, scopes, wanted []string) error {
	var group errgroup.Group
	group.SetLimit(overwritesAtOnce)
	errs := make([]error, len(scopes))
	for n, scope := range scopes {
		group.Go(func() error {
			list := []wire.Command{}
			if slices.Contains(wanted, scope) {
				list = r.Commands
			}
			errs[n] = r.Client.overwrite(ctx, app, scope, list)
			if isGone(errs[n]) && len(list) == 0 {
				errs[n] = nil // the bot has left the server, and its commands have gone with it
			}
			return nil
		})
	}
	_ = group.Wait() // the errors are in errs
	return errors.Join(errs...)
}

// isGone reports whether an error says that the bot does not reach a server.
func isGone(err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && (refused.status == http.StatusForbidden || refused.status == http.StatusNotFound)
}

// report logs where the commands are, and how the bot is added to a server.
func (r *Registration) report(app string) {
	where := "everywhere"
	if len(r.Guilds) > 0 {
		where = "in the servers " + strings.Join(r.Guilds, ", ")
	}
	r.Log.Info("commands are registered", "where", where)
	r.Log.Info("to add the bot to a server, open", "invite", inviteURL(app))
	r.Log.Info("a server that invited the bot before /follow came: open the link again, or give its role View Channel and Send Messages in the channels where it is to post")
}

// postPermissions are VIEW_CHANNEL and SEND_MESSAGES, which posts need. Replies need none.
const postPermissions = 1<<10 | 1<<11

// inviteURL is the link that adds the bot to a server, with both scopes and the permissions that it needs.
func inviteURL(app string) string {
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&permissions=%d&scope=bot+applications.commands", app, postPermissions)
}

// applicationID returns the id of the bot's application.
func (c *Client) applicationID(ctx context.Context) (string, error) {
	var app struct {
		ID string `json:"id"`
	}
	err := c.own(ctx, http.MethodGet, path("applications", "@me"), nil, &app)
	if err == nil && app.ID == "" {
		err = errors.New("the answer of Discord has no id")
	}
	return app.ID, err
}

// overwrite makes the commands of one scope the wanted ones. It sends nothing where they are so already.
func (c *Client) overwrite(ctx context.Context, app, guild string, want []wire.Command) error {
	scope := path("applications", app, "commands")
	if guild != "" {
		scope, want = path("applications", app, "guilds", guild, "commands"), inGuildScope(want)
	}
	var have []wire.Command
	if err := c.own(ctx, http.MethodGet, scope+"?with_localizations=true", nil, &have); err != nil {
		return fmt.Errorf("list commands: %w", err)
	}
	if same(have, want) {
		return nil
	}
	if err := c.own(ctx, http.MethodPut, scope, want, nil); err != nil {
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
