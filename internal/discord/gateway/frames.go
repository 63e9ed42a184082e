package gateway

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"
)

// socketWatch opens a session's connections to the gateway and is between them and discordgo, which panics on a
// payload that lacks what it expects, in goroutines where nothing recovers; identifies at once after op 9 and deadlocks on an
// op 7 while it opens; and does not report close codes and silence. So discordgo gets only messages that are complete, and an
// end of the connection instead of op 7 and op 9. Interactions do not pass through discordgo at all, which starts a goroutine
// for each.
type socketWatch struct {
	log         *slog.Logger
	interaction func(payload json.RawMessage) // is called with each interaction; it must return at once
	beat        func(latency time.Duration)   // is called with each heartbeat that is acknowledged; nil for nobody
	patience    time.Duration                 // how long after a heartbeat its acknowledgement may arrive

	mu    sync.Mutex
	conn  net.Conn
	code  int           // with which the gateway closed the last connection; 0 for none
	cause error         // why the last connection ended
	hello bool          // it had its hello
	isCut bool          // there are no more connections
	moves bool          // the next connection is not made, so that discordgo asks where the gateway is
	sent  time.Time     // when a heartbeat was sent that is not acknowledged; zero if there is none
	own   string        // where the session is resumed; "" where every connection goes
	ended chan struct{} // closed when the connection ends
}

func (w *socketWatch) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if w.moved() {
		return nil, errMoved
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	return w.watch(conn, err)
}

func (w *socketWatch) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	if w.moved() {
		return nil, errMoved
	}
	conn, err := (&tls.Dialer{}).DialContext(ctx, network, addr)
	return w.watch(conn, err)
}

func (w *socketWatch) watch(conn net.Conn, err error) (net.Conn, error) {
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.isCut {
		_ = conn.Close() // it is not used
		return nil, errCut
	}
	w.conn, w.ended = conn, make(chan struct{})
	return &socket{Conn: conn, watch: w, in: bufio.NewReaderSize(conn, 16<<10), ended: w.ended}, nil
}

// reset clears the state of the previous connection.
func (w *socketWatch) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.code, w.cause, w.hello, w.ended = 0, nil, false, nil
}

var errCut = errors.New("the session is not used any more")

// cut closes the connection without a close frame, and lets an Open that hangs open none later.
func (w *socketWatch) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.isCut = true
	if w.conn != nil {
		_ = w.conn.Close() // it is not used again
	}
}

// end notes why a connection ended, and closes it before discordgo can send a close frame, which would end the session.
func (w *socketWatch) end(s *socket, cause error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_ = s.Conn.Close() // it is not used again
	if w.ended == s.ended && w.cause == nil {
		w.cause = cause
		close(w.ended)
	}
}

// closeCode returns the code with which Discord closed the last connection, 0 if it did not.
func (w *socketWatch) closeCode() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.code
}

// why returns why the last connection ended; otherwise if that is not known.
func (w *socketWatch) why(otherwise error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.code != 0:
		return fmt.Errorf("the gateway closed the connection with code %d", w.code)
	case w.cause != nil:
		return w.cause
	}
	return otherwise
}

func (w *socketWatch) greet() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hello = true
}

// greeted reports whether the last connection has had its hello.
func (w *socketWatch) greeted() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.hello
}

// closed returns a channel that is closed when the connection ends; nil if there is none.
func (w *socketWatch) closed() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ended
}

// ackPatience is how long after a heartbeat its acknowledgement may arrive. With the interval between two heartbeats
// it is the longest time until silence is noticed; discordgo waits for five intervals.
const ackPatience = 5 * time.Second

// socket is a connection to the gateway as discordgo reads it.
type socket struct {
	net.Conn
	watch *socketWatch
	in    *bufio.Reader
	ended chan struct{} // socketWatch.ended of this connection

	status  string // first line of the answer to the upgrade request; "" before it is read
	framed  bool   // the answer's header has been read: frames follow
	message []byte // the first frames of a message in several
	out     []byte // for discordgo

	interval     time.Duration // between heartbeats; 0 before hello
	acknowledged time.Time     // when the last heartbeat was acknowledged; hello counts as one
}

