package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"lede"
	"lede/internal/text"
)

// initCommand is `bot init`.
type initCommand struct {
	Dir string `arg:"" optional:"" default:"." help:"The folder; it is made if it is not there, and must be empty."`
}

// Run writes the configuration and an example corpus into an empty folder.
func (c *initCommand) Run(e *env) error {
	if err := requireEmpty(c.Dir); err != nil {
		return err
	}
	if err := os.CopyFS(c.Dir, lede.Starter); err != nil { // it replaces no file
		return fmt.Errorf("the folder is not complete: %w; empty %s and run bot init again", err, c.Dir)
	}
	articles, err := fs.ReadDir(lede.Starter, "corpus")
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s has config.yaml, with every option, and %d articles in corpus/ to try it with; put your own in their place.\n", text.OneLine(c.Dir), len(articles))
	fmt.Fprintln(e.stdout, "Run `bot` in that folder. With DISCORD_TOKEN set it connects to Discord, without it opens a page on this machine that is a Discord of its own.")
	return nil
}

// requireEmpty returns an error if a folder has files. Those whose names begin with a dot do not count: they are a version
// control's or the desktop's. A folder that is not there is empty.
func requireEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("bot init needs an empty folder: %w", err)
	}
	entries = slices.DeleteFunc(entries, func(d fs.DirEntry) bool { return strings.HasPrefix(d.Name(), ".") })
	if len(entries) == 0 {
		return nil
	}
	if slices.ContainsFunc(entries, func(d fs.DirEntry) bool { return d.Name() == "config.yaml" }) {
		return fmt.Errorf("%s has a config.yaml already; run bot there, or name another folder: bot init DIR", dir)
	}
	return fmt.Errorf("%s has files already, such as %s; name an empty or a new folder: bot init DIR", dir, entries[0].Name())
}
