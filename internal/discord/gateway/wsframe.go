package gateway

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// Opcodes of a WebSocket frame (RFC 6455, section 5.2).
const (
	frameContinued = 0
	frameText      = 1
	frameBinary    = 2
	frameClose     = 8
)

// maxMessage is the size of the largest message that is read, in bytes. READY with 2,500 guilds, the most of a shard, has about
// 200 kB.
const maxMessage = 4 << 20

var errTooLong = errors.New("a message of the gateway is longer than 4 MB")

// frame is one frame of a server.
type frame struct {
	final   bool // the last one of a message
	opcode  byte
	payload []byte
}

// readFrame reads the next frame, at most limit bytes long.
func readFrame(r *bufio.Reader, limit int) (frame, error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return frame{}, err
	}
	f := frame{final: head[0]&0x80 != 0, opcode: head[0] & 0x0f}
	length, err := readLength(r, head[1])
	if err != nil {
		return f, err
	}
	if length > uint64(limit) {
		return f, errTooLong
	}
	f.payload = make([]byte, length)
	_, err = io.ReadFull(r, f.payload)
	return f, err
}

// readLength reads the length of a frame, of which second is the second byte.
func readLength(r io.Reader, second byte) (uint64, error) {
	if second&0x80 != 0 {
		return 0, errors.New("the gateway masks its frames, which a server must not")
	}
	var more [8]byte
	switch second {
	case 126:
		_, err := io.ReadFull(r, more[6:])
		return binary.BigEndian.Uint64(more[:]), err
	case 127:
		_, err := io.ReadFull(r, more[:])
		return binary.BigEndian.Uint64(more[:]), err
	}
	return uint64(second), nil
}

// isHeartbeat reports whether bytes that a client sends are the frame of a heartbeat, as discordgo writes it. A client masks its
// payloads: each byte with one of four in turn (RFC 6455, section 5.3).
func isHeartbeat(p []byte) bool {
	const begins = `{"op":1,`
	if len(p) < 6+len(begins) || p[0] != 0x80|frameText || p[1]&0x80 == 0 || p[1]&0x7f > 125 {
		return false
	}
	mask, payload := p[2:6], p[6:]
	for n := range len(begins) {
		if payload[n]^mask[n%4] != begins[n] {
			return false
		}
	}
	return true
}

// appendFrame appends a final frame as a server sends it.
func appendFrame(b []byte, opcode byte, payload []byte) []byte {
	b = append(b, 0x80|opcode)
	switch n := len(payload); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	return append(b, payload...)
}
