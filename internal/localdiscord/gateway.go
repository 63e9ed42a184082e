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

// maxPayload is the largest frame that a bot may send, in bytes (discord-api-docs, "Gateway").
const maxPayload = 4096

// packet is a frame of the gateway.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s"`
	Type *string         `json:"t"`
}

// session is a bot's session: all its events, and its connection.
type session struct {
	id      string
	events  []event     // since READY, for a resume
	socket  *Connection // nil while it is not connected
	invalid bool        // it cannot be resumed
}

type event struct {
	name string
	data any
}

// Connection is one connection of a bot to the gateway.
type Connection struct {
	server *Server
	mu     sync.Mutex // serializes writes
	conn   *websocket.Conn
}

// Send sends a packet. An op 9 also makes the session of the connection invalid.
func (c *Connection) Send(op int, data any) {
	if op == opInvalidSession {
		c.server.invalidate(c)
	}
	c.write(map[string]any{"op": op, "d": data})
}

// write sends a value. After an error the connection is closed, and so its reader ends, too.
func (c *Connection) write(v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	if err := c.conn.WriteJSON(v); err != nil {
		c.Cut()
	}
}

// Close closes the connection with a close code.
func (c *Connection) Close(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	deadline := time.Now().Add(time.Second)
	_ = c.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), deadline)
	c.Cut()
}

// Cut closes the connection without a close frame.
func (c *Connection) Cut() { _ = c.conn.NetConn().Close() }

// invalidate makes the session of a connection invalid.
func (s *Server) invalidate(c *Connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		session.invalid = session.invalid || session.socket == c
	}
}

// deliver sends event n, which has the sequence number n+1.
func (s *session) deliver(n int) {
	if s.socket != nil {
		e := s.events[n]
		s.socket.write(map[string]any{"op": opDispatch, "t": e.name, "s": n + 1, "d": e.data})
	}
}

// dispatch sends an event to every session that is not invalid. A session that is not connected gets it when it resumes.
// The server must be locked.
func (s *Server) dispatch(name string, payload map[string]any) {
	for _, d := range s.options.Interference.Event(name, payload) {
		if d.After == 0 {
			s.deliver(name, d.Payload)
			continue
		}
		time.AfterFunc(d.After, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.deliver(name, d.Payload)
		})
	}
}

// deliver sends an event now. The server must be locked.
func (s *Server) deliver(name string, data any) {
	for _, session := range s.sessions {
		if !session.invalid {
			session.events = append(session.events, event{name, data})
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
	k := &Connection{server: s, conn: conn}
	defer conn.Close()
	conn.SetReadLimit(maxPayload)
	k.Send(opHello, map[string]any{"heartbeat_interval": s.options.HeartbeatInterval.Milliseconds()})
	var current *session
	for {
		var p packet
		if err := conn.ReadJSON(&p); err != nil {
			break
		}
		if code := s.receive(k, &current, p); code != 0 {
			k.Close(code)
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

// receive processes a packet of a bot. It returns the code to close the connection with, or 0.
func (s *Server) receive(k *Connection, current **session, p packet) int {
	if !s.options.Interference.Packet(k, p.Op) {
		return 0
	}
	switch p.Op {
	case opHeartbeat:
		k.Send(opACK, nil)
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
func (s *Server) identify(k *Connection, current **session, data json.RawMessage) int {
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
		old.invalid = true // a bot of one shard has one session; events of the old one are lost
		if old.socket == k {
			old.socket = nil
		}
	}
	session := &session{id: "session-" + s.newID(), socket: k}
	s.sessions[session.id] = session
	*current = session
	s.dispatch("READY", map[string]any{
		"v": 9, "user": botUser(), "session_id": session.id, "resume_gateway_url": s.socketURL(),
		"guilds":      []any{map[string]any{"id": GuildID, "unavailable": true}},
		"application": map[string]any{"id": AppID, "flags": 0},
	})
	s.touch()
	return 0
}

// resume continues a session: it sends the events that the bot has missed, then RESUMED.
func (s *Server) resume(k *Connection, current **session, data json.RawMessage) int {
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
	if session == nil || session.invalid || r.Seq < 0 || r.Seq > len(session.events) {
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
