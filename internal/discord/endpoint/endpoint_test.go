package endpoint

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/contract"
	"lede/internal/discord"
	"lede/internal/discord/rest"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

var ann = localdiscord.User{ID: "800000000000000001", Name: "ann", Locale: "en-US"}

// rig is a local Discord that sends interactions to an endpoint, with the bot behind it.
type rig struct {
	*discordtest.Client
	endpoint *Server
	handler  *discord.Handler
	stop     context.CancelFunc
	done     chan error
}

// start starts a local Discord and an endpoint, and enters the endpoint there.
func start(t *testing.T, change func(*discord.Handler)) *rig {
	t.Helper()
	client, err := discordtest.Start(localdiscord.Options{OnRequest: contract.Load(t).Check})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	r := &rig{Client: client, handler: &discord.Handler{Service: testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil), Log: log}}
	if change != nil {
		change(r.handler)
	}
	key, err := hex.DecodeString(client.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	api := rest.New(client.Token(), client.URL())
	r.endpoint, err = Listen(Options{Address: "127.0.0.1:0", PublicKey: key, API: api, Handler: r.handler, Lanes: discord.NewLanes(0, log), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	r.stop, r.done = stop, make(chan error, 1)
	go func() { r.done <- r.endpoint.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-r.done; err != nil {
			t.Error(err)
		}
	})
	registration := rest.Registration{Client: api, Commands: discord.Commands(commands.Table()), Log: log}
	if err := registration.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := client.SetEndpoint(t.Context(), r.url()); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *rig) url() string { return "http://" + r.endpoint.Addr() + "/" }

// ask asks the shipped question and returns the answer.
func (r *rig) ask(t *testing.T) localdiscord.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	i, err := r.Slash(ann, "ask", map[string]any{"question": testkit.Question})
	if err != nil {
		t.Fatal(err)
	}
	m, err := i.Wait(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(m.Texts(), "\n"), testkit.QuestionSource) {
		t.Errorf("answered %q", m.Texts())
	}
	return m
}

// TestAnswers answers over HTTP: a command, suggestions, a button and a form, without any connection to the gateway.
func TestAnswers(t *testing.T) {
	r := start(t, nil)
	m := r.ask(t)
	choices, err := r.Autocomplete(t.Context(), ann, "summary", "article", map[string]any{"article": "geneva JOINT"})
	if err != nil || len(choices) != 1 {
		t.Errorf("%+v, %v", choices, err)
	}
	for c := range m.All() {
		if c.Label != "Summary" {
			continue
		}
		i, err := r.Press(ann, m, c.CustomID)
		if err != nil {
			t.Fatal(err)
		}
		if reply, err := i.Wait(t.Context()); err != nil || !reply.Ephemeral() {
			t.Errorf("%+v, %v", reply, err)
		}
	}
	if r.Calls("/callback") != 0 || r.Connected() {
		t.Error("a first response was a call, or a gateway is connected")
	}
}

// TestDeferredAnswers defers each answer, and lets Discord read the deferral later than the edit that follows it: the edit is sent again.
func TestDeferredAnswers(t *testing.T) {
	r := start(t, func(h *discord.Handler) { h.DeferAfter = time.Nanosecond })
	r.ask(t)
	r.FailBare("/messages/@original", http.StatusNotFound, 2)
	r.ask(t)
}

// TestHostile sends what is not Discord's: nothing of it reaches the handler, and it is refused with the status that Discord expects.
func TestHostile(t *testing.T) {
	r := start(t, nil)
	now := time.Now().Unix()
	ping := []byte(`{"type":1}`)
	_, foreign, _ := ed25519.GenerateKey(nil)
	own := r.SigningKey()
	before := r.endpoint.Accepted()
	for name, c := range map[string]struct {
		key    ed25519.PrivateKey // nil: no signature
		stamp  string
		body   []byte
		status int
	}{
		"unsigned":                  {nil, strconv.FormatInt(now, 10), ping, 401},
		"of another key":            {foreign, strconv.FormatInt(now, 10), ping, 401},
		"a minute old":              {own, strconv.FormatInt(now-60, 10), ping, 401},
		"a day old":                 {own, strconv.FormatInt(now-86400, 10), ping, 401},
		"of the next minute":        {own, strconv.FormatInt(now+60, 10), ping, 401},
		"without a time":            {own, "", ping, 401},
		"of a time that is none":    {own, "now", ping, 401},
		"of a fraction of a second": {own, strconv.FormatInt(now, 10) + ".5", ping, 401},
		"of the end of time":        {own, strings.Repeat("9", 30), ping, 401},
		"of a negative time":        {own, "-" + strconv.FormatInt(now, 10), ping, 401},
		"64 MB, unsigned":           {nil, strconv.FormatInt(now, 10), make([]byte, 64<<20), 401},
		"64 MB":                     {own, strconv.FormatInt(now, 10), make([]byte, 64<<20), 413},
	} {
		r.sendsBack(t, name, c.key, c.stamp, c.body, c.status)
	}
	if n := r.endpoint.Accepted(); n != before {
		t.Errorf("%d were taken as Discord's", n-before)
	}
	for n, body := range []string{"", "null", "[]", "{", "hello", `{"type":"2"}`, `{"id":"1","token":"x","type":2}`, `{"id":"1","token":"x","type":2,"data":null}`,
		`{"id":"1","token":"x","type":3,"d":null}`, `{"t":"INTERACTION_CREATE","op":0,"d":null}`, "\xff\x00"} {
		r.sendsBack(t, fmt.Sprintf("body %d", n), own, strconv.FormatInt(now, 10), []byte(body), 400)
	}
	r.sendsBack(t, "of a type that is unknown", own, strconv.FormatInt(now, 10), []byte(`{"id":"1","token":"x","type":99}`), 501)
	response, err := http.Get(r.url())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %s", response.Status)
	}
	r.ask(t)
}

