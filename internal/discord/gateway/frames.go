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

// frameWatch parses the frames of the gateway's connection while discordgo reads them, for what discordgo does not report:
// the code of a close frame, a request to reconnect, and silence.
type frameWatch struct {
	mu        sync.Mutex
	conn      net.Conn
	code      int           // of the last close frame; 0 for none
	reconnect chan struct{} // closed when the gateway asks this connection to reconnect (op 7)
	ended     chan struct{} // closed when the gateway closes this connection
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
	w.conn, w.code, w.reconnect, w.ended = conn, 0, make(chan struct{}), make(chan struct{})
	reconnect, ended := w.reconnect, w.ended
	return &frameReader{Conn: conn, watch: w,
		reconnect: sync.OnceFunc(func() { close(reconnect) }), end: sync.OnceFunc(func() { close(ended) })}, nil
}

// reset clears the state of the previous connection.
func (w *frameWatch) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reconnect, w.ended, w.code = nil, nil, 0
}

// cut closes the connection without a close frame, under a session that hangs or has ended.
func (w *frameWatch) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn != nil {
		_ = w.conn.Close() // it is not used again
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

// reconnectAsked returns a channel that is closed when the gateway asks the connection to reconnect; nil if there is no
// connection.
func (w *frameWatch) reconnectAsked() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reconnect
}

// closed returns a channel that is closed when the gateway closes the connection; nil if there is none.
func (w *frameWatch) closed() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ended
}

// missedAcks is how many heartbeat intervals may pass without a byte from the gateway, which acknowledges
// every heartbeat. discordgo waits for five.
const missedAcks = 2

// frameReader is the connection. It parses what is read as the server's frames (RFC 6455, section 5.2).
type frameReader struct {
	net.Conn
	watch     *frameWatch
	reconnect func()        // closes frameWatch.reconnect
	end       func()        // closes frameWatch.ended
	upgraded  bool          // the answer to the upgrade request has been read
	buffer    []byte        // bytes of a frame that is not complete
	skip      int           // bytes of a long frame's payload that are not read yet
	silence   time.Duration // the longest time between two reads; 0 before hello
}

// maxPeek is the length of the longest frame that is inspected, in bytes. Hello, op 7 and close frames are shorter.
const maxPeek = 4096

// Read reads, with a deadline once the heartbeat interval is known.
func (r *frameReader) Read(p []byte) (int, error) {
	if r.silence > 0 {
		if err := r.SetReadDeadline(time.Now().Add(r.silence)); err != nil {
			return 0, err
		}
	}
	n, err := r.Conn.Read(p)
	r.parse(p[:n])
	if err != nil {
		r.end()
	}
	return n, err
}

// parse parses the frames that are complete with the next bytes.
func (r *frameReader) parse(p []byte) {
	if r.skip > 0 {
		n := min(r.skip, len(p))
		r.skip -= n
		p = p[n:]
	}
	r.buffer = append(r.buffer, p...)
	if !r.upgraded {
		_, rest, ok := bytes.Cut(r.buffer, []byte("\r\n\r\n"))
		if !ok {
			return
		}
		r.upgraded, r.buffer = true, rest
	}
	for r.frame() {
	}
}

// frame removes the first frame from the buffer. It returns false if the frame is not complete.
func (r *frameReader) frame() bool {
	opcode, header, length, ok := frameHeader(r.buffer)
	if !ok {
		return false
	}
	if length > maxPeek {
		have := min(len(r.buffer)-header, length)
		r.skip = length - have
		r.buffer = append([]byte(nil), r.buffer[header+have:]...)
		return r.skip == 0
	}
	if len(r.buffer) < header+length {
		return false
	}
	r.inspect(opcode, r.buffer[header:header+length])
	r.buffer = append([]byte(nil), r.buffer[header+length:]...)
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

var (
	reconnectOp   = regexp.MustCompile(`"op":\s*7\b`)
	helloInterval = regexp.MustCompile(`"heartbeat_interval":\s*([0-9]{1,9})`)
)

// inspect reads hello's heartbeat interval, an op 7, and a close frame's code.
func (r *frameReader) inspect(opcode byte, payload []byte) {
	const text, closing = 1, 8
	switch {
	case opcode == closing && len(payload) >= 2:
		r.watch.mu.Lock()
		r.watch.code = int(binary.BigEndian.Uint16(payload))
		r.watch.mu.Unlock()
		r.end()
	case opcode == text && len(payload) < 100 && reconnectOp.Match(payload):
		r.reconnect()
	case opcode == text && r.silence == 0:
		if m := helloInterval.FindSubmatch(payload); m != nil {
			ms, _ := strconv.Atoi(string(m[1])) // at most nine digits
			r.silence = missedAcks*time.Duration(ms)*time.Millisecond + time.Second/2
		}
	}
}
