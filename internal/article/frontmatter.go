package article

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"lede/internal/dates"
)

var (
	keyLine  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]{0,30}:(?:\s|$)`)
	yamlLine = regexp.MustCompile(`(?:unmarshal errors:\s*)?line (\d+): `)
)

// frontKeys are the keys of a front matter.
var frontKeys = []string{"title", "source", "outlet", "published", "author", "tags", "lang"}

// frontMatter reads the block between two lines "---" at the head of a text, and returns the body after it.
// The body keeps everything that is not front matter, whatever is wrong with that.
func (d *draft) frontMatter(text string) string {
	lines := strings.Split(text, "\n")
	if strings.TrimRight(lines[0], " \t") != "---" || len(lines) < 2 || !keyLine.MatchString(lines[1]) {
		return text
	}
	for i, line := range lines[1:] {
		if l := strings.TrimRight(line, " \t"); l == "---" || l == "..." {
			d.yaml(lines[1 : i+1])
			return strings.Join(lines[i+2:], "\n")
		}
	}
	d.problem(1, Error, "the front matter has no end", "put a line with --- after the last key")
	n := 1
	for n < len(lines) && keyLine.MatchString(lines[n]) {
		n++
	}
	d.yaml(lines[1:n])
	return strings.Join(lines[n:], "\n")
}

// yaml reads the lines of a front matter, which begin in line 2 of the file.
func (d *draft) yaml(lines []string) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(strings.Join(lines, "\n")), &doc); err != nil {
		line := 1
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
		}
		d.problem(line+1, Error, "the front matter is not YAML: "+yamlLine.ReplaceAllString(strings.TrimPrefix(err.Error(), "yaml: "), ""),
			`write one "key: value" a line, and put a value that holds ": " or begins with a sign between quotes`)
		d.salvage(lines)
		return
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return
	}
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		d.set(strings.ToLower(pairs[i].Value), pairs[i+1], pairs[i].Line+1)
	}
}

// salvage takes the keys of a broken front matter line by line.
func (d *draft) salvage(lines []string) {
	for i, line := range lines {
		key, value, ok := strings.Cut(line, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		if ok && value != "" && known(key) {
			d.set(key, &yaml.Node{Kind: yaml.ScalarNode, Value: value}, i+2)
		}
	}
}

func known(key string) bool {
	for _, k := range frontKeys {
		if k == key {
			return true
		}
	}
	return false
}

// set takes one key of the front matter.
func (d *draft) set(key string, value *yaml.Node, line int) {
	values, ok := scalars(value)
	switch {
	case !known(key):
		d.problem(line, Warning, fmt.Sprintf("unknown key %q", clean(key)), "known keys are "+strings.Join(frontKeys, ", "))
		return
	case !ok || len(values) > 1 && key != "tags" && key != "author":
		d.problem(line, Error, fmt.Sprintf("%s has a value of the wrong kind", key), "write one text after the colon")
		return
	case len(values) == 0:
		return
	}
	switch text := values[0]; key {
	case "title":
		d.Title = text
	case "source":
		d.setSource(text, line)
	case "outlet":
		d.Outlet = text
	case "published":
		d.setPublished(text, line)
	case "author":
		d.Author = strings.Join(values, ", ")
	case "tags":
		d.Tags = tagsOf(value, values)
	case "lang":
		d.Lang = normalLanguage(text)
	}
}

// scalars returns the texts of a scalar or of a list of scalars. It returns false for anything else.
func scalars(n *yaml.Node) ([]string, bool) {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	var out []string
	for _, n := range nodes {
		if n.Kind != yaml.ScalarNode {
			return nil, false
		}
		if text := clean(n.Value); text != "" && n.Tag != "!!null" {
			out = append(out, text)
		}
	}
	return out, true
}

// tagsOf returns the tags of a list, or of one text with commas between them.
func tagsOf(n *yaml.Node, values []string) []string {
	if n.Kind == yaml.SequenceNode {
		return values
	}
	var out []string
	for _, t := range strings.FieldsFunc(values[0], func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (d *draft) setPublished(text string, line int) {
	r, err := dates.Parse(text)
	if err != nil || !r.Since.Equal(r.Until) {
		d.problem(line, Error, fmt.Sprintf("published is no day: %q", text), "write it as 2025-06-09")
		return
	}
	d.Published = r.Since
}

func (d *draft) setSource(text string, line int) {
	if d.URL = webURL(text); d.URL == "" {
		d.problem(line, Warning, fmt.Sprintf("source is no web address: %q", text), "write the whole link, beginning with https://")
	}
}

// setURL takes the source that a line of the text names where nothing better did, and derives host and outlet.
func (d *draft) setURL() {
	if d.URL == "" {
		d.URL = d.credited
	}
	if u, err := url.Parse(d.URL); err == nil {
		d.Host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	for _, outlet := range []string{clean(d.siteName), d.Host} {
		if d.Outlet == "" {
			d.Outlet = outlet
		}
	}
}

// webURL returns a link that can be shown: http or https, with a host, on one line. Any other is "".
func webURL(text string) string {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || len(text) > 2048 {
		return ""
	}
	u.User = nil
	return u.String()
}
