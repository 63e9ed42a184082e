package article

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gopkg.in/yaml.v3"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

var (
	keyLine = lazyregexp.New(`^["']?[\p{L}_][\p{L}0-9_ -]{0,30}["']?(?::(?:\s|$)|：)`)
	// wideColon is a key that is typed with a Chinese keyboard.
	wideColon = lazyregexp.New(`^[\p{L}_ -]{1,30}：`)
	yamlLine  = lazyregexp.New(`(?:unmarshal errors:\s*)?line (\d+): `)
)

// frontMatter reads the block between two lines "---" or "+++", or the JSON object, at the head of a text, and returns
// the body after it. The body keeps everything that is not front matter, whatever is wrong with that.
func (d *draft) frontMatter(text string) string {
	text = strings.TrimLeft(text, "\n")
	if body, ok := d.tomlFront(text); ok {
		return body
	}
	if body, ok := d.jsonFront(text); ok {
		return body
	}
	if body, ok := d.titleBlock(text); ok {
		return body
	}
	if hasBareFront(text) {
		text = "---\n" + text
	}
	lines := strings.Split(text, "\n")
	if fenceOf(lines[0]) != "---" {
		return text
	}
	end := 1
	for end < len(lines) && fenceOf(lines[end]) == "" {
		end++
	}
	head := countFrontLines(lines[1:end])
	switch {
	case end == len(lines) && hasKey(lines[1:1+head]):
		d.problem(1, Error, "the front matter has no end", "put a line with --- after the last key")
		d.yaml(lines[1 : 1+head])
		return strings.Join(lines[1+head:], "\n")
	case end == len(lines) || 1+head < end && !hasKey(lines[1:1+head]) || !hasKey(lines[1:end]) && hasSentence(lines[1:end]):
		return text // a thematic break
	}
	if !d.yaml(lines[1:end]) { // the lines after the keys may be the body, and this --- a thematic break in it
		return strings.Join(append(lines[1+head:end:end], lines[end+1:]...), "\n")
	}
	return strings.Join(lines[end+1:], "\n")
}

// maxBareFront is how many lines a front matter without a first fence has at the most.
const maxBareFront = 30

// hasBareFront reports whether a text begins with a front matter that only has its last fence, as Hexo allows: nothing
// but lines of keys, two of them known, down to a line "---".
func hasBareFront(text string) bool {
	if !keyLine.MatchString(text[:min(len(text), 80)]) || !strings.Contains(text, "\n---") {
		return false
	}
	lines := strings.SplitN(text, "\n", maxBareFront)
	end := slices.IndexFunc(lines, func(line string) bool { return fenceOf(line) == "---" })
	known := 0
	for _, line := range lines[:max(0, end)] {
		if key, _, _ := cutColon(line); keyLine.MatchString(line) && isKnownKey(key) {
			known++
		}
	}
	return end > 1 && known > 1 && countFrontLines(lines[:end]) == end
}

// fenceOf returns "---" or "..." for a line that ends a front matter ("---" also begins one), "" for all others.
func fenceOf(line string) string {
	if line = strings.TrimRight(line, " \t"); line == "---" || line == "..." {
		return line
	}
	return ""
}

// countFrontLines returns the number of leading lines that look like front matter: keys, indented lines, list items,
// comments.
func countFrontLines(lines []string) int {
	for i, line := range lines {
		indented := i > 0 && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "- "))
		if !indented && !keyLine.MatchString(line) && !strings.HasPrefix(line, "#") {
			return i
		}
	}
	return len(lines)
}

// hasKey reports whether one of the lines has a known key or a misspelled one.
func hasKey(lines []string) bool {
	for _, line := range lines {
		key, _, _ := cutColon(line)
		if keyLine.MatchString(line) && (isKnownKey(key) || nearestKey(keyName(key)) != "") {
			return true
		}
	}
	return false
}

// hasSentence reports whether one of the lines is a longer sentence, of the text rather than of a key.
func hasSentence(lines []string) bool {
	return slices.ContainsFunc(lines, func(line string) bool { return len(line) >= sentenceBytes && endsLikeProse(line) })
}

