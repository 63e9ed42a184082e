package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
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

// TestDiscord runs the program with a token in a file and an API address in the configuration.
func TestDiscord(t *testing.T) {
	t.Parallel()
	server, err := discordtest.Start(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := t.TempDir()
	token, config := filepath.Join(dir, "token"), filepath.Join(dir, "c.yaml")
	for path, text := range map[string]string{
		token:  server.Token() + "\n",
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
		ended <- run(ctx, []string{"--config", config, "--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir()}, []string{"DISCORD_TOKEN_FILE=" + token}, strings.NewReader(""), &log, &log)
	}()
	patience, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := server.WaitCommands(patience, len(commands.Table())); err != nil {
		t.Fatal(err, log.String())
	}
	user := localdiscord.User{ID: "800000000000000001", Name: "ann", Locale: "en-US"}
	i, err := server.Slash(user, "ask", map[string]any{"question": testkit.Question})
	if err != nil {
		t.Fatal(err)
	}
	m, err := i.Wait(patience)
	if err != nil || !strings.Contains(strings.Join(m.Texts(), "\n"), testkit.QuestionSource) {
		t.Fatalf("%+v, %v", m, err)
	}
	for !strings.Contains(log.String(), "invite=") && patience.Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("code %d", code)
	}
	for _, want := range []string{"version=\"lede ", "bot=Lede", "guilds=1", "in the servers " + localdiscord.GuildID, "scope=bot+applications.commands"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, log.String())
		}
	}
	for _, banned := range []string{server.Token(), "Lancaster", "held", "=ann", user.ID} {
		if strings.Contains(log.String(), banned) {
			t.Errorf("the log contains %q:\n%s", banned, log.String())
		}
	}
}

// TestNoToken runs the program without a token: it prints the page's address, and the page's script gets an
// answer.
func TestNoToken(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	var out syncBuffer
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--corpus", shipped, "--data", t.TempDir(), "--state", t.TempDir()}, nil, strings.NewReader(""), &out, &out)
	}()
	address := regexp.MustCompile(`(http://127\.0\.0\.1:[0-9]+)/\?(token=\S+)`)
	deadline := time.Now().Add(time.Minute)
	for !address.MatchString(out.String()) {
		if time.Now().After(deadline) {
			t.Fatal(out.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	link := address.FindStringSubmatch(out.String())
	base, key := link[1], link[2]
	ask := func() string {
		body := fmt.Sprintf(`{"user":%q,"name":"ask","options":{"question":%q}}`, localdiscord.Members()[0].ID, testkit.Question)
		r, err := http.NewRequestWithContext(ctx, "POST", base+"/page/slash?"+key, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", base)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		raw, _ := io.ReadAll(response.Body)
		return fmt.Sprint(response.StatusCode, string(raw))
	}
	for !strings.HasPrefix(ask(), "204") { // the bot registers its commands when the corpus is read
		if time.Now().After(deadline) {
			t.Fatal(ask())
		}
		time.Sleep(50 * time.Millisecond)
	}
	events, err := http.Get(base + "/page/events?" + key + "&user=" + localdiscord.Members()[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	lines := bufio.NewScanner(events.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() && !strings.Contains(lines.Text(), testkit.QuestionSource) {
	}
	if !strings.Contains(lines.Text(), testkit.QuestionSource) {
		t.Error("the answer does not reach the page")
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("code %d", code)
	}
	if !strings.Contains(out.String(), "set DISCORD_TOKEN") {
		t.Errorf("says %s", out.String())
	}
}

// BenchmarkAddress measures the time from the start of the program to the page's address on the terminal.
func BenchmarkAddress(b *testing.B) {
	for b.Loop() {
		ctx, stop := context.WithCancel(b.Context())
		out, in := io.Pipe()
		ended := make(chan int, 1)
		go func() {
			ended <- run(ctx, []string{"--corpus", shipped, "--data", b.TempDir(), "--state", b.TempDir()}, nil, strings.NewReader(""), in, io.Discard)
		}()
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil || !strings.Contains(line, "http://127.0.0.1:") {
			b.Fatal(line, err)
		}
		b.StopTimer()
		go func() { _, _ = io.Copy(io.Discard, out) }() // what it says after that
		stop()
		<-ended
		b.StartTimer()
	}
}
