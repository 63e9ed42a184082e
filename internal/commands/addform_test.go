package commands_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/internal/added"
	"lede/internal/commands"
	"lede/internal/state"
)

// submit sends the form that a reply shows, with changed fields.
func (e editors) submit(t *testing.T, a commands.Actor, r commands.Reply, change map[string]string) commands.Reply {
	t.Helper()
	if r.Form == nil {
		t.Fatalf("no form, but %s", said(r))
	}
	values := map[string]string{}
	for _, f := range r.Form.Fields {
		values[f.Name] = f.Value
	}
	for name, value := range change {
		if _, ok := values[name]; !ok {
			t.Fatalf("the form has no field %s", name)
		}
		values[name] = value
	}
	return e.Accept(commands.Input{Actor: a, Action: commands.Submit{State: r.Form.State, Values: values, ByAsker: true}}).Run(t.Context())
}

const boats = "Boats for hire in Vellmar\n\nThe boat yard of Vellmar rents rowing boats for 7 crowns an hour since May 2, 2026. The yard"

// TestAddText types a text in three parts, corrects it, keeps it and asks it.
func TestAddText(t *testing.T) {
	e := withEditors(t, "1")
	asked := e.use(t, manager, "add", nil)
	if asked.Form == nil || len(asked.Form.Fields) != 5 || asked.Form.Title != "An article to add" {
		t.Fatalf("%+v", asked.Form)
	}
	preview := e.submit(t, manager, asked, map[string]string{"link": "https://vellmar.example/boats", "text": boats,
		"text2": "opens at nine.", "text3": "Dogs may come along."})
	contains(t, "the preview", preview, "Boats for hire in Vellmar", "The yard opens at nine.", "Dogs may come along.", "Missing: Date, Author")
	unlinked := e.submit(t, manager, asked, map[string]string{"text": boats})
	contains(t, "without a link", unlinked, "Missing: Outlet, Date, Author, Link")
	if row := unlinked.Rows[0]; len(row) != 3 || row[2].Label != "Discard" {
		t.Errorf("buttons %+v", row)
	}
	form := e.press(t, manager, preview, "Correct")
	if form.Form == nil || form.Form.Fields[0].Value != "Boats for hire in Vellmar" || form.Form.Fields[3].Value != "https://vellmar.example/boats" {
		t.Fatalf("%+v", form.Form)
	}
	contains(t, "a day that is none", e.submit(t, manager, form, map[string]string{"day": "soon"}), "“soon” is not a date")
	contains(t, "a week", e.submit(t, manager, form, map[string]string{"day": "2026-05"}), "“2026-05” is not a date")
	contains(t, "a link that is none", e.submit(t, manager, form, map[string]string{"link": "javascript:x"}), "no web address")
	right := e.submit(t, manager, form, map[string]string{"title": "Boats: for “hire”", "day": "May 3, 2026", "outlet": "Yard Post", "tags": "boats, 船、hire,"})
	contains(t, "corrected", right, "Boats: for “hire”", "3 May 2026", "Yard Post", "boats, 船, hire", "The yard opens at nine.")
	contains(t, "kept", e.press(t, manager, right, "Keep"), "Kept")
	contains(t, "asked", e.use(t, manager, "ask", commands.Options{"question": "What does a rowing boat cost an hour in Vellmar?"}), "7 crowns", "3 May 2026", "Yard Post")
	contains(t, "by tag", e.use(t, manager, "latest", commands.Options{"tag": "船"}), "Boats: for “hire”")
	contains(t, "corrected too late", e.submit(t, manager, form, nil), "decided already")
	contains(t, "an empty text", e.submit(t, manager, asked, map[string]string{"text": " ", "title": "x"}), "no text of an article")
}

