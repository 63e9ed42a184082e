package gateway

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// frameWatch watches the gateway's socket for what discordgo does not report: the code of a close frame, and silence.
// It reads along; it changes nothing.
type frameWatch struct {
	mu        sync.Mutex
	conn      net.Conn
	code      int           // of the last close frame; 0 for none
	reconnect chan struct{} // closed when the gateway asks this connection to reconnect (op 7)
}

func (w *frameWatch) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	return w.watch(conn, err)
}

func (w *frameWatch) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := (&tls.Dialer{}).DialContext(ctx, network, addr)
	return w.watch(conn, err)
}

func (w *frameWatch) watch(conn net.Conn, err error) (net.Conn, error) {
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.conn, w.code, w.reconnect = conn, 0, make(chan struct{})
	return &frameReader{Conn: conn, watch: w, reconnect: w.reconnect}, nil
}

// forget drops the state of the connection before.
func (w *frameWatch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reconnect, w.code = nil, 0
}

// cut closes the socket under a session that hangs.
func (w *frameWatch) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn != nil {
		_ = w.conn.Close() // it is being thrown away
	}
}

// closeCode returns the code with which Discord closed the last connection, 0 if it did not.
func (w *frameWatch) closeCode() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.code
}

// cause returns why the last connection was lost.
func (w *frameWatch) cause() error {
	if code := w.closeCode(); code != 0 {
		return fmt.Errorf("the gateway closed the connection with code %d", code)
	}
	return errors.New("the gateway's connection ended")
}

// missedAcks is how many heartbeat intervals may pass without a byte from the gateway, which acknowledges
// every heartbeat; discordgo would wait for five.
const missedAcks = 2

// frameReader is the socket: reads go through it and are parsed as the server's frames (RFC 6455, section 5.2).
type frameReader struct {
	net.Conn
	watch     *frameWatch
	upgraded  bool          // the answer to the upgrade request has been read
	buffer    []byte        // bytes of a frame that is not complete
	skip      int           // bytes of a long frame's payload still to come
	reconnect chan struct{} // frameWatch's, of this connection
	once      sync.Once
	silence   time.Duration // how long the gateway may be silent; 0 before it has said hello
}

// maxPeek is how long a frame may be to be looked at: hello and close frames are short.
const maxPeek = 4096

// Read reads with a deadline once the heartbeat interval is known.
func (t *frameReader) Read(p []byte) (int, error) {
	if t.silence > 0 {
		if err := t.SetReadDeadline(time.Now().Add(t.silence)); err != nil {
			return 0, err
		}
	}
	n, err := t.Conn.Read(p)
	t.parse(p[:n])
	return n, err
}

// parse takes the bytes as they come.
func (t *frameReader) parse(p []byte) {
	if t.skip > 0 {
		n := min(t.skip, len(p))
		t.skip -= n
		p = p[n:]
	}
	t.buffer = append(t.buffer, p...)
	if !t.upgraded {
		_, rest, ok := bytes.Cut(t.buffer, []byte("\r\n\r\n"))
		if !ok {
			return
		}
		t.upgraded, t.buffer = true, rest
	}
	for t.frame() {
	}
}

// frame takes one frame off the buffer. It returns false if there is no whole one.
func (t *frameReader) frame() bool {
	opcode, header, length, ok := frameHeader(t.buffer)
	if !ok {
		return false
	}
	if length > maxPeek {
		have := min(len(t.buffer)-header, length)
		t.skip = length - have
		t.buffer = append([]byte(nil), t.buffer[header+have:]...)
		return t.skip == 0
	}
	if len(t.buffer) < header+length {
		return false
	}
	t.look(opcode, t.buffer[header:header+length])
	t.buffer = append([]byte(nil), t.buffer[header+length:]...)
	return true
}

// frameHeader reads the header of an unmasked frame: its opcode, its own length and its payload's.
func frameHeader(b []byte) (opcode byte, header, length int, ok bool) {
	if len(b) < 2 {
		return 0, 0, 0, false
	}
	opcode, header, length = b[0]&0x0f, 2, int(b[1]&0x7f)
	switch {
	case length == 126 && len(b) >= 4:
		return opcode, 4, int(binary.BigEndian.Uint16(b[2:])), true
	case length == 127 && len(b) >= 10:
		return opcode, 10, int(binary.BigEndian.Uint64(b[2:]) & (1<<31 - 1)), true
	case length >= 126:
		return 0, 0, 0, false
	}
	return opcode, header, length, true
}

var reconnectOp = regexp.MustCompile(`"op":\s*7\b`)

// reconnectAsked returns a channel that is closed when the gateway asks the connection to reconnect; nil before there
// is a connection.
func (w *frameWatch) reconnectAsked() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reconnect
}

var helloInterval = regexp.MustCompile(`"heartbeat_interval":\s*([0-9]{1,9})`)

// look reads hello's heartbeat interval, an op 7 and a close frame's code.
func (t *frameReader) look(opcode byte, payload []byte) {
	const text, closing = 1, 8
	switch {
	case opcode == closing && len(payload) >= 2:
		t.watch.mu.Lock()
		t.watch.code = int(binary.BigEndian.Uint16(payload))
		t.watch.mu.Unlock()
	case opcode == text && len(payload) < 100 && reconnectOp.Match(payload):
		t.once.Do(func() { close(t.reconnect) })
	case opcode == text && t.silence == 0:
		if m := helloInterval.FindSubmatch(payload); m != nil {
			ms, _ := strconv.Atoi(string(m[1]))
			t.silence = missedAcks*time.Duration(ms)*time.Millisecond + time.Second/2
		}
	}
}
