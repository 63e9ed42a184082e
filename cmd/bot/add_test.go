package main

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"lede/internal/testkit"
)

// TestBrowserAdd adds the page of a site in the channel, asks about it, removes it and brings it back.
func TestBrowserAdd(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html><head><title>Ferries run hourly</title><meta property="og:site_name" content="Harbour Post"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferries run hourly</h1><p>The ferry to the island of Vellmar runs every hour from April, the harbour master Jon Tiller said on 20 November 2026.</p>
<p>Tickets cost 12 crowns, and children under six travel free. The old timetable had four crossings a day.</p></article></body></html>`)
	}))
	defer site.Close()
	dir := seedAlone(t)
	settings := t.TempDir()
	testkit.Write(t, settings, "c.yaml", fmt.Sprintf("limits:\n  per_user: 100\nfetch:\n  allow: [%q]\n", site.Listener.Addr()))
	c := browse(t, dir, "--config", filepath.Join(settings, "c.yaml"))
	c.use("/add " + site.URL + "/ferries")
	c.See(".ephemeral", "every hour from April")
	c.See(".ephemeral", "Missing: Author")
	c.keep("add.png", 1000, 760)
	c.Audit()
	c.click("Keep")
	c.See(".ephemeral", "Kept")
	c.use("/ask How much do ferry tickets to Vellmar cost?")
	c.See(answers, "12 crowns")
	c.use("/remove Ferries run hourly")
	c.See(".ephemeral", "Taken out")
	if files, _ := filepath.Glob(filepath.Join(dir, "added", "*", "*")); len(files) > 0 {
		t.Errorf("%v are still there", files)
	}
	c.click("Bring it back")
	c.See(".ephemeral", "It is back")
	c.use("/log")
	c.See(".ephemeral", "Brought back: Ferries run hourly")
	c.See(".ephemeral", "@Ada")
	c.speak(1)
	c.Until(`document.body.dataset.connected === "true"`)
	if page := c.Eval(`document.body.innerText`); strings.Contains(page, "Taken out") {
		t.Error("another member sees what only the editor is told")
	}
}

// click clicks the last button with a label.
func (c *channel) click(label string) {
	c.t.Helper()
	c.Do(chromedp.Evaluate(fmt.Sprintf(`[...document.querySelectorAll(".message button")].filter((e) => e.textContent === %q).pop().click()`, label), nil))
}

// TestAddFile adds a file at the terminal: as a command of the program, and in the console, where a number presses a button.
func TestAddFile(t *testing.T) {
	dir, folder := seedAlone(t), t.TempDir()
	testkit.Write(t, folder, "gulls of vellmar.md", gulls)
	testkit.Write(t, folder, "boats.txt", "Boats\n\n"+boats+"\n")
	testkit.Write(t, folder, "a.png", "x")
	places := []string{"--corpus", dir, "--state", t.TempDir()}
	for _, c := range []struct {
		args []string
		in   string
		want string
		code int
	}{
		{[]string{"add", filepath.Join(folder, "gulls of vellmar.md"), "--keep"}, "", "Kept", 0},
		{[]string{"add", "--file", filepath.Join(folder, "gulls of vellmar.md"), "--keep", "--lang", "zh"}, "", "已有几乎相同的文章", 0},
		{[]string{"add"}, "", "Please name a link or a file.", 1},
		{[]string{"add", filepath.Join(folder, "none.md")}, "", "no such file", 1},
		{[]string{"add", filepath.Join(folder, "a.png"), "--lang", "zh-TW"}, "", "讀不了這種檔案", 1},
		{[]string{"console"}, "/add " + filepath.Join(folder, "boats.txt") + "\n1\n/add none.md\nWhat do rowing boats of Vellmar cost an hour?\n", "Kept", 0},
		{[]string{"ask", "How many fish did the gull steal?"}, "", "41 fish", 0},
	} {
		code, out, errs := bot(t, nil, c.in, append(c.args, places...)...)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%v: %d, %s%s, want %d %s", c.args, code, out, errs, c.code, c.want)
		}
		if c.in != "" && (!strings.Contains(out, "7 crowns") || !strings.Contains(out, "I cannot read the file")) {
			t.Errorf("the console: %s", out)
		}
	}
}

// TestState backs up a state and restores it into another one.
func TestState(t *testing.T) {
	dir, place := seedAlone(t), t.TempDir()
	remove := []string{"remove", "--corpus", dir, "seed.txt"}
	if code, out, errs := bot(t, nil, "", append(remove, "--state", place)...); code != 0 {
		t.Fatal(out, errs)
	}
	file := filepath.Join(t.TempDir(), "backup")
	for _, c := range []struct {
		args []string
		want string
		code int
	}{
		{[]string{"state", "backup", file, "--state", place}, "The state is in", 0},
		{[]string{"state", "backup", file, "--state", place}, "exists", 1},
		{[]string{"state", "restore", file}, "is restored", 0},
		{[]string{"state", "restore", file, "--state", place}, "not empty", 1},
		{[]string{"state", "restore", filepath.Join(dir, "none")}, "no such file", 1},
		{[]string{"status", "--data", place, "--state", filepath.Join(place, "s")}, "is inside the data folder", 1},
	} {
		if code, out, errs := bot(t, nil, "", c.args...); code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%v: %d, %s%s", c.args, code, out, errs)
		}
	}
}

// pick chooses an option of the command that is being written.
func (c *channel) pick(option string) {
	c.t.Helper()
	c.Do(chromedp.Evaluate(fmt.Sprintf(`composer.offerOptions(); composer.items.find((i) => i.label === %q).pick()`, option), nil))
}

// begin begins a command.
func (c *channel) begin(command string) {
	c.t.Helper()
	c.Until(`!composer.command`)
	c.Do(chromedp.Focus("#entry"))
	c.Type(command)
	c.See("#suggestions", command)
	c.Type(kb.Enter)
	c.See(".chosen", command)
}

// fill fills in the open form and sends it.
func (c *channel) fill(values map[string]string) {
	c.t.Helper()
	c.Until(`document.querySelector("dialog.form")`)
	for name, value := range values {
		c.Do(chromedp.SetValue(`dialog [name="`+name+`"]`, value))
	}
	c.Do(chromedp.Click(`dialog [type=submit]`))
	c.Until(`!document.querySelector("dialog.form")`)
}

// phone keeps a screenshot at the size of a phone, which -shots asks for, and audits it.
func (c *channel) phone(name string) {
	c.t.Helper()
	c.Size(390, 844)
	c.Do(chromedp.Evaluate(`log.scrollTop = log.scrollHeight`, nil))
	c.Audit()
	if c.Eval(`document.documentElement.scrollWidth > innerWidth`) == "true" {
		c.t.Errorf("%s scrolls sideways", name)
	}
	if *shots != "" {
		if err := os.WriteFile(filepath.Join(*shots, name+".png"), c.Shot(), 0o644); err != nil {
			c.t.Fatal(err)
		}
	}
	c.Size(1000, 760)
}

var shots = flag.String("shots", "", "the folder that screenshots of the page are written to")

const (
	gulls = "---\ntitle: Gulls of Vellmar\npublished: 2026-03-04\n---\n\nA gull of Vellmar stole 41 fish in one week, the harbour master Jon Tiller said.\n"
	boats = "The boat yard of Vellmar rents rowing boats for 7 crowns an hour since May."
)

// TestBrowserEditors makes a role the editors', whose member adds a file, a typed text and the file of a message, and corrects a day. A
// member without the role is refused.
func TestBrowserEditors(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	testkit.Write(t, folder, "c.yaml", "limits:\n  per_user: 100\n")
	testkit.Write(t, folder, "gulls.md", gulls)
	testkit.Write(t, folder, "terns.md", strings.NewReplacer("Gull", "Tern", "gull", "tern", "41 fish", "nine herrings and the mayor's hat").Replace(gulls))
	c := browse(t, seedAlone(t), "--config", filepath.Join(folder, "c.yaml"))
	const ada, ben, mia = 0, 1, 4
	c.begin("/settings")
	c.pick("editors")
	c.See("#suggestions", "@Editors")
	c.Type(kb.Enter + kb.Enter)
	c.See(".ephemeral", "Changed. It counts from now on.")
	c.See(".ephemeral .mention", "@Editors")
	c.phone("settings")

	c.speak(ben)
	c.use("/add https://example.org/")
	c.See(".ephemeral", "Only editors of the server")
	c.begin("/add")
	c.Do(chromedp.Evaluate(`composer.send()`, nil))
	c.Until(`document.querySelectorAll(".ephemeral").length === 2 && !document.querySelector("dialog")`)
	c.phone("refused")

	c.speak(mia)
	c.begin("/add")
	c.pick("file")
	c.Do(chromedp.SetUploadFiles("#option-file", []string{filepath.Join(folder, "gulls.md")}))
	c.Until(`document.getElementById("option-file").picked`)
	c.Do(chromedp.Evaluate(`composer.send()`, nil))
	c.See(".ephemeral", "41 fish")
	c.See(".ephemeral", "4 March 2026")
	c.phone("preview")
	c.click("Correct")
	c.Until(`document.querySelector("dialog.form")`)
	c.phone("correct")
	c.fill(map[string]string{"day": "2026-03-05", "tags": "gulls, Vellmar"})
	c.See(".ephemeral", "5 March 2026")
	c.click("Keep")
	c.See(".ephemeral", "Kept")
	c.use("/ask How many fish did the gull of Vellmar steal?")
	c.See(answers, "41 fish")
	c.See(answers, "5 Mar 2026")

	c.begin("/add")
	c.Do(chromedp.Evaluate(`composer.send()`, nil))
	c.Until(`document.querySelector("dialog.form")`)
	c.phone("form")
	c.fill(map[string]string{"title": "Boats for hire", "text": boats})
	c.See(".ephemeral", "7 crowns")
	c.click("Keep")
	c.use("/ask What does a rowing boat of Vellmar cost?")
	c.See(answers, "7 crowns")

	c.Do(chromedp.SetUploadFiles(`#line > input[type=file]`, []string{filepath.Join(folder, "terns.md")}))
	c.See(".uploads", "terns.md")
	c.Type("look at this" + kb.Enter)
	c.See(".message .file", "terns.md")
	c.Do(chromedp.Evaluate(`[...document.querySelectorAll(".open-menu")].pop().click()`, nil))
	c.See(".message-menu", "Track this")
	c.phone("menu")
	c.Do(chromedp.Evaluate(`document.querySelector(".message-menu button").click()`, nil))
	c.See(".ephemeral", "nine herrings")
	c.phone("tracked")
	c.speak(ada)
	c.use("/log")
	c.See(".ephemeral", "Changed in /settings: editors")
	c.See(".ephemeral", "@Mia")
}