// sendsBack sends a request and checks its status. A server that refuses a body without reading it may close the connection first.
func (r *rig) sendsBack(t *testing.T, name string, key ed25519.PrivateKey, stamp string, body []byte, status int) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url(), bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Signature-Timestamp", stamp)
	if key != nil {
		request.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(key, append([]byte(stamp), body...))))
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		if len(body) < maxBody {
			t.Errorf("%s: %v", name, err)
		}
		return
	}
	defer response.Body.Close()
	if response.StatusCode != status {
		t.Errorf("%s: %s", name, response.Status)
	}
}

// TestReplay sends one signed request several times at once: it is taken once.
func TestReplay(t *testing.T) {
	r := start(t, nil)
	body, stamp := []byte(`{"type":1}`), strconv.FormatInt(time.Now().Unix(), 10)
	signed := hex.EncodeToString(ed25519.Sign(r.SigningKey(), append([]byte(stamp), body...)))
	statuses := make(chan int)
	const times = 8
	for range times {
		go func() {
			request, _ := http.NewRequest(http.MethodPost, r.url(), bytes.NewReader(body))
			request.Header.Set("X-Signature-Timestamp", stamp)
			request.Header.Set("X-Signature-Ed25519", signed)
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				statuses <- 0
				return
			}
			_ = response.Body.Close()
			statuses <- response.StatusCode
		}()
	}
	seen := map[int]int{}
	for range times {
		seen[<-statuses]++
	}
	if seen[200] != 1 || seen[401] != times-1 || r.endpoint.Refused()["replay"] != times-1 {
		t.Errorf("statuses %v, refused %v", seen, r.endpoint.Refused())
	}
}

// TestMemoryOfForgedBodies sends bodies that are as large as they may be, with signatures that are not valid: nothing of them is kept.
func TestMemoryOfForgedBodies(t *testing.T) {
	r := start(t, nil)
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	body := make([]byte, maxBody)
	_, foreign, _ := ed25519.GenerateKey(nil)
	inUse := func() int {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	before := inUse()
	for range 40 {
		r.sendsBack(t, "forged", foreign, stamp, body, 401)
	}
	if after := inUse(); after > before+8<<20 {
		t.Errorf("%d kB are in use, then %d kB", before>>10, after>>10)
	}
}

// TestSlowBodies opens many requests and sends nothing more: they end, and others are answered meanwhile. So are large ones, of which
// more come than are read at a time.
func TestSlowBodies(t *testing.T) {
	r := start(t, nil)
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	var open []net.Conn
	for n := range 100 {
		length := 1000
		if n%2 == 0 {
			length = maxBody
		}
		conn, err := net.Dial("tcp", r.endpoint.Addr())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\nX-Signature-Timestamp: %s\r\nX-Signature-Ed25519: %s\r\n\r\n{", length, stamp, strings.Repeat("0a", 64))
		open = append(open, conn)
	}
	r.ask(t)
	for _, conn := range open {
		_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		if answer, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 408 ") && !strings.HasPrefix(string(answer), "HTTP/1.1 503 ") {
			t.Fatalf("answered %q, %v", answer, err)
		}
	}
	if refused := r.endpoint.Refused(); refused["slow"] != 50+largeAtOnce || refused["crowded"] != 50-largeAtOnce {
		t.Errorf("refused %v", refused)
	}
}

// TestEndFinishesWork ends the endpoint while a deferred answer is under way: Run returns after it is sent.
func TestEndFinishesWork(t *testing.T) {
	r := start(t, func(h *discord.Handler) { h.DeferAfter = time.Nanosecond })
	arrived, release := r.Block("/messages/@original")
	if _, err := r.Slash(ann, "ask", map[string]any{"question": testkit.Question}); err != nil {
		t.Fatal(err)
	}
	<-arrived
	r.stop()
	time.AfterFunc(100*time.Millisecond, release)
	err := <-r.done
	if m := r.Messages(ann); err != nil || len(m) != 1 || m[0].Loading() {
		t.Errorf("ended with %v and %d messages", err, len(m))
	}
	r.done <- nil
}
