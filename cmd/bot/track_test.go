package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lede/internal/demosite"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// demo starts the site of the demonstration and returns its address, and a configuration that may read it.
func demo(t *testing.T, after time.Duration) (address, config string) {
	t.Helper()
	site, end, err := demosite.Listen(0, demosite.Site{Started: time.Now(), After: after})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	dir := t.TempDir()
	testkit.Write(t, dir, "c.yaml", "fetch:\n  allow: [\""+site+"\"]\n")
	return "http://" + site + "/", filepath.Join(dir, "c.yaml")
}

// TestTrack tracks the site of the demonstration by commands, each a program of its own.
func TestTrack(t *testing.T) {
	t.Parallel()
	address, config := demo(t, time.Hour)
	args := []string{"--config", config, "--corpus", seedAlone(t), "--state", t.TempDir()}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"track", address}, "Ferry to Gull Island runs twice as often"},
		{[]string{"tracked"}, "None so far"},
		{[]string{"track", "--keep", "--tags", "demo", address}, "Articles: 4"},
		{[]string{"ask", "How many steps does the lighthouse of Port Ember have?"}, "No article"},
		{[]string{"ask", "How many passengers does the Kittiwake carry?"}, "120 passengers"},
		{[]string{"ask", "--lang", "zh", "烬港茶叶节的门票多少钱？"}, "二十元"},
		{[]string{"log"}, "Tracked: Port Ember Post"},
	} {
		if code, out, errs := bot(t, nil, "", append(c.args, args...)...); code != 0 || !strings.Contains(strings.Join(strings.Fields(out), " "), c.want) {
			t.Errorf("%v: %d, %s%s", c.args, code, out, errs)
		}
	}
	_, out, _ := bot(t, nil, "", append([]string{"tracked", "--json"}, args...)...)
	var list struct{ Feeds []struct{ URL string } }
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list.Feeds) != 1 || list.Feeds[0].URL != address+"feed.xml" {
		t.Errorf("%s, %v", out, err)
	}
}

// TestDemoAlone checks that only the demonstration may read its site: any other start refuses the address.
func TestDemoAlone(t *testing.T) {
	t.Parallel()
	address, _ := demo(t, time.Hour)
	if code, out, errs := bot(t, nil, "", "track", address, "--corpus", seedAlone(t), "--state", t.TempDir()); code != 1 || !strings.Contains(out+errs, "port other than") {
		t.Errorf("%d, %s%s", code, out, errs)
	}
}

// TestBrowserTrack tracks the site of the demonstration in the channel: its articles come, then a new one, and a correction.
func TestBrowserTrack(t *testing.T) {
	t.Parallel()
	settings := t.TempDir()
	testkit.Write(t, settings, "c.yaml", "limits:\n  per_user: 100\n")
	var moved clock
	c := browseWith(t, env{pace: pace{every: time.Second, least: time.Second, pause: 10 * time.Millisecond}, now: moved.now}, seedAlone(t), "--config", filepath.Join(settings, "c.yaml"))
	c.Until(`!document.querySelector(".chip").disabled`)
	c.Do(chromedp.Evaluate(`[...document.querySelectorAll(".chip")].pop().click()`, nil))
	c.See(".ephemeral", "Ferry to Gull Island runs twice as often")
	c.See(".ephemeral", "Port Ember Post (demo)")
	c.keep("track.png", 1000, 760)
	c.Audit()
	c.click("Track it")
	c.See(".ephemeral", "Tracked.")
	c.asked("What does a ferry ticket to Gull Island cost?", "8 crowns")
	c.asked("烬港旧桥有多长？", "一百八十六米")
	moved.move(demosite.After)
	c.asked("How many steps does the lighthouse of Port Ember have?", "214")
	c.asked("What does a ferry ticket to Gull Island cost?", "9 crowns, not 8")
	c.use("/tracked")
	c.See(".ephemeral", "articles in seven days: 5")
	c.keep("tracked.png", 1000, 760)
	c.keep("tracked-phone.png", 390, 844)
	c.Audit()
}

// asked asks until an answer has a text.
func (c *channel) asked(question, want string) {
	c.t.Helper()
	const all = `document.querySelectorAll(".message:not(.loading)")`
	for range 60 {
		before := c.Number(all + `.length`)
		c.use("/ask " + question)
		c.Until(fmt.Sprintf(all+`.length > %v`, before))
		if strings.Contains(c.Eval(`[...`+all+`].pop().innerText`), want) {
			return
		}
		time.Sleep(time.Second)
	}
	c.t.Errorf("%s is not answered by %q", question, want)
}

// TestTrackTells tracks a site whose new articles are posted in a channel, and which is gone one day: its editor gets a direct
// message.
func TestTrackTells(t *testing.T) {
	t.Parallel()
	var gone atomic.Bool
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if gone.Load() {
			w.WriteHeader(http.StatusGone)
			return
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour Post</title><link>http://%s/</link><item><guid>1</guid><title>Boats for hire</title><link>/1</link><description>%s</description></item></channel></rss>`,
			r.Host, strings.Repeat("The boats of Vellmar are for hire since Monday. ", 40))
	}))
	defer site.Close()
	f := withFollowers(t, fmt.Sprintf("fetch:\n  allow: [%q]\n", site.Listener.Addr()))
	kept := f.use("track", map[string]any{"address": site.URL, "channel": localdiscord.NewsChannelID, "keep": true})
	wantText(t, "tracked", textOf(kept), "Tracked.", "<#"+localdiscord.NewsChannelID+">")
	wantText(t, "the post", f.posts(localdiscord.NewsChannelID, 1)[0].Content, "Boats for hire", "source:127.0.0.1")
	gone.Store(true)
	f.clock.move(time.Hour)
	wantText(t, "the message to the editor", f.posts(f.Direct(f.admin), 1)[0].Content, "I have paused “Harbour Post”", "answers with error 410", "/tracked resumes it")
	wantText(t, "/tracked", textOf(f.use("tracked", nil)), "Paused, since it has failed for days")
}
