package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// clock is a clock that tests move.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += by
}

// followers is a bot that runs on a local Discord, with a folder of articles.
type followers struct {
	*discordtest.Client
	t     *testing.T
	ctx   context.Context
	dir   string
	clock clock
	admin localdiscord.User
}

// withFollowers starts a bot, with further settings as in config.yaml.
func withFollowers(t *testing.T, settings ...string) *followers {
	t.Helper()
	f := &followers{t: t, dir: testkit.Folder(t, map[string]string{"old.md": story("Old ferries", 'o')})}
	var err error
	if f.Client, err = discordtest.Start(localdiscord.Options{}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	f.ctx = ctx
	config := filepath.Join(t.TempDir(), "c.yaml")
	testkit.Write(t, filepath.Dir(config), "c.yaml", fmt.Sprintf("discord:\n  api_url: %s\n", f.URL())+strings.Join(settings, ""))
	var log syncBuffer
	ended := make(chan int, 1)
	e := &env{ctx: ctx, environ: []string{"DISCORD_TOKEN=" + f.Token()}, stdin: strings.NewReader(""), stdout: &log, stderr: &log, now: f.clock.now}
	args := []string{"--config", config, "--corpus", f.dir, "--data", t.TempDir()}
	if !strings.Contains(strings.Join(settings, ""), "state:") {
		args = append(args, "--state", t.TempDir())
	}
	go func() { ended <- e.run(args) }()
	t.Cleanup(func() {
		stop()
		<-ended
		f.Close()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	if err := f.WaitCommands(ctx, len(commands.Table())); err != nil {
		t.Fatal(err, log.String())
	}
	members := localdiscord.Members()
	f.admin = members[slices.IndexFunc(members, func(u localdiscord.User) bool { return u.Admin })]
	f.admin.Locale = "en-US"
	return f
}

// story returns the text of an article. Those of another seed share few words.
func story(title string, seed rune) string {
	words := ""
	for i := range 60 {
		words += fmt.Sprintf(" w%c%d", seed, i)
	}
	return "---\ntitle: " + title + "\nsource: https://example.org/" + strings.ReplaceAll(title, " ", "-") + "\noutlet: Example Post\npublished: 2026-11-20\n---\n\n" +
		title + " were the subject of a @everyone speech on Friday." + words + ".\n"
}

// use uses a command in #news and returns the reply.
func (f *followers) use(name string, options map[string]any) localdiscord.Message {
	f.t.Helper()
	i, err := f.SlashIn(localdiscord.NewsChannelID, f.admin, name, options)
	if err != nil {
		f.t.Fatal(err)
	}
	return f.answer(i)
}

func (f *followers) answer(i *discordtest.Interaction) localdiscord.Message {
	f.t.Helper()
	m, err := i.Wait(f.ctx)
	if err != nil {
		f.t.Fatal(err)
	}
	return m
}

// press presses the button with a label.
func (f *followers) press(m localdiscord.Message, label string, values ...string) localdiscord.Message {
	f.t.Helper()
	for c := range m.All() {
		if c.Label == label && c.CustomID != "" {
			i, err := f.Press(f.admin, m, c.CustomID, values...)
			if err != nil {
				f.t.Fatal(err)
			}
			return f.answer(i)
		}
	}
	f.t.Fatalf("no button %s in %q", label, m.Texts())
	return m
}

// posts waits until a channel has so many posts, and a little longer, and returns them.
func (f *followers) posts(channel string, n int) []localdiscord.Message {
	f.t.Helper()
	all := func() []localdiscord.Message {
		return slices.DeleteFunc(f.Messages(f.admin), func(m localdiscord.Message) bool { return m.Channel != channel || m.Nonce == "" })
	}
	if err := f.Wait(f.ctx, fmt.Sprintf("%d posts", n), func() bool { return len(all()) >= n }); err != nil {
		f.t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond) // the bot looks twice a second
	got := all()
	if len(got) != n {
		f.t.Fatalf("%d posts, want %d: the last is %q", len(got), n, got[len(got)-1].Content)
	}
	return got
}

func textOf(m localdiscord.Message) string { return strings.Join(m.Texts(), "\n") }

func wantText(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %q in:\n%s", what, want, text)
		}
	}
}

// TestFollowOnDiscord follows a subject in a channel, at once and by digest, and takes the bot's right to post there away and back.
func TestFollowOnDiscord(t *testing.T) {
	t.Parallel()
	f := withFollowers(t)
	proposed := f.use("follow", map[string]any{"words": "ferries"})
	if !proposed.Ephemeral() {
		t.Error("everybody sees what is proposed")
	}
	wantText(t, "proposal", textOf(proposed), "would have posted 1 story", "Old ferries", "<#"+localdiscord.NewsChannelID+">", "at once")
	f.press(proposed, "Follow")
	testkit.Write(t, f.dir, "one.md", story("New ferries", 'a'))
	testkit.Write(t, f.dir, "other.md", story("New trams", 'b'))
	first := f.posts(localdiscord.NewsChannelID, 1)[0]
	wantText(t, "post", first.Content, "[New ferries](https://example.org/New-ferries)", "**ferries** were the subject", "Example Post", "because of /follow ferries")
	if first.Pings || first.V2() {
		t.Errorf("the post pings %v, has no plain content %v", first.Pings, first.V2())
	}
	wantText(t, "summary of a post", textOf(f.press(first, "Summary")), "New ferries")
	testkit.Write(t, f.dir, "copy.md", strings.Replace(story("New ferries", 'a'), "Friday", "Monday", 1))
	f.posts(localdiscord.NewsChannelID, 1)

	f.Permit(localdiscord.NewsChannelID, 0)
	testkit.Write(t, f.dir, "two.md", story("Late ferries", 'c'))
	testkit.Write(t, f.dir, "three.md", story("Later ferries", 'd'))
	told := f.posts(f.Direct(f.admin), 1)[0]
	wantText(t, "message to the owner", told.Content, "I cannot post in the channel where you follow “ferries”", "/following")
	f.Permit(localdiscord.NewsChannelID, localdiscord.ViewChannel|localdiscord.SendMessages)
	list := f.use("following", nil)
	wantText(t, "what is followed", textOf(list), "**ferries**", "paused")
	f.press(f.chosen(list), "Resume")
	f.posts(localdiscord.NewsChannelID, 3)
	f.posts(f.Direct(f.admin), 1)
}

// chosen chooses the first item of a message's menu.
func (f *followers) chosen(m localdiscord.Message) localdiscord.Message {
	f.t.Helper()
	for c := range m.All() {
		if len(c.Options) > 0 {
			i, err := f.Press(f.admin, m, c.CustomID, c.Options[0].Value)
			if err != nil {
				f.t.Fatal(err)
			}
			return f.answer(i)
		}
	}
	f.t.Fatalf("no menu in %q", m.Texts())
	return m
}

// TestDigestOnDiscord moves the clock over the hour of a digest with more stories than it names.
func TestDigestOnDiscord(t *testing.T) {
	t.Parallel()
	f := withFollowers(t)
	f.press(f.use("follow", map[string]any{"words": "ferries", "when": "daily", "at": "7 am", "zone": "Asia/Kathmandu", "notify": "me", "where": "dm"}), "Follow")
	for i := range 12 {
		testkit.Write(t, f.dir, fmt.Sprintf("%d.md", i), story(fmt.Sprintf("Ferries number %d", i), rune('a'+i)))
	}
	news := f.use("new", map[string]any{"since": "today"})
	for !strings.Contains(textOf(news), "Stories: 12") && f.ctx.Err() == nil {
		time.Sleep(2 * time.Second)
		news = f.use("new", map[string]any{"since": "today"})
	}
	f.posts(f.Direct(f.admin), 0)
	f.clock.move(24 * time.Hour)
	digest := f.posts(f.Direct(f.admin), 1)[0]
	wantText(t, "digest", digest.Content, "New on ferries", "\n10", "and 2 more", "<@"+f.admin.ID+">", "because of /follow ferries")
	if !digest.Pings || strings.Count(digest.Content, "Example Post") != 10 {
		t.Errorf("pings %v:\n%s", digest.Pings, digest.Content)
	}
	f.clock.move(24 * time.Hour)
	f.posts(f.Direct(f.admin), 1)
}

// TestBrowserFollow follows a subject in the channel: a new story is posted there once, and after the clock has moved over the hour the
// digest of another subject comes.
func TestBrowserFollow(t *testing.T) {
	t.Parallel()
	dir := testkit.Folder(t, map[string]string{"old.md": story("Old ferries", 'o')})
	settings := t.TempDir()
	testkit.Write(t, settings, "c.yaml", "limits:\n  per_user: 100\n")
	var moved clock
	c := browseWith(t, env{now: moved.now}, dir, "--config", filepath.Join(settings, "c.yaml"))
	c.use("/follow ferries")
	c.See(".ephemeral", "Old ferries")
	c.Audit()
	c.click("Follow")
	c.See(".ephemeral", "active")
	testkit.Write(t, dir, "new.md", story("New ferries", 'a'))
	c.See(answers, "New ferries were the subject")
	c.keepLast("post-phone.png")
	c.Audit()
	testkit.Write(t, dir, "copy.md", strings.Replace(story("New ferries", 'a'), "Friday", "Monday", 1))
	c.use("/follow trams")
	c.See(".ephemeral", "would have posted nothing")
	c.click("Follow")
	c.Until(`[...document.querySelectorAll(".ephemeral")].filter((e) => e.textContent.includes("active")).length === 2`)
	c.click("Every day")
	c.See(".ephemeral", "every day at 08:00 (UTC)")
	for i, line := range []string{"Trams to the harbour", "Trams to the castle", "Night trams"} {
		testkit.Write(t, dir, fmt.Sprintf("tram%d.md", i), story(line, rune('p'+i)))
	}
	c.use("/new")
	for c.Number(`[...document.querySelectorAll(".ephemeral")].filter((e) => e.textContent.includes("Stories: 4")).length`) == 0 {
		time.Sleep(time.Second)
		c.use("/new today")
		if c.Number(`document.querySelectorAll(".message").length`) > 40 {
			t.Fatal("the trams do not come")
		}
	}
	moved.move(24 * time.Hour)
	c.See(answers, "New on trams")
	c.See(answers, "Night trams")
	c.keepLast("digest-phone.png")
	c.Audit()
	if n := c.Number(`[...document.querySelectorAll(".message:not(.ephemeral)")].filter((e) => e.textContent.includes("New ferries were")).length`); n != 1 {
		t.Errorf("the story is posted %v times", n)
	}
	c.use("/following")
	c.See(".ephemeral", "trams")
	c.Audit()
}

// keepLast takes a screenshot of the last messages as on a phone.
func (c *channel) keepLast(name string) {
	c.t.Helper()
	c.Size(390, 844)
	c.Do(chromedp.Evaluate(`[...document.querySelectorAll(".message")].pop().scrollIntoView({ block: "end" })`, nil))
	c.keep(name, 390, 844)
}