// TestAddFile reads files of several kinds, and refuses what is none of them, too large, or several articles.
func TestAddFile(t *testing.T) {
	e := withEditors(t, "1")
	add := func(f added.File) commands.Reply {
		return e.use(t, manager, "add", commands.Options{"file": f})
	}
	md := "---\ntitle: Gulls\nsource: https://birds.example/gulls\npublished: 2026-03-04\n---\n\nA gull of Vellmar stole 41 fish in one week, the harbour master said.\n"
	contains(t, "Markdown", add(added.File{Name: "gulls.md", Raw: []byte(md)}), "Gulls", "4 March 2026", "41 fish")
	contains(t, "fetched", add(added.File{Name: "ferries.html", URL: e.site + "/cdn", Size: 100}), "Ferries run hourly", "every hour from April")
	contains(t, "a path", add(added.File{Name: `..\..\2026-02-03-gulls.txt`, Raw: []byte("Gulls again\n\nThe gulls of Vellmar are back since Tuesday, the harbour master said.\n")}), "Gulls again")
	contains(t, "a picture", add(added.File{Name: "a.png", Raw: []byte("x")}), "files of this kind", ".pdf")
	contains(t, "too large", add(added.File{Name: "a.txt", URL: e.site, Size: 11 << 20}), "larger than 10 MB")
	contains(t, "nothing in it", add(added.File{Name: "a.txt", Raw: []byte("\n")}), "no text of an article")
	contains(t, "a special network", add(added.File{Name: "a.txt", URL: "http://10.0.0.1/a.txt"}), "private or special network")
	kept := e.use(t, manager, "add", commands.Options{"file": added.File{Name: "gulls.md", Raw: []byte(md)}, "keep": true})
	contains(t, "kept at once", kept, "Kept")
	again := add(added.File{Name: "other.md", Raw: []byte(strings.Replace(md, "Gulls", "More gulls", 1))})
	contains(t, "the same link", again, "With this link already: Gulls")
	contains(t, "kept all the same", e.press(t, manager, again, "Keep all the same"), "Kept")
	contains(t, "a link for a file", e.use(t, manager, "add", commands.Options{"file": added.File{Name: "b.txt", Raw: []byte("Boats\n\n" + boats)}, "link": "https://birds.example/gulls/"}),
		"With this link already")
}

// more are texts of which none is like another.
var more = []string{"The harbour master saw them on Monday from his window, with a cup of tea in his hand.", "Nobody was hurt when they came down to the old pier.",
	"Two schools closed early, and the mayor asked for calm in a letter to every parent.", "A baker on the quay sold out of rye bread before noon.", "Rain is forecast until Sunday in the whole of the county."}

// exported is a file with several articles, in a form that readers of feeds export.
func exported(t *testing.T, titles ...string) added.File {
	t.Helper()
	var items []map[string]string
	for n, title := range titles {
		items = append(items, map[string]string{"title": title, "url": fmt.Sprintf("https://birds.example/%d", n),
			"content_html": fmt.Sprintf("<p>%s of Vellmar ate %d fish. %s</p>", title, 100+n, more[n%len(more)])})
	}
	raw, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	return added.File{Name: "export.json", Raw: raw}
}

// TestAddSeveral reads a file of several articles, corrects one, keeps those that are new, and reads the file again.
func TestAddSeveral(t *testing.T) {
	e := withEditors(t, "1")
	add := func(f added.File) commands.Reply {
		return e.use(t, manager, "add", commands.Options{"file": f})
	}
	list := add(exported(t, "Gulls", "Terns", "Puffins"))
	contains(t, "the list", list, "3 articles", "Gulls", "Terns", "Puffins")
	choose := func(n int) commands.Reply {
		task := e.Accept(commands.Input{Actor: manager, Action: commands.Press{State: list.Menu.State, Values: []string{list.Menu.Items[n].Value}, ByAsker: true}})
		return task.Run(t.Context())
	}
	one := choose(1)
	contains(t, "one of them", one, "Terns", "ate 101 fish")
	contains(t, "corrected", e.submit(t, manager, e.press(t, manager, one, "Correct"), map[string]string{"day": "2026-05-06"}), "6 May 2026")
	contains(t, "kept alone", e.press(t, manager, choose(0), "Keep"), "Kept")
	contains(t, "the others", e.press(t, manager, list, "Keep all"), "Kept: 2.", "Terns", "6 May 2026", "Puffins")
	contains(t, "asked", e.use(t, manager, "ask", commands.Options{"question": "How many fish did the terns of Vellmar eat?"}), "101 fish", "6 May 2026")
	contains(t, "decided", e.press(t, manager, list, "Keep all"), "decided already")
	again := add(exported(t, "Gulls", "Terns", "Puffins", "Cormorants"))
	contains(t, "again", again, "4 articles", "Puffins · birds.example · no date · is here already")
	contains(t, "the new one", e.press(t, manager, again, "Keep the new ones: 1"), "Kept: 1.", "Cormorants")
	contains(t, "discarded", e.press(t, manager, again, "Discard"), "Discarded")
	contains(t, "and gone", e.press(t, manager, again, "Keep the new ones: 1"), "decided already")
	contains(t, "at once", e.use(t, manager, "add", commands.Options{"file": exported(t, "Gulls", "Terns", "Puffins", "Cormorants", "Auks"), "keep": true}), "Kept: 1.", "Auks", "here already: 4")
	two := exported(t, "Ospreys", "Herons")
	two.Raw = []byte(strings.NewReplacer("birds", "waders", "Herons", "Ospreys", "101 fish", "100 fish", more[1], more[0]).Replace(string(two.Raw)))
	contains(t, "twice in one file", add(two), "2 articles", "Ospreys · waders.example · no date · is here already")
	contains(t, "too many", add(exported(t, strings.Fields(strings.Repeat("Gulls ", 101))...)), "more articles in this file")
	stranger := commands.Actor{User: "2", Guild: "2", Permissions: ^uint64(0), Locale: commands.English}
	contains(t, "another server's", e.press(t, stranger, list, "Keep all"), "can use this")
}

