package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"lede/internal/answer"
	"lede/internal/commands"
	"lede/internal/config"
	"lede/internal/console"
	"lede/internal/corpus"
	"lede/internal/index"
)

// app is the corpus, indexed, with a desk that answers.
type app struct {
	log    *slog.Logger
	corpus *corpus.Corpus
	index  *index.Index
	desk   *commands.Desk
}

// configure reads the configuration file and lays the flags over it. A missing config.yaml is no error; a
// missing file that was named is.
func (e *env) configure(f *flags) (config.Config, error) {
	raw, err := os.ReadFile(f.Config)
	if errors.Is(err, fs.ErrNotExist) && f.Config == "config.yaml" {
		raw, err = nil, nil
	}
	if err != nil {
		return config.Config{}, fmt.Errorf("configuration: %w", err)
	}
	c, err := config.Parse(f.Config, raw)
	if err != nil {
		return config.Config{}, err
	}
	if f.Corpus != "" {
		c.Corpus = f.Corpus
	}
	if f.Data != "" {
		c.Data = f.Data
	}
	return c, nil
}

// open reads and indexes the corpus.
func (e *env) open(c config.Config) (*app, error) {
	log := slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: c.LogLevel}))
	read, x, err := corpus.Open(e.ctx, c.Corpus, c.MaxFileSize, c.Data)
	if err != nil {
		return nil, err
	}
	read.Log(log)
	desk := &commands.Desk{Engine: answer.New(x), Index: x, Now: time.Now}
	return &app{log: log, corpus: read, index: x, desk: desk}, nil
}

func (a *app) close() {
	if err := a.index.Close(); err != nil {
		a.log.Error("close index", "err", err)
	}
}

// renderer returns a renderer for the program's output.
func (e *env) renderer() console.Renderer {
	return console.Renderer{Out: e.stdout, Color: isTerminal(e.stdout) && e.getenv("NO_COLOR") == ""}
}

// locale returns the locale of a language tag, or of the configured one if it is empty.
func locale(tag, configured string) commands.Locale {
	if tag == "" {
		tag = configured
	}
	return commands.LocaleOf(tag)
}
