// Package browser drives a real Chromium in tests. It skips a test on a machine without one. Whatever a page must
// never do fails the test: an exception, an error on its console, a request that leaves this machine.
package browser

import (
	"context"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Page is one page of the browser.
type Page struct {
	t   testing.TB
	ctx context.Context

	mu      sync.Mutex
	faults  []string
	allowed bool
}

// patience bounds how long one step waits.
const patience = time.Minute

// chromium returns the path of a Chromium, or skips the test.
func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium on this machine: the browser tests are skipped")
	return ""
}

// Open opens an address in a page that ends with the test. It shares no cookies and no storage with other pages.
func Open(t testing.TB, address string) *Page {
	t.Helper()
	path := chromium(t)
	p := &Page{t: t}
	var end func()
	var err error
	if p.ctx, end, err = shared.open(path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	chromedp.ListenTarget(p.ctx, p.listen)
	p.Do(network.Enable(), log.Enable(), runtime.Enable(), emulation.SetFocusEmulationEnabled(true), chromedp.Navigate(address))
	t.Cleanup(p.check)
	return p
}

// listen notes what must not happen on the page.
func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && u.Scheme != "data" && !isLoopback(u.Hostname()) {
			p.faults = append(p.faults, "a request to "+e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "an exception: "+e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError {
			p.faults = append(p.faults, "console: "+e.Entry.Text)
		}
	}
}

// isLoopback reports whether a host name leads to this machine in every browser.
func isLoopback(host string) bool {
	return host == "127.0.0.1" || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// AllowFaults is for a page that is meant to do what it must not.
func (p *Page) AllowFaults() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.allowed = true
}

// check fails the test if the page did what it must not.
func (p *Page) check() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.allowed {
		return
	}
	for _, f := range p.faults {
		p.t.Error(f)
	}
}

// Do runs actions and fails the test with what the page shows if one of them fails.
func (p *Page) Do(actions ...chromedp.Action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		var body string
		_ = chromedp.Run(p.ctx, chromedp.Text("body", &body)) // for the message alone
		p.t.Fatalf("%v\nthe page shows:\n%s", err, body)
	}
}

// See waits until an element that a selector names contains a text.
func (p *Page) See(selector, text string) {
	p.t.Helper()
	p.Until(fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.textContent.includes(%q))`, selector, text))
}

// Until waits until a script's value is true.
func (p *Page) Until(script string) {
	p.t.Helper()
	p.Do(chromedp.Poll(script, nil))
}

// Eval returns a script's value as a text.
func (p *Page) Eval(script string) string {
	p.t.Helper()
	var out string
	p.Do(chromedp.Evaluate(`String(`+script+`)`, &out))
	return out
}

// Number returns a script's value as a number.
func (p *Page) Number(script string) float64 {
	p.t.Helper()
	var out float64
	p.Do(chromedp.Evaluate(script, &out))
	return out
}

// Type types with the keyboard alone.
func (p *Page) Type(keys string) {
	p.t.Helper()
	for i, part := range strings.Split(keys, kb.Enter) {
		if i > 0 {
			p.Do(enter(input.KeyDown), enter(input.KeyUp))
		}
		if part != "" {
			p.Do(chromedp.KeyEvent(part))
		}
	}
}

// enter is the Enter key as a keyboard gives it: one event whose default can be prevented. KeyEvent sends the
// character apart, which no page can prevent.
func enter(kind input.KeyType) *input.DispatchKeyEventParams {
	return input.DispatchKeyEvent(kind).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13).WithText("\r")
}

// Size sets the size of the page in CSS pixels; below 600 it is a phone's.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	p.Do(emulation.SetDeviceMetricsOverride(width, height, 1, width < 600))
}

// Prefer sets what the reader prefers of a media feature, for example "prefers-color-scheme" and "dark".
func (p *Page) Prefer(feature, value string) {
	p.t.Helper()
	p.Do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: feature, Value: value}}))
}

// Zone sets the reader's time zone, for example "Asia/Shanghai".
func (p *Page) Zone(name string) {
	p.t.Helper()
	p.Do(emulation.SetTimezoneOverride(name))
}

// Shot returns a screenshot as PNG.
func (p *Page) Shot() []byte {
	p.t.Helper()
	var png []byte
	p.Do(chromedp.Sleep(200*time.Millisecond), chromedp.CaptureScreenshot(&png))
	return png
}