// TestTwoEditors has two editors look at one article before either keeps it: the second is told, and may keep it all the same.
func TestTwoEditors(t *testing.T) {
	e := withEditors(t, "1")
	var previews []commands.Reply
	for range 2 {
		previews = append(previews, e.use(t, manager, "add", commands.Options{"link": e.site + "/a"}))
	}
	contains(t, "the first", e.press(t, manager, previews[0], "Keep"), "Kept")
	again := e.press(t, manager, previews[1], "Keep")
	contains(t, "the second", again, "With this link already: Ferries run hourly")
	contains(t, "all the same", e.press(t, manager, again, "Keep all the same"), "Kept")
}

// TestLongFields sends more than a form takes, as a modified client may.
func TestLongFields(t *testing.T) {
	e := withEditors(t, "1")
	long := commands.Submit{State: commands.State{Kind: commands.PasteArticle}, Values: map[string]string{"text": strings.Repeat("字", 4001)}}
	contains(t, "too long", e.Accept(commands.Input{Actor: manager, Action: long}).Run(t.Context()), "4000 characters at most")
	strange := commands.Submit{State: commands.State{Kind: commands.KeepDraft, ID: "a"}}
	contains(t, "no form", e.Accept(commands.Input{Actor: manager, Action: strange}).Run(t.Context()), "older version")
}

// TestTrackThis uses the command on messages with a file, a link, and neither.
func TestTrackThis(t *testing.T) {
	e := withEditors(t, "1")
	contains(t, "a link", e.use(t, manager, "Track this", commands.Options{"link": e.site + "/a"}), "Ferries run hourly")
	contains(t, "a file", e.use(t, manager, "Track this", commands.Options{"link": e.site + "/picture", "file": added.File{Name: "a.html", URL: e.site}}), "Ferries run hourly")
	contains(t, "links", e.use(t, manager, "Track this", commands.Options{"link": e.site + "/picture " + e.site + "/a"}), "Ferries run hourly", "every hour from April")
	several := e.use(t, manager, "Track this", commands.Options{"link": e.site + "/picture " + e.site + "/a " + e.site + "/boats"})
	contains(t, "several articles", several, "2 articles", "Ferries run hourly", "Boats for hire")
	contains(t, "kept", e.press(t, manager, several, "Keep all"), "Kept: 2.")
	contains(t, "none that is read", e.use(t, manager, "Track this", commands.Options{"link": e.site + "/picture http://10.0.0.1/"}), "no text that I can read")
	contains(t, "too many", e.use(t, manager, "add", commands.Options{"link": strings.Repeat("https://a.example ", 6)}), "5 links at most")
	contains(t, "neither", e.use(t, manager, "Track this", nil), "neither a link nor a file")
}

// role is the id of the editors' role.
const role = "700000000000000099"

