package main

import (
	"cmp"
	"context"
	"errors"
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
	"lede/internal/index"
	"lede/internal/news"
	"lede/internal/state"
)

// app is an open index with the service that answers from it.
type app struct {
	log     *slog.Logger
	index   index.Engine // that the service answers from
	service *commands.Service
	corpus  *corpus.Corpus // the folder; nil where the index is on a cluster
	lanes   *discord.Lanes // of the interactions
	state   *state.State   // nil if no command needs it
	feeds   *feeds.Tracker // likewise
	news    *news.News     // nil without the state

	elected  atomic.Bool             // see lead
	unfilled string                  // why work failed last
	indexer  atomic.Pointer[indexer] // nil without the state, and while another process fills the index on a cluster
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
	if a.corpus != nil {
		a.corpus.ReadAliases()
	}
	return a, nil
}

// update brings the index of a folder up to date and reports whether that changed an article or a name.
func (e *env) update(a *app) (changed bool, err error) {
	if a.corpus == nil {
		return false, nil
	}
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

// open opens the index: with its folder by how, or on a cluster, which the elected process fills.
func (e *env) open(c config.Config, how func(corpus.Options) (*corpus.Corpus, error), editing bool) (*app, error) {
	a := &app{log: e.logger(c)}
	a.lanes = discord.NewLanes(commands.Admitted(c.QuestionsAtWork), a.log)
	err := e.openIndex(c, a, how)
	if err == nil && editing {
		a.state, err = state.Open(e.ctx, state.Options{Dir: c.State, URL: c.StateURL})
	}
	if err != nil {
		a.close()
		return nil, err
	}
	var articles *added.Articles
	if a.state != nil {
		x := e.newIndexer(c, a.state, a.corpus, a.log)
		articles, a.feeds = x.added, x.feeds
		a.news = &news.News{State: a.state, Index: a.index, Now: e.clock, Log: a.log, ReadOnly: a.corpus == nil}
		if a.corpus != nil {
			a.indexer.Store(x)
		}
	}
	a.service = commands.New(commands.Config{Corpus: a.corpus, Index: a.index, Added: articles, Feeds: a.feeds, EditorGuilds: c.EditorGuilds, Present: present.Reply, Observer: e.observer,
		News: a.news, Gaps: c.Gaps, Now: e.now, Version: version(), Started: time.Now(), AtWork: c.QuestionsAtWork, PerUser: c.PerUser, Log: a.log})
	return a, nil
}

func (e *env) openIndex(c config.Config, a *app, how func(corpus.Options) (*corpus.Corpus, error)) (err error) {
	if c.IndexURL != "" {
		a.index, err = e.opener(c)("", index.Snapshot, a.log)
		return err
	}
	a.corpus, err = how(corpus.Options{Dir: c.Corpus, MaxFileSize: c.MaxFileSize, Data: c.Data, Log: a.log, Now: e.now})
	if err == nil {
		a.index = a.corpus.Index
	}
	return err
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

// keepUpToDate keeps the index of a folder equal to it until the context ends, and answers `bot ask` of other processes. On SIGHUP it
// reads the configuration again, and sweeps at once. The returned function waits until that is over.
func (e *env) keepUpToDate(ctx context.Context, a *app) (wait func()) {
	var group sync.WaitGroup
	if a.corpus != nil {
		group.Go(e.follow(ctx, a.indexer.Load()))
		group.Go(func() { answerOthers(ctx, a) })
	}
	group.Go(func() { e.onHangup(ctx, a) })
	return group.Wait
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
			if x := a.indexer.Load(); x != nil {
				diff, err := x.corpus.Sweep(ctx, false)
				a.log.Info("swept as asked by SIGHUP", "added", diff.Added, "changed", diff.Changed, "removed", diff.Removed, "skipped", len(x.corpus.FileErrors()), "err", err)
			}
		}
	}
}

func (a *app) close() {
	var errs []error
	switch {
	case a.corpus != nil:
		errs = append(errs, a.corpus.Close())
	case a.index != nil:
		errs = append(errs, a.index.Close())
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
