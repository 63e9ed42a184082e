//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
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

// supervised is a bot under its supervisor, on a local Discord.
type supervised struct {
	*discordtest.Client
	t       *testing.T
	data    string
	log     syncBuffer
	process *exec.Cmd
	asked   int
}

func supervise(t *testing.T) *supervised {
	t.Helper()
	server, err := discordtest.Start(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	config := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "discord:\n  api_url: %s\n", server.URL()), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &supervised{Client: server, t: t, data: t.TempDir()}
	s.process = exec.Command(program(t), "supervise", "--config", config, "--corpus", shipped, "--data", s.data, "--state", t.TempDir())
	s.process.Env = append(os.Environ(), "DISCORD_TOKEN="+server.Token())
	s.process.Stdout, s.process.Stderr = &s.log, &s.log
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	return s
}

// ask asks the question of the tests, as another user each time, and returns what the reply says.
func (s *supervised) ask(ctx context.Context) (string, error) {
	s.asked++
	i, err := s.Slash(localdiscord.User{ID: strconv.Itoa(s.asked), Name: "ann", Locale: "en-US"}, "ask", map[string]any{"question": testkit.Question})
	if err != nil {
		return "", err
	}
	m, err := i.Wait(ctx)
	if err != nil {
		return "", err
	}
	return strings.Join(m.Texts(), "\n"), nil
}

// waitReady waits until the bot has connected so many times.
func (s *supervised) waitReady(ctx context.Context, times int) {
	s.t.Helper()
	if err := s.WaitReady(ctx, times); err != nil {
		s.t.Fatal(err, s.log.String())
	}
	if err := s.WaitCommands(ctx, len(commands.Table())); err != nil {
		s.t.Fatal(err, s.log.String())
	}
}

// end ends the supervisor, and checks that no bot is left.
func (s *supervised) end() {
	s.t.Helper()
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.process.Wait(); err != nil {
		s.t.Errorf("the supervisor ended with %v\n%s", err, s.log.String())
	}
	if err := syscall.Kill(childOf(s.t, s.log.String()), 0); err == nil {
		s.t.Error("the bot outlives its supervisor")
	}
}

// TestSupervise kills the bot: another one answers the next question. At the end none is left.
func TestSupervise(t *testing.T) {
	t.Parallel()
	s := supervise(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for n, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGBUS, 0} {
		s.waitReady(ctx, n+1)
		if text, err := s.ask(ctx); err != nil || !strings.Contains(text, testkit.QuestionSource) {
			t.Fatalf("after %d deaths: %s, %v\n%s", n, text, err, s.log.String())
		}
		if signal != 0 {
			if err := syscall.Kill(childOf(t, s.log.String()), signal); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.end()
}

// TestDamageUnderWay overwrites, and then empties, all files of the index of a bot that runs: it may die of it, answers soon, and never wrong.
func TestDamageUnderWay(t *testing.T) {
	t.Parallel()
	s := supervise(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s.waitReady(ctx, 1)
	for what, harm := range map[string]func(file string, size int64) error{
		"overwritten": func(file string, size int64) error {
			return os.WriteFile(file, bytes.Repeat([]byte{0xA5}, int(size)), 0o600)
		},
		"emptied": func(file string, _ int64) error { return os.Truncate(file, 0) },
	} {
		if err := filepath.WalkDir(s.data, func(file string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() {
				return nil // a file that the bot has just replaced
			}
			if stat, err := e.Info(); err == nil {
				return harm(file, stat.Size())
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		answered := false
		for range 40 { // damage soon after a repair is repaired after ten seconds
			short, cancel := context.WithTimeout(ctx, 3*time.Second)
			text, err := s.ask(short)
			cancel()
			if answered = err == nil && strings.Contains(text, testkit.QuestionSource); answered {
				break
			}
			if strings.Contains(text, "No article mentions") {
				t.Fatalf("%s: a wrong answer: %s", what, text)
			}
			time.Sleep(500 * time.Millisecond)
		}
		if !answered {
			t.Fatalf("%s: no answer\n%s", what, s.log.String())
		}
	}
	s.end()
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
