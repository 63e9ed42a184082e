package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lede/internal/testkit"
)

// TestService installs, asks for and removes the service with a systemctl that only writes down its orders.
func TestService(t *testing.T) {
	const token = "MTIz.secret.token"
	dir := t.TempDir()
	tools := testkit.Folder(t, map[string]string{"systemctl": "#!/bin/sh\necho \"$@\" >> \"$(dirname \"$0\")/orders\"\necho \"unit ${4-}\"\n"})
	if err := os.Chmod(filepath.Join(tools, "systemctl"), 0o755); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	service := func(order string, environment ...string) (string, error) {
		c := exec.CommandContext(t.Context(), program(t), "service", order)
		c.Dir = dir
		c.Env = append([]string{"PATH=" + tools + string(filepath.ListSeparator) + os.Getenv("PATH"), "HOME=" + home}, environment...)
		out, err := c.CombinedOutput()
		return string(out), err
	}
	refuses := func(want string) {
		t.Helper()
		if out, err := service("install"); err == nil || !strings.Contains(out, want) {
			t.Errorf("installs without saying %q: %s", want, out)
		}
	}
	refuses("bot init makes a folder")
	testkit.Write(t, dir, "config.yaml", "corpus: corpus\n")
	refuses("put the bot's token into " + filepath.Join(dir, "token"))
	testkit.Write(t, dir, "token", token)
	refuses("chmod 600")
	testkit.Remove(t, dir, "token")
	if out, err := service("status"); err == nil || !strings.Contains(out, "is not installed") {
		t.Errorf("status before: %v %s", err, out)
	}
	if out, err := service("install", "DISCORD_TOKEN="+token); err != nil || !strings.Contains(out, "loginctl enable-linger") {
		t.Fatalf("%v %s", err, out)
	}
	file := filepath.Join(home, ".config/systemd/user/lede.service")
	unit, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(unit), "secret") {
		t.Errorf("%v\n%s", err, unit)
	}
	for _, want := range []string{"WorkingDirectory=" + dir, program(t) + `" "--config" "` + filepath.Join(dir, "config.yaml") + `"`, "DISCORD_TOKEN_FILE=" + filepath.Join(dir, "token")} {
		if !strings.Contains(string(unit), want) {
			t.Errorf("no %s in\n%s", want, unit)
		}
	}
	if raw, err := os.ReadFile(filepath.Join(dir, "token")); err != nil || strings.TrimSpace(string(raw)) != token {
		t.Errorf("the token's file: %q, %v", raw, err)
	}
	if stat, err := os.Stat(filepath.Join(dir, "token")); err != nil || stat.Mode().Perm() != 0o600 {
		t.Errorf("the token's file: %v, %v", stat, err)
	}
	if out, err := service("status"); err != nil || !strings.Contains(out, "unit lede.service") {
		t.Errorf("status: %v %s", err, out)
	}
	if out, err := service("uninstall"); err != nil {
		t.Errorf("%v %s", err, out)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("the unit is still there")
	}
	orders, err := os.ReadFile(filepath.Join(tools, "orders"))
	const want = "--user daemon-reload\n--user enable lede.service\n--user restart lede.service\n--user --no-pager status lede.service\n--user disable --now lede.service\n"
	if err != nil || string(orders) != want {
		t.Errorf("orders %q, %v; want %q", orders, err, want)
	}
}
