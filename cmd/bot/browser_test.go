package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

	"lede/internal/contract"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// browser is a real browser on the page of the program.
type browser struct {
	t       *testing.T
	ctx     context.Context
	address string

	mu     sync.Mutex
	faults []string // console errors, exceptions, requests that leave loopback
}

// browserPath returns a Chromium, or skips the test.
func browserPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium on this machine: the browser tests are skipped")
	return ""
}

// browse starts the program without a token on a corpus and opens its page.
func browse(t *testing.T, corpus string) *browser {
	t.Helper()
	path := browserPath(t)
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	var out syncBuffer
	ended := make(chan int, 1)
	go func() {
		e := &env{ctx: ctx, getenv: func(string) string { return "" }, stdin: strings.NewReader(""), stdout: &out, stderr: &out,
			onRequest: contract.Load(t).Check}
		ended <- e.run([]string{"--corpus", corpus, "--data", t.TempDir()})
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	b := &browser{t: t}
	printed := regexp.MustCompile(`http://127\.0\.0\.1:[0-9]+/`)
	for b.address == "" && ctx.Err() == nil {
		b.address = printed.FindString(out.String())
		time.Sleep(10 * time.Millisecond)
	}
	profile, err := os.MkdirTemp("", "lede-browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) }) // the browser may still be writing to it
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(profile), chromedp.WindowSize(1000, 760))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, cancel := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	b.ctx, _ = chromedp.NewContext(allocator)
	t.Cleanup(func() { _ = chromedp.Cancel(b.ctx) }) // waits for the browser's end; its exit code means nothing
	chromedp.ListenTarget(b.ctx, b.listen)
	if err := chromedp.Run(b.ctx); err != nil { // starts it, with the life of this context
		t.Fatal(err)
	}
	b.do(network.Enable(), log.Enable(), runtime.Enable(), chromedp.Navigate(b.address))
	b.see("#state", "is online")
	t.Cleanup(b.check)
	return b
}

// listen notes what must not happen on the page.
func (b *browser) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && u.Scheme != "data" && u.Hostname() != "127.0.0.1" {
			b.faults = append(b.faults, "a request to "+e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, "an exception: "+e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError {
			b.faults = append(b.faults, "console: "+e.Entry.Text)
		}
	}
}

// check fails if the page did what it must not.
func (b *browser) check() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.faults {
		b.t.Error(f)
	}
}

func (b *browser) do(actions ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		var body string
		_ = chromedp.Run(b.ctx, chromedp.Text("body", &body)) // for the message alone
		b.t.Fatalf("%v\nthe page shows:\n%s", err, body)
	}
}

