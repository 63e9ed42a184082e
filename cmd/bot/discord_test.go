package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/localdiscord"
)

// syncBuffer is a buffer that the program writes while the test reads.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// TestDiscord runs the whole program with a token in a file and an API address in the configuration.
func TestDiscord(t *testing.T) {
	server, err := localdiscord.Start(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := t.TempDir()
	token, config := filepath.Join(dir, "token"), filepath.Join(dir, "c.yaml")
	for path, text := range map[string]string{
		token:  localdiscord.Token + "\n",
		config: fmt.Sprintf("discord:\n  api_url: %s\n  guilds: [%q]\n", server.URL(), localdiscord.GuildID),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	var log syncBuffer
	ended := make(chan int, 1)
	go func() {
		getenv := func(k string) string { return map[string]string{"DISCORD_TOKEN_FILE": token}[k] }
		ended <- run(ctx, []string{"--config", config, "--corpus", shipped}, getenv, strings.NewReader(""), &log, &log)
	}()
	patience, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := server.WaitCommands(patience, len(commands.Table())); err != nil {
		t.Fatal(err, log.String())
	}
	user := localdiscord.User{ID: "800000000000000001", Name: "ann", Locale: "en-US"}
	i, err := server.Slash(user, "ask", map[string]any{"question": "Where in London were the talks held?"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := i.Wait(patience)
	if err != nil || !strings.Contains(m.Embeds[0].Description, "Lancaster House") {
		t.Fatalf("%+v, %v", m, err)
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("code %d", code)
	}
	for _, want := range []string{"bot=Lede", "guilds=1", "in the servers " + localdiscord.GuildID, "scope=bot+applications.commands"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, log.String())
		}
	}
	for _, banned := range []string{localdiscord.Token, "Lancaster", "held", "ann", user.ID} {
		if strings.Contains(log.String(), banned) {
			t.Errorf("the log holds %q:\n%s", banned, log.String())
		}
	}
}
