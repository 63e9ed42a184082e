package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"lede/internal/autostart"
	"lede/internal/text"
)

// maxLog is the size in bytes from which a start begins a new log, and keeps the one before.
const maxLog = 10 << 20

// serviceRun is `bot service run`, which Windows starts.
type serviceRun struct {
	TokenFile string `help:"File with the bot's token." required:""`
}

// Run runs the supervisor as a service of Windows, with its log in the folder of the configuration.
func (c *serviceRun) Run(e *env, f *flags) error {
	dir := filepath.Dir(f.Config)
	name := autostart.LogFile(dir)
	if stat, err := os.Stat(name); err == nil && stat.Size() > maxLog {
		if err := os.Rename(name, name+".1"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	log, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	if err := errors.Join(os.Chdir(dir), os.Setenv("DISCORD_TOKEN_FILE", c.TokenFile)); err != nil { // for the child
		return err
	}
	return autostart.Run(func(ctx context.Context) error {
		own := *e
		own.ctx, own.raw, own.stderr = ctx, streams{log, log}, text.PlainWriter(log)
		return superviseCommand{}.Run(&own, f)
	})
}
