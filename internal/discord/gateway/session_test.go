package gateway

import (
	"lede/internal/localdiscord"
	"lede/internal/testkit"
	"strings"
	"testing"
	"time"
)

func TestCommandSync(t *testing.T) {
	t.Parallel()
	old := localdiscord.Command{Type: 1, Name: "old", Description: "gone"}
	s := connect(t, localdiscord.Options{}, func(o *setup) {
		o.Guilds = []string{localdiscord.GuildID}
		if err := o.client.SetCommands("", old); err != nil {
			t.Fatal(err)
		}
	}).ready(t)
	first := s.Overwrites()
	s.InvalidateSessions() // a new session syncs again
	s.DropConnections()
	if err := s.WaitReady(s.ctx, 2); err != nil {
		t.Fatal(err)
	}
	s.slash(t, ann, "help", nil)
	if got := s.Overwrites(); got != first {
		t.Errorf("equal commands were registered again: %d overwrites, then %d", first, got)
	}
	for _, c := range s.Commands() {
		if c.Name == "old" || c.GuildID != localdiscord.GuildID || c.Descriptions["zh-CN"]+c.Names["zh-CN"] == "" {
			t.Errorf("command %+v", c)
		}
	}
}

func TestGatewayFaults(t *testing.T) {
	t.Parallel()
	for name, fault := range gatewayFaults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := connect(t, localdiscord.Options{HeartbeatInterval: 500 * time.Millisecond, FirstResponse: lostAfter}, nil).ready(t)
			fault(r)
			r.answered(t)
			seen := map[string]bool{}
			for _, m := range r.Messages(ann) {
				if seen[m.Interaction] && !m.Failed {
					t.Errorf("interaction %s was answered twice", m.Interaction)
				}
				seen[m.Interaction] = true
			}
		})
	}
}

// lostAfter is when a question of the tests that lose questions counts as lost, in place of 3 s.
const lostAfter = 500 * time.Millisecond

// answered asks until a question is answered. One without a connected session is lost, as with Discord.
func (r *rig) answered(t testing.TB) {
	t.Helper()
	for {
		i, err := r.Slash(ann, "help", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = i.Wait(r.ctx); err == nil {
			return
		}
		if r.ctx.Err() != nil {
			t.Fatal("no answer after the fault")
		}
	}
}

func TestFatalClose(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	r.CloseWith(4004)
	select {
	case err := <-r.done:
		if err == nil || !strings.Contains(err.Error(), "token") || strings.Contains(err.Error(), r.Token()) {
			t.Errorf("ended with %v", err)
		}
		r.done <- err
	case <-r.ctx.Done():
		t.Fatal("the bot goes on after 4004")
	}
}

func TestWrongToken(t *testing.T) {
	t.Parallel()
	sent := func(method, route string, _ []byte) { t.Errorf("%s %s is sent with a wrong token", method, route) }
	r := connect(t, localdiscord.Options{OnRequest: sent}, func(o *setup) { o.Token = "wrong" })
	select {
	case err := <-r.done:
		if err == nil || strings.Contains(err.Error(), "wrong") {
			t.Errorf("ended with %v", err)
		}
		r.done <- err
	case <-r.ctx.Done():
		t.Fatal("the bot goes on with a wrong token")
	}
}

// TestEndFinishesWork ends the bot while a reply is under way: Run returns after the reply is sent.
func TestEndFinishesWork(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	arrived, release := r.Block("/callback")
	if _, err := r.Slash(ann, "ask", question(testkit.Question)); err != nil {
		t.Fatal(err)
	}
	<-arrived
	r.stop()
	if err := r.Wait(r.ctx, "the end of the connection", func() bool { return !r.Connected() }); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(200*time.Millisecond, release)
	err := <-r.done
	if m := r.Messages(ann); err != nil || len(m) != 1 {
		t.Errorf("ended with %v and %d messages", err, len(m))
	}
	r.done <- nil
}
