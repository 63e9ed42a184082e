package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
)

// A session is resumed where its READY says; elsewhere Discord ends it more often ("Gateway", "Preparing to Resume"). discordgo connects
// to one address for the life of a session. It asks for it again after a connection that could not be made, so before a resume
// one is refused to it.

// gatewayAddress answers the only call that a session makes: where the gateway is.
type gatewayAddress struct {
	watch *socketWatch
	all   string // where sessions begin
}

// RoundTrip returns the address.
func (a gatewayAddress) RoundTrip(r *http.Request) (*http.Response, error) {
	address := a.all
	if own := a.watch.resumesAt(); own != "" {
		address = own
	}
	body, err := json.Marshal(map[string]string{"url": address})
	return &http.Response{StatusCode: http.StatusOK, Status: "200 OK", Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), Request: r}, err
}

// began notes where a session says that it is resumed. An address that is none is ignored.
func (w *socketWatch) began(ready json.RawMessage) {
	var r readyData
	if json.Unmarshal(ready, &r) != nil {
		return // it has been read before
	}
	at, err := url.Parse(r.Resume)
	if err != nil || at.Host == "" || at.Scheme != "wss" && at.Scheme != "ws" {
		r.Resume = ""
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.own = r.Resume
}

// resumesAt returns where the session is resumed; "" for where all sessions begin.
func (w *socketWatch) resumesAt() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.own
}

// move has the next connection refused, after which discordgo asks for the address. It returns false if that has not changed.
func (w *socketWatch) move() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.moves = w.own != ""
	return w.moves
}

// moved reports whether a connection is refused, once.
func (w *socketWatch) moved() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer func() { w.moves = false }()
	return w.moves
}

// forget lets the next connection go where all sessions begin, since the session's own address does not answer.
func (w *socketWatch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.own = ""
}

var errMoved = errors.New("the session is resumed elsewhere")
