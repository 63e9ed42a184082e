package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/config"
	"lede/internal/demosite"
	"lede/internal/localdiscord"
)

// botCommand is `bot` without a command.
type botCommand struct{ roleFlag }

// Run connects to Discord, or to one of its own where there is no token.
func (b botCommand) Run(e *env, f *flags) error {
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	token, err := e.token()
	if err != nil {
		return err
	}
	if err := b.check(config, token); err != nil {
		return err
	}
	if token == "" {
		return e.local(config)
	}
	return e.discord(config, token, b.Role)
}

// local starts a Discord in this process and connects to it as to the real one. Its page is up before the corpus is read.
func (e *env) local(c config.Config) error {
	site, endSite, err := demosite.Listen(c.LocalPort+1, demosite.Site{Started: e.clock(), After: demosite.After, Now: e.clock})
	if err != nil {
		return err
	}
	defer endSite()
	e.quiet = true // info only says where the commands are registered
	server, err := localdiscord.Start(localdiscord.Options{Port: c.LocalPort, OnRequest: e.onRequest, Greetings: greetings("http://" + site + "/"), Log: e.logger(c)})
	if err != nil {
		return err
	}
	defer server.Close()
	fmt.Fprintf(e.stdout, "Lede is at %s – a Discord of its own on this machine, with no account. Ctrl-C ends it.\n", server.PageURL())
	fmt.Fprintln(e.stdout, "To connect to Discord itself, set DISCORD_TOKEN; README.md tells how, under “Connecting to Discord”.")
	fmt.Fprintf(e.stdout, "A made-up news site to try /track with is at http://%s/; after a minute it publishes something new.\n", site)
	if at, err := netip.ParseAddrPort(site); err == nil {
		e.own = append(e.own, at)
	}
	e.pace.least = cmp.Or(e.pace.least, demoLeast)
	c.APIURL, c.Guilds, c.Shards = server.URL(), nil, config.Shards{}
	if c.Endpoint != "" {
		c.PublicKey = server.PublicKey()
		go e.enterEndpoint(server, c.Endpoint)
	}
	if place, err := netip.ParseAddrPort(strings.TrimPrefix(server.URL(), "http://")); err == nil {
		e.own = append(e.own, place) // it serves the files that are uploaded on its page
	}
	return e.discord(c, server.Token(), roleAll)
}

// enterEndpoint has the local Discord send interactions to the program's endpoint, once that answers.
func (e *env) enterEndpoint(server *localdiscord.Server, listens string) {
	host, port, _ := net.SplitHostPort(listens) // the configuration has checked it
	address := "http://" + net.JoinHostPort(cmp.Or(host, "127.0.0.1"), port) + "/"
	for e.ctx.Err() == nil {
		if server.SetEndpoint(e.ctx, address) == nil {
			fmt.Fprintf(e.stdout, "Its interactions come over HTTP, to %s.\n", address)
			return
		}
		select {
		case <-e.ctx.Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// demoLeast is the least time between two visits of a feed in the demonstration, whose site has something new after a minute.
const demoLeast = time.Minute

// greetings returns what the page of the local Discord opens with, in each language of the replies: questions, and the tracking of
// the demonstration's site.
func greetings(site string) map[string]localdiscord.Greeting {
	out := map[string]localdiscord.Greeting{}
	for key, l := range map[string]commands.Locale{"": commands.English, "zh": commands.Chinese, "zh-TW": commands.Taiwan} {
		g := localdiscord.Greeting{Text: present.Greeting(l)}
		for _, question := range present.Examples(l) {
			g.Suggestions = append(g.Suggestions, localdiscord.Suggestion{Label: question, Command: "ask", Options: map[string]any{"question": question}})
		}
		g.Suggestions = append(g.Suggestions, localdiscord.Suggestion{Label: present.TrackExample(l), Command: "track", Options: map[string]any{"address": site}})
		out[key] = g
	}
	return out
}

// discord does the work of a role on Discord until the program is asked to end.
func (e *env) discord(c config.Config, token, role string) error {
	recorder, lastSpans, err := e.recorder(c, e.logger(c))
	if err != nil {
		return err
	}
	defer lastSpans()
	app, err := e.openFor(c, role)
	if err != nil {
		return err
	}
	defer app.close()
	ctx, cancel := context.WithCancel(e.ctx)
	wait := e.keepUpToDate(ctx, app)
	defer wait()
	defer cancel()
	app.log.Info("Lede starts", "version", version(), "role", role)
	defer notifySystemd(ctx, func() { app.index.Len() }, app.log)()
	link, err := newLink(c, token, app, role)
	if err != nil {
		return err
	}
	if recorder != nil {
		link.api.OnAnswer = recorder.Request
	}
	unwatch, err := watched{app, link, e.clock}.serveHealth(c, recorder)
	if err != nil {
		return err
	}
	defer unwatch()
	if role != roleAnswer {
		defer e.lead(ctx, c, app, link.api)()
	}
	return link.run(e.ctx)
}

// token returns the bot's token out of DISCORD_TOKEN or the file that DISCORD_TOKEN_FILE names; "" for none.
func (e *env) token() (string, error) {
	if token := strings.TrimSpace(e.getenv("DISCORD_TOKEN")); token != "" {
		return token, nil
	}
	name := e.getenv("DISCORD_TOKEN_FILE")
	if name == "" {
		return "", nil
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("DISCORD_TOKEN_FILE: %w", err)
	}
	token := strings.TrimSpace(string(raw))
	if token == "" {
		return "", fmt.Errorf("DISCORD_TOKEN_FILE: %s is empty; put the bot's token into it", name)
	}
	return token, nil
}
