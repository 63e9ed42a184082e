package config

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"lede/internal/text"
)

// Sources are where options come from.
type Sources struct {
	File    string   // path of the configuration file
	Raw     []byte   // its content; nil if there is none
	Environ []string // the environment, NAME=value each
	Flags   []Flag
}

// Flag is an option on the command line. A relative path in it counts from the working directory; every other one counts from the
// folder of the configuration file.
type Flag struct {
	Name string // "--data"
	Key  string
	Text string
}

// Loaded are the options in force, and where they came from.
type Loaded struct {
	Config
	Values  []Value   // one an option, in the order of Config
	Unknown []Unknown // variables that name no option
}

// Value is the value of an option.
type Value struct {
	Key    string
	From   string // "default", "config.yaml:7", "LEDE_DATA", "--data"
	Reload bool   // a running bot takes it over on SIGHUP
	list   bool
	texts  []string
}

// String returns the value as the file has it, without its secrets.
func (v Value) String() string {
	var masked []string
	for _, text := range v.texts {
		masked = append(masked, mask(text))
	}
	if v.list {
		return "[" + strings.Join(masked, ", ") + "]"
	}
	return strings.Join(masked, "")
}

// Unknown is a variable of the environment that begins as those of options do and names none.
type Unknown struct {
	Name    string
	Nearest string // the variable of an option that is spelled most like it
}

// Reload returns the options that a running bot has after a change, and the values of later that differ, among them those
// that need a restart.
func (l Loaded) Reload(later Loaded) (Loaded, []Value) {
	var changes []Value
	l.Values = slices.Clone(l.Values)
	for i, v := range later.Values {
		if slices.Equal(v.texts, l.Values[i].texts) {
			continue
		}
		changes = append(changes, v)
		if v.Reload {
			l.Values[i] = v
			reflect.ValueOf(&l.Config).Elem().Field(i).Set(reflect.ValueOf(later.Config).Field(i))
		}
	}
	return l, changes
}

// Load returns the options of the sources.
func Load(s Sources) (Loaded, error) {
	l := loader{Sources: s, base: filepath.Dir(s.File), seen: map[string]bool{}}
	l.out.Values = make([]Value, len(options()))
	for _, load := range []func() error{l.defaults, l.file, l.environment, l.flags} {
		if err := load(); err != nil {
			return Loaded{}, err
		}
	}
	return l.out, nil
}

// loader sets options from one source after the other.
type loader struct {
	Sources
	base string // folder of the configuration file
	out  Loaded
	seen map[string]bool // keys of the file
}

// put sets an option.
func (l *loader) put(o option, texts []string, from string) error {
	if err := o.set(&l.out.Config, texts); err != nil {
		return err
	}
	l.out.Values[o.field] = Value{Key: o.key, From: from, Reload: o.reload, list: o.list, texts: texts}
	return nil
}

func (l *loader) defaults() error {
	for _, o := range options() {
		texts := []string{o.initial}
		if o.initial == "" && o.list {
			texts = nil
		}
		if err := l.put(o, o.resolve(texts, l.base), "default"); err != nil {
			return fmt.Errorf("%s: %w", o.key, err)
		}
	}
	return nil
}

// environment sets the options that have a variable. Others that begin alike are unknown; one that is called a token is an error,
// since without its token the bot would start another Discord.
func (l *loader) environment() error {
	for _, pair := range l.Environ {
		name, value, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		i := slices.IndexFunc(options(), func(o option) bool { return o.variable == name })
		switch {
		case i >= 0:
			if err := l.outside(options()[i], value, name, l.base); err != nil {
				return err
			}
		case strings.Contains(name, "TOKEN"):
			return fmt.Errorf("%s: the bot's token is in DISCORD_TOKEN, or in the file that DISCORD_TOKEN_FILE names; rename the variable", name)
		default:
			l.out.Unknown = append(l.out.Unknown, Unknown{name, nearest(name, func(o option) string { return o.variable })})
		}
	}
	return nil
}

func (l *loader) flags() error {
	for _, f := range l.Flags {
		i := slices.IndexFunc(options(), func(o option) bool { return o.key == f.Key })
		if err := l.outside(options()[i], f.Text, f.Name, "."); err != nil {
			return err
		}
	}
	return nil
}

// outside sets an option from the environment or the command line.
func (l *loader) outside(o option, text, name, base string) error {
	texts, err := o.fromText(text)
	if err == nil {
		err = l.put(o, o.resolve(texts, base), name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// file sets the options of the configuration file.
func (l *loader) file() error {
	var doc yaml.Node
	if err := yaml.Unmarshal(l.Raw, &doc); err != nil {
		return fmt.Errorf("%s: %w; compare it with the config.yaml that Lede comes with", l.File, err)
	}
	if len(doc.Content) == 0 {
		return nil
	}
	return l.mapping("", doc.Content[0])
}

// fail returns an error at a node: "config.yaml:7: …".
func (l *loader) fail(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s: %s", l.place(n), fmt.Sprintf(format, args...))
}

func (l *loader) place(n *yaml.Node) string { return fmt.Sprintf("%s:%d", l.File, n.Line) }

// mapping reads the keys of one level; group is "" or "discord." and the like.
func (l *loader) mapping(group string, n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return l.fail(n, "%q takes keys of its own, one a line below it", strings.TrimSuffix(group, "."))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if err := l.key(group+n.Content[i].Value, n.Content[i], n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// key reads one key with its value.
func (l *loader) key(key string, at, value *yaml.Node) error {
	if strings.Contains(strings.ToLower(key), "token") {
		return l.fail(at, "the token does not belong in this file; set DISCORD_TOKEN or DISCORD_TOKEN_FILE in the environment")
	}
	if l.seen[key] {
		return l.fail(at, "%q is here twice; delete one", key)
	}
	l.seen[key] = true
	for _, o := range options() {
		if o.key == key {
			return l.value(o, value)
		}
		if strings.HasPrefix(o.key, key+".") {
			return l.mapping(key+".", value)
		}
	}
	return l.fail(at, "unknown key %q; did you mean %q?", key, nearest(key, func(o option) string { return o.key }))
}

func (l *loader) value(o option, n *yaml.Node) error {
	texts, err := o.fromFile(n)
	if err == nil {
		err = l.put(o, o.resolve(texts, l.base), l.place(n))
	}
	if err != nil {
		return l.fail(n, "%s: %v", o.key, err)
	}
	return nil
}

// nearest returns the name of an option with the fewest edits from one that is not known.
func nearest(unknown string, name func(option) string) string {
	return name(slices.MinFunc(options(), func(a, b option) int {
		return text.EditDistance(unknown, name(a)) - text.EditDistance(unknown, name(b))
	}))
}
