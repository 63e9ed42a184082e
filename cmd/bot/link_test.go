package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// TestEndpoint runs the program with an HTTP endpoint, alone and beside the gateway. It says which takes what, and /status does.
func TestEndpoint(t *testing.T) {
	t.Parallel()
	for shards, says := range map[string]string{"none": "serves no shards", "auto": "the gateway, which is connected as well"} {
		server, err := discordtest.Start(localdiscord.Options{})
		if err != nil {
			t.Fatal(err)
		}
		address := freeAddress(t)
		file := filepath.Join(t.TempDir(), "c.yaml")
		if err := os.WriteFile(file, fmt.Appendf(nil, "discord:\n  api_url: %s\n  endpoint: %s\n  public_key: %q\n", server.URL(), address, server.PublicKey()), 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		var log syncBuffer
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, []string{"--config", file, "--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir(), "--shards", shards}, []string{"DISCORD_TOKEN=" + server.Token()}, strings.NewReader(""), &log, &log)
		}()
		patience, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := server.WaitCommands(patience, len(commands.Table())); err != nil {
			t.Fatal(err, log.String())
		}
		if err := server.SetEndpoint(patience, "http://"+address); err != nil {
			t.Fatal(err, log.String())
		}
		boss := localdiscord.User{ID: "800000000000000001", Name: "ann", Locale: "en-US", Admin: true}
		for name, use := range map[string]struct {
			options map[string]any
			want    string
		}{"ask": {map[string]any{"question": testkit.Question}, testkit.QuestionSource}, "status": {nil, "over HTTP at " + address}} {
			i, err := server.Slash(boss, name, use.options)
			if err != nil {
				t.Fatal(err)
			}
			if m, err := i.Wait(patience); err != nil || !strings.Contains(strings.Join(m.Texts(), "\n"), use.want) {
				t.Errorf("%s: %+v, %v", name, m, err)
			}
		}
		if server.Calls("/callback") != 0 || (len(server.Identifies()) == 0) != (shards == "none") || !strings.Contains(log.String(), says) {
			t.Errorf("%s: %d calls, %d sessions, log\n%s", shards, server.Calls("/callback"), len(server.Identifies()), log.String())
		}
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("code %d", code)
		}
		server.Close()
	}
}

// TestEndpointWithoutToken runs the program without a token and with an endpoint: the page's interactions come to it.
func TestEndpointWithoutToken(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	var out syncBuffer
	ended := make(chan int, 1)
	address := freeAddress(t)
	go func() {
		ended <- run(ctx, []string{"--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir()}, []string{"LEDE_DISCORD_ENDPOINT=" + address}, strings.NewReader(""), &out, &out)
	}()
	for deadline := time.Now().Add(time.Minute); !strings.Contains(out.String(), "to http://"+address+"/"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(out.String())
		}
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("code %d", code)
	}
}

// freeAddress returns an address of this machine on which nothing listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestLinkRefusals names what is missing before anything is sent.
func TestLinkRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"discord:\n  endpoint: 127.0.0.1:0\n": "discord.endpoint needs discord.public_key",
		"discord:\n  shards: none\n":          "no interaction reaches the bot",
	} {
		file := filepath.Join(t.TempDir(), "c.yaml")
		if err := os.WriteFile(file, []byte("discord:\n  api_url: http://127.0.0.1:1\n"+strings.TrimPrefix(text, "discord:\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		var out syncBuffer
		if code := run(t.Context(), []string{"--config", file, "--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir()}, []string{"DISCORD_TOKEN=x"}, strings.NewReader(""), &out, &out); code != 1 || !strings.Contains(out.String(), want) {
			t.Errorf("code %d, %s", code, out.String())
		}
	}
}

// TestTwoProcesses serves a bot by two programs with two shards each and one state: every server is answered, the commands are there
// once, and when one program ends the other's servers are still answered.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	server, err := discordtest.Start(localdiscord.Options{Guilds: 8, Shards: 4, MaxConcurrency: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, fmt.Appendf(nil, "discord:\n  api_url: %s\n", server.URL()), 0o600); err != nil {
		t.Fatal(err)
	}
	state := t.TempDir()
	var log syncBuffer
	start := func(shards string) (end func()) {
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, []string{"--config", file, "--corpus", shipped, "--data", t.TempDir(), "--state", state, "--shards", shards},
				[]string{"DISCORD_TOKEN=" + server.Token()}, strings.NewReader(""), &log, &log)
		}()
		return func() {
			stop()
			if code := <-ended; code != 0 {
				t.Errorf("--shards %s: code %d\n%s", shards, code, log.String())
			}
		}
	}
	endFirst, endSecond := start("0-1/4"), start("2-3/4")
	defer endFirst()
	patience, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := server.Wait(patience, "both", func() bool {
		return len(server.ConnectedShards()) == 4 && len(server.Commands()) == len(commands.Table())
	}); err != nil {
		t.Fatal(err, log.String())
	}
	answered := func(shard int) {
		t.Helper()
		i, err := server.SlashIn(localdiscord.ChannelOf(localdiscord.FirstIn(shard, 4)), localdiscord.User{ID: fmt.Sprint(100 + shard), Name: "ann", Locale: "en-US"}, "help", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := i.Wait(patience); err != nil {
			t.Errorf("shard %d: %v\n%s", shard, err, log.String())
		}
	}
	for shard := range 4 {
		answered(shard)
	}
	endSecond()
	answered(0)
	answered(1)
	if server.Overwrites() != 1 || !strings.Contains(log.String(), "name those of the editors in editors.guilds") {
		t.Errorf("%d registrations, log\n%s", server.Overwrites(), log.String())
	}
}
