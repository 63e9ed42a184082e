// Package bench measures what a corpus costs: the time to index it, its size on disk and in memory, the time from start
// to the first answer, the time of answers, and the time until an edit can be found.
//
// Generate makes a corpus of any size, Build indexes it, Baseline indexes it with bleve's defaults for comparison, and
// Serve runs the bot over it. `bot bench` prints the results.
package bench

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// seed makes every run draw the same random words.
const seed = 20250606

// Replaced is the share of words of a generated article that differ from its source. It is far above what counts as a
// copy.
const Replaced = 0.3

// Generate writes n articles to a folder, made of those in another folder in turn: unchanged in the first round, in
// later rounds with a share of Replaced of the words replaced by random words of all articles. n 0 copies every article
// once. It returns the number of articles and bytes written.
func Generate(from, to string, n int) (articles int, bytes int64, err error) {
	sources, err := read(from)
	if err != nil {
		return 0, 0, err
	}
	if len(sources) == 0 {
		return 0, 0, fmt.Errorf("%s contains no articles", from)
	}
	if n == 0 {
		n = len(sources)
	}
	words := sampleWords(sources)
	random := rand.New(rand.NewPCG(seed, 0))
	for i := range n {
		s := sources[i%len(sources)]
		round := i / len(sources)
		text := s.text
		if round > 0 {
			text = replace(text, words, random)
		}
		path := filepath.Join(to, fmt.Sprint(round), filepath.FromSlash(s.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return i, bytes, err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return i, bytes, err
		}
		bytes += int64(len(text))
	}
	return n, bytes, nil
}

type source struct{ path, text string }

// read returns the files of a folder that are not hidden.
func read(dir string) ([]source, error) {
	var out []source
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		out = append(out, source{filepath.ToSlash(rel), string(raw)})
		return err
	})
	return out, err
}

// sampledBytes is the length of the part of each article from which random words are drawn.
const sampledBytes = 4 << 10

// sampleWords returns the words of the articles, repeated as often as they occur, to draw from.
func sampleWords(sources []source) []string {
	var out []string
	for _, s := range sources {
		out = append(out, strings.FieldsFunc(s.text[:min(len(s.text), sampledBytes)], notLetter)...)
	}
	return out
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// replace returns a text with a share of its words replaced. Front matter, punctuation and white space stay.
func replace(text string, words []string, random *rand.Rand) string {
	var b strings.Builder
	head := frontMatter(text)
	b.WriteString(text[:head])
	start := -1
	for i, r := range text[head:] {
		switch letter := unicode.IsLetter(r); {
		case letter && start < 0:
			start = head + i
		case !letter && start >= 0:
			b.WriteString(maybeReplaced(text[start:head+i], words, random))
			start = -1
			b.WriteRune(r)
		case !letter:
			b.WriteRune(r)
		}
	}
	if start >= 0 {
		b.WriteString(maybeReplaced(text[start:], words, random))
	}
	return b.String()
}

func maybeReplaced(word string, words []string, random *rand.Rand) string {
	if random.Float64() < Replaced {
		return words[random.IntN(len(words))]
	}
	return word
}

// frontMatter returns the length of a text's front matter in bytes.
func frontMatter(text string) int {
	const fence = "---\n"
	if !strings.HasPrefix(text, fence) {
		return 0
	}
	end := strings.Index(text[len(fence):], "\n"+fence)
	if end < 0 {
		return 0
	}
	return len(fence) + end + 1 + len(fence)
}