// see waits until the last element that a selector matches contains a text.
func (b *browser) see(selector, text string) {
	b.t.Helper()
	b.do(chromedp.Poll(fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.textContent.includes(%q))`, selector, text), nil))
}

// last returns the text of the last message.
func (b *browser) last() string {
	b.t.Helper()
	return b.eval(`[...document.querySelectorAll(".message")].pop().textContent`)
}

func (b *browser) eval(script string) string {
	b.t.Helper()
	var out string
	b.do(chromedp.Evaluate(`String(`+script+`)`, &out))
	return out
}

// keys types with the keyboard alone.
func (b *browser) keys(keys string) {
	b.t.Helper()
	for i, part := range strings.Split(keys, kb.Enter) {
		if i > 0 {
			b.do(enter(input.KeyDown), enter(input.KeyUp))
		}
		if part != "" {
			b.do(chromedp.KeyEvent(part))
		}
	}
}

// enter is the Enter key as a keyboard gives it: one event whose default can be prevented. KeyEvent sends the
// character apart, which no page can prevent.
func enter(kind input.KeyType) *input.DispatchKeyEventParams {
	return input.DispatchKeyEvent(kind).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13).WithText("\r")
}

// speak changes who speaks.
func (b *browser) speak(n int) {
	b.t.Helper()
	u := localdiscord.Members()[n]
	b.do(chromedp.Evaluate(fmt.Sprintf(`document.body.dataset.connected = ""; picker.value = %q; picker.dispatchEvent(new Event("change"))`, u.ID), nil))
	b.do(chromedp.Poll(`document.body.dataset.connected === "true"`, nil), chromedp.Focus("#entry"))
}

// press clicks a button of the last message.
func (b *browser) press(label string) {
	b.t.Helper()
	b.do(chromedp.Evaluate(fmt.Sprintf(`[...[...document.querySelectorAll(".message:not(.ephemeral)")].pop().querySelectorAll("button")].find((e) => e.textContent === %q).click()`, label), nil))
}

func TestBrowserAsk(t *testing.T) {
	b := browse(t, shipped)
	b.do(chromedp.Focus("#entry"))
	b.keys("/as")
	b.see("#suggestions", "Ask a question")
	b.keys(kb.Enter + "Who is travelling to London for the talks?" + kb.Enter)
	b.see(".embed", "Besseint")
	if got := b.eval(`document.querySelector("a.button").href`); got != "https://www.toutiao.com/article/7513025742142325311/" {
		t.Errorf("the source button leads to %s", got)
	}
	if got := b.eval(`[...document.querySelectorAll(".embed a")].map((a) => a.href).join(" ")`); !strings.Contains(got, "https://www.terradaily.com/") {
		t.Errorf("links in the answer: %s", got)
	}
	b.shot("answer.png", 1000, 900)
	b.shot("answer-phone.png", 390, 844)
	b.press("Show in context")
	b.see(".ephemeral", "Only you can see this")
	before := b.eval(`document.querySelectorAll(".message").length`)
	b.do(chromedp.Navigate(b.address))
	b.see(".message", "Besseint")
	b.see(".ephemeral", "Only you")
	if after := b.eval(`document.querySelectorAll(".message").length`); after != before {
		t.Errorf("%s messages before a reload, %s after", before, after)
	}
	b.do(chromedp.Click(".dismiss"), chromedp.WaitNotPresent(".ephemeral"))
}

func TestBrowserSearchAndAutocomplete(t *testing.T) {
	b := browse(t, shipped)
	b.do(chromedp.Focus("#entry"))
	b.keys("/search rare earth" + kb.Enter)
	b.see(".embed-footer", "Page 1 of")
	b.press("Next ▶")
	b.see(".embed-footer", "Page 2 of")
	b.do(chromedp.Click(".row .select"), chromedp.Click(".menu:not([hidden]) [role=option]"))
	b.see(".ephemeral", "Only you can see this")
	b.do(chromedp.Focus("#entry"))
	b.keys("/summary geneva")
	b.see("#suggestions", "Geneva joint statement")
	b.keys(kb.ArrowDown + kb.Enter + kb.Enter)
	b.see(".message .used", "/summary")
	b.see(".embed-title", "Geneva joint statement")
	if got := b.eval(`document.querySelectorAll(".message .used").length`); got != "2" {
		t.Errorf("%s commands were sent, not a search and a summary", got)
	}
}

func TestBrowserPrivateAndChinese(t *testing.T) {
	b := browse(t, shipped)
	b.do(chromedp.Focus("#entry"))
	b.keys("/latest")
	b.see("#suggestions", "newest")
	b.keys(kb.Enter)
	b.see("#suggestions", "private")
	b.do(chromedp.Evaluate(`composer.items.find((i) => i.label === "private").pick()`, nil))
	b.see("#suggestions", "true")
	b.keys(kb.Enter + kb.Enter)
	b.see(".ephemeral", "Newest articles")
	b.speak(2)
	b.keys("/")
	b.see("#suggestions", "就收录的文章提问")
	b.keys("ask 何立峰什么时候访问英国？" + kb.Enter)
	b.see(".embed", "6月8日")
	b.see(".button", "查看上下文")
	b.see(".message .used", "使用了")
	b.shot("answer-zh.png", 390, 844)
	if got := b.eval(`document.querySelectorAll(".ephemeral").length`); got != "0" {
		t.Errorf("another user sees %s private messages", got)
	}
}

// TestBrowserEverything uses what the other tests leave: every command, every button.
func TestBrowserEverything(t *testing.T) {
	b := browse(t, shipped)
	b.do(chromedp.Focus("#entry"))
	for _, c := range []struct{ line, see string }{
		{"/ask " + testkit.Question, testkit.AnsweredFooter},
		{"/article 2025-06-06-london-trade-talks.txt", "Disclaimer"},
		{"/summary 2025-06-06-london-trade-talks.txt", "Disclaimer of the article"},
		{"/sources", "What the corpus covers"},
		{"/help", "What Lede can do"},
	} {
		command, value, _ := strings.Cut(c.line, " ")
		b.keys(command)
		b.see("#suggestions", command)
		b.keys(kb.Enter)
		b.see(".chosen", command)
		if value != "" {
			b.keys(value)
		} else {
			b.do(chromedp.Evaluate(`composer.suggest([])`, nil))
		}
		b.do(chromedp.Evaluate(`composer.suggest([]); composer.form.requestSubmit()`, nil))
		b.see(".message", c.see)
		b.do(chromedp.Poll(`!composer.command`, nil), chromedp.Focus("#entry"))
	}
	b.speak(1) // a member has five uses in ten seconds
	for _, c := range []struct{ label, see string }{{"More passages", "Page 1 of"}, {"Summary", "Sentences:"}, {"Show in context", "Only you"}} {
		before := b.eval(`document.querySelectorAll(".ephemeral").length`)
		b.do(chromedp.Evaluate(fmt.Sprintf(`[...document.querySelector(".message").querySelectorAll("button")].find((e) => e.textContent === %q).click()`, c.label), nil),
			chromedp.Poll(fmt.Sprintf(`document.querySelectorAll(".ephemeral").length > %s`, before), nil))
		b.see(".ephemeral", c.see)
	}
}

func TestBrowserHostile(t *testing.T) {
	dir := t.TempDir()
	text := "<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3)) **not bold** @everyone harvest of Ruritania failed ||secret|| `code`. "
	if err := os.WriteFile(filepath.Join(dir, "<b>@everyone.txt"), []byte(strings.Repeat(text, 10)), 0o644); err != nil {
		t.Fatal(err)
	}
	b := browse(t, dir)
	b.do(chromedp.Focus("#entry"))
	b.keys("/ask What harvest failed in <i>Ruritania</i>?" + kb.Enter)
	b.see(".embed", "<script>alert(2)</script>")
	if got := b.eval(`document.querySelectorAll(".message img, .message script, .message .spoiler, .message i, .message code, .message a:not(.button)").length`); got != "0" {
		t.Errorf("%s elements were made of an article's text: %s", got, b.last())
	}
	b.see(".embed", "**not bold**")
	b.see(".embed-author", "<i>Ruritania</i>")
}

// shot takes a screenshot at a size; with -update it becomes the README's.
func (b *browser) shot(name string, width, height int64) {
	b.t.Helper()
	var png []byte
	b.do(emulation.SetDeviceMetricsOverride(width, height, 1, width < 600),
		chromedp.Evaluate(`log.scrollTop = 0`, nil), chromedp.Sleep(200*time.Millisecond), chromedp.CaptureScreenshot(&png),
		emulation.ClearDeviceMetricsOverride())
	if len(png) == 0 {
		b.t.Errorf("%s: nothing to see", name)
	}
	if !*update {
		return
	}
	if err := os.WriteFile(filepath.Join("../../internal/localdiscord/testdata", name), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
