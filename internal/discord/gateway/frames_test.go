package gateway

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// pipe returns a socket that reads from a gateway, and the gateway's end.
func pipe(t *testing.T) (net.Conn, net.Conn) {
	t.Helper()
	near, far := net.Pipe()
	w := &socketWatch{log: slog.New(slog.DiscardHandler), interaction: func(json.RawMessage) {}, patience: ackPatience}
	conn, err := w.watch(near, nil)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.WriteString(far, "HTTP/1.1 101 Switching Protocols\r\n\r\n") }()
	if _, err := io.ReadFull(conn, make([]byte, 36)); err != nil {
		t.Fatal(err)
	}
	return conn, far
}

func text(payload string) []byte { return appendFrame(nil, frameText, []byte(payload)) }

// TestSilenceIsNoticed stops the acknowledgements, alone or with all else: the connection ends within one heartbeat interval
// and five seconds of the last one.
func TestSilenceIsNoticed(t *testing.T) {
	const interval = 41250 * time.Millisecond
	for name, events := range map[string]bool{"nothing arrives": false, "only events arrive": true} {
		synctest.Test(t, func(t *testing.T) {
			conn, gateway := pipe(t)
			last, done := make(chan time.Time, 1), make(chan struct{})
			go func() {
				defer close(done)
				_, _ = gateway.Write(text(`{"op":10,"d":{"heartbeat_interval":41250}}`))
				for range 3 {
					time.Sleep(interval)
					_, _ = gateway.Write(text(`{"op":11}`))
				}
				last <- time.Now()
				for events {
					time.Sleep(time.Second)
					if _, err := gateway.Write(text(`{"op":0,"t":"TYPING_START","s":3,"d":{}}`)); err != nil {
						return
					}
				}
			}()
			_, err := io.Copy(io.Discard, conn)
			if silence := time.Since(<-last); err == nil || silence > interval+5*time.Second || silence < interval {
				t.Errorf("%s: ended after %v with %v", name, silence, err)
			}
			<-done
		})
	}
}

// TestFrames reads frames of every length, in pieces and in fragments, as one stream.
func TestFrames(t *testing.T) {
	long := `{"op":0,"t":"INTERACTION_CREATE","s":7,"d":"` + strings.Repeat("x", 70000) + `"}`
	var in []byte
	in = append(in, text(`{"op":10,"d":{"heartbeat_interval":41250,"_trace":["x"]}}`)...)
	in = append(in, appendFrame(nil, 9, []byte("ping"))...)
	in = append(in, text(long)...)
	fragments := appendFrame(nil, frameText, []byte(`{"op":0,"t":"MESSAGE_CREATE",`))
	fragments[0] &^= 0x80 // not final
	in = append(in, fragments...)
	in = append(in, appendFrame(nil, 9, nil)...)
	in = append(in, appendFrame(nil, frameContinued, []byte(`"s":8,"d":{"x":1}}`))...)
	var want []byte
	want = append(want, text(`{"op":10,"d":{"heartbeat_interval":41250},"s":0,"t":""}`)...)
	want = append(want, appendFrame(nil, 9, []byte("ping"))...)
	want = append(want, text(`{"op":0,"d":null,"s":7,"t":"LEDE_OTHER"}`)...)
	want = append(want, appendFrame(nil, 9, nil)...)
	want = append(want, text(`{"op":0,"d":null,"s":8,"t":"LEDE_OTHER"}`)...)
	for _, size := range []int{1, 7, 1 << 20} {
		conn, gateway := pipe(t)
		var got []string
		conn.(*socket).watch.interaction = func(payload json.RawMessage) { got = append(got, string(payload)) }
		go func() {
			defer gateway.Close()
			for b := in; len(b) > 0; b = b[min(size, len(b)):] {
				_, _ = gateway.Write(b[:min(size, len(b))])
			}
		}()
		if passed, err := io.ReadAll(conn); err != nil || !bytes.Equal(passed, want) {
			t.Errorf("in pieces of %d bytes: %v\n got %.300q\nwant %.300q", size, err, passed, want)
		}
		if len(got) != 1 || got[0] != `"`+strings.Repeat("x", 70000)+`"` {
			t.Errorf("in pieces of %d bytes: %d interactions", size, len(got))
		}
	}
}

// FuzzFrames reads any bytes as frames: it ends, with frames that are whole.
func FuzzFrames(f *testing.F) {
	f.Add(text(`{"op":0,"t":"READY","s":1,"d":{"session_id":"a","user":{"id":"1"}}}`))
	f.Add(text(`{"op":10,"d":{"heartbeat_interval":-1}}`))
	f.Add([]byte{0x81, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{0x01, 1, '{', 0x80, 1, '}'})
	f.Fuzz(func(t *testing.T, raw []byte) {
		watch := &socketWatch{log: slog.New(slog.DiscardHandler), interaction: func(json.RawMessage) {}}
		s := &socket{watch: watch, in: bufio.NewReader(bytes.NewReader(raw)), framed: true}
		for {
			out, err := s.next()
			if err != nil {
				return
			}
			if len(out) == 0 {
				continue
			}
			r := bufio.NewReader(bytes.NewReader(out))
			if got, err := readFrame(r, maxMessage+100); err != nil || !got.final || r.Buffered() > 0 {
				t.Fatalf("%q becomes %q: %v", raw, out, err)
			}
		}
	})
}
