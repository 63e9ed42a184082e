package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"gopkg.in/yaml.v3"

	"lede/internal/lazyregexp"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// maxFront is how long a front matter may be, in bytes.
const maxFront = 256 << 10

// tomlFront reads a front matter in TOML, between two lines "+++" as Hugo and Zola write. It returns the body after it,
// and false if there is none.
func (d *draft) tomlFront(text string) (body string, ok bool) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t") != "+++" {
		return text, false
	}
	var lines []string
	for line := range strings.Lines(rest[:min(len(rest), maxFront)]) {
		if strings.TrimRight(line, " \t\n") == "+++" {
			body = rest[len(strings.Join(lines, ""))+len(line):]
			d.tomlKeys(strings.Join(lines, ""))
			return body, true
		}
		lines = append(lines, line)
	}
	n := slices.IndexFunc(lines, func(line string) bool { return !tomlLine.MatchString(line) })
	if n < 1 {
		return text, false
	}
	d.problem(1, Error, "the front matter has no end", "put a line with +++ after the last key")
	d.tomlKeys(strings.Join(lines[:n], ""))
	return rest[len(strings.Join(lines[:n], "")):], true
}

// tomlLine matches a line with a key, or the head of a table.
var tomlLine = lazyregexp.New(`^\s*(?:[\w."'-]+\s*=|\[)`)

func (d *draft) tomlKeys(text string) {
	var found map[string]any
	if _, err := toml.Decode(text, &found); err != nil {
		line, why := 1, err.Error()
		var at toml.ParseError
		if errors.As(err, &at) {
			line, why = at.Position.Line, at.Message
		}
		d.problem(line+1, Error, fmt.Sprintf("the front matter is not TOML: %.120s", why), `write one key = "value" a line`)
		d.salvage(strings.Split(strings.ReplaceAll(text, " = ", ": "), "\n"))
		return
	}
	d.keys(found, text)
}

// jsonFront reads a front matter that is a JSON object at the head of a text.
func (d *draft) jsonFront(text string) (body string, ok bool) {
	if !strings.HasPrefix(text, "{") {
		return text, false
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(text[:min(len(text), maxFront)])))
	decoder.UseNumber()
	var found map[string]any
	if decoder.Decode(&found) != nil || !slices.ContainsFunc(sortedKeys(found), isKnownKey) {
		return text, false
	}
	end := int(decoder.InputOffset())
	d.keys(found, text[:end])
	return text[end:], true
}

// keys takes the keys of a front matter that was read as TOML or JSON.
func (d *draft) keys(found map[string]any, text string) {
	pairs, lines := &yaml.Node{Kind: yaml.MappingNode}, keyLines(text)
	for _, key := range sortedKeys(found) {
		pairs.Content = append(pairs.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key, Line: max(1, lines[key])}, valueNode(found[key], 0))
	}
	d.pairs(pairs.Content)
}

// keyLines returns the lines of a front matter, from 1, by the keys that they begin with.
func keyLines(text string) map[string]int {
	lines, n := map[string]int{}, 0
	for line := range strings.Lines(text) {
		n++
		key := strings.TrimLeft(line, ` "'`+"\t[")
		key = key[:max(0, strings.IndexAny(key, " \"'=:.]\t\n"))]
		if _, ok := lines[key]; !ok {
			lines[key] = n
		}
	}
	return lines
}

// valueNode returns a value as a YAML node.
func valueNode(v any, depth int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode}
	switch v := v.(type) {
	case nil:
		n.Tag = "!!null"
	case time.Time:
		n.Value = v.Format(time.RFC3339)
	case []any:
		n.Kind = yaml.SequenceNode
		for _, item := range v {
			if depth < 8 {
				n.Content = append(n.Content, valueNode(item, depth+1))
			}
		}
	case []map[string]any:
		n.Kind = yaml.SequenceNode
		for _, item := range v {
			n.Content = append(n.Content, valueNode(item, depth+1))
		}
	case map[string]any:
		n.Kind = yaml.MappingNode
		for _, key := range sortedKeys(v) {
			if depth < 8 {
				n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, valueNode(v[key], depth+1))
			}
		}
	default:
		n.Value = fmt.Sprint(v)
	}
	return n
}

// titleBlock reads a title block of Pandoc: up to three lines that begin with "%", for the title, the authors and the day,
// each with indented lines that continue it.
func (d *draft) titleBlock(text string) (body string, ok bool) {
	var fields []string
	body = text
	for range titleLines {
		line, rest, _ := strings.Cut(body, "\n")
		switch value := strings.TrimSpace(strings.TrimPrefix(line, "%")); {
		case len(fields) < titleFields && (line == "%" || strings.HasPrefix(line, "% ")):
			fields = append(fields, value)
		case len(fields) > 0 && value != "" && line[0] == ' ':
			fields[len(fields)-1] += "\n" + value
		case len(fields) == 0 || value != "":
			return text, false
		default:
			return body, d.titleFields(fields)
		}
		body = rest
	}
	return text, false
}

// titleFields is how many fields a title block of Pandoc has, titleLines how many lines at the most, with the one below it.
const (
	titleFields = 3
	titleLines  = 12
)

// startsSmall reports whether a text begins with a small letter, as the rest of a sentence does: "% of income".
func startsSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}

// titleFields takes the fields of a title block. It returns false if the first is no title.
func (d *draft) titleFields(fields []string) bool {
	fields = append(fields, "", "")
	title := clean(fields[0])
	if title == "" || len(title) > titleBytes || startsSmall(title) || fields[1] != "" && len(namesOf(clean(fields[1]))) == 0 {
		return false
	}
	d.Title = title
	var authors []string
	for _, name := range strings.FieldsFunc(fields[1], func(r rune) bool { return r == ';' || r == '\n' }) {
		if name = clean(name); name != "" {
			authors = append(authors, name)
		}
	}
	d.Author = strings.Join(authors, ", ")
	if s, ok := stampOf(clean(fields[2]), anyOrder); ok {
		d.Published, d.unclear = s.day, s.unclear
	}
	return true
}
