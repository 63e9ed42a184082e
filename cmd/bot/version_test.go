package main

import (
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"
)

func TestDescribe(t *testing.T) {
	released := debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Path: "lede", Version: "v1.2.0"}, Settings: []debug.BuildSetting{
		{Key: "GOARCH", Value: "arm64"}, {Key: "GOOS", Value: "darwin"}, {Key: "vcs.revision", Value: "14eae3c7bd0123456789"}, {Key: "vcs.modified", Value: "false"}}}
	changed := released
	changed.Main.Version = "v1.2.1-0.20261126000000-14eae3c7bd01+dirty"
	changed.Settings = append(changed.Settings[:3:3], debug.BuildSetting{Key: "vcs.modified", Value: "true"})
	for want, build := range map[string]debug.BuildInfo{
		"lede v1.2.0 (commit 14eae3c7bd01, go1.26.8, darwin/arm64)":                                                  released,
		"lede v1.2.1-0.20261126000000-14eae3c7bd01+dirty (commit 14eae3c7bd01 with changes, go1.26.8, darwin/arm64)": changed,
		"lede (devel) (go1.26.8)": {GoVersion: "go1.26.8", Main: debug.Module{Version: "(devel)"}},
	} {
		if got := describe(&build); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestBuiltVersion compares what a built program says with the repository that it is built in.
func TestBuiltVersion(t *testing.T) {
	if stat, err := os.Stat("../../.git"); err != nil || !stat.IsDir() {
		t.Skip("not in a git repository of its own, which Go records no commit for")
	}
	if flags, err := exec.Command("go", "env", "GOFLAGS").Output(); err != nil || strings.Contains(string(flags), "-buildvcs=false") {
		t.Skipf("Go is told to record no commit: GOFLAGS is %s, %v", strings.TrimSpace(string(flags)), err)
	}
	commit, err := exec.Command("git", "rev-parse", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program(t), "--version").Output()
	if err != nil || !strings.Contains(string(out), "commit "+string(commit[:shownCommit])) || !strings.Contains(string(out), "go1.") {
		t.Errorf("%s, %v; the commit is %s", out, err, commit)
	}
}
