package main

import (
	"context"
	"fmt"
	"sync"

	"lede/internal/config"
	"lede/internal/console"
)

// consoleCommand is `bot console`.
type consoleCommand struct {
	Lang string `help:"Language of the replies: en or zh." placeholder:"LANG"`
}

// Run reads questions from the terminal until it ends.
func (c *consoleCommand) Run(e *env, f *flags) error {
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	return e.console(config, c.Lang)
}

// tendAlone completes what editors decide and visits the tracked feeds until the context ends, unless a bot does so that runs already. The
// returned function waits until that is over.
func tendAlone(ctx context.Context, a *app) (wait func()) {
	var group sync.WaitGroup
	x := a.indexer.Load()
	if led, err := a.state.Led(ctx); x != nil && (err != nil || !led) {
		group.Go(func() { x.tend(ctx) })
	}
	return group.Wait
}

func (e *env) console(c config.Config, lang string) error {
	app, err := e.openShared(c, true)
	if err != nil {
		return err
	}
	defer app.close()
	ctx, cancel := context.WithCancel(e.ctx)
	wait := e.keepUpToDate(ctx, app)
	defer wait()
	defer tendAlone(ctx, app)()
	defer cancel()
	fmt.Fprintf(e.stdout, "Lede has read %d articles. Type a question, /help, a number to press a button, or quit.\n", app.index.Len())
	session := &console.Console{Service: app.service, Locale: locale(lang, c.Language), In: e.stdin, Render: e.renderer()}
	return session.Run(e.ctx)
}
