package commands_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"lede/internal/added"
	"lede/internal/commands"
	"lede/internal/delivery"
	"lede/internal/news"
	"lede/internal/state"
	"lede/internal/testkit"
)

// readers is a service with a state, and a clock that tests move.
type readers struct {
	editors
	news *news.News
	now  time.Time
}

func withReaders(t *testing.T) *readers {
	t.Helper()
	s, err := state.Open(t.Context(), state.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	r := &readers{now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
	dir := testkit.Folder(t, map[string]string{"harvest.txt": harvest})
	service := testkit.Service(t, dir, func(c *commands.Config) {
		c.Now = func() time.Time { return r.now }
		r.news = &news.News{State: s, Index: c.Corpus.Index, Now: c.Now, Log: slog.New(slog.DiscardHandler)}
		c.Added = &added.Articles{State: s, Corpus: c.Corpus, Now: c.Now}
		c.News, c.Gaps, c.EditorGuilds = r.news, true, []string{"1"}
	})
	r.editors = editors{Service: service, dir: dir}
	return r
}

var (
	member    = commands.Actor{User: "700000000000000002", Guild: "1", Channel: "800000000000000001", Locale: commands.English}
	moderator = commands.Actor{User: "700000000000000003", Guild: "1", Channel: "800000000000000001", Permissions: 1 << 13, Locale: commands.English}
	stranger  = commands.Actor{User: "700000000000000004", Guild: "2", Channel: "800000000000000009", Permissions: commands.ManagePermission, Locale: commands.English}
	admin1    = commands.Actor{User: "700000000000000005", Guild: "1", Channel: "800000000000000002", Permissions: commands.ManagePermission, Locale: commands.English}
)

// TestWhereFollowsPost checks who may have posts in a channel. Others get them by direct message.
func TestWhereFollowsPost(t *testing.T) {
	r := withReaders(t)
	direct := moderator
	direct.Guild, direct.Permissions = "", 0
	shut := moderator
	shut.CannotPost = true
	for what, c := range map[string]struct {
		actor commands.Actor
		where string
		want  string
	}{
		"a member": {member, "", "by direct message"}, "a member who wants the channel": {member, "here", "Only members who may manage messages"},
		"a moderator": {moderator, "", "channel 800000000000000001"}, "a moderator by message": {moderator, "dm", "by direct message"},
		"in a direct message": {direct, "here", "by direct message"}, "where the bot may not post": {shut, "", "I may not post in this channel"},
		"at the terminal": {commands.Actor{Operator: true}, "", "Posts go to Discord"},
	} {
		if got := said(r.use(t, c.actor, "follow", commands.Options{"words": what + " ferry", "where": c.where})); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", what, got)
		}
	}
}

// TestFollowRefusals gives /follow what it cannot take.
func TestFollowRefusals(t *testing.T) {
	r := withReaders(t)
	for _, c := range []struct {
		options commands.Options
		want    string
	}{
		{commands.Options{"words": "the of"}, "nothing to look for"},
		{commands.Options{"words": "ferry last:7d"}, "leave the days out"},
		{commands.Options{"words": "ferry", "at": "noon"}, "is not a time of the day"},
		{commands.Options{"words": "ferry", "zone": "Mars"}, "is not a time zone"},
		{commands.Options{"words": "ferry", "when": "hourly"}, "one of the listed values"},
	} {
		r.now = r.now.Add(time.Minute)
		if got := said(r.use(t, moderator, "follow", c.options)); !strings.Contains(got, c.want) {
			t.Errorf("%v: %s", c.options, got)
		}
	}
}

// TestFollowOwners checks who sees and changes a follow: its owner, and in a channel the managers of its server.
func TestFollowOwners(t *testing.T) {
	r := withReaders(t)
	reply := r.press(t, moderator, r.use(t, moderator, "follow", commands.Options{"words": "ferry", "when": "weekly", "day": "0", "at": "18:30", "zone": "Europe/London"}), "Follow")
	if got := said(reply); !strings.Contains(got, "every Sunday at 18:30 (Europe/London)") {
		t.Fatal(got)
	}
	if got := said(r.use(t, moderator, "follow", commands.Options{"words": "FERRY"})); !strings.Contains(got, "You follow that there already") {
		t.Error(got)
	}
	for _, c := range []struct {
		name  string
		actor commands.Actor
		may   bool
	}{{"the owner", moderator, true}, {"a manager", admin1, true}, {"a member", member, false}, {"a manager of another server", stranger, false}, {"the operator", commands.Actor{Operator: true}, true}} {
		r.now = r.now.Add(time.Minute)
		if got := said(r.use(t, c.actor, "following", nil)); strings.Contains(got, "ferry") != c.may {
			t.Errorf("%s: %s", c.name, got)
		}
		paused := r.press(t, c.actor, reply, "Pause")
		if (paused.Err == nil) != c.may {
			t.Errorf("%s pauses it: %v", c.name, paused.Err)
		}
		edit := commands.Submit{State: commands.State{Kind: commands.EditFollow, ID: reply.Result.(commands.FollowResult).Follow.ID},
			Values: map[string]string{commands.WordsField: "ferry island", commands.ClockField: "7 pm", commands.ZoneField: "Asia/Tokyo"}}
		got := r.Accept(commands.Input{Actor: c.actor, Action: edit}).Run(t.Context())
		if (got.Err == nil) != c.may || c.may && !strings.Contains(said(got), "every Sunday at 19:00 (Asia/Tokyo)") {
			t.Errorf("%s edits it: %s", c.name, said(got))
		}
	}
	r.use(t, moderator, "forget", commands.Options{"who": "me"})
	r.now = r.now.Add(time.Minute)
	if got := said(r.use(t, admin1, "following", nil)); strings.Contains(got, "ferry") {
		t.Errorf("after /forget me: %s", got)
	}
}

// TestPost checks what a post says in either language, and that one of a removed article says nothing.
func TestPost(t *testing.T) {
	for l, want := range map[commands.Locale][]string{
		commands.English: {"Ferries run hourly", "Posted because of /follow ferry island", "no date"},
		commands.Chinese: {"Ferries run hourly", "因关注而发送：/follow ferry island"},
		commands.Taiwan:  {"因關注而發送：/follow ferry island"},
	} {
		r := withReaders(t)
		a := moderator
		a.Locale = l
		proposed := r.use(t, a, "follow", commands.Options{"words": "ferry island", "notify": "me"})
		confirm := r.Accept(commands.Input{Actor: a, Action: commands.Press{State: proposed.Rows[0][0].State, ByAsker: true}}).Run(t.Context())
		if confirm.Err != nil {
			t.Fatal(confirm.Err)
		}
		testkit.Write(t, r.dir, "ferry.md", "---\ntitle: Ferries run hourly\n---\n\nThe harbour has a new timetable.\n\nThe ferry to the island runs every hour.\n")
		r.sweep(t)
		p, err := r.news.State.Claim(t.Context(), r.now, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		post, ping, err := r.Post(t.Context(), p)
		if err != nil || ping != moderator.User {
			t.Fatalf("pings %q, %v", ping, err)
		}
		for _, part := range append(want, "The ferry to the island runs every hour.") {
			if !strings.Contains(said(post), part) {
				t.Errorf("no %q in %s", part, said(post))
			}
		}
		testkit.Remove(t, r.dir, "ferry.md")
		r.sweep(t)
		if _, _, err := r.Post(t.Context(), p); err != delivery.ErrVoid {
			t.Errorf("of an article that is gone: %v", err)
		}
	}
}

func (r *readers) sweep(t *testing.T) {
	t.Helper()
	if _, err := r.Corpus.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if err := r.news.Update(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestDigestTurnedOff checks that what waits for a digest is posted when posts come at once from then on.
func TestDigestTurnedOff(t *testing.T) {
	r := withReaders(t)
	reply := r.press(t, moderator, r.use(t, moderator, "follow", commands.Options{"words": "ferry", "when": "daily"}), "Follow")
	testkit.Write(t, r.dir, "ferry.md", "The ferry to the island runs every hour.")
	r.sweep(t)
	if p, err := r.news.State.Claim(t.Context(), r.now, time.Minute); err == nil {
		t.Errorf("%+v is posted before the digest", p)
	}
	if got := said(r.press(t, moderator, reply, "At once")); !strings.Contains(got, "at once") {
		t.Error(got)
	}
	if p, err := r.news.State.Claim(t.Context(), r.now, time.Minute); err != nil || p.Kind != state.DigestPost {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestNew looks three times: what came in between is shown, each story once, and again with since.
func TestNew(t *testing.T) {
	r := withReaders(t)
	if got := said(r.use(t, member, "new", nil)); !strings.Contains(got, "New in the last 7 days") {
		t.Error(got)
	}
	r.now = r.now.Add(time.Hour)
	text := "The ferry to the island runs every hour, and the harbour master says that it will do so all summer long."
	testkit.Write(t, r.dir, "ferry.md", text)
	testkit.Write(t, r.dir, "copy.md", text+" Really.")
	if _, err := r.Corpus.Sweep(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		options commands.Options
		want    string
	}{{nil, "Stories: 1"}, {nil, "Nothing new."}, {commands.Options{"since": "today"}, "Stories: 1"}, {commands.Options{"since": "2d"}, "Stories: 1"}, {commands.Options{"since": "soon"}, "is not a date"}} {
		r.now = r.now.Add(time.Minute)
		if got := said(r.use(t, member, "new", c.options)); !strings.Contains(got, c.want) {
			t.Errorf("%d: %s", i, got)
		}
	}
	other := member
	other.User = "700000000000000009"
	if got := said(r.use(t, other, "new", nil)); !strings.Contains(got, "Stories: 1") {
		t.Errorf("another reader: %s", got)
	}
}

// TestGaps counts questions that found nothing and answers that are none, groups those of the same words, and names nobody.
func TestGaps(t *testing.T) {
	r := withReaders(t)
	ask := func(question string) commands.Reply {
		r.now = r.now.Add(time.Minute)
		return r.use(t, member, "ask", commands.Options{"question": question})
	}
	ask("Who won the yacht regatta?")
	ask("the yacht regatta, who won it")
	answered := ask("Which harvest failed in Ruritania?")
	more := r.Accept(commands.Input{Actor: member, Action: commands.Press{State: commands.State{Kind: commands.MorePassages}, Reply: answered.State}}).Run(t.Context())
	r.press(t, member, commands.Reply{State: answered.State, Rows: more.Rows}, "Not an answer")
	got := said(r.use(t, manager, "gaps", nil))
	for _, want := range []string{"Which harvest failed in Ruritania?", "not an answer ×1", "the yacht regatta, who won it", "nothing found ×2", "Nearest: "} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
	if strings.Contains(got, member.User) || strings.Index(got, "harvest") > strings.Index(got, "regatta") {
		t.Errorf("named, or in another order:\n%s", got)
	}
	if got := said(r.use(t, member, "gaps", nil)); !strings.Contains(got, "Only editors") {
		t.Errorf("a member: %s", got)
	}
	r.now = r.now.Add(91 * 24 * time.Hour)
	if got := said(r.use(t, manager, "gaps", nil)); !strings.Contains(got, "None in the last 90 days.") {
		t.Errorf("after 91 days: %s", got)
	}
}
