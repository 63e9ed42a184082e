package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"lede/internal/config"
	"lede/internal/corpus"
	"lede/internal/delivery"
	"lede/internal/discord"
)

// The roles of a process.
const (
	roleAll    = "all"    // answers, and does the rest while it is elected
	roleIndex  = "index"  // reads the folder, and does the rest but answering while it is elected
	roleAnswer = "answer" // answers, from an index that others fill
)

// roleFlag is the option of the commands that run a bot.
type roleFlag struct {
	Role string `help:"What this process does: all; index (read the folder, visit the tracked sites, post what is followed); or answer." enum:"all,index,answer" default:"all" placeholder:"ROLE"`
}

// check refuses a role that cannot be filled with a configuration and a token, "" for none.
func (r roleFlag) check(c config.Config, token string) error {
	switch {
	case r.Role == roleAnswer && c.IndexURL == "":
		return errors.New("--role answer answers from an index that another process fills, and the built-in one belongs to one process: set index.url in config.yaml to the address of an OpenSearch, or leave --role out")
	case r.Role != roleAll && token == "":
		return errors.New("--role " + r.Role + " works with Discord, whose token it has not: set DISCORD_TOKEN or DISCORD_TOKEN_FILE; the Discord on this machine, without a token, is for a bot that does all")
	}
	return nil
}

// openFor opens the corpus for a role. A process that only indexes waits while another one has the data folder, to take its place.
func (e *env) openFor(c config.Config, role string) (*app, error) {
	if role != roleIndex {
		return e.openExclusive(c)
	}
	return e.open(c, e.openWaiting, true)
}

// waitOpen is how long to wait before the data folder is tried again that another process has.
const waitOpen = time.Second

// openWaiting opens a corpus as soon as no other process has its data folder.
func (e *env) openWaiting(o corpus.Options) (*corpus.Corpus, error) {
	for waiting := false; ; waiting = true {
		c, err := corpus.OpenExclusive(o)
		if !errors.Is(err, corpus.ErrInUse) {
			return c, err
		}
		if !waiting {
			o.Log.Info("another process has the data folder; this one takes its place when it ends", "folder", o.Data)
		}
		select {
		case <-e.ctx.Done():
			return nil, e.ctx.Err()
		case <-time.After(waitOpen):
		}
	}
}

// lead does until the context ends, while this process is elected, what one of all does at a time. The returned function ends that and
// waits until it is over.
func (e *env) lead(ctx context.Context, c config.Config, a *app, to discord.Creator) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	posts := discord.Posts{Service: a.service, To: to}
	outbox := &delivery.Delivery{State: a.state, Send: posts.Send, Now: e.clock, Log: a.log}
	var group sync.WaitGroup
	group.Go(func() {
		a.state.Lead(ctx, a.log, func(ctx context.Context) { e.work(ctx, c, a, outbox) })
	})
	return func() {
		cancel()
		group.Wait()
	}
}

// work does what the elected process does until the context ends. It returns at once if the folder cannot be opened, so that another
// process is elected.
func (e *env) work(ctx context.Context, c config.Config, a *app, outbox *delivery.Delivery) {
	a.elected.Store(true)
	defer a.elected.Store(false)
	var group sync.WaitGroup
	x := a.indexer.Load()
	if x == nil {
		var err error
		if x, err = e.openIndexer(c, a); err != nil {
			if text := err.Error(); text != a.unfilled && ctx.Err() == nil {
				a.log.Error("the index cannot be filled by this process; it is tried again", "err", err)
				a.unfilled = text
			}
			return
		}
		a.indexer.Store(x)
		defer func() {
			a.indexer.Store(nil)
			if err := x.corpus.Close(); err != nil {
				a.log.Error("close the corpus", "err", err)
			}
		}()
		group.Go(e.follow(ctx, x))
	}
	group.Go(func() { x.tend(ctx) })
	group.Go(func() { a.news.Run(ctx) })
	group.Go(func() { outbox.Run(ctx) })
	group.Wait()
}
