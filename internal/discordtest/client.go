// Package discordtest is a client of a local Discord, for tests: it uses commands and presses buttons as users do, waits for
// what a bot answers, forges what only a modified client sends, and causes Discord's faults.
package discordtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"lede/internal/localdiscord"
)

// Client is a local Discord and its users.
type Client struct {
	*localdiscord.Server
	*Faults
}

// Start starts a local Discord without a bot.
func Start(o localdiscord.Options) (*Client, error) {
	faults := &Faults{responses: map[string]time.Time{}, calls: map[string]int{}}
	o.Interference = faults
	server, err := localdiscord.Start(o)
	if err != nil {
		return nil, err
	}
	return &Client{Server: server, Faults: faults}, nil
}

// Interaction is one use of the bot by a user.
type Interaction struct {
	ID string

	client  *Client
	user    localdiscord.User
	created time.Time
}

// Slash uses a command in the guild's first channel.
func (c *Client) Slash(u localdiscord.User, name string, options map[string]any) (*Interaction, error) {
	return c.SlashIn(localdiscord.ChannelID, u, name, options)
}

// SlashIn uses a command in a channel.
func (c *Client) SlashIn(channel string, u localdiscord.User, name string, options map[string]any) (*Interaction, error) {
	created := time.Now()
	id, err := c.Server.SlashIn(channel, u, name, options)
	return &Interaction{ID: id, client: c, user: u, created: created}, err
}

// Press presses a button of a message, or picks values of a select.
func (c *Client) Press(u localdiscord.User, m localdiscord.Message, customID string, values ...string) (*Interaction, error) {
	created := time.Now()
	id, err := c.Server.Press(u, m.ID, customID, values...)
	return &Interaction{ID: id, client: c, user: u, created: created}, err
}

// UseOn uses a message command on a message.
func (c *Client) UseOn(u localdiscord.User, name, messageID string) (*Interaction, error) {
	created := time.Now()
	id, err := c.Server.UseOn(u, name, messageID)
	return &Interaction{ID: id, client: c, user: u, created: created}, err
}

// Form waits for the form that answers the interaction.
func (i *Interaction) Form(ctx context.Context) (localdiscord.Form, error) {
	var form localdiscord.Form
	err := i.client.Wait(ctx, "a form", func() bool {
		form, _ = i.client.FormOf(i.user)
		return form.ID == i.ID
	})
	return form, err
}

// Submit sends a user's form.
func (c *Client) Submit(u localdiscord.User, f localdiscord.Form, values map[string]string) (*Interaction, error) {
	created := time.Now()
	id, err := c.Server.Submit(u, f.ID, values)
	return &Interaction{ID: id, client: c, user: u, created: created}, err
}

// Wait returns the message that answers: the first response, the edit of a deferred one, or the last follow-up. It fails
// where Discord shows "The application did not respond".
func (i *Interaction) Wait(ctx context.Context) (localdiscord.Message, error) {
	var answer localdiscord.Message
	err := i.client.Wait(ctx, "an answer", func() bool {
		for _, m := range i.client.Messages(i.user) {
			if m.ChangedBy == i.ID && !m.Loading() {
				answer = m
			}
		}
		return answer.ID != ""
	})
	if err == nil && answer.Failed {
		err = fmt.Errorf("the application did not respond")
	}
	return answer, err
}

// Took returns how long the first response took; false if there is none yet.
func (i *Interaction) Took() (time.Duration, bool) {
	at := i.client.response(i.ID)
	return at.Sub(i.created), !at.IsZero()
}

// WaitCommands waits until n commands are registered.
func (c *Client) WaitCommands(ctx context.Context, n int) error {
	return c.Wait(ctx, "commands", func() bool { return len(c.Commands()) == n })
}

// WaitReady waits until n sessions have begun since the start and the last one is connected.
func (c *Client) WaitReady(ctx context.Context, n int) error {
	return c.Wait(ctx, "a session", func() bool { return c.sessions() >= n && c.Connected() })
}

// SetCommands registers commands as an earlier version of a bot would. An empty guild registers them globally.
func (c *Client) SetCommands(guild string, list ...localdiscord.Command) error {
	body, err := json.Marshal(list)
	if err != nil {
		return err
	}
	address := c.URL() + "/api/v10/applications/" + localdiscord.AppID
	if guild != "" {
		address += "/guilds/" + guild
	}
	request, err := http.NewRequest(http.MethodPut, address+"/commands", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bot "+c.Token())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("registering commands: %s", response.Status)
	}
	return nil
}
