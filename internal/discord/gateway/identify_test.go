package gateway

import (
	"strings"
	"testing"
	"time"

	"lede/internal/localdiscord"
)

// TestIdentifiesLast identifies as often as it may for three days, with and without what Discord says is left, with one shard and
// with several: never more often than Discord allows, and never twice in five seconds with one key.
func TestIdentifiesLast(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		asks                bool
		shards, concurrency int
	}{"own count": {false, 1, 1}, "Discord's count": {true, 1, 1}, "16 shards": {true, 16, 1}, "16 shards, 4 at a time": {true, 16, 4}} {
		n, now := identifies{spacing: identifySpacing, concurrency: c.concurrency}, start
		left, days := identifiesADay, 0
		last := map[int]time.Time{}
		for turn := 0; now.Before(start.Add(3 * day)); turn++ {
			if now.Sub(start) >= time.Duration(days+1)*day {
				left, days = identifiesADay, days+1
			}
			if c.asks {
				n.refresh(identifiesADay, left, start.Add(time.Duration(days+1)*day))
			}
			shard := turn % c.shards
			now = now.Add(n.wait(shard, now))
			if now.Sub(start) >= time.Duration(days+1)*day {
				continue // another day: it is asked again
			}
			if left--; left < 0 {
				t.Fatalf("%s: day %d is used up after %v", name, days, now.Sub(start))
			}
			if key := shard % c.concurrency; now.Sub(last[key]) < identifySpacing {
				t.Fatalf("%s: two within %v", name, now.Sub(last[key]))
			}
			last[shard%c.concurrency] = now
			n.spend(shard, now)
			now = now.Add(time.Millisecond)
		}
	}
}

// TestIdentifiesOfManyStarts starts programs one after the other, as a supervisor does after each crash.
func TestIdentifiesOfManyStarts(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	reset := now.Add(day)
	left := identifiesADay
	for now.Before(reset) {
		n := identifies{spacing: identifySpacing}
		n.refresh(identifiesADay, left, reset)
		now = now.Add(n.wait(0, now) + time.Second)
		left--
	}
	if left < 0 {
		t.Errorf("%d more than the day's", -left)
	}
}

func TestBackOffIsShort(t *testing.T) {
	for failures := range 1000 {
		if wait := backOff(failures); wait < 0 || wait > lastBackOff {
			t.Fatalf("%v after %d failures", wait, failures)
		}
	}
}

// TestSessionsAreCounted ends sessions until few may still begin: the bot waits, where Discord would reset its token.
func TestSessionsAreCounted(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{SessionStarts: 5}, nil).ready(t)
	for !r.log.has("few new sessions are left") {
		r.InvalidateSessions()
		select {
		case err := <-r.done:
			r.done <- err
			t.Fatalf("the bot ended with %v", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// TestResumes loses connections in the ways that leave the session alive: no new session begins. discordgo itself ends one
// after five intervals without an acknowledgement, which must be longer than the second of silence and one interval.
func TestResumes(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{SessionStarts: 1, HeartbeatInterval: 500 * time.Millisecond, FirstResponse: lostAfter}, func(o *setup) { o.silence = time.Second }).ready(t)
	for _, lose := range []func(){r.DropConnections, r.SendReconnect, func() { r.CloseWith(4000) }, func() { r.SendRaw(`{"op":9,"d":true}`) }} {
		lose()
		r.answered(t)
	}
	r.MuteACK(true)
	r.logged(t, "the gateway is silent")
	r.MuteACK(false)
	r.answered(t)
	if strings.Contains(r.log.String(), "resume=false") {
		t.Error("a session that was alive was not resumed")
	}
	if begun, resumed := r.Calls("/gateway-socket/")-r.Calls("/resume"), r.Calls("/resume"); begun != 1 || resumed < 5 {
		t.Errorf("%d connections to where sessions begin, %d to where this one is resumed", begun, resumed)
	}
}