// yaml parses the lines of a front matter, the first of which is line 2 of the file. If they are not YAML it adds a
// problem, sets the keys that are readable line by line, and returns false.
func (d *draft) yaml(lines []string) bool {
	var doc yaml.Node
	if err := unmarshal(lines, &doc); err != nil {
		d.problem(brokenLine(lines, err)+1, Error, "the front matter is not YAML: "+yamlLine.ReplaceAllString(strings.TrimPrefix(err.Error(), "yaml: "), ""),
			`write one "key: value" a line, and put a value that holds ": " or begins with a sign between quotes`)
		d.salvage(lines)
		return false
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return true
	}
	d.pairs(doc.Content[0].Content)
	return true
}

// pairs takes the keys of a front matter. Of several names of one key, the one counts that says it most exactly.
func (d *draft) pairs(pairs []*yaml.Node) {
	ranks, seen := map[string]int{}, map[string]bool{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, line := keyName(pairs[i].Value), pairs[i].Line+1
		key, rank := canonicalKey(name), keyRank(name)
		if seen[name] {
			d.problem(line, Warning, fmt.Sprintf("%s is given twice; the last counts", cmp.Or(clean(key), "an empty key")), "keep one of them")
		}
		seen[name] = true
		switch before, had := ranks[key]; {
		case nestedKeys[name] && pairs[i+1].Kind == yaml.MappingNode:
			d.pairs(pairs[i+1].Content)
		case idleKeys[name]:
		case had && before < rank:
		case d.set(key, pairs[i+1], line):
			ranks[key] = rank
		}
	}
}

// unmarshal parses lines as YAML. Decoding into a Node does not expand aliases, so nested ones need no memory.
func unmarshal(lines []string, doc *yaml.Node) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%.80v", cause)
		}
	}()
	lines = slices.Clone(lines)
	for i, line := range lines {
		if wideColon.MatchString(line) {
			lines[i] = strings.Replace(line, "：", ": ", 1)
		}
	}
	return yaml.Unmarshal([]byte(strings.Join(lines, "\n")), doc)
}

// brokenLine returns the line of a front matter, from 1, with the error: the first that is not YAML by itself, or else
// the line in the parser's message, which is often further down than the fault.
func brokenLine(lines []string, err error) int {
	for i, line := range lines[:min(len(lines), 100)] {
		if !keyLine.MatchString(line) {
			continue
		}
		if _, value, _ := strings.Cut(line, ":"); strings.ContainsAny(strings.TrimSpace(value)+" ", "|>[{") && i+1 < len(lines) && strings.HasPrefix(lines[i+1], " ") {
			continue // the value continues on the next line
		}
		if unmarshal([]string{line}, new(yaml.Node)) != nil {
			return i + 1
		}
	}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1])
		return min(max(n, 1), len(lines))
	}
	return 1
}

// salvage sets the known keys of a broken front matter, line by line.
func (d *draft) salvage(lines []string) {
	for i, line := range lines {
		key, value, ok := cutColon(line)
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		if ok && value != "" && isKnownKey(key) {
			d.set(canonicalKey(key), &yaml.Node{Kind: yaml.ScalarNode, Value: value}, i+2)
		}
	}
}

// set takes one key of the front matter. It returns false if it has no value.
func (d *draft) set(key string, value *yaml.Node, line int) bool {
	switch key {
	case "author":
		value = authorNames(value)
	case "published":
		value = dateParts(value)
	}
	values, ok := scalars(value)
	switch {
	case !isKnownKey(key):
		if value.Kind != yaml.MappingNode { // settings of the program that wrote the file
			d.unknownKey(key, line)
		}
		return false
	case !ok || len(values) > 1 && key != "tags" && key != "author":
		d.problem(line, Error, fmt.Sprintf("%s has a value of the wrong kind", key), "write one text after the colon")
		return false
	case len(values) == 0:
		return false
	}
	switch text := values[0]; key {
	case "title":
		d.Title = text
	case "source":
		return d.setSource(text, line)
	case "based_on":
		d.Derived = true
		return d.setSource(text, line)
	case "outlet":
		d.Outlet = text
	case "published":
		d.setPublished(text, line)
	case "author":
		d.Author = strings.Join(givenFirst(apartNames(values)), ", ")
	case "tags":
		d.Tags = tagsOf(value, values)
	case "lang":
		if d.Lang = normalLanguage(text); d.Lang == "" {
			d.problem(line, Warning, fmt.Sprintf("lang is no language code: %q", text), "write en, zh or another code of two letters")
		}
	}
	return true
}

