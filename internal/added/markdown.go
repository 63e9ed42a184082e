package added

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"lede/internal/article"
)

// frontMatter is the head of an article's file.
type frontMatter struct {
	Title     string   `yaml:"title,omitempty"`
	Source    string   `yaml:"source,omitempty"`
	BasedOn   string   `yaml:"based_on,omitempty"`
	Outlet    string   `yaml:"outlet,omitempty"`
	Published string   `yaml:"published,omitempty"`
	Author    string   `yaml:"author,omitempty"`
	Tags      []string `yaml:"tags,omitempty,flow"`
	Lang      string   `yaml:"lang,omitempty"`
}

// Markdown returns an article as a file: front matter, headings, paragraphs, the disclaimer. Captions are left out. A day
// that was inferred from the text is inferred again when the file is read; any other inferred day is written.
func Markdown(a article.Article) string {
	head := frontMatter{Title: oneLine(a.Title), Source: a.URL, Outlet: oneLine(a.Outlet), Author: oneLine(a.Author), Lang: a.Lang}
	if a.Derived {
		head.Source, head.BasedOn = "", a.URL
	}
	for _, tag := range a.Tags {
		head.Tags = append(head.Tags, oneLine(tag))
	}
	body := markdownBody(a)
	if !a.Inferred || !inferredAgain(a, body) {
		head.Published = a.Date()
	}
	raw, err := yaml.Marshal(head)
	if err != nil {
		raw = nil // not possible: the head has texts alone
	}
	return "---\n" + string(raw) + "---\n\n" + body
}

// inferredAgain reports whether an article's inferred day follows from its title and text.
func inferredAgain(a article.Article, body string) bool {
	read, _ := article.Parse("a.md", []byte("# "+escape(oneLine(a.Title))+"\n\n"+body))
	return read.Published.Equal(a.Published)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// markdownBody returns the text of an article in Markdown.
func markdownBody(a article.Article) string {
	var b strings.Builder
	at := 0 // heading path of the paragraph before
	for i := 0; i < len(a.Sentences); {
		end := i
		for end < len(a.Sentences) && a.Sentences[end].Paragraph == a.Sentences[i].Paragraph {
			end++
		}
		if next := a.Sentences[i].HeadingPath; next != at {
			writeHeadings(&b, a.HeadingPaths[at], a.HeadingPaths[next])
			at = next
		}
		b.WriteString(escape(a.Range(i, end)) + "\n\n")
		i = end
	}
	if a.Disclaimer != "" {
		b.WriteString("Disclaimer: " + escape(oneLine(a.Disclaimer)) + "\n")
	}
	return b.String()
}

// writeHeadings writes the headings that are new above the next paragraph.
func writeHeadings(b *strings.Builder, before, now []string) {
	same := 0
	for same < min(len(before), len(now)-1) && before[same] == now[same] {
		same++
	}
	for level := same; level < len(now); level++ {
		b.WriteString(strings.Repeat("#", min(level+2, 6)) + " " + escape(oneLine(now[level])) + "\n\n")
	}
}

var (
	// signs have a meaning anywhere in a line of Markdown.
	signs = regexp.MustCompile("[\\\\`*_\\[\\]<>~|&$#{]")
	// leading are what has a meaning at the beginning of a line: a list, a rule, a line under a heading.
	leading = regexp.MustCompile(`^([0-9]{0,9})([.)+=:-])`)
)

// escape returns a line of text as Markdown that is read as that text.
func escape(text string) string {
	return leading.ReplaceAllString(signs.ReplaceAllString(text, `\$0`), `$1\$2`)
}
