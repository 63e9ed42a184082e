package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"lede/internal/commands"
	"lede/internal/config"
	"lede/internal/console"
	"lede/internal/feeds"
	"lede/internal/text"
)

// configCommand is `bot config`.
type configCommand struct {
	JSON bool `name:"json" help:"One JSON object an option, a line each."`
}

// configRecord is an option as data, for `bot config --json`.
type configRecord struct {
	Key    string `json:"key"`
	Value  string `json:"value"` // as the file has it, without its secrets
	From   string `json:"from"`
	Reload bool   `json:"reload"` // a running bot takes it over on SIGHUP
}

// Run prints the options.
func (c configCommand) Run(e *env, f *flags) error {
	loaded, err := e.load(f)
	if err != nil {
		return err
	}
	e.warn(loaded)
	var records []configRecord
	for _, v := range loaded.Values {
		records = append(records, configRecord{v.Key, v.String(), v.From, v.Reload})
	}
	records = append(records, e.variableRecords()...)
	if c.JSON {
		for _, r := range records {
			if err := console.WriteJSON(e.stdout, r); err != nil {
				return err
			}
		}
	} else if _, err := io.WriteString(e.stdout, configTable(records)); err != nil {
		return err
	}
	return outside(loaded.State, loaded.Data)
}

// configTable returns a line an option: its key, its value, and where that is from.
func configTable(records []configRecord) string {
	width := 0
	for _, r := range records {
		width = max(width, text.Width(text.OneLine(r.Value)))
	}
	var b strings.Builder
	for _, r := range records {
		value := text.OneLine(r.Value)
		fmt.Fprintf(&b, "%-24s  %s%s  %s\n", r.Key, value, strings.Repeat(" ", width-text.Width(value)), text.OneLine(r.From))
	}
	return b.String()
}

// outsideFile are the variables that are no options, since what they have must not be in the configuration file.
var outsideFile = []struct {
	name   string
	secret bool
}{{"DISCORD_TOKEN", true}, {"DISCORD_TOKEN_FILE", false}, {"OPENSEARCH_USER", false}, {"OPENSEARCH_PASSWORD", true}, {"OPENSEARCH_API_KEY", true}}

// variableRecords returns the variables that are no options.
func (e *env) variableRecords() []configRecord {
	var out []configRecord
	for _, v := range outsideFile {
		r := configRecord{Key: v.name, Value: e.getenv(v.name), From: "environment"}
		switch {
		case r.Value == "":
			r.From = "default"
		case v.secret:
			r.Value = config.Masked
		}
		out = append(out, r)
	}
	return out
}

// defaultFile is the configuration file that need not be there.
const defaultFile = "config.yaml"

// load returns the options of the configuration file, the environment and the flags.
func (e *env) load(f *flags) (config.Loaded, error) {
	if f.Config == "" {
		return config.Loaded{}, errors.New("--config: is empty; name a file, or leave it out for " + defaultFile)
	}
	raw, err := os.ReadFile(f.Config)
	if errors.Is(err, fs.ErrNotExist) && f.Config == defaultFile {
		raw, err = nil, nil
	}
	if err != nil {
		return config.Loaded{}, fmt.Errorf("configuration: %w", err)
	}
	given := f.given()
	if f.Durable != nil { // a folder in place of a database
		given = append(given, config.Flag{Name: "--state", Key: "state.url", Text: `""`})
	}
	return config.Load(config.Sources{File: f.Config, Raw: raw, Environ: e.environ, Flags: given})
}

// given returns the flags on the command line that are options.
func (f *flags) given() []config.Flag {
	var out []config.Flag
	for _, flag := range []struct {
		name, key string
		value     *string
	}{{"--corpus", "corpus", f.Corpus}, {"--data", "data", f.Data}, {"--state", "state.dir", f.Durable}, {"--shards", "discord.shards", f.Shards}} {
		if flag.value != nil {
			out = append(out, config.Flag{Name: flag.name, Key: flag.key, Text: *flag.value})
		}
	}
	return out
}

// configure returns the options in force, and keeps how to read them again.
func (e *env) configure(f *flags) (config.Config, error) {
	loaded, err := e.load(f)
	if err != nil {
		return config.Config{}, err
	}
	e.warn(loaded)
	e.loaded, e.again = loaded, func() (config.Loaded, error) { return e.load(f) }
	return loaded.Config, outside(loaded.State, loaded.Data)
}

// warn logs the variables that name no option.
func (e *env) warn(l config.Loaded) {
	for _, u := range l.Unknown {
		e.logger(l.Config).Warn("a variable of the environment names no option and is ignored", "name", u.Name, "did_you_mean", u.Nearest)
	}
}

// outside refuses a state folder inside the data folder, which may be deleted.
func outside(state, data string) error {
	if data == "" {
		return nil
	}
	whole, err := filepath.Abs(state)
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(data)
	if err != nil {
		return err
	}
	relative, err := filepath.Rel(folder, whole)
	if err == nil && filepath.IsLocal(relative) {
		return fmt.Errorf("state: the folder %s is inside the data folder %s, which may be deleted; choose another one", state, data)
	}
	return nil
}

// logger returns the program's log, on its standard error. All logs have the level of the last one.
func (e *env) logger(c config.Config) *slog.Logger {
	if e.level == nil {
		e.level = new(slog.LevelVar)
	}
	e.setLevel(c)
	options := &slog.HandlerOptions{Level: e.level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(e.stderr, options))
	}
	return slog.New(slog.NewTextHandler(e.stderr, options))
}

func (e *env) setLevel(c config.Config) {
	level := c.LogLevel
	if e.quiet {
		level = max(level, slog.LevelWarn)
	}
	e.level.Set(level)
}

// reload applies what has changed in the configuration to a running bot, as far as it can be, and logs what cannot. If the
// configuration has an error, nothing changes.
func (e *env) reload(a *app) {
	if e.again == nil {
		return
	}
	next, err := e.again()
	if err != nil {
		a.log.Error("the configuration has an error; the options stay as they were", "err", err)
		return
	}
	var changes []config.Value
	e.loaded, changes = e.loaded.Reload(next)
	e.setLevel(e.loaded.Config)
	a.lanes.SetAccepted(commands.Admitted(e.loaded.QuestionsAtWork))
	a.service.Reconfigure(e.loaded.QuestionsAtWork, e.loaded.PerUser, e.loaded.EditorGuilds)
	trackers := []*feeds.Tracker{a.feeds}
	if x := a.indexer.Load(); x != nil {
		trackers = append(trackers, x.feeds)
	}
	for _, t := range trackers {
		if t != nil {
			t.SetEvery(e.feedsEvery(e.loaded.Config))
			t.Fetch.Reconfigure(e.fetchOptions(e.loaded.Config))
		}
	}
	for _, v := range changes {
		if v.Reload {
			a.log.Info("an option has changed", "key", v.Key, "value", v.String(), "from", v.From)
		} else {
			a.log.Warn("an option has changed, which needs a restart", "key", v.Key, "from", v.From)
		}
	}
}
