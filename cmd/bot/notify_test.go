//go:build linux

package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// TestNotify runs the bot as systemd does: it reports on the socket that it is ready, that it is alive and that it stops.
func TestNotify(t *testing.T) {
	t.Parallel()
	server, err := discordtest.Start(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := testkit.Folder(t, map[string]string{"config.yaml": "discord:\n  api_url: " + server.URL() + "\n", "corpus/a.md": "The ferry runs every hour.\n", "token": server.Token()})
	name := filepath.Join(t.TempDir(), "notify")
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	var log syncBuffer
	running := exec.CommandContext(t.Context(), program(t))
	running.Dir, running.Stdout, running.Stderr = dir, &log, &log
	running.Env = append(os.Environ(), "DISCORD_TOKEN_FILE="+filepath.Join(dir, "token"), "NOTIFY_SOCKET="+name, "WATCHDOG_USEC=20000")
	if err := running.Start(); err != nil {
		t.Fatal(err)
	}
	for n, want := range []string{"READY=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"} {
		if want == "STOPPING=1" {
			if err := running.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		}
		if got := nextState(t, socket, want); got != want {
			t.Fatalf("report %d is %q, want %q\n%s", n, got, want, log.String())
		}
	}
	if err := running.Wait(); err != nil {
		t.Errorf("%v\n%s", err, log.String())
	}
}

// nextState returns the next report; reports of life are left out if another one is wanted.
func nextState(t *testing.T, socket *net.UnixConn, want string) string {
	t.Helper()
	if err := socket.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	for packet := make([]byte, 4096); ; {
		n, err := socket.Read(packet)
		if err != nil {
			return fmt.Sprint(err)
		}
		if got := strings.TrimSpace(string(packet[:n])); got == want || got != "WATCHDOG=1" {
			return got
		}
	}
}
