package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Opcodes of the gateway ("Gateway Opcodes" in Discord's documentation).
const (
	opDispatch  = 0
	opHeartbeat = 1
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opACK       = 11
)

// interactionEvent is the name of the event that an interaction is.
const interactionEvent = "INTERACTION_CREATE"

var (
	errReconnect = errors.New("the gateway asked to connect again")
	errInvalid   = errors.New("the gateway ended the session (op 9)")
)

// invalidated returns the error of an op 9, whose data tell whether the session can be resumed.
func (p packet) invalidated() error {
	if string(p.Data) == "true" {
		return errReconnect
	}
	return errInvalid
}

// packet is a message of the gateway.
type packet struct {
	Op   *int            `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

// readyData is what a bot without intents needs of READY.
type readyData struct {
	SessionID string `json:"session_id"`
	Resume    string `json:"resume_gateway_url"` // where the session is resumed
	User      struct {
		ID       string `json:"id"`
		Username string `json:"username"`
	} `json:"user"`
	Application struct {
		ID string `json:"id"`
	} `json:"application"`
	Guilds []struct {
		ID string `json:"id"`
	} `json:"guilds"`
}

// The heartbeat intervals that are accepted. Discord's is 41.25 s; discordgo panics on one of 0.
const (
	minInterval = 100 * time.Millisecond
	maxInterval = 10 * time.Minute
)

// ready returns READY with the fields that are needed, each of the right type.
func (p packet) ready() (packet, error) {
	var r readyData
	if err := json.Unmarshal(p.Data, &r); err != nil {
		return p, fmt.Errorf("READY: %w", err)
	}
	if r.SessionID == "" || r.User.ID == "" {
		return p, errors.New("READY: it names no session or no user")
	}
	var err error
	p.Data, err = json.Marshal(r)
	return p, err
}

// hello returns a hello with its heartbeat interval alone, and the interval.
func (p packet) hello() (packet, time.Duration, error) {
	var h struct {
		Milliseconds int64 `json:"heartbeat_interval"`
	}
	if err := json.Unmarshal(p.Data, &h); err != nil {
		return p, 0, fmt.Errorf("hello: %w", err)
	}
	if h.Milliseconds < minInterval.Milliseconds() || h.Milliseconds > maxInterval.Milliseconds() {
		return p, 0, fmt.Errorf("hello: a heartbeat interval of %d ms", h.Milliseconds)
	}
	var err error
	p.Data, err = json.Marshal(h)
	return p, time.Duration(h.Milliseconds) * time.Millisecond, err
}

// dispatch returns an event as discordgo gets it: READY and RESUMED checked, and of any other event, which discordgo may panic
// on, the sequence number alone.
func (p packet) dispatch() (packet, error) {
	switch p.Type {
	case "READY":
		return p.ready()
	case "RESUMED":
		p.Data = json.RawMessage("{}")
	default:
		p.Type, p.Data = "LEDE_OTHER", nil
	}
	return p, nil
}
