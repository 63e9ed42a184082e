package localdiscord

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// visit sends a request to the page as a browser would and returns status and answer.
func visit(t *testing.T, s *Server, method, path, host, origin, body string) (int, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		r.Host = host
	}
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode, response.Header
}

func TestPageIsForThisMachine(t *testing.T) {
	s, _ := start(t, Options{})
	_, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	ask := `{"user":"` + Members()[0].ID + `","name":"ask","options":{"question":"why"}}`
	for _, c := range []struct {
		method, path, host, origin string
		status                     int
	}{
		{"GET", "/", "", "", 200},
		{"GET", "/app.js", "localhost:" + port, "", 200},
		{"GET", "/page/members", "", "", 200},
		{"GET", "/", "evil.example", "", 403},
		{"GET", "/", "evil.example:" + port, "", 403},
		{"GET", "/page/members", "", "https://evil.example", 403},
		{"POST", "/page/slash", "", "", 403},
		{"POST", "/page/slash", "", "https://evil.example", 403},
		{"POST", "/page/slash", "", "null", 403},
		{"POST", "/page/slash", "", s.URL(), 204},
		{"GET", "/no-such-file", "", "", 404},
		{"GET", "/page/events?user=nobody", "", "", 400},
	} {
		if status, _ := visit(t, s, c.method, c.path, c.host, c.origin, ask); status != c.status {
			t.Errorf("%s %s, Host %q, Origin %q: %d, want %d", c.method, c.path, c.host, c.origin, status, c.status)
		}
	}
	_, header := visit(t, s, "GET", "/", "", "", "")
	if !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("headers %v", header)
	}
	for _, body := range []string{"", "{}", `{"user":"x"}`, `{"user":"` + Members()[0].ID + `","unknown":1}`} {
		if status, _ := visit(t, s, "POST", "/page/slash", "", s.URL(), body); status != 400 {
			t.Errorf("%q: %d", body, status)
		}
	}
}

func TestPermissions(t *testing.T) {
	s, _ := start(t, Options{})
	register(t, s, GuildID, `[{"type":1,"name":"status","description":"d","default_member_permissions":"0"}]`)
	admin, other := Members()[0], Members()[1]
	if len(s.CommandsFor(admin)) != 2 || len(s.CommandsFor(other)) != 1 {
		t.Errorf("the administrator sees %d commands, another member %d", len(s.CommandsFor(admin)), len(s.CommandsFor(other)))
	}
	if _, err := s.Slash(other, "status", nil); err == nil {
		t.Error("a member uses an administrators' command")
	}
}

func TestDismiss(t *testing.T) {
	s, in := start(t, Options{})
	i, got := asked(t, s, in)
	if status, answer := call(t, s, "POST", callbackPath(got), `{"type":4,"data":{"content":"x","flags":64}}`); status != 204 {
		t.Fatal(status, answer)
	}
	m, err := i.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Dismiss(User{ID: "another"}, m.ID)
	if len(s.Messages(ann)) != 1 {
		t.Error("another user dismisses a private message")
	}
	s.Dismiss(ann, m.ID)
	if len(s.Messages(ann)) != 0 {
		t.Error("a dismissed message is still there")
	}
}

func TestNextFreePort(t *testing.T) {
	first, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	_, port, err := net.SplitHostPort(first.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Start(Options{Port: n})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if first.URL() == second.URL() || !strings.HasPrefix(second.URL(), "http://127.0.0.1:") {
		t.Errorf("%s, then %s", first.URL(), second.URL())
	}
}