// TestSettings sets and takes back an editors' role, a language and private replies, in one server alone.
func TestSettings(t *testing.T) {
	e := withEditors(t, "1")
	member := commands.Actor{User: "700000000000000002", Guild: "1", Roles: []string{"5", role}, Locale: commands.English}
	contains(t, "before", e.use(t, member, "add", commands.Options{"link": e.site}), "can use this")
	contains(t, "by a member", e.use(t, member, "settings", commands.Options{"editors": role}), "may manage the server")
	contains(t, "set", e.use(t, manager, "settings", commands.Options{"editors": role, "channel": "700000000000000077"}), "Changed", role, "700000000000000077")
	contains(t, "after", e.use(t, member, "add", commands.Options{"link": e.site}), "Ferries run hourly")
	for name, a := range map[string]commands.Actor{
		"another server":   {User: "2", Guild: "2", Roles: []string{role}},
		"a direct message": {User: "2", Roles: []string{role}},
		"no role":          {User: "2", Guild: "1"},
	} {
		a.Locale = commands.English
		contains(t, name, e.use(t, a, "add", commands.Options{"link": e.site}), "can use this")
		forged := commands.Submit{State: commands.State{Kind: commands.PasteArticle}, Values: map[string]string{"text": boats}}
		contains(t, name+", a forged form", e.Accept(commands.Input{Actor: a, Action: forged}).Run(t.Context()), "can use this")
	}
	foreign := commands.Actor{User: "3", Guild: "2", Permissions: commands.ManagePermission, Locale: commands.English}
	contains(t, "another server's", e.use(t, foreign, "settings", commands.Options{"language": "zh-TW", "replies": "private"}), "已更改", "文章歸另一個伺服器所有")
	e.use(t, manager, "settings", commands.Options{"language": "zh"})
	contains(t, "in Chinese", e.use(t, member, "help", nil), "Lede 能做什么")
	contains(t, "its own language again", e.use(t, manager, "settings", commands.Options{"language": "own"}), "Settings of this server")
	task := func(a commands.Actor, o commands.Options) commands.Task {
		o["question"] = "When was the harvest?"
		return e.Accept(commands.Input{Actor: a, Action: commands.Use{Command: "ask", Options: o}})
	}
	if !task(foreign, commands.Options{}).Ephemeral || task(foreign, commands.Options{"private": false}).Ephemeral || task(member, commands.Options{}).Ephemeral {
		t.Error("private replies are not those of their server, or cannot be made public")
	}
	contains(t, "taken back", e.use(t, manager, "settings", commands.Options{"editors": role}), "Changed")
	contains(t, "and refused", e.use(t, member, "add", commands.Options{"link": e.site}), "can use this")
	contains(t, "the log", e.use(t, manager, "log", nil), "Changed in /settings: editors, channel")
	own, err := e.Added.State.Settings(t.Context(), "1")
	if err != nil || own.Channel != "700000000000000077" || len(own.Editors) != 0 {
		t.Errorf("%+v, %v", own, err)
	}
	other, err := e.Added.State.Settings(t.Context(), "2")
	if err != nil || !other.Private || other.Language != "zh-TW" {
		t.Errorf("%+v, %v", other, err)
	}
}

// TestSettingsAreKept reads the settings of the state when the program starts again.
func TestSettingsAreKept(t *testing.T) {
	e := withEditors(t, "1")
	_, err := e.Added.State.ChangeSettings(t.Context(), "1", state.Entry{Action: state.Set}, func(g *state.Settings) error {
		g.Editors = []string{role}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	member := commands.Actor{User: "2", Guild: "1", Roles: []string{role}, Locale: commands.English}
	contains(t, "an editor", e.use(t, member, "add", commands.Options{"link": e.site}), "Ferries run hourly")
}

// TestSettingsTogether has two processes share a state: what is set in one is in force in the other within seconds.
func TestSettingsTogether(t *testing.T) {
	t.Parallel()
	e := withEditors(t, "1")
	other := commands.New(e.Config)
	member := commands.Actor{User: "2", Guild: "1", Locale: commands.English}
	for _, want := range []commands.Locale{commands.Chinese, commands.Taiwan} {
		if other.Locale(member) == want {
			t.Fatalf("%s before it was set", want)
		}
		e.use(t, manager, "settings", commands.Options{"language": string(want)})
		for start := time.Now(); other.Locale(member) != want; time.Sleep(10 * time.Millisecond) {
			if time.Since(start) > 10*time.Second {
				t.Fatalf("%s is not in force", want)
			}
		}
	}
}
