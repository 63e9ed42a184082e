package localdiscord

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lede/internal/contract"
)

// clock is a clock that a test moves.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time          { return time.Unix(c.at.Load(), 0) }
func (c *clock) forward(d time.Duration) { c.at.Add(int64(d / time.Second)) }

// sent is a message as the REST interface returns it.
type sent struct {
	ID      string `json:"id"`
	Channel string `json:"channel_id"`
	Nonce   string `json:"nonce"`
}

// post posts a message in a channel and returns the status and the message.
func post(t *testing.T, s *Server, channel, body string) (int, sent, string) {
	t.Helper()
	status, answer := call(t, s, http.MethodPost, "/channels/"+channel+"/messages", body)
	var m sent
	if status == http.StatusOK && json.Unmarshal([]byte(answer), &m) != nil {
		t.Fatal(answer)
	}
	return status, m, answer
}

// TestNonces posts messages with nonces: an enforced one that was used within the window gives the earlier message.
func TestNonces(t *testing.T) {
	var now clock
	described := contract.Load(t)
	s, _ := start(t, Options{Now: now.now, OnRequest: func(method, route string, body []byte) {
		if strings.Contains(route, "/messages") {
			described.Check(method, route, body)
		}
	}})
	ids := map[string]string{}
	for _, step := range []struct {
		name, channel, body string
		after               time.Duration
		same                string // the step whose message it gives; "" for a new one
	}{
		{"first", NewsChannelID, `{"content":"a","nonce":"n1","enforce_nonce":true}`, 0, ""},
		{"repeated", NewsChannelID, `{"content":"a","nonce":"n1","enforce_nonce":true}`, time.Minute, "first"},
		{"with another text", NewsChannelID, `{"content":"b","nonce":"n1","enforce_nonce":true}`, 0, "first"},
		{"another nonce", NewsChannelID, `{"content":"a","nonce":"n2","enforce_nonce":true}`, 0, ""},
		{"a number", NewsChannelID, `{"content":"a","nonce":9007199254740993,"enforce_nonce":true}`, 0, ""},
		{"the number as a text", NewsChannelID, `{"content":"a","nonce":"9007199254740993","enforce_nonce":true}`, 0, "a number"},
		{"not enforced", NewsChannelID, `{"content":"a","nonce":"n1"}`, 0, ""},
		{"no nonce", NewsChannelID, `{"content":"a","enforce_nonce":true}`, 0, ""},
		{"no nonce again", NewsChannelID, `{"content":"a","enforce_nonce":true}`, 0, ""},
		{"outside of the window", NewsChannelID, `{"content":"a","nonce":"n1","enforce_nonce":true}`, nonceWindow, ""},
		{"in another channel", ChannelID, `{` + v2 + `[` + word + `],"nonce":"n3","enforce_nonce":true}`, 0, ""},
	} {
		now.forward(step.after)
		status, m, answer := post(t, s, step.channel, step.body)
		if status != http.StatusOK || m.Channel != step.channel {
			t.Fatalf("%s: %d %s", step.name, status, answer)
		}
		for name, id := range ids {
			if (id == m.ID) != (name == step.same) && ids[step.same] != id {
				t.Errorf("%s: the same message as %s: %v", step.name, name, id == m.ID)
			}
		}
		ids[step.name] = m.ID
	}
	if n := len(s.Messages(ann)); n != 8 {
		t.Errorf("%d messages, want 8", n)
	}
}

// TestPostsRefused posts where the bot may not, and what no message may have.
func TestPostsRefused(t *testing.T) {
	s, _ := start(t, Options{})
	open := func(user string) (int, string) {
		status, answer := call(t, s, http.MethodPost, "/users/@me/channels", `{"recipient_id":"`+user+`"}`)
		var c struct {
			ID string `json:"id"`
		}
		_ = json.Unmarshal([]byte(answer), &c)
		return status, c.ID
	}
	if status, _ := open("1"); status != http.StatusBadRequest {
		t.Errorf("a stranger can be written to: %d", status)
	}
	status, direct := open(Members()[1].ID)
	if status != http.StatusOK || direct != s.Direct(Members()[1]) {
		t.Fatalf("%d, channel %q", status, direct)
	}
	try := func(name, channel, body string, want int, code string) {
		t.Helper()
		if status, _, answer := post(t, s, channel, body); status != want || !strings.Contains(answer, code) {
			t.Errorf("%s: %d %s, want %d with %s", name, status, answer, want, code)
		}
	}
	const hello = `{"content":"hello <@800000000000000012>","allowed_mentions":{"parse":["users"]}}`
	try("direct", direct, hello, 200, `"channel_id"`)
	if m := s.Messages(Members()[1]); len(m) != 1 || !m[0].Pings {
		t.Errorf("its reader sees %+v", m)
	}
	if m := s.Messages(Members()[0]); len(m) != 0 {
		t.Errorf("another user sees %+v", m)
	}
	try("nothing", ChannelID, `{"nonce":"1","enforce_nonce":true}`, 400, "50006")
	try("a long nonce", ChannelID, `{"content":"x","nonce":"`+strings.Repeat("n", 26)+`"}`, 400, "25 or fewer")
	try("an unknown field", ChannelID, `{"content":"x","once":1}`, 400, "unknown field")
	try("no such channel", "1", hello, 404, "10003")
	s.Permit(ChannelID, ViewChannel)
	try("no right to write", ChannelID, hello, 403, "50013")
	s.Permit(ChannelID, 0)
	try("no right to see", ChannelID, hello, 403, "50001")
	s.Permit(direct, 0)
	try("takes no messages", direct, hello, 403, "50007")
	if status, answer := call(t, s, http.MethodGet, "/channels/"+NewsChannelID, ""); status != 200 || !strings.Contains(answer, `"name":"news"`) {
		t.Errorf("%d %s", status, answer)
	}
	s.DeleteChannel(NewsChannelID)
	try("deleted", NewsChannelID, hello, 404, "10003")
}