// Read reads what is meant for discordgo. After an error the connection is closed.
func (s *socket) Read(p []byte) (int, error) {
	for len(s.out) == 0 {
		if s.interval > 0 {
			_ = s.SetReadDeadline(s.acknowledged.Add(s.interval + s.watch.patience)) // fails if it is closed, and so does the read
		}
		var err error
		if s.out, err = s.next(); err != nil {
			if s.interval > 0 && isTimeout(err) {
				err = errors.New("the gateway is silent")
			}
			s.watch.end(s, err)
			return 0, err
		}
	}
	n := copy(p, s.out)
	s.out = s.out[n:]
	return n, nil
}

// Write sends what discordgo sends, and notes when that is a heartbeat.
func (s *socket) Write(p []byte) (int, error) {
	if isHeartbeat(p) {
		s.watch.mu.Lock()
		s.watch.sent = time.Now()
		s.watch.mu.Unlock()
	}
	return s.Conn.Write(p)
}

// beaten passes on how long a heartbeat took until it was acknowledged.
func (w *socketWatch) beaten(at time.Time) {
	w.mu.Lock()
	sent := w.sent
	w.sent = time.Time{}
	w.mu.Unlock()
	if w.beat != nil && !sent.IsZero() {
		w.beat(at.Sub(sent))
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// next reads the next piece of the connection and returns what discordgo gets of it, which may be nothing.
func (s *socket) next() ([]byte, error) {
	if !s.framed {
		return s.header()
	}
	f, err := readFrame(s.in, maxMessage-len(s.message))
	switch {
	case err != nil:
		return nil, err
	case f.opcode >= frameClose:
		return s.control(f), nil
	case f.opcode != frameText && f.opcode != frameContinued:
		return nil, errors.New("the gateway sends a compressed message, which was not asked for")
	case !f.final:
		s.message = append(s.message, f.payload...)
		return nil, nil
	}
	raw := append(s.message, f.payload...)
	s.message = nil
	p, err := s.pass(raw)
	if err != nil || p == nil {
		return nil, err
	}
	out, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("a message of the gateway: %w", err)
	}
	return appendFrame(nil, frameText, out), nil
}

// header reads a line of the answer to the upgrade request. The body of a refusal is passed as it is.
func (s *socket) header() ([]byte, error) {
	line, err := s.in.ReadSlice('\n')
	if s.status == "" {
		s.status = string(line)
	}
	if string(line) == "\r\n" && strings.Contains(s.status, " 101 ") {
		s.framed = true
	}
	if len(line) > 0 {
		err = nil // the rest follows, or the error comes again
	}
	return append([]byte(nil), line...), err
}

// control passes a control frame on, and notes the code of a close frame.
func (s *socket) control(f frame) []byte {
	if f.opcode == frameClose && len(f.payload) >= 2 {
		s.watch.mu.Lock()
		s.watch.code = int(binary.BigEndian.Uint16(f.payload))
		s.watch.mu.Unlock()
	}
	return appendFrame(nil, f.opcode, f.payload)
}

// pass returns the packet that discordgo gets for a message; nil for none. An error ends the connection.
func (s *socket) pass(raw []byte) (*packet, error) {
	var p packet
	if err := json.Unmarshal(raw, &p); err != nil || p.Op == nil {
		s.watch.log.Warn("a message of the gateway cannot be read and is ignored", "bytes", len(raw), "err", err)
		return nil, nil
	}
	var err error
	switch *p.Op {
	case opDispatch:
		if p.Type == interactionEvent {
			s.watch.interaction(p.Data)
		}
		if p, err = p.dispatch(); err == nil && p.Type == "READY" {
			s.watch.began(p.Data)
		}
	case opReconnect:
		err = errReconnect
	case opInvalid:
		err = p.invalidated()
	case opHello:
		p, s.interval, err = p.hello()
		s.acknowledged = time.Now()
		s.watch.greet()
	case opACK:
		s.acknowledged = time.Now()
		s.watch.beaten(s.acknowledged)
	case opHeartbeat:
	default:
		return nil, nil
	}
	return &p, err
}
