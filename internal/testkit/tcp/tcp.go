// Package tcp has a way to a server that tests can cut, or silence. It imports nothing of Lede.
package tcp

import (
	"bytes"
	"net"
	"net/url"
	"sync"
	"testing"
)

// Proxy is a way to a server that tests can cut, as if it were gone.
type Proxy struct {
	URL string // of the server by this way

	target   string
	listener net.Listener
	mu       sync.Mutex
	cut      bool
	lose     string // the next request with it gets no answer
	silent   int    // connections up to this number pass nothing on
	made     int    // connections
	open     map[net.Conn]bool
}

// NewProxy returns a proxy to the server at a URL. It ends with the test.
func NewProxy(t *testing.T, address string) *Proxy {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{target: u.Host, listener: listener, open: map[net.Conn]bool{}}
	u.Host = listener.Addr().String()
	p.URL = u.String()
	t.Cleanup(func() {
		_ = listener.Close() // a second Close has nothing to close
		p.Cut()
	})
	go p.serve()
	return p
}

// Cut ends all connections, and new ones at once.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = true
	for c := range p.open {
		_ = c.Close() // the other end may have closed it
	}
}

// Mend lets new connections through again.
func (p *Proxy) Mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = false
}

// Silence has the connections that are open now pass nothing on, and not end, as if the machine at the other end were gone. New ones are
// as before.
func (p *Proxy) Silence() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = p.made
}

// isSilent reports whether a connection passes nothing on.
func (p *Proxy) isSilent(number int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return number <= p.silent
}

// Lose ends the connection of the next request that contains a text when the server has answered it, so that the answer is lost.
func (p *Proxy) Lose(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lose = text
}

// isLost reports whether the answer to a request is lost.
func (p *Proxy) isLost(request []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	lost := p.lose != "" && bytes.Contains(request, []byte(p.lose))
	if lost {
		p.lose = ""
	}
	return lost
}

func (p *Proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.pass(client)
	}
}

// pass connects a client with the server.
func (p *Proxy) pass(client net.Conn) {
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		_ = client.Close()
		return
	}
	p.mu.Lock()
	p.made++
	number := p.made
	for _, c := range []net.Conn{client, server} {
		p.open[c] = true
		if p.cut {
			_ = c.Close()
		}
	}
	p.mu.Unlock()
	lost := make(chan struct{}, 1)
	go p.copy(server, client, number, func(request []byte) bool {
		if p.isLost(request) {
			lost <- struct{}{}
		}
		return true
	})
	p.copy(client, server, number, func([]byte) bool { return len(lost) == 0 })
}

// copy copies what pass lets through, until one end closes or pass does not, and closes both.
func (p *Proxy) copy(to, from net.Conn, number int, pass func([]byte) bool) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil || !pass(buffer[:n]) {
			break
		}
		if p.isSilent(number) {
			continue
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			break
		}
	}
	for _, c := range []net.Conn{to, from} {
		_ = c.Close()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, to)
	delete(p.open, from)
}