// TestDirectCommands uses commands in a direct message: it has no member and no guild, and only the commands for it are there.
func TestDirectCommands(t *testing.T) {
	s, in := start(t, Options{})
	register(t, s, "", `[{"type":1,"name":"ask","description":"d","contexts":[0,1]},{"type":1,"name":"edit","description":"d","contexts":[0]}]`)
	direct := s.Direct(ann)
	if _, err := s.SlashIn(direct, ann, "edit", nil); err == nil {
		t.Error("a command of the guild is offered in a direct message")
	}
	if _, err := s.SlashIn(direct, Members()[0], "ask", nil); err == nil {
		t.Error("a member sees another one's direct messages")
	}
	if _, err := s.SlashIn(direct, ann, "ask", nil); err != nil {
		t.Fatal(err)
	}
	i := <-in
	if i.Member != nil || i.User == nil || i.User.ID != ann.ID || i.GuildID != "" || i.ChannelID != direct {
		t.Errorf("%+v", i)
	}
	if status, answer := call(t, s, "POST", callbackPath(i), `{"type":4,"data":{"content":"hello"}}`); status != 204 {
		t.Fatal(status, answer)
	}
	if m := s.Messages(ann); len(m) != 1 || m[0].Channel != direct || len(s.Messages(Members()[0])) != 0 {
		t.Errorf("%+v", m)
	}
}

// TestChannelsKeepTheirOwn fills one channel: the messages of another one stay.
func TestChannelsKeepTheirOwn(t *testing.T) {
	s, _ := start(t, Options{})
	for n := range messagesKept + 2 {
		if status, _, answer := post(t, s, NewsChannelID, fmt.Sprintf(`{"content":"%d"}`, n)); status != 200 {
			t.Fatal(answer)
		}
		if n == 0 {
			post(t, s, ChannelID, `{"content":"old"}`)
		}
	}
	m := s.Messages(ann)
	if len(m) != messagesKept+1 || m[0].Content != "old" || m[1].Content != "2" {
		t.Errorf("%d messages, the first ones %q and %q", len(m), m[0].Content, m[1].Content)
	}
}

// TestBrowserChannels reads a post in another channel, then a direct message, which other members do not see.
func TestBrowserChannels(t *testing.T) {
	c := open(t, Options{})
	c.See("#channels [aria-current]", "#articles")
	post(t, c.s, NewsChannelID, `{"content":"a story"}`)
	c.See("#channels .unread", "#news")
	c.everySize("unread")
	c.Do(chromedp.Click(`#channels .unread`))
	c.See(".message", "a story")
	c.Until(`!document.querySelector("#channels .unread") && entry.placeholder.includes("#news")`)
	post(t, c.s, c.s.Direct(Members()[0]), `{"content":"for you"}`)
	c.See("#channels .unread", "@"+botName)
	c.Do(chromedp.Click(`#channels .unread`))
	c.See(".message", "for you")
	c.everySize("direct")
	c.Do(chromedp.Evaluate(fmt.Sprintf(`picker.value = %q; picker.dispatchEvent(new Event("change"))`, Members()[1].ID), nil))
	c.See("#channels [aria-current]", "#articles")
	c.Do(chromedp.Click(`#channels button:last-child`))
	c.See("#channels [aria-current]", "@"+botName)
	if got := c.Eval(`document.querySelectorAll(".message").length`); got != "0" {
		t.Errorf("another member sees %s messages", got)
	}
}
