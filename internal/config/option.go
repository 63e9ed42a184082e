package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"unicode"

	"gopkg.in/yaml.v3"
)

// option is a field of Config with what its tags say.
type option struct {
	field    int
	key      string
	variable string // of the environment
	kind     string
	args     []string // of the kind
	empty    bool     // an empty value is allowed
	list     bool
	initial  string // as the file has it
	reload   bool
}

// options are the fields of Config in their order.
var options = sync.OnceValue(func() []option {
	var out []option
	for field := range reflect.TypeFor[Config]().Fields() {
		takes := strings.Fields(field.Tag.Get("takes"))
		kind, empty := strings.CutSuffix(takes[0], "?")
		key := field.Tag.Get("key")
		out = append(out, option{field: field.Index[0], key: key, variable: variable(key), kind: kind, args: takes[1:], empty: empty,
			list: field.Type.Kind() == reflect.Slice, initial: field.Tag.Get("default"), reload: field.Tag.Get("reload") == "yes"})
	}
	return out
})

// prefix begins the names of the environment variables of options.
const prefix = "LEDE_"

// variable returns the name of a key's environment variable.
func variable(key string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// set sets the option to a value: one text, or any number for a list.
func (o option) set(c *Config, texts []string) error {
	field := reflect.ValueOf(c).Elem().Field(o.field)
	field.SetZero()
	for _, text := range texts {
		if text == "" && !o.empty {
			return errors.New("must not be empty")
		} else if text == "" {
			continue
		}
		value, err := kinds[o.kind](text, o.args)
		if err != nil {
			return err
		}
		if o.list {
			field.Set(reflect.Append(field, reflect.ValueOf(value)))
		} else {
			field.Set(reflect.ValueOf(value))
		}
	}
	return nil
}

// fromFile returns the texts of a value in the file. Without a value a list is empty, and anything else is the empty text.
func (o option) fromFile(n *yaml.Node) ([]string, error) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null" && o.list:
		return nil, nil
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return []string{""}, nil
	case n.Kind == yaml.ScalarNode && !o.list:
		return []string{n.Value}, nil
	case !o.list:
		return nil, errors.New("takes one value")
	case n.Kind != yaml.SequenceNode:
		return nil, errors.New("takes a list, such as [one, two]")
	}
	var texts []string
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			return nil, errors.New("takes a list of single values, such as [one, two]")
		}
		texts = append(texts, item.Value)
	}
	return texts, nil
}

// none is how an empty value is written in the environment and on the command line, where an empty text is a variable that
// somebody forgot to set.
const none = `""`

// fromText returns the texts of a value in the environment or on the command line. A list has commas or blanks between its
// values, or is written as in the file.
func (o option) fromText(text string) ([]string, error) {
	switch {
	case strings.TrimSpace(text) == "":
		return nil, errEmpty
	case text == none && o.list:
		return nil, nil
	case text == none:
		return []string{""}, nil
	case !o.list:
		return []string{text}, nil
	case !strings.HasPrefix(text, "["):
		return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }), nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return nil, fmt.Errorf("is no list: %w", err)
	}
	return o.fromFile(doc.Content[0])
}

var errEmpty = errors.New("is empty; give it a value, leave it out, or write " + none + ` with the quotation marks for an empty one`)

// resolve returns the texts of the option with relative paths below a folder.
func (o option) resolve(texts []string, base string) []string {
	if o.kind != folder || base == "" {
		return texts
	}
	var out []string
	for _, text := range texts {
		if text != "" && !filepath.IsAbs(text) {
			text = filepath.Join(base, text)
		}
		out = append(out, text)
	}
	return out
}
