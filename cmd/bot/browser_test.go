package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"lede/internal/contract"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
	"lede/internal/testkit/browser"
)

// channel is the page of the program without a token.
type channel struct {
	*browser.Page
	t       *testing.T
	address string
	site    string // address of the demonstration's news site
}

// browse starts the program without a token on a corpus and opens its page.
func browse(t *testing.T, corpus string, args ...string) *channel {
	t.Helper()
	return browseWith(t, env{}, corpus, args...)
}

// browseWith is browse with an environment of its own.
func browseWith(t *testing.T, e env, corpus string, args ...string) *channel {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	var out syncBuffer
	ended := make(chan int, 1)
	go func() {
		e.ctx, e.stdin, e.stdout, e.stderr = ctx, strings.NewReader(""), &out, &out
		e.onRequest = contract.Load(t).Check
		ended <- e.run(append(args, "--corpus", corpus, "--data", t.TempDir(), "--state", t.TempDir()))
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	c := &channel{t: t}
	printed := regexp.MustCompile(`http://127\.0\.0\.1:[0-9]+/[^\s;]*`)
	for c.site == "" && ctx.Err() == nil {
		if found := printed.FindAllString(out.String(), 2); len(found) == 2 {
			c.address, c.site = found[0], found[1]
		}
		time.Sleep(10 * time.Millisecond)
	}
	c.Page = browser.Open(t, c.address)
	c.See("#state", "is online")
	return c
}

// speak changes who speaks. A member has five uses in ten seconds.
func (c *channel) speak(n int) {
	c.t.Helper()
	u := localdiscord.Members()[n%len(localdiscord.Members())]
	c.Do(chromedp.Evaluate(fmt.Sprintf(`document.body.dataset.connected = ""; picker.value = %q; picker.dispatchEvent(new Event("change"))`, u.ID), nil))
	c.Until(`document.body.dataset.connected === "true"`)
	c.Do(chromedp.Focus("#entry"))
}

// press clicks a button of the last message of a kind, and waits for the private message that answers.
func (c *channel) press(messages, label string) {
	c.t.Helper()
	before := c.Eval(`document.querySelectorAll(".ephemeral").length`)
	c.Do(chromedp.Evaluate(fmt.Sprintf(`[...[...document.querySelectorAll(%q)].pop().querySelectorAll("button")].find((e) => e.textContent === %q).click()`, messages, label), nil))
	c.Until(fmt.Sprintf(`document.querySelectorAll(".ephemeral:not(.loading)").length > %s`, before))
}

// answers are the messages that everybody sees.
const answers = ".message:not(.ephemeral)"

// TestBrowserGreeting opens the page of the demonstration, presses a question, and an answer's buttons.
func TestBrowserGreeting(t *testing.T) {
	t.Parallel()
	c := browse(t, shipped)
	c.See(".greeting", "Hello!")
	if got := c.Number(`document.querySelectorAll(".greeting .chip").length`); got != 4 {
		t.Errorf("%v things to press", got)
	}
	c.Audit()
	c.Until(`!document.querySelector(".chip").disabled`)
	c.Do(chromedp.Click(".chip"))
	c.See(".message", testkit.QuestionSource)
	c.keep("answer.png", 1000, 760)
	c.keep("answer-phone.png", 390, 844)
	c.Audit()
	for _, label := range []string{"In context", "Summary", "More"} {
		c.press(answers, label)
	}
	c.See(".ephemeral", "Only you can see this")
	before := c.Eval(`document.querySelectorAll(".message").length`)
	c.Do(chromedp.Navigate(c.address))
	c.See(".message", testkit.QuestionSource)
	c.See(".ephemeral", "Only you")
	if after := c.Eval(`document.querySelectorAll(".message").length`); after != before {
		t.Errorf("%s messages before a reload, %s after", before, after)
	}
	c.Do(chromedp.Click(".select"), chromedp.Click(".menu:not([hidden]) [role=option]"))
	c.See(".ephemeral", "Why this came first")
}

func TestBrowserSearchAndAutocomplete(t *testing.T) {
	t.Parallel()
	c := browse(t, shipped)
	c.Do(chromedp.Focus("#entry"))
	c.Type("/search rare earth" + kb.Enter)
	c.See(answers, "Page 1 of")
	c.Do(chromedp.Evaluate(`[...document.querySelectorAll(".message button")].find((e) => e.textContent === "Next ▶").click()`, nil))
	c.See(answers, "Page 2 of")
	c.Do(chromedp.Click(".select"), chromedp.Click(".menu:not([hidden]) [role=option]"))
	c.See(".ephemeral", "Only you can see this")
	c.Do(chromedp.Focus("#entry"))
	c.Type("/summary geneva")
	c.See("#suggestions", "Geneva joint statement")
	c.See("#suggestions", "2025-05-12")
	c.Type(kb.ArrowDown + kb.Enter + kb.Enter)
	c.See(".message .used", "/summary")
	c.See(answers, "Geneva joint statement")
	if got := c.Eval(`document.querySelectorAll(".message .used").length`); got != "2" {
		t.Errorf("%s commands were sent, not a search and a summary", got)
	}
}

func TestBrowserPrivateAndChinese(t *testing.T) {
	t.Parallel()
	c := browse(t, shipped)
	c.Do(chromedp.Focus("#entry"))
	c.Type("/latest")
	c.See("#suggestions", "newest")
	c.Type(kb.Enter)
	c.See("#suggestions", "private")
	c.Do(chromedp.Evaluate(`composer.items.find((i) => i.label === "private").pick()`, nil))
	c.See("#suggestions", "true")
	c.Type(kb.Enter + kb.Enter)
	c.See(".ephemeral", "Newest articles")
	c.speak(slices.IndexFunc(localdiscord.Members(), func(u localdiscord.User) bool { return u.Locale == "zh-CN" }))
	c.Type("/")
	c.See("#suggestions", "就收录的文章提问")
	c.Type("ask 何立峰什么时候访问英国？" + kb.Enter)
	c.See(".message", "6月8日")
	c.See(".button", "看上下文")
	c.See(".message .used", "使用了")
	c.keep("answer-zh.png", 390, 844)
	if got := c.Eval(`document.querySelectorAll(".ephemeral").length`); got != "0" {
		t.Errorf("another user sees %s private messages", got)
	}
}

// TestBrowserCommands uses every command that the other tests leave.
func TestBrowserCommands(t *testing.T) {
	t.Parallel()
	c := browse(t, shipped)
	c.Do(chromedp.Focus("#entry"))
	for _, use := range []struct{ line, see string }{
		{"/article 2025-06-06-london-trade-talks.txt", "Disclaimer"},
		{"/summary 2025-06-06-london-trade-talks.txt", "Disclaimer of the article"},
		{"/sources", "What the corpus covers"},
		{"/help", "What Lede can do"},
	} {
		c.use(use.line)
		c.See(".message", use.see)
		c.Audit()
	}
}

// use sends a command with its first option, past the suggestions.
func (c *channel) use(line string) {
	c.t.Helper()
	command, value, _ := strings.Cut(line, " ")
	c.Until(`!composer.command`)
	c.Do(chromedp.Focus("#entry"))
	c.Type(command)
	c.See("#suggestions", command)
	c.Type(kb.Enter)
	c.See(".chosen", command)
	if value != "" {
		c.Do(chromedp.Evaluate(`composer.inputs.size || composer.items[0].pick()`, nil))
		c.Type(value)
	}
	c.Do(chromedp.Evaluate(`composer.suggest([]); composer.form.requestSubmit()`, nil))
}

func TestBrowserHostile(t *testing.T) {
	t.Parallel()
	text := "<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3)) **not bold** @everyone harvest of Ruritania failed ||secret|| `code`. "
	c := browse(t, testkit.Folder(t, map[string]string{"<b>@everyone.txt": strings.Repeat(text, 10)}))
	c.Do(chromedp.Focus("#entry"))
	c.Type("/ask What harvest failed in <i>Ruritania</i>?" + kb.Enter)
	c.See(".message", "<script>alert(2)</script>")
	if got := c.Eval(`document.querySelectorAll(".message img, .message script, .message .spoiler, .message i, .message code, .message .text a").length`); got != "0" {
		t.Errorf("%s elements were made of an article's text: %s", got, c.Eval(`[...document.querySelectorAll(".message")].pop().textContent`))
	}
	c.See(".message", "**not bold**")
	c.See(".message", "<i>Ruritania</i>")
}

// questions are asked on a phone by TestBrowserHeights: of each kind and language some.
var questions = []string{
	testkit.Question, "How long did Trump and Xi talk on the phone?", "What did Xi ask the United States to do?", "Which tariff on soybeans was agreed?",
	testkit.Unanswered, "whats new", "何立峰什么时候访问英国？", "何立峰怎么看贸易战？", "世界杯冠军是哪支球队？", "中方咋说贸易战",
}

// Limits of a reply at 390 pixels of width, in CSS pixels: see the first line without a thumb, the whole on one screen.
const (
	firstLine   = 200 // the top of the first sentence, from the top of the reply
	mostReplies = 420 // the height of nine in ten
	anyReply    = 560
)

// TestBrowserHeights measures replies on a phone. TEST_QUESTIONS names a file with other questions, one a line; then it
// prints every height.
func TestBrowserHeights(t *testing.T) {
	t.Parallel()
	list := questions
	if path := os.Getenv("TEST_QUESTIONS"); path != "" {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list = strings.Split(strings.TrimSpace(string(raw)), "\n")
	}
	settings := t.TempDir()
	testkit.Write(t, settings, "c.yaml", "limits:\n  per_user: 100\n")
	c := browse(t, shipped, "--config", filepath.Join(settings, "c.yaml"))
	c.Size(390, 844)
	var heights []float64
	for n, question := range list {
		c.speak(n)
		before := c.Number(`document.querySelectorAll(".message:not(.loading)").length`)
		c.Type("/ask " + question + kb.Enter)
		c.Until(fmt.Sprintf(`document.querySelectorAll(".message:not(.loading)").length > %v`, before))
		const last = `[...document.querySelectorAll(".message:not(.loading)")].pop()`
		height := c.Number(last + `.getBoundingClientRect().height`)
		top := c.Number(`(() => { const m = ` + last + `, p = [...m.querySelectorAll(".text > :not(.small)")][0] ?? m; return p.getBoundingClientRect().top - m.getBoundingClientRect().top })()`)
		heights = append(heights, height)
		if os.Getenv("TEST_QUESTIONS") != "" {
			t.Logf("%4.0f px, first line at %3.0f px: %s", height, top, question)
		}
		if height > anyReply || top > firstLine {
			t.Errorf("%s: %.0f px, its first line at %.0f px", question, height, top)
		}
	}
	slices.Sort(heights)
	p90 := heights[(len(heights)*9+9)/10-1]
	t.Logf("%d replies: median %.0f px, 90th percentile %.0f px, largest %.0f px", len(heights), heights[len(heights)/2], p90, heights[len(heights)-1])
	if p90 > mostReplies {
		t.Errorf("the 90th percentile is %.0f px, over %d", p90, mostReplies)
	}
}

// keep takes a screenshot at a size; with -update it becomes the README's.
func (c *channel) keep(name string, width, height int64) {
	c.t.Helper()
	c.Size(width, height)
	png := c.Shot()
	c.Size(1000, 760)
	if len(png) == 0 {
		c.t.Errorf("%s: nothing to see", name)
	}
	if !*update {
		return
	}
	if err := os.WriteFile(filepath.Join("../../internal/localdiscord/testdata", name), png, 0o644); err != nil {
		c.t.Fatal(err)
	}
}
