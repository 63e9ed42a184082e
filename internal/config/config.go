// Package config reads config.yaml. It is pure: bytes in, a Config or an error that names file, line, key and
// what to do out. The environment and the flags are cmd/bot's business, and the token is never in the file.
package config

import (
	"fmt"
	"log/slog"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"lede/internal/text"
)

// Config is every option there is.
type Config struct {
	Corpus          string     // folder of the articles
	Data            string     // folder for the index; "" keeps it in memory
	Language        string     // "en" or "zh": of replies where the reader's language is not known
	MaxFileSize     int64      // bytes; larger files of the corpus are not read
	LocalPort       int        // port of the page on 127.0.0.1; the next free one if it is taken
	APIURL          string     // scheme and host of Discord's REST interface, without a slash at the end
	Guilds          []string   // ids of the guilds in which commands are registered; none: globally
	QuestionsAtWork int        // how many questions are answered at once
	PerUser         int        // how many requests a user has in ten seconds
	LogLevel        slog.Level // lowest level that is logged

	State         string           // folder of what editors do; never inside Data
	StateURL      string           // of a PostgreSQL database in its place; "" for none
	Gaps          bool             // questions without an answer are counted for editors
	EditorGuilds  []string         // ids of the servers whose editors may change the corpus; none: the only one that the bot is in
	FetchNetworks []netip.Prefix   // networks inside which web addresses are opened, though they are private
	FetchHosts    []netip.AddrPort // single addresses with their port, likewise
	FetchContact  string           // names the operator to the sites that are read; "" for none
	FeedsEvery    time.Duration    // between two visits of a tracked feed that does not say how often
}

// Default returns the options of an empty file.
func Default() Config {
	return Config{
		Corpus:          "corpus",
		Data:            "data",
		Language:        "en",
		MaxFileSize:     10 << 20,
		LocalPort:       4848,
		APIURL:          "https://discord.com",
		QuestionsAtWork: 8,
		PerUser:         5,
		LogLevel:        slog.LevelInfo,
		State:           "state",
		FeedsEvery:      30 * time.Minute,
		Gaps:            true,
	}
}

// Parse returns the defaults, overridden by a file's bytes. name is the file's name, for the errors.
func Parse(name string, raw []byte) (Config, error) {
	c := Default()
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return Config{}, fmt.Errorf("%s: %w; compare it with the config.yaml that Lede comes with", name, err)
	}
	if len(doc.Content) == 0 {
		return c, nil
	}
	p := &parser{name: name, config: &c, seen: map[string]bool{}}
	if err := p.mapping("", doc.Content[0]); err != nil {
		return Config{}, err
	}
	return c, nil
}

// parser walks the file's tree and sets the options.
type parser struct {
	name   string
	config *Config
	seen   map[string]bool
}

// fail returns an error at a node: "config.yaml:7: …".
func (p *parser) fail(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.name, n.Line, fmt.Sprintf(format, args...))
}

// mapping reads the keys of one level; prefix is "" or "discord." and the like.
func (p *parser) mapping(prefix string, n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return p.fail(n, "%q takes keys of its own, one a line below it", strings.TrimSuffix(prefix, "."))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if err := p.key(prefix+n.Content[i].Value, n.Content[i], n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// key reads one key with its value.
func (p *parser) key(key string, at, value *yaml.Node) error {
	if strings.Contains(strings.ToLower(key), "token") {
		return p.fail(at, "the token does not belong in this file; set DISCORD_TOKEN or DISCORD_TOKEN_FILE in the environment")
	}
	if p.seen[key] {
		return p.fail(at, "%q is here twice; delete one", key)
	}
	p.seen[key] = true
	if slices.Contains(groups, key) {
		return p.mapping(key+".", value)
	}
	set, ok := options[key]
	if !ok {
		return p.fail(at, "unknown key %q; did you mean %q?", key, nearest(key))
	}
	if err := set(p.config, value); err != nil {
		return p.fail(value, "%s: %v", key, err)
	}
	return nil
}

// nearest returns the known key with the fewest edits from an unknown one.
func nearest(key string) string {
	best, fewest := "", -1
	for _, known := range append(slices.Sorted(maps.Keys(options)), groups...) {
		if n := text.EditDistance(key, known); fewest < 0 || n < fewest {
			best, fewest = known, n
		}
	}
	return best
}
