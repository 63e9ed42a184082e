package localdiscord

import (
	"encoding/json"
	"net/http"
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
	closeTimedOut         = 4009
	closeInvalidShard     = 4010
	closeShardingRequired = 4011
)

// maxPayload is the largest frame that a bot may send, in bytes (discord-api-docs, "Gateway").
const maxPayload = 4096

// Bounds of what one connection or session can keep busy.
const (
	identifyWithin = 30 * time.Second // from the start of a connection to its IDENTIFY or RESUME
	sendWithin     = 5 * time.Second  // of one frame
	eventsKept     = 1000             // of a session, for a resume
	maxQueue       = 4 * eventsKept   // frames that wait to be sent
)

// packet is a frame of the gateway.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s"`
	Type *string         `json:"t"`
}

// session is a bot's session: its last events, and its connection.
type session struct {
	id      string
	shard   shard
	seq     int         // the number of the last event
	events  [][]byte    // the last ones as they are sent, READY included, for a resume
	socket  *Connection // nil while it is not connected
	invalid bool        // it cannot be resumed
}

// Connection is one connection of a bot to the gateway.
type Connection struct {
	server *Server
	conn   *websocket.Conn
	queue  chan []byte   // frames to send
	ended  chan struct{} // closed when nothing is read any more
}

// Send sends a packet. An op 9 also makes the session of the connection invalid.
func (c *Connection) Send(op int, data any) {
	if op == opInvalidSession {
		c.server.invalidate(c)
	}
	c.write(map[string]any{"op": op, "d": data})
}

// SendRaw sends a text as it is, valid or not.
func (c *Connection) SendRaw(text string) { c.enqueue([]byte(text)) }

// write sends a value as JSON.
func (c *Connection) write(v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // not possible: the server made it of what JSON has
	}
	c.enqueue(raw)
}

// enqueue sends a frame without waiting. A client that is maxQueue frames behind is cut off.
func (c *Connection) enqueue(frame []byte) {
	select {
	case c.queue <- frame:
	default:
		c.Cut()
	}
}

// sendAll sends the queued frames until the connection ends. After an error the connection is closed, and so its reader ends,
// too.
func (c *Connection) sendAll() {
	for {
		select {
		case frame := <-c.queue:
			_ = c.conn.SetWriteDeadline(time.Now().Add(sendWithin))
			if c.conn.WriteMessage(websocket.TextMessage, frame) != nil {
				c.Cut()
				return
			}
		case <-c.ended:
			return
		}
	}
}

// Close closes the connection with a close code.
func (c *Connection) Close(code int) {
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

// deliver numbers an event, sends it, and keeps it for a resume. A session that is invalid gets none.
func (s *session) deliver(name string, data any) {
	if s.invalid {
		return
	}
	s.seq++
	raw, err := json.Marshal(map[string]any{"op": opDispatch, "t": name, "s": s.seq, "d": data})
	if err != nil {
		panic(err) // not possible: the server made it of what JSON has
	}
	s.events = append(s.events, raw)
	s.events = s.events[max(0, len(s.events)-eventsKept):]
	if s.socket != nil {
		s.socket.enqueue(raw)
	}
}

// missed returns the events after a number. It returns false if some of them are not kept any more.
func (s *session) missed(seq int) ([][]byte, bool) {
	n := s.seq - seq
	if n < 0 || n > len(s.events) {
		return nil, false
	}
	return s.events[len(s.events)-n:], true
}

// dispatch sends an event to the sessions of its guild's shard that are not invalid. A session that is not connected gets it when
// it resumes. The server must be locked.
func (s *Server) dispatch(name string, payload map[string]any) {
	guild, _ := payload["guild_id"].(string)
	for _, session := range s.sessions {
		if session.shard.has(guild) {
			s.sendTo(session, name, payload)
		}
	}
}

// sendTo sends an event to a session. The server must be locked.
func (s *Server) sendTo(to *session, name string, payload map[string]any) {
	for _, d := range s.options.Interference.Event(name, payload) {
		if d.After == 0 {
			to.deliver(name, d.Payload)
			continue
		}
		time.AfterFunc(d.After, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			to.deliver(name, d.Payload)
		})
	}
}

// gateway serves one connection. The upgrader refuses a foreign Origin, and so has guard.
func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	k := &Connection{server: s, conn: conn, queue: make(chan []byte, maxQueue), ended: make(chan struct{})}
	defer conn.Close()
	defer close(k.ended)
	go k.sendAll()
	k.Send(opHello, map[string]any{"heartbeat_interval": s.options.HeartbeatInterval.Milliseconds()})
	current := s.read(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	if current != nil && current.socket == k {
		current.socket = nil
		s.touch()
	}
}

// read reads packets until the connection ends, and returns its session; nil for none. As Discord does, it ends a connection
// that does not identify, or does not send its heartbeats.
func (s *Server) read(k *Connection) (current *session) {
	k.conn.SetReadLimit(maxPayload)
	patience := identifyWithin
	for {
		_ = k.conn.SetReadDeadline(time.Now().Add(patience))
		var p packet
		if err := k.conn.ReadJSON(&p); err != nil {
			return current
		}
		if code := s.receive(k, &current, p); code != 0 {
			k.Close(code)
			return current
		}
		if current != nil {
			patience = 2*s.options.HeartbeatInterval + sendWithin
		}
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
	if r.Token != "Bot "+s.token {
		return closeAuthFailed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	session := s.sessions[r.SessionID]
	var missed [][]byte
	ok := session != nil && !session.invalid
	if ok {
		missed, ok = session.missed(r.Seq)
	}
	if !ok {
		k.write(map[string]any{"op": opInvalidSession, "d": false})
		return 0
	}
	session.socket = k
	*current = session
	for _, frame := range missed {
		k.enqueue(frame)
	}
	session.deliver("RESUMED", map[string]any{})
	s.touch()
	return 0
}
