package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"lede/internal/added"
	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/config"
	"lede/internal/console"
	"lede/internal/corpus"
	"lede/internal/discord"
	"lede/internal/feeds"
	"lede/internal/fetch"
	"lede/internal/news"
	"lede/internal/state"
)

// app is an open corpus with the service that answers from it.
type app struct {
	log     *slog.Logger
	corpus  *corpus.Corpus
	service *commands.Service
	lanes   *discord.Lanes // of the interactions
	state   *state.State   // nil if no command needs it
	feeds   *feeds.Tracker // likewise
	news    *news.News     // nil without the state

	elected   atomic.Bool            // this process does what one does at a time
	unsettled atomic.Pointer[string] // what the last completion of what editors decided failed with
}

// openExclusive opens the corpus for a bot that runs. The service answers from the index as it is; keepUpToDate updates it.
func (e *env) openExclusive(c config.Config) (*app, error) {
	return e.open(c, corpus.OpenExclusive, true)
}

// openShared opens the corpus and updates its index, whether or not a bot is running on it. Only editing needs the state.
func (e *env) openShared(c config.Config, editing bool) (*app, error) {
	a, err := e.openAsIs(c, editing)
	if err != nil {
		return nil, err
	}
	if _, err = e.update(a); err != nil {
		a.close()
		return nil, err
	}
	return a, nil
}

// openAsIs opens the corpus likewise, with its index as it is.
func (e *env) openAsIs(c config.Config, editing bool) (*app, error) {
	a, err := e.open(c, corpus.OpenShared, editing)
	if err != nil {
		return nil, err
	}
	if a.news != nil {
		a.news.ReadOnly = true
	}
	a.corpus.ReadAliases()
	return a, nil
}

// update brings the index up to date and reports whether that changed an article or a name.
func (e *env) update(a *app) (changed bool, err error) {
	defer e.showProgress(a.corpus)()
	before := a.corpus.Index.Aliases()
	diff, err := a.corpus.Sweep(e.ctx, false)
	return diff.Len() > 0 || !reflect.DeepEqual(before, a.corpus.Index.Aliases()), err
}

// clock returns the time.
func (e *env) clock() time.Time {
	if e.now != nil {
		return e.now()
	}
	return time.Now()
}

func (e *env) open(c config.Config, how func(corpus.Options) (*corpus.Corpus, error), editing bool) (*app, error) {
	a := &app{log: e.logger(c)}
	a.lanes = discord.NewLanes(c.QuestionsAtWork, a.log)
	var err error
	if editing {
		if a.state, err = state.Open(e.ctx, state.Options{Dir: c.State, URL: c.StateURL}); err != nil {
			return nil, err
		}
	}
	a.corpus, err = how(corpus.Options{Dir: c.Corpus, MaxFileSize: c.MaxFileSize, Data: c.Data, Log: a.log, Now: e.now, Open: e.opener(c)})
	if err != nil {
		a.close()
		return nil, err
	}
	articles := e.track(a, c)
	if a.state != nil {
		a.news = &news.News{State: a.state, Index: a.corpus.Index, Now: e.clock, Log: a.log}
	}
	a.service = commands.New(commands.Config{Corpus: a.corpus, Added: articles, Feeds: a.feeds, EditorGuilds: c.EditorGuilds, Present: present.Reply, Observer: e.observer,
		News: a.news, Gaps: c.Gaps, Now: e.now, Version: version(), Started: time.Now(), AtWork: c.QuestionsAtWork, PerUser: c.PerUser, Log: a.log})
	return a, nil
}

// agentName is the program's name to the sites that are read, also in their robots.txt.
const agentName = "Lede"

// pace is how fast feeds are visited; zero values are the defaults of package feeds.
type pace struct{ every, least, pause time.Duration }

// track sets what tracks feeds, and returns what adds articles; both are nil without the state.
func (e *env) track(a *app, c config.Config) *added.Articles {
	if a.state == nil {
		return nil
	}
	fetcher := fetch.New(e.fetchOptions(c))
	articles := &added.Articles{State: a.state, Corpus: a.corpus, Fetch: fetcher, Now: time.Now, MaxBytes: c.MaxFileSize}
	a.feeds = feeds.New(feeds.Options{Articles: articles, Fetch: fetcher, Now: e.clock, Log: a.log, Agent: agentName,
		Every: e.feedsEvery(c), Least: e.pace.least, Pause: e.pace.pause})
	return articles
}

