// Package lazyregexp compiles regular expressions at their first use. A program with some hundreds of them, of which most
// runs need few, starts sooner: those of packages article and dates took a third of the start.
package lazyregexp

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// Regexp is a regular expression. It is safe for concurrent use. Its methods are those of regexp.Regexp.
type Regexp struct {
	expr     string
	once     sync.Once
	compiled *regexp.Regexp
}

// atOnce is true in a program that `go test` has built: there New compiles, so that a test of a package finds an expression that is
// not valid.
var atOnce = func() bool {
	program, _ := os.Executable() // "" compiles later
	return strings.Contains(filepath.Base(program), ".test")
}()

// New returns a regular expression. If it is not valid, its first use panics; in a test New does.
func New(expr string) *Regexp {
	r := &Regexp{expr: expr}
	if atOnce {
		r.get()
	}
	return r
}

// String returns the expression as it was given.
func (r *Regexp) String() string { return r.expr }

func (r *Regexp) get() *regexp.Regexp {
	r.once.Do(func() { r.compiled = regexp.MustCompile(r.expr) })
	return r.compiled
}

// MatchString reports whether text has a match.
func (r *Regexp) MatchString(text string) bool { return r.get().MatchString(text) }

// FindString returns the first match, or "".
func (r *Regexp) FindString(text string) string { return r.get().FindString(text) }

// FindStringIndex returns the place of the first match, or nil.
func (r *Regexp) FindStringIndex(text string) []int { return r.get().FindStringIndex(text) }

// FindStringSubmatch returns the first match and its groups, or nil.
func (r *Regexp) FindStringSubmatch(text string) []string { return r.get().FindStringSubmatch(text) }

// FindStringSubmatchIndex returns the places of the first match and its groups, or nil.
func (r *Regexp) FindStringSubmatchIndex(text string) []int {
	return r.get().FindStringSubmatchIndex(text)
}

// FindAllString returns up to n matches, all if n is negative.
func (r *Regexp) FindAllString(text string, n int) []string { return r.get().FindAllString(text, n) }

// FindAllStringIndex returns the places of up to n matches, of all if n is negative.
func (r *Regexp) FindAllStringIndex(text string, n int) [][]int {
	return r.get().FindAllStringIndex(text, n)
}

// FindAllStringSubmatch returns up to n matches with their groups, all if n is negative.
func (r *Regexp) FindAllStringSubmatch(text string, n int) [][]string {
	return r.get().FindAllStringSubmatch(text, n)
}

// FindAllStringSubmatchIndex returns the places of up to n matches with their groups, of all if n is negative.
func (r *Regexp) FindAllStringSubmatchIndex(text string, n int) [][]int {
	return r.get().FindAllStringSubmatchIndex(text, n)
}

// ReplaceAllString returns text with with in place of the matches.
func (r *Regexp) ReplaceAllString(text, with string) string {
	return r.get().ReplaceAllString(text, with)
}

// ReplaceAllStringFunc returns text with what replace makes of each match in its place.
func (r *Regexp) ReplaceAllStringFunc(text string, replace func(string) string) string {
	return r.get().ReplaceAllStringFunc(text, replace)
}

// Split returns the parts of text between up to n-1 matches, of all if n is negative.
func (r *Regexp) Split(text string, n int) []string { return r.get().Split(text, n) }

// SubexpIndex returns the number of the group with a name, or -1.
func (r *Regexp) SubexpIndex(name string) int { return r.get().SubexpIndex(name) }
