package localdiscord

import (
	"net"
	"strconv"
	"strings"
	"testing"
)

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
