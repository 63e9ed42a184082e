// Package testkit has what tests of several packages begin with: folders of articles, corpora and services over them.
// Nothing but tests imports it.
package testkit

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/corpus"
)

// Now is the time at which tests ask: just after the newest articles of the shipped corpus.
func Now() time.Time { return time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC) }

// Shipped returns the folder of the articles that Lede comes with.
func Shipped() string {
	_, file, _, _ := runtime.Caller(0) // true of code that was compiled with its path
	return filepath.Join(filepath.Dir(file), "../../corpus")
}

// Question is a question that the shipped corpus answers. That the answer is right is a test of package answer; other tests
// ask it to see that an answer comes through.
const Question = "Where in London were the talks held?"

// QuestionSource is in the small print of the answer to Question, in English.
const QuestionSource = "based on terradaily.com"

// Unanswered is a question to which the shipped corpus says nothing.
const Unanswered = "Who won the Champions League final?"

var shipped = sync.OnceValues(func() (*corpus.Corpus, error) {
	return corpus.Load(context.Background(), corpus.Options{Dir: Shipped(), MaxFileSize: maxFileSize})
})

// ShippedCorpus returns the shipped corpus, which is indexed once for all tests of a package. Tests must not change or
// close it.
func ShippedCorpus(t testing.TB) *corpus.Corpus {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Folder returns a new folder with files by their paths in it.
func Folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		Write(t, dir, name, text)
	}
	return dir
}

// Write writes a file, and the folders above it.
func Write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Remove removes a file.
func Remove(t testing.TB, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

// maxFileSize is the largest file that a test's corpus reads, in bytes; no shipped article is larger.
const maxFileSize = 1 << 20

// OpenCorpus opens a corpus, with an index on the disk, that nobody has swept. It is closed at the end of the test.
func OpenCorpus(t testing.TB, dir string) *corpus.Corpus {
	t.Helper()
	c, err := corpus.OpenExclusive(corpus.Options{Dir: dir, Data: t.TempDir(), MaxFileSize: maxFileSize})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// Sweep brings the index up to date with the folder.
func Sweep(t testing.TB, c *corpus.Corpus) {
	t.Helper()
	if _, err := c.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
}

// Service returns a service over a folder that has been swept. change may be nil; it changes the configuration before the
// service is made.
func Service(t testing.TB, dir string, change func(*commands.Config)) *commands.Service {
	t.Helper()
	c := OpenCorpus(t, dir)
	Sweep(t, c)
	return ServiceOver(t, c, change)
}

// ServiceOver returns a service over an open corpus, see Service. It asks at Now, has no limits and logs to the test.
func ServiceOver(t testing.TB, c *corpus.Corpus, change func(*commands.Config)) *commands.Service {
	t.Helper()
	config := commands.Config{Corpus: c, Present: present.Reply, Now: Now, Started: Now(), Version: "lede test", Log: slog.New(slog.NewTextHandler(logger{t}, nil))}
	if change != nil {
		change(&config)
	}
	return commands.New(config)
}

// logger writes a log to the test's.
type logger struct{ t testing.TB }

// Write writes one record.
func (l logger) Write(p []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

// Use returns the reply to a command that the operator uses.
func Use(t testing.TB, s *commands.Service, l commands.Locale, command string, options commands.Options) commands.Reply {
	t.Helper()
	return Accept(s, l, commands.Use{Command: command, Options: options}).Run(t.Context())
}

// Accept has the service accept an action of the operator.
func Accept(s *commands.Service, l commands.Locale, action commands.Action) commands.Task {
	return s.Accept(commands.Input{Actor: commands.Actor{Operator: true, Locale: l}, Action: action})
}