// authorNames replaces each mapping of an author by its name: "author: {name: A, url: B}", or a list of these.
func authorNames(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		list := &yaml.Node{Kind: yaml.SequenceNode}
		for _, c := range n.Content {
			if c.Kind == yaml.MappingNode {
				c = authorNames(c)
			}
			list.Content = append(list.Content, c)
		}
		return list
	}
	parts := map[string]string{}
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		key := strings.ToLower(n.Content[i].Value)
		if key == "name" || key == "literal" {
			return n.Content[i+1]
		}
		parts[key] = n.Content[i+1].Value
	}
	given, family := cmp.Or(parts["given"], parts["firstname"], parts["first"]), cmp.Or(parts["family"], parts["lastname"], parts["last"])
	if name := clean(given + " " + family); name != "" {
		return &yaml.Node{Kind: yaml.ScalarNode, Value: name}
	}
	return n
}

// dateParts returns the day that CSL writes as {date-parts: [[2025, 6, 3]]}, as Zotero exports it.
func dateParts(n *yaml.Node) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		list := n.Content[i+1]
		for list.Kind == yaml.SequenceNode && len(list.Content) == 1 {
			list = list.Content[0]
		}
		if parts, ok := scalars(list); ok && len(parts) == 3 {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: strings.Join(parts, "-")}
		}
	}
	return n
}

// scalars returns the non-empty texts of a scalar or of a list of scalars. It returns false for anything else.
func scalars(n *yaml.Node) ([]string, bool) {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	var out []string
	for _, n := range nodes {
		if n.Kind == yaml.SequenceNode && len(n.Content) < len(nodes)+maxTags { // Hexo's categories and their own
			inner, ok := scalars(n)
			if !ok {
				return nil, false
			}
			out = append(out, inner...)
			continue
		}
		if n.Kind != yaml.ScalarNode {
			return nil, false
		}
		if text := clean(wikiLink.ReplaceAllString(n.Value, "$1")); text != "" && n.Tag != "!!null" {
			out = append(out, text)
		}
	}
	return out, true
}

// tagsOf returns the tags of a list, or of one text that separates them by commas.
func tagsOf(n *yaml.Node, values []string) []string {
	if n.Kind != yaml.SequenceNode {
		return splitTags(values[0])
	}
	for i := range values {
		values[i] = strings.TrimPrefix(values[i], "#")
	}
	return values
}

// splitTags returns the tags of a text with commas between them, or with a # before each.
func splitTags(text string) []string {
	isMark := func(r rune) bool { return strings.ContainsRune(",，、;；", r) }
	if !strings.ContainsFunc(text, isMark) && strings.HasPrefix(text, "#") {
		isMark = unicode.IsSpace
	}
	var out []string
	for _, t := range strings.FieldsFunc(text, isMark) {
		if t = clean(strings.TrimPrefix(strings.TrimSpace(t), "#")); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (d *draft) setPublished(text string, line int) {
	if day, err := time.Parse(time.DateOnly, text); err == nil { // the usual form, read fast
		d.Published = day
		return
	}
	if r, err := dates.Parse(text); err == nil && r.Since.Equal(r.Until) {
		d.Published = r.Since
		return
	}
	if f := readLine(text); !f.day.IsZero() {
		d.Published = f.day
		return
	}
	d.problem(line, Error, fmt.Sprintf("published is no day: %q", text), "write it as 2025-06-09")
}

// setSource takes the link to the original. A text that is no link names who published it; a path is one on the site
// that the file was written for. It returns false if it is no link.
func (d *draft) setSource(text string, line int) bool {
	if m := markdownLink.FindStringSubmatch(text); m != nil {
		text = m[1] + m[2]
	}
	address := webURL(text)
	switch {
	case address != "":
		d.URL = address
		return true
	case strings.HasPrefix(text, "/"), isPath.MatchString(text):
	case !strings.ContainsAny(text, ":/") && (strings.Contains(text, " ") || !strings.Contains(text, ".")):
		d.Outlet = cmp.Or(d.Outlet, text)
	default:
		d.problem(line, Warning, fmt.Sprintf("source is no web address: %q", text), "write the whole link, beginning with https://")
	}
	return false
}

// isPath matches a link within a site without a host: posts/station.
var isPath = lazyregexp.New(`^[\w-]+(?:/[\w-]+)+/?$`)

var markdownLink = lazyregexp.New(`^\[[^\]]*\]\((\S+?)\)$|^<(\S+)>$`)
