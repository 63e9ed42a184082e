package localdiscord

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// faults is how the server misbehaves.
type faults struct {
	rest           []*restFault
	mute           bool // no heartbeat is acknowledged
	reconnectFirst int  // resumes that are answered with op 7
	refuse         int  // resumes that are answered with op 9
	duplicate      int  // events that are sent twice
	late           int  // events that are sent after lateness
	lateness       time.Duration
}

// restFault is a fault of REST calls.
type restFault struct {
	route  string // part of the route; "" is any
	times  int
	delay  time.Duration
	status int
	after  float64 // seconds of a 429's Retry-After
	global bool
}

// Delay makes the next calls of a route slow. route is a part of the route, "" for any.
func (s *Server) Delay(route string, d time.Duration, times int) {
	s.addFault(&restFault{route: route, times: times, delay: d})
}

// Fail answers the next calls of a route with a status.
func (s *Server) Fail(route string, status, times int) {
	s.addFault(&restFault{route: route, times: times, status: status})
}

// RateLimit answers the next calls of a route with 429. A global one carries Retry-After and
// X-RateLimit-Global only.
func (s *Server) RateLimit(route string, after time.Duration, times int, global bool) {
	s.addFault(&restFault{route: route, times: times, status: http.StatusTooManyRequests, after: after.Seconds(), global: global})
}

func (s *Server) addFault(add *restFault) {
	s.fault(func(f *faults) { f.rest = append(f.rest, add) })
}

// misbehave carries out the fault that is due for a route. It reports whether the call is answered with it.
func (s *Server) misbehave(w http.ResponseWriter, r *http.Request, route string) bool {
	s.mu.Lock()
	var due *restFault
	for _, f := range s.faults.rest {
		if f.times > 0 && routeMatches(f.route, route) {
			f.times--
			due = f
			break
		}
	}
	s.mu.Unlock()
	if due == nil {
		return false
	}
	if due.delay > 0 {
		select {
		case <-time.After(due.delay):
		case <-r.Context().Done():
		}
	}
	if due.status == 0 {
		return false
	}
	if due.status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", strconv.FormatFloat(due.after, 'f', -1, 64))
		if due.global {
			w.Header().Set("X-RateLimit-Global", "true")
		} else {
			w.Header().Set("X-RateLimit-Bucket", "local")
			w.Header().Set("X-RateLimit-Reset-After", strconv.FormatFloat(due.after, 'f', -1, 64))
			w.Header().Set("X-RateLimit-Remaining", "0")
		}
		writeJSON(w, due.status, map[string]any{"message": "You are being rate limited.", "retry_after": due.after, "global": due.global})
		return true
	}
	writeJSON(w, due.status, map[string]any{"message": fmt.Sprintf("%d: fault", due.status), "code": 0})
	return true
}

// MuteACK stops or resumes the answers to heartbeats.
func (s *Server) MuteACK(mute bool) { s.fault(func(f *faults) { f.mute = mute }) }

// ReconnectFirstAfterResume answers the next resumes with op 7 as their first packet.
func (s *Server) ReconnectFirstAfterResume(times int) {
	s.fault(func(f *faults) { f.reconnectFirst = times })
}

// RefuseResume answers the next resumes with op 9.
func (s *Server) RefuseResume(times int) { s.fault(func(f *faults) { f.refuse = times }) }

// DuplicateEvents sends the next events twice.
func (s *Server) DuplicateEvents(times int) { s.fault(func(f *faults) { f.duplicate = times }) }

// DelayEvents sends the next events late.
func (s *Server) DelayEvents(by time.Duration, times int) {
	s.fault(func(f *faults) { f.late, f.lateness = times, by })
}

func (s *Server) fault(set func(*faults)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set(&s.faults)
}

// DropConnections closes all gateway sockets without a close frame.
func (s *Server) DropConnections() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		session.cut()
	}
}

// SendReconnect sends op 7 to all sessions.
func (s *Server) SendReconnect() { s.sendAll(opReconnect, nil) }

// InvalidateSessions sends op 9 to all sessions and forgets them.
func (s *Server) InvalidateSessions() { s.sendAll(opInvalidSession, false) }

// CloseWith closes all gateway sockets with a close code.
func (s *Server) CloseWith(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		session.close(code)
	}
}

func (s *Server) sendAll(op int, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		session.send(op, data)
		session.invalid = session.invalid || op == opInvalidSession
	}
}
