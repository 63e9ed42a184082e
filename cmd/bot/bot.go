package main

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"sync"
	"time"

	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/config"
	"lede/internal/delivery"
	"lede/internal/demosite"
	"lede/internal/discord"
	"lede/internal/localdiscord"
)

// botCommand is `bot` without a command.
type botCommand struct{}

// Run connects to Discord, or to one of its own where there is no token.
func (botCommand) Run(e *env, f *flags) error {
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	token, err := e.token()
	if err != nil {
		return err
	}
	if token == "" {
		return e.local(config)
	}
	return e.discord(config, token)
}

// local starts a Discord in this process and connects to it as to the real one. Its page is up before the corpus is read.
func (e *env) local(c config.Config) error {
	site, endSite, err := demosite.Listen(c.LocalPort+1, demosite.Site{Started: time.Now(), After: demosite.After, Now: e.demoNow})
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
	c.APIURL, c.Guilds, c.Shards, c.Endpoint = server.URL(), nil, config.Shards{}, ""
	if place, err := netip.ParseAddrPort(strings.TrimPrefix(server.URL(), "http://")); err == nil {
		e.own = append(e.own, place) // it serves the files that are uploaded on its page
	}
	return e.discord(c, server.Token())
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

// discord answers on Discord until the program is asked to end.
func (e *env) discord(c config.Config, token string) error {
	recorder, lastSpans, err := e.recorder(c, e.logger(c))
	if err != nil {
		return err
	}
	defer lastSpans()
	app, err := e.openExclusive(c)
	if err != nil {
		return err
	}
	defer app.close()
	ctx, cancel := context.WithCancel(e.ctx)
	wait := e.keepUpToDate(ctx, app)
	defer wait()
	defer cancel()
	link, err := newLink(c, token, app)
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
	defer e.post(ctx, app, link.api)()
	app.log.Info("Lede starts", "version", version())
	defer notifySystemd(ctx, func() { app.corpus.Index.Len() }, app.log)()
	return link.run(e.ctx)
}

// post matches what is new and posts it until the context ends. The returned function ends that and waits until it is over.
func (e *env) post(ctx context.Context, a *app, to discord.Creator) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	posts := discord.Posts{Service: a.service, To: to}
	outbox := delivery.Delivery{State: a.state, Send: posts.Send, Now: e.clock, Log: a.log}
	var group sync.WaitGroup
	group.Go(func() { a.news.Run(ctx) })
	group.Go(func() { outbox.Run(ctx) })
	return func() {
		cancel()
		group.Wait()
	}
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
