package main

import (
	"errors"
	"fmt"
	"os"

	"lede/internal/state"
)

// stateCommand is `bot state`.
type stateCommand struct {
	Backup  backupCommand  `cmd:"" help:"Write all of it into a new file."`
	Restore restoreCommand `cmd:"" help:"Read a backup into an empty state."`
}

// backupCommand is `bot state backup`.
type backupCommand struct {
	File string `arg:"" help:"The file; it must not be there."`
}

// Run writes the backup. A file that is not whole is not left behind.
func (c *backupCommand) Run(e *env, f *flags) error {
	return e.withState(f, func(s *state.State) error {
		file, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		err = errors.Join(s.Backup(e.ctx, file), file.Sync(), file.Close())
		if err != nil {
			return errors.Join(err, os.Remove(c.File))
		}
		fmt.Fprintf(e.stdout, "The state is in %s.\n", c.File)
		return nil
	})
}

// restoreCommand is `bot state restore`.
type restoreCommand struct {
	File string `arg:"" help:"The backup."`
}

// Run reads the backup.
func (c *restoreCommand) Run(e *env, f *flags) error {
	return e.withState(f, func(s *state.State) error {
		file, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer file.Close()
		if err := s.Restore(e.ctx, file); err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
		fmt.Fprintf(e.stdout, "The state of %s is restored.\n", c.File)
		return nil
	})
}

// withState calls do with the configured state.
func (e *env) withState(f *flags, do func(s *state.State) error) error {
	c, err := e.configure(f)
	if err != nil {
		return err
	}
	s, err := state.Open(e.ctx, state.Options{Dir: c.State, URL: c.StateURL})
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}
