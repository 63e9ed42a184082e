package localdiscord

import (
	"net/http"
	"time"
)

// Interference lets a test watch a server and cause faults. Its methods are called concurrently, Event with the server
// locked: it must not call the server.
type Interference interface {
	// Wrap returns the handler that serves HTTP in place of next.
	Wrap(next http.Handler) http.Handler
	// Packet is called with the opcode of each packet of a bot. The server ignores the packet if it returns false.
	Packet(c *Connection, op int) bool
	// Event returns what is sent in place of an event.
	Event(name string, payload map[string]any) []Delivery
}

// Delivery is an event that is sent now, or after some time.
type Delivery struct {
	Payload map[string]any
	After   time.Duration
}

// none is the Interference that changes nothing.
type none struct{}

// Wrap returns next.
func (none) Wrap(next http.Handler) http.Handler { return next }

// Packet returns true: no packet is ignored.
func (none) Packet(*Connection, int) bool { return true }

// Event returns the event itself.
func (none) Event(_ string, payload map[string]any) []Delivery {
	return []Delivery{{Payload: payload}}
}
