package main

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// version returns the program's version and what it was built from.
func version() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "lede (unknown build)"
	}
	return describe(build)
}

// shownCommit is how much of a commit's hash is shown, as Go's pseudo-versions do.
const shownCommit = 12

// describe returns a build in words, such as "lede v1.2.0 (commit 14eae3c7bd01, go1.26.8, linux/amd64)". A build from files that
// are in no commit says "with changes"; one that was not made in a repository names no commit.
func describe(build *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range build.Settings {
		settings[s.Key] = s.Value
	}
	var facts []string
	if commit := settings["vcs.revision"]; commit != "" {
		fact := "commit " + commit[:min(len(commit), shownCommit)]
		if settings["vcs.modified"] == "true" {
			fact += " with changes"
		}
		facts = append(facts, fact)
	}
	facts = append(facts, build.GoVersion)
	if settings["GOOS"] != "" {
		facts = append(facts, settings["GOOS"]+"/"+settings["GOARCH"])
	}
	return fmt.Sprintf("lede %s (%s)", build.Main.Version, strings.Join(facts, ", "))
}
