package autostart

import (
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// odd is a program whose paths have characters that definitions give a meaning to.
var odd = Program{File: `/opt/50% off/b"o't\`, Flags: []string{"--config", "/srv/a & b/<$HOME>/config.yaml"}, Dir: "/srv/a & b/<$HOME> 100%", TokenFile: "/srv/a & b/the token%"}

// TestSystemdUnit lets systemd itself read the unit with odd paths.
func TestSystemdUnit(t *testing.T) {
	dir := t.TempDir()
	p := odd
	p.File = filepath.Join(dir, `b o't$1 "50%"\`)
	if err := os.WriteFile(p.File, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Skip("no such name here: ", err)
	}
	unit := systemdUnit(p)
	for _, want := range []string{"WorkingDirectory=/srv/a & b/<$HOME> 100%%\n", `Environment="DISCORD_TOKEN_FILE=/srv/a & b/the token%%"`, `"/srv/a & b/<$$HOME>/config.yaml"`} {
		if !strings.Contains(unit, want) {
			t.Errorf("the unit has no %s:\n%s", want, unit)
		}
	}
	file := filepath.Join(dir, "lede.service")
	if err := os.WriteFile(file, []byte(unit), 0o644); err != nil {
		t.Fatal(err)
	}
	verify(t, "--user", file)
}

// TestSystemUnit lets systemd read the unit of the packages, and compares its settings with those of a user's unit.
func TestSystemUnit(t *testing.T) {
	raw, err := os.ReadFile("../../service/lede.service")
	if err != nil {
		t.Fatal(err)
	}
	system, user := settings(string(raw)), settings(systemdUnit(odd))
	for key, value := range user {
		if other, ok := system[key]; ok && other != value && !slices.Contains([]string{"ExecStart", "Environment", "EnvironmentFile", "WorkingDirectory", "WantedBy"}, key) {
			t.Errorf("%s is %s for the system and %s for a user", key, other, value)
		}
	}
	if system["Type"] != "notify" || system["RestartPreventExitStatus"] != "1" {
		t.Errorf("service/lede.service has %v", system)
	}
}

// settings returns the settings of a unit.
func settings(unit string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(unit) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(line, "#") {
			out[key] = value
		}
	}
	return out
}

// verify checks a unit with systemd's own reader where there is one. Settings of a newer systemd are no errors.
func verify(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.Command("systemd-analyze", append([]string{"verify", "--man=no", "--recursive-errors=no"}, args...)...).CombinedOutput()
	if _, missing := exec.LookPath("systemd-analyze"); missing != nil {
		t.Log("systemd-analyze is not here")
		return
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "lede.service") && !strings.Contains(line, "RestartSteps") && !strings.Contains(line, "RestartMaxDelaySec") {
			t.Errorf("%v: %s", err, line)
		}
	}
}

// TestLaunchdAgent reads the property list back.
func TestLaunchdAgent(t *testing.T) {
	list := launchdAgent(odd, "/Users/a & b/lede.log")
	var texts []string
	for d := xml.NewDecoder(strings.NewReader(list)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, list)
		}
		if text, ok := token.(xml.CharData); ok && strings.TrimSpace(string(text)) != "" {
			texts = append(texts, string(text))
		}
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{
		"Label\nlede\nProgramArguments\n" + odd.File + "\nsupervise\n--config\n" + odd.Flags[1] + "\nWorkingDirectory\n" + odd.Dir + "\n",
		"DISCORD_TOKEN_FILE\n" + odd.TokenFile + "\n", "StandardErrorPath\n/Users/a & b/lede.log\n",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the agent has no %q:\n%s", want, all)
		}
	}
}

func TestControlCharacters(t *testing.T) {
	p := odd
	p.Dir = "/srv/a\nExecStart=/bin/evil"
	if _, err := (User{Config: t.TempDir()}).Install(t.Context(), p); err == nil || !strings.Contains(err.Error(), "control character") {
		t.Errorf("a line break: %v", err)
	}
}
