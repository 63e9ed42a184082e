package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"lede/internal/testkit"
)

// TestBrowserAdd adds the page of a site in the channel, asks about it, removes it and brings it back.
func TestBrowserAdd(t *testing.T) {
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
