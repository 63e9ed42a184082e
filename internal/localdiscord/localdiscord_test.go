package localdiscord

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

var ann = User{ID: "800000000000000001", Name: "ann", Locale: "en-US"}

// start starts a server with one command, and a session of discordgo that passes its interactions on.
func start(t *testing.T, o Options) (*Server, <-chan *discordgo.Interaction) {
	t.Helper()
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) // and so the session ends; its own Close sleeps for a second
	session, err := discordgo.New("Bot " + s.Token())
	if err != nil {
		t.Fatal(err)
	}
	session.LogLevel = -1
	session.ShouldReconnectOnError = false
	session.Client = &http.Client{Transport: redirect(s.URL())}
	interactions := make(chan *discordgo.Interaction, 10)
	session.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { interactions <- i.Interaction })
	if err := session.Open(); err != nil {
		t.Fatal(err)
	}
	register(t, s, "", `[{"type":1,"name":"ask","description":"d","options":[{"type":3,"name":"question","description":"d","required":true}]}]`)
	return s, interactions
}

// register registers commands in a guild, or globally.
func register(t *testing.T, s *Server, guild, list string) {
	t.Helper()
	path := "/applications/" + AppID
	if guild != "" {
		path += "/guilds/" + guild
	}
	if status, answer := call(t, s, "PUT", path+"/commands", list); status != 200 {
		t.Fatal(status, answer)
	}
}

// redirect sends requests for Discord to a local server.
type redirect string

func (r redirect) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.URL.Scheme, request.URL.Host, _ = strings.Cut(string(r), "://")
	request.Host = ""
	return http.DefaultTransport.RoundTrip(request)
}

// call sends a body and returns the status and the answer.
func call(t *testing.T, s *Server, method, path, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL()+"/api/v10"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+s.Token())
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(bytes.TrimSpace(raw))
}

// asking is an interaction as the client sees it.
type asking struct {
	*Server
	id string
}

// Wait waits for the message that answers.
func (u asking) Wait(ctx context.Context) (m Message, err error) {
	err = u.Server.Wait(ctx, "an answer", func() bool {
		for _, message := range u.Messages(ann) {
			if message.ChangedBy == u.id && !message.Loading() {
				m = message
			}
		}
		return m.ID != ""
	})
	return m, err
}

// asked uses the command and returns the interaction as client and as bot see it.
func asked(t *testing.T, s *Server, in <-chan *discordgo.Interaction) (asking, *discordgo.Interaction) {
	t.Helper()
	id, err := s.Slash(ann, "ask", map[string]any{"question": "why"})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case got := <-in:
		return asking{s, id}, got
	case <-time.After(30 * time.Second):
		t.Fatal("the interaction did not arrive")
	}
	return asking{}, nil
}

func callbackPath(i *discordgo.Interaction) string {
	return "/interactions/" + i.ID + "/" + i.Token + "/callback"
}

func TestLimits(t *testing.T) {
	s, in := start(t, Options{})
	long := strings.Repeat("x", 5000)
	button := func(fields string) string {
		return `{"components":[{"type":1,"components":[{"type":2,` + fields + `}]}]}`
	}
	for _, c := range []struct{ data, want string }{
		{`{"content":"` + long[:2001] + `"}`, `"content"`},
		{`{"embeds":[{"title":"` + long[:257] + `"}]}`, `"title"`},
		{`{"embeds":[{"description":"` + long[:4097] + `"}]}`, `"description"`},
		{`{"embeds":[{"description":"` + long[:4000] + `"},{"description":"` + long[:2001] + `"}]}`, "maximum size of 6000"},
		{`{"embeds":[{"title":"t","url":"javascript:x"}]}`, "Not a well formed URL"},
		{`{"embeds":[{"fields":[{"name":"","value":"v"}]}]}`, `"name"`},
		{`{"embeds":[{"title":"t","colour":1}]}`, "unknown field"},
		{`{"content":""}`, "Cannot send an empty message"},
		{button(`"style":1,"label":"l","custom_id":"` + long[:101] + `"`), `"custom_id"`},
		{button(`"style":1,"label":"` + long[:81] + `","custom_id":"c"`), `"label"`},
		{button(`"style":5,"label":"l","url":"https://x.org/` + long[:512] + `"`), `"url"`},
		{button(`"style":5,"label":"l","url":"https://x.org","custom_id":"c"`), "no custom id"},
		{button(`"style":1,"label":"l","custom_id":"c"},{"type":2,"style":1,"label":"l","custom_id":"c"`), "cannot be duplicated"},
		{`{"components":[{"type":1,"components":[{"type":3,"custom_id":"c","options":[]}]}]}`, `"options"`},
		{`{"flags":1024,"content":"x"}`, `"flags"`},
		{`{"content":"x","choices":[]}`, `"choices"`},
	} {
		_, i := asked(t, s, in)
		status, answer := call(t, s, "POST", callbackPath(i), `{"type":4,"data":`+c.data+`}`)
		if status != 400 || !strings.Contains(answer, c.want) {
			t.Errorf("%.80s\n got %d %s\nwant %s", c.data, status, answer, c.want)
		}
	}
	_, i := asked(t, s, in)
	if status, answer := call(t, s, "POST", callbackPath(i), `{"type":5,"data":{"content":"x"}}`); status != 400 {
		t.Errorf("a deferral with content: %d %s", status, answer)
	}
	if status, answer := call(t, s, "POST", callbackPath(i), `{"type":8,"data":{"choices":[]}}`); status != 400 {
		t.Errorf("suggestions for a command: %d %s", status, answer)
	}
}

