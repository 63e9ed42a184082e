package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"

	"lede/internal/localdiscord"
)

// Opcodes of the gateway.
const (
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
)

// Faults are the faults of a local Discord, and a record of what a bot sends. Its methods Wrap, Packet and Event are
// localdiscord.Interference.
type Faults struct {
	mu             sync.Mutex
	rest           []*restFault
	mute           bool // heartbeats are not acknowledged
	reconnectFirst int  // resumes that are answered with op 7
	refuse         int  // resumes that are answered with op 9
	duplicate      int  // events that are sent twice
	late           int  // events that are sent after lateness
	lateness       time.Duration
	forge          func(event map[string]any) // edits the next interaction; may be nil

	connections []*localdiscord.Connection
	ready       int                  // sessions that have begun
	overwrites  int                  // bulk overwrites of commands
	calls       map[string]int       // of REST and connections, by path
	responses   map[string]time.Time // when an interaction's first response arrived, by its id
}

// restFault is a fault of REST calls.
type restFault struct {
	path    string // part of the URL's path; "" for any
	times   int
	status  int     // 0: the call is answered as usual
	after   float64 // seconds of a 429's Retry-After
	global  bool
	bare    bool // without a body, and without headers but its length
	drop    drop
	arrived chan struct{} // of a call that is stopped, else nil: closed when it is there
	release chan struct{} // closed when it goes on
}

// drop is how the connection of a call is lost.
type drop int

const (
	keep       drop = iota
	dropCall        // before the call is carried out
	dropAnswer      // after it
)

// DropCalls closes the connections of the next calls whose path contains a text. The calls are not carried out.
func (f *Faults) DropCalls(path string, times int) {
	f.addFault(&restFault{path: path, times: times, drop: dropCall})
}

// DropAnswers carries out the next calls whose path contains a text, and closes their connections instead of answering.
func (f *Faults) DropAnswers(path string, times int) {
	f.addFault(&restFault{path: path, times: times, drop: dropAnswer})
}

// FailBare answers the next calls whose path contains a text with a status and no body.
func (f *Faults) FailBare(path string, status, times int) {
	f.addFault(&restFault{path: path, times: times, status: status, bare: true})
}

// Block stops the next call whose path contains a text until release is called. arrived is closed when the call is there.
func (f *Faults) Block(path string) (arrived <-chan struct{}, release func()) {
	fault := &restFault{path: path, times: 1, arrived: make(chan struct{}), release: make(chan struct{})}
	f.addFault(fault)
	return fault.arrived, func() { close(fault.release) }
}

// Fail answers the next calls whose path contains a text with a status; "" is in every path.
func (f *Faults) Fail(path string, status, times int) {
	f.addFault(&restFault{path: path, times: times, status: status})
}

// RateLimit answers the next calls whose path contains a text with 429. A global one has only the headers Retry-After and
// X-RateLimit-Global.
func (f *Faults) RateLimit(path string, after time.Duration, times int, global bool) {
	f.addFault(&restFault{path: path, times: times, status: http.StatusTooManyRequests, after: after.Seconds(), global: global})
}

func (f *Faults) addFault(add *restFault) {
	f.set(func() { f.rest = append(f.rest, add) })
}

// MuteACK stops or resumes the answers to heartbeats.
func (f *Faults) MuteACK(mute bool) { f.set(func() { f.mute = mute }) }

// ReconnectFirstAfterResume answers the next resumes with op 7 as their first packet.
func (f *Faults) ReconnectFirstAfterResume(times int) { f.set(func() { f.reconnectFirst = times }) }

// RefuseResume answers the next resumes with op 9.
func (f *Faults) RefuseResume(times int) { f.set(func() { f.refuse = times }) }

// DuplicateEvents sends the next events twice.
func (f *Faults) DuplicateEvents(times int) { f.set(func() { f.duplicate = times }) }

// DelayEvents sends the next events late.
func (f *Faults) DelayEvents(by time.Duration, times int) {
	f.set(func() { f.late, f.lateness = times, by })
}

// Forge edits the payload of the next interaction before the bot gets it. Its values are those of encoding/json.
func (f *Faults) Forge(edit func(event map[string]any)) { f.set(func() { f.forge = edit }) }

func (f *Faults) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

// DropConnections closes all gateway connections without a close frame.
func (f *Faults) DropConnections() { f.each((*localdiscord.Connection).Cut) }

// CloseWith closes all gateway connections with a close code.
func (f *Faults) CloseWith(code int) { f.each(func(c *localdiscord.Connection) { c.Close(code) }) }

// SendReconnect sends op 7 on all gateway connections.
func (f *Faults) SendReconnect() {
	f.each(func(c *localdiscord.Connection) { c.Send(opReconnect, nil) })
}

// SendRaw sends a text on all gateway connections.
func (f *Faults) SendRaw(text string) {
	f.each(func(c *localdiscord.Connection) { c.SendRaw(text) })
}

