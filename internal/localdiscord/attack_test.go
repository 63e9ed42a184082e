package localdiscord

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/internal/testkit/browser"
)

// attack is the script of a foreign page that somehow has all tokens. It tries to read, to post and to become the bot, and
// notes what it reached.
const attack = `
const reached = [];
let open = 0;
const done = (p) => { open++; p.catch(() => {}).finally(() => { if (--open === 0) document.title = "done " + reached.join(); }); };
const get = (url) => done(fetch(url).then((r) => r.text()).then((t) => reached.push(url + " " + t)));
const post = (url, body) => done(fetch(url, { method: "POST", mode: "no-cors", body }));
get(target + "/");
get(target + "/?token=" + key);
get(target + "/page/members?token=" + key);
get(target + "/page/events?token=" + key + "&user=800000000000000011");
get(target + "/api/v10/gateway");
post(target + "/page/slash?token=" + key, JSON.stringify({ user: "800000000000000011", name: "ask", options: { question: "forged" } }));
post(target + "/api/v10" + callback, JSON.stringify({ type: 4, data: { content: "[log in](https://evil.example)" } }));
done(new Promise((resolve) => {
  const socket = new WebSocket(target.replace("http", "ws") + "/gateway-socket/");
  socket.onopen = () => { reached.push("socket"); socket.send(JSON.stringify({ op: 2, d: { token: "Bot " + token } })); };
  socket.onmessage = (e) => reached.push(e.data);
  socket.onclose = resolve;
  setTimeout(resolve, 5000);
}));
done(new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.src = target + "/?token=" + key;
  frame.onload = () => { try { if (frame.contentDocument.body.textContent) reached.push("frame"); } catch { /* another origin */ } resolve(); };
  document.body.append(frame);
}));
`

// TestBrowserForeignPage opens a foreign page in the browser that the reader uses: from another port of this machine, from
// another name of it, and from a name that leads to the server's own port (DNS rebinding).
func TestBrowserForeignPage(t *testing.T) {
	var calls atomic.Int32
	s, in := start(t, Options{FirstResponse: time.Hour, OnRequest: func(string, string, []byte) { calls.Add(1) }})
	_, asked := asked(t, s, in)
	before := calls.Load()
	_, port, _ := strings.Cut(s.URL(), "http://127.0.0.1")
	for _, c := range []struct{ page, target string }{{"127.0.0.1", "127.0.0.1"}, {"localhost", "localhost"}, {"localhost", "evil.localhost"}} {
		target := "http://" + c.target + port
		evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			var values strings.Builder
			for name, value := range map[string]string{"target": target, "key": s.pageKey, "token": s.Token(), "callback": callbackPath(asked)} {
				raw, err := json.Marshal(value)
				if err != nil {
					t.Error(err)
				}
				fmt.Fprintf(&values, "const %s = %s;", name, raw)
			}
			fmt.Fprintf(w, "<!doctype html><body><script>%s%s</script>", values.String(), attack)
		}))
		page := browser.Open(t, strings.Replace(evil.URL, "127.0.0.1", c.page, 1))
		page.AllowFaults() // the browser complains about each refusal
		page.Until(`document.title.startsWith("done")`)
		if got := page.Eval(`document.title`); got != "done" {
			t.Errorf("a page at %s with %s reached %s", c.page, target, got)
		}
		evil.Close()
	}
	if n := calls.Load(); n != before || len(s.Messages(ann)) != 0 || !s.lastPushedOut().IsZero() || len(in) != 0 {
		t.Errorf("%d calls, messages %+v, pushed out %v, %d questions", n-before, s.Messages(ann), s.lastPushedOut(), len(in))
	}
}
