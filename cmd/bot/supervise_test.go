//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// TestSupervise kills the bot: another one answers the next question. At the end none is left.
func TestSupervise(t *testing.T) {
	server, err := discordtest.Start(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	config := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "discord:\n  api_url: %s\n", server.URL()), 0o600); err != nil {
		t.Fatal(err)
	}
	var log syncBuffer
	supervisor := exec.Command(program(t), "supervise", "--config", config, "--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir())
	supervisor.Env = append(os.Environ(), "DISCORD_TOKEN="+server.Token())
	supervisor.Stdout, supervisor.Stderr = &log, &log
	if err := supervisor.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for n, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGBUS, 0} {
		if err := server.WaitReady(ctx, n+1); err != nil {
			t.Fatal(err, log.String())
		}
		if err := server.WaitCommands(ctx, len(commands.Table())); err != nil {
			t.Fatal(err, log.String())
		}
		i, err := server.Slash(localdiscord.User{ID: "1", Name: "ann", Locale: "en-US"}, "ask", map[string]any{"question": testkit.Question})
		if err != nil {
			t.Fatal(err)
		}
		if m, err := i.Wait(ctx); err != nil || !strings.Contains(strings.Join(m.Texts(), "\n"), testkit.QuestionSource) {
			t.Fatalf("after %d deaths: %+v, %v\n%s", n, m, err, log.String())
		}
		if signal != 0 {
			if err := syscall.Kill(childOf(t, log.String()), signal); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := supervisor.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := supervisor.Wait(); err != nil {
		t.Errorf("the supervisor ended with %v\n%s", err, log.String())
	}
	if err := syscall.Kill(childOf(t, log.String()), 0); err == nil {
		t.Error("the bot outlives its supervisor")
	}
}

// childOf returns the process id of the bot that was started last, out of the log.
func childOf(t *testing.T, log string) int {
	t.Helper()
	found := regexp.MustCompile(`msg="the bot is started" pid=([0-9]+)`).FindAllStringSubmatch(log, -1)
	if len(found) == 0 {
		t.Fatal(log)
	}
	pid, err := strconv.Atoi(found[len(found)-1][1])
	if err != nil {
		t.Fatal(err)
	}
	return pid
}