// InvalidateSessions sends op 9 on all gateway connections; their sessions cannot be resumed.
func (f *Faults) InvalidateSessions() {
	f.each(func(c *localdiscord.Connection) { c.Send(opInvalidSession, false) })
}

func (f *Faults) each(do func(*localdiscord.Connection)) {
	f.mu.Lock()
	connections := f.connections
	f.mu.Unlock()
	for _, c := range connections {
		do(c)
	}
}

// Overwrites returns how often all commands of a guild, or all global ones, were replaced.
func (f *Faults) Overwrites() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.overwrites
}

// Calls returns how many calls there were whose path contains a text.
func (f *Faults) Calls(path string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	sum := 0
	for called, n := range f.calls {
		if strings.Contains(called, path) {
			sum += n
		}
	}
	return sum
}

func (f *Faults) sessions() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ready
}

func (f *Faults) response(interaction string) time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.responses[interaction]
}

// Wrap carries out the faults of REST calls and records the others.
func (f *Faults) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.set(func() { f.calls[r.URL.Path]++ })
		due := f.due(r.URL.Path)
		if due != nil && due.drop == dropCall {
			panic(http.ErrAbortHandler)
		}
		if due != nil && due.carryOut(w, r) {
			return
		}
		f.record(r)
		if due != nil && due.drop == dropAnswer {
			next.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
}

// record records a call that is answered as usual.
func (f *Faults) record(r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	parts := strings.Split(r.URL.Path, "/")
	switch last := parts[len(parts)-1]; {
	case last == "commands" && r.Method == http.MethodPut:
		f.overwrites++
	case last == "callback" && len(parts) > 3:
		if id := parts[len(parts)-3]; f.responses[id].IsZero() {
			f.responses[id] = time.Now()
		}
	}
}

// due returns the fault that is due for a path, or nil.
func (f *Faults) due(path string) *restFault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, fault := range f.rest {
		if fault.times > 0 && strings.Contains(path, fault.path) {
			fault.times--
			return fault
		}
	}
	return nil
}

// carryOut carries a fault out. It reports whether it has answered the call.
func (f *restFault) carryOut(w http.ResponseWriter, r *http.Request) bool {
	if f.arrived != nil {
		close(f.arrived)
		select {
		case <-f.release:
		case <-r.Context().Done():
		}
	}
	if f.bare {
		w.WriteHeader(f.status)
		return true
	}
	body := map[string]any{"message": fmt.Sprintf("%d: fault", f.status), "code": 0}
	switch f.status {
	case 0:
		return false
	case http.StatusTooManyRequests:
		after := strconv.FormatFloat(f.after, 'f', -1, 64)
		w.Header().Set("Retry-After", after)
		if f.global {
			w.Header().Set("X-RateLimit-Global", "true")
		} else {
			w.Header().Set("X-RateLimit-Bucket", "local")
			w.Header().Set("X-RateLimit-Reset-After", after)
			w.Header().Set("X-RateLimit-Remaining", "0")
		}
		body = map[string]any{"message": "You are being rate limited.", "retry_after": f.after, "global": f.global}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(f.status)
	_ = json.NewEncoder(w).Encode(body) // the client may have gone
	return true
}

// Packet carries out the faults of heartbeats and resumes.
func (f *Faults) Packet(c *localdiscord.Connection, op int) bool {
	switch op {
	case opHeartbeat:
		f.mu.Lock()
		defer f.mu.Unlock()
		return !f.mute
	case opIdentify:
		f.connected(c)
	case opResume:
		f.connected(c)
		if answer, due := f.resume(); due {
			c.Send(answer, false)
			return false
		}
	}
	return true
}

func (f *Faults) connected(c *localdiscord.Connection) {
	f.set(func() { f.connections = append(f.connections, c) })
}

// resume returns the opcode to answer a resume with, if a fault is due.
func (f *Faults) resume() (op int, due bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.reconnectFirst > 0:
		f.reconnectFirst--
		return opReconnect, true
	case f.refuse > 0:
		f.refuse--
		return opInvalidSession, true
	}
	return 0, false
}

// Event forges, duplicates and delays interactions.
func (f *Faults) Event(name string, payload map[string]any) []localdiscord.Delivery {
	f.mu.Lock()
	defer f.mu.Unlock()
	if name == "READY" {
		f.ready++
		return []localdiscord.Delivery{{Payload: payload}}
	}
	if f.forge != nil {
		payload = forged(payload, f.forge)
		f.forge = nil
	}
	d := localdiscord.Delivery{Payload: payload}
	if f.late > 0 {
		f.late--
		d.After = f.lateness
	}
	if f.duplicate > 0 {
		f.duplicate--
		return []localdiscord.Delivery{d, d}
	}
	return []localdiscord.Delivery{d}
}

// forged returns an edited copy of a payload.
func forged(payload map[string]any, edit func(map[string]any)) map[string]any {
	raw, err := json.Marshal(payload)
	if err != nil {
		panic(err) // the server sends it as JSON
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		panic(err)
	}
	edit(out)
	return out
}
