package commands_test

import (
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// choose chooses the first item of a reply's menu.
func (e editors) choose(t *testing.T, a commands.Actor, r commands.Reply) commands.Reply {
	t.Helper()
	press := commands.Press{State: r.Menu.State, Values: []string{r.Menu.Items[0].Value}, Reply: r.State, ByAsker: true}
	return e.Accept(commands.Input{Actor: a, Action: press}).Run(t.Context())
}

// TestTrack tracks a site by its page, asks one of its articles, and pauses, resumes, removes and tracks it again.
func TestTrack(t *testing.T) {
	e := withEditors(t, "1")
	found := e.use(t, manager, "track", commands.Options{"address": e.site, "tags": "harbour, #two words，渡轮, harbour"})
	contains(t, "the feed", found, "Harbour Post", e.site+"/feed", "harbour, two words, 渡轮", "Ferries run hourly")
	form := e.press(t, manager, found, "Tags…")
	if form.Form == nil || form.Form.Fields[0].Value != "harbour, two words, 渡轮" {
		t.Fatalf("%+v", form.Form)
	}
	tags := commands.Submit{State: form.Form.State, Values: map[string]string{commands.TagsField: "harbour, ferries"}, ByAsker: true}
	contains(t, "a form of a member", e.Accept(commands.Input{Actor: commands.Actor{User: "2", Guild: "1", Locale: commands.English}, Action: tags}).Run(t.Context()), "can use this")
	contains(t, "tags", e.Accept(commands.Input{Actor: manager, Action: tags}).Run(t.Context()), "Tags: harbour, ferries", "Not decided yet")
	contains(t, "before it is kept", e.use(t, manager, "tracked", nil), "None so far")
	contains(t, "kept", e.press(t, manager, found, "Track it"), "Tracked.", "Harbour Post", "Articles: 1", "Followed")
	contains(t, "kept twice", e.press(t, manager, found, "Track it"), "decided already")
	contains(t, "asked", e.use(t, manager, "ask", commands.Options{"question": "How much do ferry tickets cost?", "tag": "harbour"}), "12 crowns")
	contains(t, "tracked twice", e.use(t, manager, "track", commands.Options{"address": e.site + "/feed", "keep": true}), "tracked already")
	list := e.use(t, manager, "tracked", nil)
	contains(t, "the list", list, "Harbour Post", "Followed", "articles in seven days: 1")
	shown := e.choose(t, manager, list)
	paused := e.press(t, manager, shown, "Pause")
	contains(t, "paused", paused, "Paused")
	contains(t, "paused twice", e.press(t, manager, shown, "Pause"), "decided already")
	resumed := e.press(t, manager, paused, "Resume")
	contains(t, "resumed", resumed, "Followed")
	removed := e.press(t, manager, resumed, "Stop tracking")
	contains(t, "removed", removed, "not tracked any more")
	contains(t, "an empty list", e.use(t, manager, "tracked", nil), "None so far")
	contains(t, "its articles", e.use(t, manager, "ask", commands.Options{"question": "How much do ferry tickets cost?"}), "12 crowns")
	contains(t, "tracked again", e.press(t, manager, removed, "Track it again"), "Tracked.", "Articles: 1")
	contains(t, "the log", e.use(t, manager, "log", nil), manager.User, "Tracked: Harbour Post", "Paused: Harbour Post", "Resumed: Harbour Post", "Stopped tracking: Harbour Post")
	member := commands.Actor{User: "2", Guild: "1", Locale: commands.English}
	for _, b := range []commands.Reply{found, paused, resumed, removed} {
		press := commands.Press{State: b.Rows[0][0].State, ByAsker: true}
		reply := e.Accept(commands.Input{Actor: member, Action: press}).Run(t.Context())
		contains(t, "a forged press", reply, "can use this")
	}
}

func TestTrackRefused(t *testing.T) {
	e := withEditors(t, "1")
	for address, want := range map[string]string{"http://169.254.169.254/": "private or special network", "x": "no web address"} {
		contains(t, address, e.use(t, manager, "track", commands.Options{"address": address}), want)
	}
	contains(t, "tags", e.use(t, manager, "track", commands.Options{"address": e.site, "tags": "a,b,c,d,e,f,g,h,i"}), "more than 8 tags")
	discarded := e.use(t, manager, "track", commands.Options{"address": e.site})
	contains(t, "discarded", e.press(t, manager, discarded, "Discard"), "nothing was kept")
	contains(t, "kept after that", e.press(t, manager, discarded, "Track it"), "decided already")
	traditional := manager
	traditional.Locale = commands.Taiwan
	if got := said(e.use(t, traditional, "track", commands.Options{"address": e.site})); !strings.Contains(got, "訂閱源") || !strings.Contains(got, "不加標籤") {
		t.Error(got)
	}
}

// TestTrackRecords pins the JSON of what is tracked.
func TestTrackRecords(t *testing.T) {
	e := withEditors(t)
	plain := func(r commands.Reply) any {
		t.Helper()
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		return r.Result.Record()
	}
	found := plain(testkit.Use(t, e.Service, commands.English, "track", commands.Options{"address": e.site, "tags": "harbour"})).(commands.TrackRecord)
	found.URL, found.Site, found.Newest[0].URL = "", "", ""
	golden(t, "track", found)
	feed := plain(testkit.Use(t, e.Service, commands.English, "track", commands.Options{"address": e.site, "keep": true})).(commands.FeedRecord)
	feed.URL, feed.Site = "", ""
	golden(t, "track-keep", feed)
	list := plain(testkit.Use(t, e.Service, commands.English, "tracked", nil)).(commands.FeedsRecord)
	list.Feeds[0].URL, list.Feeds[0].Site = "", ""
	golden(t, "tracked", list)
}
