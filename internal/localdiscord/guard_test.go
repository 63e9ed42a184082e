package localdiscord

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
)

// visit sends a request as a browser would and returns status and header.
func visit(t *testing.T, s *Server, method, path, host, body string, header http.Header) (int, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Host, r.Header = host, header
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode, response.Header
}

// origin is the header of a page that calls the server.
func origin(name string) http.Header { return http.Header{"Origin": {name}} }

// TestForeignPages sends what a page of another site can send through the reader's browser, to every kind of route, with the
// tokens that only the bot and the page have.
func TestForeignPages(t *testing.T) {
	s, in := start(t, Options{})
	_, asked := asked(t, s, in)
	_, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	file, err := s.Upload("", "a.txt", []byte("a"))
	if err != nil {
		t.Fatal(err)
	}
	reply := `{"type":4,"data":{"content":"[log in](https://evil.example)"}}`
	routes := []struct{ method, path, body string }{
		{"GET", "/?token=" + s.pageKey, ""},
		{"GET", "/app.js", ""},
		{"GET", "/page/members?token=" + s.pageKey, ""},
		{"GET", "/page/events?user=" + ann.ID + "&token=" + s.pageKey, ""},
		{"POST", "/page/slash?token=" + s.pageKey, `{}`},
		{"POST", "/page/upload?name=a.txt&token=" + s.pageKey, `a`},
		{"POST", "/page/write?token=" + s.pageKey, `{}`},
		{"GET", strings.TrimPrefix(s.attachmentURL(file), s.URL()), ""},
		{"POST", "/api/v10/channels/" + ChannelID + "/messages", `{"content":"x"}`},
		{"GET", "/gateway-socket/", ""},
		{"GET", "/api/v10/gateway", ""},
		{"GET", "/api/v9/users/@me", ""},
		{"PUT", "/api/v10/applications/" + AppID + "/commands", `[]`},
		{"POST", "/api/v10" + callbackPath(asked), reply},
		{"POST", "/api/v10/webhooks/" + AppID + "/" + asked.Token, `{"content":"x"}`},
		{"PATCH", "/api/v10/webhooks/" + AppID + "/" + asked.Token + "/messages/@original", `{"content":"x"}`},
		{"DELETE", "/api/v10/webhooks/" + AppID + "/" + asked.Token + "/messages/@original", ""},
	}
	for _, r := range routes {
		for _, from := range []struct {
			host   string
			header http.Header
		}{
			{"evil.example", http.Header{}},
			{"evil.example:" + port, origin("http://evil.example:" + port)},
			{"127.0.0.1:1", http.Header{}},
			{"127.0.0.1.evil.example:" + port, http.Header{}},
			{"", origin("https://evil.example")},
			{"", origin("http://127.0.0.1:1")},
			{"", origin("http://localhost:" + port)},
			{"", origin("null")},
			{"", origin("")},
			{"", http.Header{"Origin": {s.URL(), "https://evil.example"}}},
			{"", http.Header{"Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"no-cors"}}},
			{"", http.Header{"Sec-Fetch-Site": {"same-site"}, "Sec-Fetch-Mode": {"no-cors"}}},
		} {
			from.header = from.header.Clone()
			from.header.Set("Authorization", "Bot "+s.Token())
			if status, _ := visit(t, s, r.method, r.path, from.host, r.body, from.header); status != http.StatusForbidden {
				t.Errorf("%s %s, Host %q, %v: %d", r.method, r.path, from.host, from.header, status)
			}
		}
	}
	if n := len(s.Messages(ann)); n != 0 {
		t.Errorf("%d forged messages", n)
	}
}

// TestPageKey opens the page as its reader does, with the link's key and without.
func TestPageKey(t *testing.T) {
	s, _ := start(t, Options{})
	_, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	key := "?token=" + s.pageKey
	ask := `{"user":"` + Members()[0].ID + `","name":"ask","options":{"question":"why"}}`
	for _, c := range []struct {
		method, path, host string
		header             http.Header
		body               string
		status             int
	}{
		{"GET", "/" + key, "", nil, "", 200},
		{"GET", "/" + key, "localhost:" + port, http.Header{"Sec-Fetch-Site": {"none"}}, "", 200},
		{"GET", "/" + key, "", http.Header{"Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"navigate"}}, "", 200},
		{"GET", "/", "", nil, "", 403},
		{"GET", "/?token=guess", "", nil, "", 403},
		{"GET", "/?token=" + s.Token(), "", nil, "", 403},
		{"GET", "/app.js", "localhost:" + port, nil, "", 200},
		{"GET", "/no-such-file", "", nil, "", 404},
		{"GET", "/page/members" + key, "", nil, "", 200},
		{"GET", "/page/members", "", nil, "", 403},
		{"GET", "/page/events?user=" + Members()[0].ID, "", nil, "", 403},
		{"GET", "/page/events" + key + "&user=nobody", "", nil, "", 400},
		{"POST", "/page/slash", "", origin(s.URL()), ask, 403},
		{"POST", "/page/slash" + key, "", origin(s.URL()), ask, 204},
		{"POST", "/page/slash" + key, "", origin(s.URL()), "", 400},
		{"POST", "/page/slash" + key, "", origin(s.URL()), `{"user":"x"}`, 400},
		{"POST", "/page/slash" + key, "", origin(s.URL()), `{"user":"` + Members()[0].ID + `","unknown":1}`, 400},
		{"POST", "/page/slash" + key, "", origin(s.URL()), strings.Repeat(" ", maxBody) + ask, 400},
	} {
		status, header := visit(t, s, c.method, c.path, c.host, c.body, c.header)
		if status != c.status || !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s %s, Host %q, %v: %d with %v, want %d", c.method, c.path, c.host, c.header, status, header, c.status)
		}
	}
	if again, _ := start(t, Options{}); again.Token() == s.Token() || again.PageURL() == s.PageURL() || len(s.Token()) < 20 || len(s.pageKey) < 20 {
		t.Error("the tokens of two starts can be guessed")
	}
}

// identified opens a connection with the bot's token, which then reads nothing by itself.
func identified(t *testing.T, s *Server) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(s.socketURL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	identify := map[string]any{"op": opIdentify, "d": map[string]any{"token": "Bot " + s.Token()}}
	if err := conn.WriteJSON(identify); err != nil {
		t.Fatal(err)
	}
	return conn
}

// syncBuffer is a buffer that the server writes while the test reads.
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

// TestBotIsPushedOut identifies a second time while a bot is connected: its connection ends, and the page shows it.
func TestBotIsPushedOut(t *testing.T) {
	var log syncBuffer
	s, _ := start(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	if !s.view(ann, guildChannels(1)[0]).PushedOut.IsZero() || log.String() != "" {
		t.Fatal("a bot was pushed out before there were two")
	}
	conn := identified(t, s)
	for range 2 { // hello and READY
		var p packet
		if err := conn.ReadJSON(&p); err != nil {
			t.Fatal(err)
		}
	}
	if raw, err := json.Marshal(s.view(ann, guildChannels(1)[0])); err != nil || !strings.Contains(string(raw), `"pushed_out"`) || !strings.Contains(log.String(), "took the bot's place") {
		t.Errorf("view %s, %v, log %q", raw, err, log.String())
	}
}

// TestSlowClient connects a bot that takes nothing: it is cut off when too much waits, and holds nobody up.
func TestSlowClient(t *testing.T) {
	s, _ := start(t, Options{})
	identified(t, s)
	for range maxQueue + 2000 { // the kernel keeps some megabytes
		if _, err := s.Slash(ann, "ask", map[string]any{"question": strings.Repeat("x", 6000)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Wait(t.Context(), "the end of the connection", func() bool { return !s.Connected() }); err != nil {
		t.Error(err)
	}
}

// TestKept uses the bot more often than the server keeps messages, interactions and events.
func TestKept(t *testing.T) {
	s, _ := start(t, Options{})
	s.mu.Lock()
	for _, session := range s.sessions {
		session.socket = nil // nobody answers
	}
	s.mu.Unlock()
	for range interactionsKept + 10 {
		if _, err := s.Slash(ann, "ask", map[string]any{"question": "why"}); err != nil {
			t.Fatal(err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range s.interactions {
		s.post(i, &messageBody{})
	}
	if len(s.interactions) != interactionsKept || len(s.tokens) != interactionsKept || len(s.messages) != messagesKept {
		t.Errorf("%d interactions, %d tokens and %d messages are kept", len(s.interactions), len(s.tokens), len(s.messages))
	}
	for _, session := range s.sessions {
		if _, ok := session.missed(session.seq - eventsKept); !ok {
			t.Error("an event that is kept cannot be resumed from")
		}
		if _, ok := session.missed(session.seq - eventsKept - 1); ok || len(session.events) != eventsKept {
			t.Error("events are resumed that are not kept")
		}
	}
}
