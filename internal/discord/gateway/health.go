package gateway

import (
	"sync"
	"time"
)

// ShardHealth is how a shard is.
type ShardHealth struct {
	ID        int
	Count     int       // of the shards of the bot
	Connected bool      // it has a session, whose events arrive
	Since     time.Time // when it was connected or lost; zero before the first connection
	Guilds    int       // servers in it, as of its last new session
	Sessions  int       // that have begun since the start
	Resumes   int       // of sessions after a lost connection
	Cause     string    // of the last loss; "" for none

	Latency time.Duration // of the last heartbeat that was acknowledged; zero before the first
}

// Health returns how the shards of this process are, in their order. Before Discord has said how many there are, it is empty.
func (g *Gateway) Health() []ShardHealth {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := make([]ShardHealth, len(g.shards))
	for n, s := range g.shards {
		out[n] = s.status.health()
	}
	return out
}

// Ready reports whether all shards of this process are connected.
func (g *Gateway) Ready() bool {
	shards := g.Health()
	for _, s := range shards {
		if !s.Connected {
			return false
		}
	}
	return len(shards) > 0
}

// SessionsLeft returns how many sessions may still begin today, of how many, as far as is known.
func (g *Gateway) SessionsLeft() (left, of int) { return g.budget.left() }

// status is what is known of a shard.
type status struct {
	mu     sync.Mutex
	now    ShardHealth
	guilds []string // as of its last new session
	known  bool     // it has had one
}

func (s *status) health() ShardHealth {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// joined returns the servers in the shard. It returns false before its first session.
func (s *status) joined() ([]string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.guilds, s.known
}

// began notes a new session.
func (s *status) began(guilds []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.guilds, s.known = guilds, true
	s.now.Guilds = len(guilds)
	s.now.Sessions++
}

// connected notes a connection, which may have resumed a session.
func (s *status) connected(resumed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now.Connected, s.now.Since = true, time.Now()
	if resumed {
		s.now.Resumes++
	}
}

// beat notes the latency of a heartbeat.
func (s *status) beat(latency time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now.Latency = latency
}

// lost notes the end of a connection, or a failure to connect.
func (s *status) lost(cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now.Connected {
		s.now.Connected, s.now.Since = false, time.Now()
	}
	if cause != nil {
		s.now.Cause = cause.Error()
	}
}
