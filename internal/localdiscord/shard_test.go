package localdiscord

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// dialed connects to the gateway and returns the connection after its hello.
func dialed(t *testing.T, s *Server) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(s.socketURL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetReadDeadline(time.Now().Add(30 * time.Second))
	if p := next(t, conn); p.Op != opHello {
		t.Fatalf("the first packet is %+v", p)
	}
	return conn
}

func next(t *testing.T, conn *websocket.Conn) packet {
	t.Helper()
	var p packet
	if err := conn.ReadJSON(&p); err != nil {
		t.Fatal(err)
	}
	return p
}

// identify identifies as a shard and returns the connection.
func identify(t *testing.T, s *Server, number, count, intents int) *websocket.Conn {
	t.Helper()
	conn := dialed(t, s)
	d := map[string]any{"token": "Bot " + s.Token(), "intents": intents, "shard": []int{number, count}}
	if err := conn.WriteJSON(map[string]any{"op": opIdentify, "d": d}); err != nil {
		t.Fatal(err)
	}
	return conn
}

// TestShardsHaveTheirGuilds begins three shards: each has its own guilds, by READY and by GUILD_CREATE, and gets the interactions in
// them; those in direct messages come over shard 0.
func TestShardsHaveTheirGuilds(t *testing.T) {
	s, err := Start(Options{Guilds: 7})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	register(t, s, "", `[{"type":1,"name":"ask","description":"d"}]`)
	of := map[string]int{}
	conns := make([]*websocket.Conn, 3)
	for number := range conns {
		conns[number] = identify(t, s, number, 3, intentGuilds)
		var ready struct {
			Guilds []struct{ ID string }
			Shard  [2]int
		}
		p := next(t, conns[number])
		if err := json.Unmarshal(p.Data, &ready); err != nil || *p.Type != "READY" || ready.Shard != [2]int{number, 3} || len(ready.Guilds) < 2 {
			t.Fatalf("%s: %v", p.Data, err)
		}
		for _, g := range ready.Guilds {
			of[g.ID] = number
			if p := next(t, conns[number]); *p.Type != "GUILD_CREATE" || !strings.Contains(string(p.Data), g.ID) {
				t.Errorf("%s: %s", *p.Type, p.Data)
			}
		}
	}
	if len(of) != 7 || !slices.Equal(s.ConnectedShards(), []int{0, 1, 2}) {
		t.Errorf("guilds %v, connected %v", of, s.ConnectedShards())
	}
	for n := range 7 {
		id, err := s.SlashIn(ChannelOf(n), ann, "ask", nil)
		if err != nil {
			t.Fatal(err)
		}
		if p := next(t, conns[of[Guild(n)]]); !strings.Contains(string(p.Data), id) || !strings.Contains(string(p.Data), Guild(n)) {
			t.Errorf("guild %d: %s", n, p.Data)
		}
	}
	id, err := s.SlashIn(s.Direct(ann), ann, "ask", nil)
	if err != nil {
		t.Fatal(err)
	}
	if p := next(t, conns[0]); !strings.Contains(string(p.Data), id) {
		t.Errorf("direct: %s", p.Data)
	}
}

// TestIdentifyLimits refuses shards that are none, that have too many guilds, or that identify too soon.
func TestIdentifyLimits(t *testing.T) {
	s, err := Start(Options{Guilds: 8, GuildsPerShard: 4, MaxConcurrency: 2, IdentifyEvery: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, c := range []struct{ number, count, code int }{{2, 2, closeInvalidShard}, {-1, 2, closeInvalidShard}, {0, 0, closeInvalidShard}, {0, 1, closeShardingRequired}} {
		_, _, err := identify(t, s, c.number, c.count, 0).ReadMessage()
		if !websocket.IsCloseError(err, c.code) {
			t.Errorf("shard %d of %d: %v", c.number, c.count, err)
		}
	}
	for number, op := range []int{opDispatch, opDispatch, opInvalidSession, opInvalidSession} {
		if p := next(t, identify(t, s, number, 4, 0)); p.Op != op {
			t.Errorf("shard %d: %+v", number, p)
		}
	}
	if list := s.Identifies(); len(list) != 4 || list[1].Refused || !list[2].Refused {
		t.Errorf("%+v", list)
	}
}

// TestEndpointIsChecked enters endpoints that take what is not signed by Discord, or nothing: they are refused.
func TestEndpointIsChecked(t *testing.T) {
	s, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for status, answer := range map[int]string{200: `{"type":1}`, 401: "no", 500: ""} {
		careless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(answer))
		}))
		if err := s.SetEndpoint(t.Context(), careless.URL); err == nil {
			t.Errorf("an endpoint that always answers %d %s is taken", status, answer)
		}
		careless.Close()
	}
	if status, answer := call(t, s, "PATCH", "/applications/@me", `{"interactions_endpoint_url":"ftp://x"}`); status != 400 || !strings.Contains(answer, "no address") {
		t.Errorf("%d %s", status, answer)
	}
	if status, answer := call(t, s, "GET", "/applications/@me", ""); status != 200 || !strings.Contains(answer, s.PublicKey()) {
		t.Errorf("%d %s", status, answer)
	}
}
