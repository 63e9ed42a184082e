package localdiscord

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// postBody is a message that a bot posts in a channel.
type postBody struct {
	messageBody
	nonce   string
	enforce bool // of a message with this nonce there is only one within nonceWindow
}

// UnmarshalJSON reads a body strictly.
func (p *postBody) UnmarshalJSON(raw []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return err
	}
	var own struct {
		Nonce   any   `json:"nonce"`
		Enforce *bool `json:"enforce_nonce"`
	}
	if err := json.Unmarshal(raw, &own); err != nil {
		return err
	}
	switch n := own.Nonce.(type) {
	case nil:
	case string:
		p.nonce = n
	case float64:
		p.nonce = string(fields["nonce"])
	default:
		return fmt.Errorf("nonce: neither a number nor a text")
	}
	p.enforce = own.Enforce != nil && *own.Enforce
	delete(fields, "nonce")
	delete(fields, "enforce_nonce")
	rest, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	return json.Unmarshal(rest, &p.messageBody)
}

// maxNonce is the length of a nonce (Discord's API description).
const maxNonce = 25

// nonceWindow is how long an enforced nonce is remembered. Discord says "in the past few minutes" (discord-api-docs, "Create
// Message"), so a bot may count on no more than this.
const nonceWindow = 3 * time.Minute

// posted is a message with an enforced nonce.
type posted struct {
	message *Message
	at      time.Time
}

// postMessage posts a message of the bot in a channel. Where the nonce is enforced and one of the last nonceWindow had it, that
// message is returned and none is made.
func (s *Server) postMessage(r *http.Request, body []byte) (any, error) {
	var p postBody
	if err := decode(body, &p); err != nil {
		return nil, err
	}
	if units(p.nonce) > maxNonce {
		c := &checker{}
		c.refuse("nonce", "NONCE_TYPE_TOO_LONG", "Must be %d or fewer in length.", maxNonce)
		return nil, c.result()
	}
	if err := checkMessage(&p.messageBody, nil); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.writable(r)
	if err != nil {
		return nil, err
	}
	m := s.earlier(p)
	if m == nil {
		m = &Message{ID: s.newID(), Channel: c.ID, Flags: p.Flags &^ flagEphemeral, Sent: s.options.Now(), Nonce: p.nonce, posted: true}
		m.fill(&p.messageBody)
		s.keep(m)
		if p.enforce && p.nonce != "" {
			s.nonces[p.nonce] = posted{m, m.Sent}
		}
		s.touch()
	}
	return s.wire(m), nil
}

// writable returns the channel of a request, if the bot may post there. The server must be locked.
func (s *Server) writable(r *http.Request) (Channel, error) {
	c, err := s.visible(r)
	switch {
	case err != nil || s.botPermissions(c.ID)&SendMessages != 0:
		return c, err
	case c.User != "":
		return c, errNoDirect
	}
	return c, errNoPermission
}

// earlier returns the message of the last nonceWindow that has an enforced nonce; nil for none. The server must be locked.
func (s *Server) earlier(p postBody) *Message {
	for nonce, old := range s.nonces {
		if s.options.Now().Sub(old.at) > nonceWindow {
			delete(s.nonces, nonce)
		}
	}
	if !p.enforce || p.nonce == "" {
		return nil
	}
	return s.nonces[p.nonce].message
}