// fetchOptions returns how web addresses are opened.
func (e *env) fetchOptions(c config.Config) fetch.Options {
	agent := strings.TrimSpace(agentName + "/1 (a bot that reads the articles and sites which an editor names) " + c.FetchContact)
	options := fetch.Options{MaxBytes: c.MaxFileSize, UserAgent: agent, Hosts: slices.Clone(e.own)}
	for _, a := range c.FetchAllow {
		if a.Network.IsValid() {
			options.Networks = append(options.Networks, a.Network)
		} else {
			options.Hosts = append(options.Hosts, a.Host)
		}
	}
	return options
}

func (e *env) feedsEvery(c config.Config) time.Duration { return cmp.Or(e.pace.every, c.FeedsEvery) }

// keepUpToDate keeps the index equal to the folder until the context ends, reads the configuration again and sweeps at once on
// SIGHUP, and answers `bot ask` of other processes. What editors decided before the last end of the program is completed first. The
// returned function waits until that is over.
func (e *env) keepUpToDate(ctx context.Context, a *app) (wait func()) {
	var group sync.WaitGroup
	a.complete(ctx, a.service.Added.Settle) // before the first sweep, which then finds its files
	group.Go(func() { a.corpus.Watch(ctx) })
	group.Go(func() {
		defer e.showProgress(a.corpus)()
		a.corpus.WaitComplete(ctx)
	})
	group.Go(func() { e.onHangup(ctx, a) })
	group.Go(func() { answerOthers(ctx, a) })
	return group.Wait
}

// tend does until the context ends what one process does at a time: it completes what editors decided in any process, and visits the
// tracked feeds.
func (a *app) tend(ctx context.Context) {
	var group sync.WaitGroup
	group.Go(func() { a.completeAgain(ctx) })
	group.Go(func() {
		a.corpus.WaitComplete(ctx) // so that no article is added that is there already
		a.feeds.Run(ctx)
	})
	group.Wait()
}

// The waits between two looks for what editors decided. They double with each failure.
const (
	settleEvery = time.Second
	lastSettle  = 10 * time.Minute
)

// completeAgain completes what editors decided, again and again: commands beside the bot, and processes that have no folder, leave that
// to this one.
func (a *app) completeAgain(ctx context.Context) {
	for wait := settleEvery; ctx.Err() == nil; {
		switch err := a.complete(ctx, a.followState); {
		case err == nil || errors.Is(err, state.ErrAway):
			wait = settleEvery
		default:
			wait = min(2*wait, lastSettle)
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// followState makes the folder and the index follow the state, if it is ahead of them.
func (a *app) followState(ctx context.Context) error {
	left, err := a.state.Unsettled(ctx)
	if err != nil || !left {
		return err
	}
	return a.service.Added.Follow(ctx)
}

// complete calls f and logs its error, if it is another one than the last time.
func (a *app) complete(ctx context.Context, f func(ctx context.Context) error) error {
	err := f(ctx)
	text := fmt.Sprint(err)
	if before := a.unsettled.Swap(&text); err != nil && ctx.Err() == nil && (before == nil || *before != text) {
		a.log.Error("what editors added or took out is not in the folder yet; it is tried again", "err", err)
	}
	return err
}

// onHangup reads the configuration again and scans the folder on SIGHUP.
func (e *env) onHangup(ctx context.Context, a *app) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			e.reload(a)
			diff, err := a.corpus.Sweep(ctx, false)
			a.log.Info("swept as asked by SIGHUP", "added", diff.Added, "changed", diff.Changed, "removed", diff.Removed, "skipped", len(a.corpus.FileErrors()), "err", err)
		}
	}
}

func (a *app) close() {
	var errs []error
	if a.corpus != nil {
		errs = append(errs, a.corpus.Close())
	}
	if a.state != nil {
		errs = append(errs, a.state.Close())
	}
	if err := errors.Join(errs...); err != nil {
		a.log.Error("close the corpus", "err", err)
	}
}

// renderer returns a renderer for the program's output.
func (e *env) renderer() console.Renderer {
	return console.Renderer{Out: e.raw.stdout, Color: isTerminal(e.raw.stdout) && e.getenv("NO_COLOR") == ""}
}

// locale returns the locale of a language tag, or of the configured one if it is empty.
func locale(tag, configured string) commands.Locale {
	if tag == "" {
		tag = configured
	}
	return commands.LocaleOf(tag)
}
