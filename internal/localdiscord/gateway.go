package localdiscord

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Opcodes of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opACK            = 11
)

// Close codes of the gateway.
const (
	closeUnknownOpcode    = 4001
	closeDecodeError      = 4002
	closeNotAuthenticated = 4003
	closeAuthFailed       = 4004
	closeAlreadyAuth      = 4005
)

// maxPayload is how many bytes a bot may send in one frame.
const maxPayload = 4096

// packet is a frame of the gateway.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s"`
	Type *string         `json:"t"`
}

// session is a bot's session: its events, sent and still to be sent, and the socket that it has now.
type session struct {
	id      string
	events  []event // all events since READY, for a resume
	socket  *socket // nil while it is not connected
	invalid bool    // it cannot be resumed
}

type event struct {
	name string
	data any
}

// socket is one connection. Writes are serialized; an error ends it, and the reader notices.
type socket struct {
	mu   sync.Mutex
	conn *websocket.Conn
}

func (k *socket) write(v any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = k.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	if err := k.conn.WriteJSON(v); err != nil {
		_ = k.conn.Close() // the reader ends with it
	}
}

func (k *socket) closeWith(code int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	deadline := time.Now().Add(time.Second)
	_ = k.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), deadline)
	_ = k.conn.Close()
}

func (s *session) connected() bool { return s.socket != nil }

func (s *session) cut() {
	if s.socket != nil {
		_ = s.socket.conn.NetConn().Close() // as a cable that is pulled
		s.socket = nil
	}
}

func (s *session) close(code int) {
	if s.socket != nil {
		s.socket.closeWith(code)
		s.socket = nil
	}
}

func (s *session) send(op int, data any) {
	if s.socket != nil {
		s.socket.write(map[string]any{"op": op, "d": data})
	}
}

// deliver sends event n, which has the sequence number n+1.
func (s *session) deliver(n int) {
	if s.socket != nil {
		e := s.events[n]
		s.socket.write(map[string]any{"op": opDispatch, "t": e.name, "s": n + 1, "d": e.data})
	}
}

// dispatch sends an event to every session that is not invalid, or keeps it for the session's resume. The
// caller holds the lock.
func (s *Server) dispatch(name string, data any) {
	if s.faults.late > 0 {
		s.faults.late--
		time.AfterFunc(s.faults.lateness, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.deliver(name, data)
		})
		return
	}
	s.deliver(name, data)
}

// deliver sends an event now; see dispatch.
func (s *Server) deliver(name string, data any) {
	for _, session := range s.sessions {
		if session.invalid {
			continue
		}
		session.events = append(session.events, event{name, data})
		session.deliver(len(session.events) - 1)
		if s.faults.duplicate > 0 {
			s.faults.duplicate--
			session.deliver(len(session.events) - 1)
		}
	}
}

// gateway serves one connection.
func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	k := &socket{conn: conn}
	defer conn.Close()
	conn.SetReadLimit(maxPayload)
	k.write(map[string]any{"op": opHello, "d": map[string]any{"heartbeat_interval": s.options.HeartbeatInterval.Milliseconds()}})
	var current *session
	for {
		var p packet
		if err := conn.ReadJSON(&p); err != nil {
			break
		}
		if code := s.receive(k, &current, p); code != 0 {
			k.closeWith(code)
			break
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if current != nil && current.socket == k {
		current.socket = nil
		s.touch()
	}
}

// receive takes one packet of a bot. It returns the code to close the connection with, or 0.
func (s *Server) receive(k *socket, current **session, p packet) int {
	switch p.Op {
	case opHeartbeat:
		s.mu.Lock()
		mute := s.faults.mute
		s.mu.Unlock()
		if !mute {
			k.write(map[string]any{"op": opACK})
		}
	case opIdentify:
		return s.identify(k, current, p.Data)
	case opResume:
		return s.resume(k, current, p.Data)
	default:
		if *current == nil {
			return closeNotAuthenticated
		}
		return closeUnknownOpcode
	}
	return 0
}

// identify begins a session.
func (s *Server) identify(k *socket, current **session, data json.RawMessage) int {
	var id struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal(data, &id); err != nil {
		return closeDecodeError
	}
	if id.Token != "Bot "+Token {
		return closeAuthFailed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if *current != nil && !(*current).invalid {
		return closeAlreadyAuth
	}
	for _, old := range s.sessions {
		old.invalid = true // a bot of one shard has one session; what was sent to the old one is gone
		if old.socket == k {
			old.socket = nil
		}
	}
	session := &session{id: "session-" + s.newID(), socket: k}
	s.sessions[session.id] = session
	*current = session
	session.events = append(session.events, event{"READY", map[string]any{
		"v": 9, "user": botUser(), "session_id": session.id, "resume_gateway_url": s.socketURL(),
		"guilds":      []any{map[string]any{"id": GuildID, "unavailable": true}},
		"application": map[string]any{"id": AppID, "flags": 0},
	}})
	session.deliver(0)
	s.touch()
	return 0
}

// resume takes a session up again: the events that its bot has missed, then RESUMED.
func (s *Server) resume(k *socket, current **session, data json.RawMessage) int {
	var r struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return closeDecodeError
	}
	if r.Token != "Bot "+Token {
		return closeAuthFailed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	session := s.sessions[r.SessionID]
	if s.faults.reconnectFirst > 0 {
		s.faults.reconnectFirst--
		k.write(map[string]any{"op": opReconnect, "d": nil})
		return 0
	}
	if session == nil || session.invalid || r.Seq < 0 || r.Seq > len(session.events) || s.faults.refuse > 0 {
		s.faults.refuse = max(0, s.faults.refuse-1)
		k.write(map[string]any{"op": opInvalidSession, "d": false})
		return 0
	}
	session.socket = k
	*current = session
	for n := r.Seq; n < len(session.events); n++ {
		session.deliver(n)
	}
	session.events = append(session.events, event{"RESUMED", map[string]any{}})
	session.deliver(len(session.events) - 1)
	s.touch()
	return 0
}
