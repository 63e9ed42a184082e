package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

// allowedLicences let a program be given on under any terms, as long as their texts go with it.
var allowedLicences = []string{"MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "Unlicense", "CC0-1.0", "0BSD"}

// TestLicences checks the licence of each module that the program, its tests and its tools are built of, and compares the
// program's with THIRD_PARTY.md.
func TestLicences(t *testing.T) {
	for _, file := range []string{"go.mod", "go.sum"} { // so that the test's result is not cached over another module
		if _, err := os.ReadFile(filepath.Join("../..", file)); err != nil {
			t.Fatal(err)
		}
	}
	inProgram := modules(t, "./cmd/bot")
	all := modules(t, "-test", "./...")
	maps.Copy(all, modules(t, "tool"))
	list := "# Modules in the program, and their licences\n\nWritten by `go test ./cmd/bot -run Licences -update`.\n\n| module | licence |\n|---|---|\n"
	for _, name := range slices.Sorted(maps.Keys(all)) {
		licences, err := licencesOf(name, all[name])
		if err != nil {
			t.Error(err)
			continue
		}
		if _, ok := inProgram[name]; ok {
			list += fmt.Sprintf("| %s | %s |\n", name, strings.Join(licences, ", "))
		}
	}
	const path = "../../THIRD_PARTY.md"
	if *update {
		if err := os.WriteFile(path, []byte(list), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != list {
		t.Errorf("%s is old (go test ./cmd/bot -run Licences -update writes it anew): %v", path, err)
	}
}

// modules returns the folders of the modules that packages are built of, by path. This one is left out, and its folder that takes the place of one.
func modules(t *testing.T, packages ...string) map[string]string {
	t.Helper()
	command := exec.Command("go", append([]string{"list", "-deps", "-f", "{{with .Module}}{{if not (or .Main .Replace)}}{{.Path}}\t{{.Dir}}{{end}}{{end}}"}, packages...)...)
	command.Dir = "../.."
	raw, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			out[path] = dir
		}
	}
	return out
}

// licencesOf returns the licences of a module. It is an error if it has none, or one that is not allowed.
func licencesOf(name, dir string) ([]string, error) {
	var found []string
	for _, pattern := range []string{"LICEN[SC]E*", "[Ll]icen[sc]e*", "COPYING*", "UNLICENSE*"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if stat, err := os.Stat(file); err == nil && stat.IsDir() || strings.Contains(file, "3RD-PARTY") {
				continue // the licences of other modules, which are checked if they are used
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			for _, match := range licensecheck.Scan(raw).Match {
				if match.ID != "" && !match.IsURL {
					found = append(found, match.ID)
				}
			}
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	if len(found) == 0 {
		return nil, errors.New(name + " has no licence that is known; read it in " + dir)
	}
	for _, id := range found {
		if !slices.Contains(allowedLicences, id) {
			return nil, fmt.Errorf("%s has the licence %s, which is not on the list", name, id)
		}
	}
	return found, nil
}