func TestCommandLimits(t *testing.T) {
	s, _ := start(t, Options{})
	command := func(fields string) string { return `[{"type":1,"name":"a","description":"d",` + fields + `}]` }
	for _, c := range []struct{ body, want string }{
		{`[{"type":1,"name":"A b","description":"d"}]`, "name is invalid"},
		{`[{"type":1,"name":"a","description":""}]`, `"description"`},
		{`[{"type":1,"name":"a","description":"d"},{"type":1,"name":"a","description":"d"}]`, "unique"},
		{command(`"description_localizations":{"zh":"x"}`), "Unknown locale"},
		{command(`"options":[{"type":3,"name":"o","description":"d"},{"type":3,"name":"p","description":"d","required":true}]`), "before non-required"},
		{command(`"options":[{"type":3,"name":"o","description":"d","autocomplete":true,"choices":[{"name":"n","value":"v"}]}]`), "exclude each other"},
		{command(`"option":[]`), "unknown field"},
	} {
		if status, answer := call(t, s, "PUT", "/applications/"+AppID+"/commands", c.body); status != 400 || !strings.Contains(answer, c.want) {
			t.Errorf("%s\n got %d %s\nwant %s", c.body, status, answer, c.want)
		}
	}
	first := keep(t, s)
	if again := keep(t, s); again != first {
		t.Errorf("a command of the same name has id %s, then %s", first, again)
	}
}

// keep registers a command and returns its id.
func keep(t *testing.T, s *Server) string {
	t.Helper()
	status, answer := call(t, s, "PUT", "/applications/"+AppID+"/commands", `[{"type":1,"name":"a","description":"d","description_localizations":{"zh-CN":"z"}}]`)
	var list []Command
	if err := json.Unmarshal([]byte(answer), &list); err != nil || status != 200 || len(list) != 1 || list[0].Descriptions["zh-CN"] != "z" {
		t.Fatalf("%d %s: %v", status, answer, err)
	}
	return list[0].ID
}

func TestCallbackOnce(t *testing.T) {
	s, in := start(t, Options{})
	i, got := asked(t, s, in)
	body := `{"type":4,"data":{"content":"<@1> hello"}}`
	if status, answer := call(t, s, "POST", callbackPath(got), body); status != 204 {
		t.Fatalf("%d %s", status, answer)
	}
	if status, answer := call(t, s, "POST", callbackPath(got), body); status != 400 || !strings.Contains(answer, "40060") {
		t.Errorf("a second callback: %d %s", status, answer)
	}
	m, err := i.Wait(t.Context())
	if err != nil || !m.Pings {
		t.Errorf("message %+v, %v: a mention without allowed_mentions pings", m, err)
	}
}

func TestDeferredThenDeleted(t *testing.T) {
	s, in := start(t, Options{})
	i, got := asked(t, s, in)
	webhook := "/webhooks/" + AppID + "/" + got.Token
	for _, step := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", callbackPath(got), `{"type":5}`, 204},
		{"DELETE", webhook + "/messages/@original", "", 204},
		{"PATCH", webhook + "/messages/@original", `{"content":"x"}`, 404},
		{"POST", webhook, `{"content":"private","flags":64}`, 200},
	} {
		if status, answer := call(t, s, step.method, step.path, step.body); status != step.status {
			t.Errorf("%s %s: %d %s", step.method, step.path, status, answer)
		}
	}
	m, err := i.Wait(t.Context())
	if err != nil || m.Content != "private" || !m.Ephemeral() {
		t.Errorf("%+v, %v", m, err)
	}
	if n := len(s.Messages(User{ID: "other"})); n != 0 {
		t.Errorf("another user sees %d messages", n)
	}
}

func TestDeadlines(t *testing.T) {
	s, in := start(t, Options{FirstResponse: 50 * time.Millisecond})
	i, got := asked(t, s, in)
	if m, err := i.Wait(t.Context()); err != nil || !m.Failed || !m.Ephemeral() {
		t.Errorf("no response: %+v, %v", m, err)
	}
	if status, answer := call(t, s, "POST", callbackPath(got), `{"type":4,"data":{"content":"late"}}`); status != 404 {
		t.Errorf("a late response: %d %s", status, answer)
	}
	s, in = start(t, Options{TokenLife: time.Nanosecond})
	_, got = asked(t, s, in)
	if status, answer := call(t, s, "PATCH", "/webhooks/"+AppID+"/"+got.Token+"/messages/@original", `{"content":"x"}`); status != 401 {
		t.Errorf("an expired token: %d %s", status, answer)
	}
}

func TestClientChecks(t *testing.T) {
	s, _ := start(t, Options{})
	for name, options := range map[string]map[string]any{
		"none": {}, "ask": {}, "ask ": {"question": "x", "other": "y"},
	} {
		if _, err := s.Slash(ann, strings.TrimSpace(name), options); err == nil {
			t.Errorf("%s with %v is sent", name, options)
		}
	}
	if _, err := s.Press(ann, "1", "x"); err == nil {
		t.Error("a button of a message that is not there is pressed")
	}
}

func TestUnauthorized(t *testing.T) {
	s, _ := start(t, Options{})
	response, err := http.Get(s.URL() + "/api/v9/users/@me")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a token: %d", response.StatusCode)
	}
}

func TestWaitGivesUp(t *testing.T) {
	s, in := start(t, Options{})
	i, _ := asked(t, s, in)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := i.Wait(ctx); err == nil {
		t.Error("an answer that nobody gave")
	}
}
