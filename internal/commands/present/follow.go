package present

import (
	"fmt"
	"strings"

	"lede/internal/commands"
	"lede/internal/news"
	"lede/internal/schedule"
	"lede/internal/state"
	"lede/internal/text"
)

// Sizes of what is shown of a follow.
const (
	previewStories = 4
	lineTitle      = 80 // of a title in a list, in characters
)

// follow shows a follow, with what it would have posted lately.
func (d *draft) follow(r commands.FollowResult) {
	f := r.Follow
	d.heading(d.say("Follow: %s", f.Words))
	if r.Changed {
		d.Tone = commands.Sure
	}
	d.field("State", commands.Plain(d.statusOf(f.Status)))
	d.field("Where", commands.Text{d.where(f)})
	d.field("When", d.when(f))
	if f.Ping {
		d.field("Pings", commands.Text{{Text: f.Owner.User, User: f.Owner.User}})
	}
	if !r.Changed {
		d.would(r.Stories)
	}
	d.followButtons(f)
}

// statusOf returns the state of a follow in words.
func (d *draft) statusOf(s state.FollowStatus) string {
	switch s {
	case state.FollowProposed:
		return d.say("not confirmed yet")
	case state.FollowPaused:
		return d.say("paused")
	case state.FollowBroken:
		return d.say("paused, since I cannot post there: give me View Channel and Send Messages, then resume it")
	}
	return d.say("active")
}

// where returns where the posts of a follow go.
func (d *draft) where(f state.Follow) commands.Span {
	if id, ok := f.Place.Channel(); ok {
		return commands.Span{Text: d.say("channel %s", id), Room: id}
	}
	return commands.Span{Text: d.say("by direct message")}
}

// when returns when the posts of a follow come, with the next digest in the reader's own time.
func (d *draft) when(f state.Follow) commands.Text {
	s := news.ScheduleOf(f)
	switch s.Every {
	case schedule.Daily:
		return append(commands.Plain(d.say("every day at %s (%s), next ", s.Clock(), s.ZoneName())), d.moment(f.Due)...)
	case schedule.Weekly:
		return append(commands.Plain(d.say("every %s at %s (%s), next ", d.say(s.Day.String()), s.Clock(), s.ZoneName())), d.moment(f.Due)...)
	}
	return commands.Plain(d.say("at once"))
}

// would lists what a follow would have posted lately.
func (d *draft) would(stories []news.Story) {
	d.section(true)
	switch len(stories) {
	case 0:
		d.paragraph(d.say("In the last 30 days this would have posted nothing."))
		return
	case 1:
		d.paragraph(d.say("In the last 30 days this would have posted 1 story:"))
	default:
		d.paragraph(d.say("In the last 30 days this would have posted %d stories, the newest:", len(stories)))
	}
	for _, story := range limited(stories, previewStories) {
		d.add(commands.Bullet, d.line(story.Card))
	}
}

func (d *draft) followButtons(f state.Follow) {
	button := func(label string, kind commands.StateKind) commands.Button {
		return d.button(label, commands.State{Kind: kind, ID: f.ID})
	}
	switch f.Status {
	case state.FollowProposed:
		d.row(button("Follow", commands.ConfirmFollow), button("Discard", commands.EndFollow))
		return
	case state.FollowActive:
		d.row(button("Edit", commands.EditFollow), button("Pause", commands.PauseFollow), button("Unfollow", commands.EndFollow))
	default:
		d.row(button("Edit", commands.EditFollow), button("Resume", commands.ResumeFollow), button("Unfollow", commands.EndFollow))
	}
	once, daily, weekly := button("At once", commands.FollowAtOnce), button("Every day", commands.FollowDaily), button("Every week", commands.FollowWeekly)
	once.Disabled, daily.Disabled, weekly.Disabled = f.Every == "", f.Every == string(schedule.Daily), f.Every == string(schedule.Weekly)
	d.row(once, daily, weekly)
}

// followForm asks for what is to be changed of a follow, with what there is in the fields.
func (d *draft) followForm(f state.Follow) {
	s := news.ScheduleOf(f)
	d.Form = &commands.Form{Title: d.say("Change what you follow"), State: commands.State{Kind: commands.EditFollow, ID: f.ID}, Fields: []commands.Field{
		{Name: commands.WordsField, Label: d.say("Words"), Hint: d.say(`Words, "a phrase", -word, source:, tag:`), Value: f.Words, Required: true, MaxLength: wordsLength},
		{Name: commands.ClockField, Label: d.say("Time of the digest"), Hint: d.say("Like 08:00 or 6 pm"), Value: s.Clock(), MaxLength: wordsLength},
		{Name: commands.ZoneField, Label: d.say("Time zone"), Hint: d.say("Like Europe/London"), Value: s.ZoneName(), MaxLength: wordsLength},
	}}
}

// following lists what somebody follows, with a menu to choose one.
func (d *draft) following(r commands.FollowingResult) {
	d.heading(d.say("What you follow"))
	if r.Total == 0 {
		d.paragraph(d.say("Nothing so far. /follow tells you of new articles about a subject."))
		return
	}
	m := &commands.Menu{Placeholder: d.say("Choose one to look at or change…"), State: commands.State{Kind: commands.Follow}}
	for _, f := range r.Follows {
		line := commands.Text{{Text: f.Words, Bold: true}, {Text: " · "}, d.where(f), {Text: " · " + d.brief(f)}}
		d.add(commands.Bullet, line)
		m.Items = append(m.Items, commands.Item{Label: f.Words, Description: d.brief(f), Value: commands.State{Kind: commands.ShowFollow, ID: f.ID}.Encode()})
	}
	d.Menu = m
	d.pages(r.Number, r.Pages, commands.TurnFollowBack, commands.TurnFollowing, "")
}

// brief returns when the posts of a follow come, or that none do, in a few words.
func (d *draft) brief(f state.Follow) string {
	switch {
	case f.Status != state.FollowActive:
		return d.say("paused")
	case f.Every == string(schedule.Daily):
		return d.say("every day")
	case f.Every == string(schedule.Weekly):
		return d.say("every week")
	}
	return d.say("at once")
}

// pages says which of several pages this is, with buttons that turn them. back and on are the kinds of their states, about id.
func (d *draft) pages(number, all int, back, on commands.StateKind, id string) {
	if all < 2 {
		return
	}
	d.small(d.say("Page %d of %d", number+1, all))
	before := d.button("◀ Previous", commands.State{Kind: back, Page: max(number-1, 0), ID: id})
	after := d.button("Next ▶", commands.State{Kind: on, Page: min(number+1, all-1), ID: id})
	before.Disabled, after.Disabled = number == 0, number == all-1
	d.row(before, after)
}

// post writes a post.
func (d *draft) post(r commands.PostResult) {
	switch r.Kind {
	case state.StoryPost:
		d.storyPost(r)
	case state.DigestPost:
		d.digestPost(r)
	case state.BrokenPost:
		d.paragraph(d.say("I cannot post in the channel where you follow “%s”, so I have paused it. Give my role View Channel and Send Messages there, then resume it with /following; what I could not post comes then.", r.Follow.Words))
	}
}

// storyPost writes one story: its title, the sentence that has the followed words, its source.
func (d *draft) storyPost(r commands.PostResult) {
	s := r.Stories[0]
	d.add(commands.Paragraph, commands.Text{{Text: s.Article.Title, URL: s.Article.URL, Bold: true}})
	if s.Sentence != s.Article.Title {
		d.add(commands.Quote, marked(s.Sentence, s.Marks))
	}
	d.section(false)
	d.add(commands.Small, d.source(s.Article))
	d.add(commands.Small, d.alsoAt(s.Article, s.Copies))
	d.because(r.Follow)
	d.row(d.summaryButton(s.Article), d.sourceButton(s.Article))
}

// because says why something is posted.
func (d *draft) because(f state.Follow) {
	d.small(d.say("Posted because of /follow %s", f.Words))
}

// digestPost writes a list of stories. Their links are numbered buttons: ten addresses may be longer than a message.
func (d *draft) digestPost(r commands.PostResult) {
	d.heading(d.say("New on %s", r.Follow.Words))
	var lines commands.Text
	var row []commands.Button
	for i, s := range r.Stories {
		lines = append(lines, commands.Span{Text: fmt.Sprintf("%d. ", i+1)}, commands.Span{Text: text.Shorten(s.Article.Title, lineTitle), Bold: true},
			commands.Span{Text: " · " + d.placeName(s.Article) + " · " + d.day(s.Article) + "\n"})
		button := commands.Button{Label: fmt.Sprint(i + 1), URL: s.Article.URL}
		if s.Article.URL == "" {
			button = commands.Button{Label: fmt.Sprint(i + 1), State: commands.State{Kind: commands.ShowSummary, ID: s.Article.ID}}
		}
		if row = append(row, button); len(row) == buttonsInRow || i == len(r.Stories)-1 {
			d.row(row...)
			row = nil
		}
	}
	last := &lines[len(lines)-1]
	last.Text = strings.TrimSuffix(last.Text, "\n")
	d.add(commands.Paragraph, lines)
	d.section(false)
	d.more(len(r.Stories)+r.More, len(r.Stories))
	d.because(r.Follow)
}

// buttonsInRow is how many buttons Discord shows in a row.
const buttonsInRow = 5

// whatIsNew lists the stories that have come since a time.
func (d *draft) whatIsNew(r commands.NewResult) {
	number, stories := r.Page()
	if r.First {
		d.heading(d.say("New in the last 7 days"))
	} else {
		d.add(commands.Heading, append(commands.Plain(d.say("New since ")), d.moment(r.Since)...))
	}
	if r.Total() == 0 {
		d.paragraph(d.say("Nothing new."))
		if !r.Newest.IsZero() {
			d.small(d.say("Newest article: %s", d.date(r.Newest)))
		}
		d.row(d.button("Newest articles", commands.State{Kind: commands.ShowLatest}))
		return
	}
	for _, story := range stories {
		d.add(commands.Bullet, d.line(story.Card))
		d.add(commands.Small, d.alsoAt(story.Card, story.Copies))
	}
	d.small(d.say("Stories: %d", r.Total()))
	d.pages(number, r.Pages(), commands.TurnNewBack, commands.TurnNew, fmt.Sprint(r.Since.Unix()))
}

// gaps lists what the articles do not answer.
func (d *draft) gaps(r commands.GapsResult) {
	d.heading(d.say("Questions without an answer"))
	if len(r.Gaps) == 0 {
		d.paragraph(d.say("None in the last 90 days."))
		return
	}
	for _, g := range r.Gaps {
		d.add(commands.Bullet, commands.Text{{Text: g.Question, Bold: true}, {Text: " · " + d.counted(g.Gap) + " · " + d.date(g.At)}})
		if g.Article != nil {
			d.add(commands.Small, append(commands.Text{{Text: d.say("Nearest: ")}}, d.line(g.Article)...))
		}
	}
	d.small(d.say("Kept for 90 days, without who asked."))
	d.pages(r.Number, r.Pages, commands.TurnGapsBack, commands.TurnGaps, "")
}

// counted says how often a question was without an answer.
func (d *draft) counted(g state.Gap) string {
	var parts []string
	if g.Missing > 0 {
		parts = append(parts, d.say("nothing found ×%d", g.Missing))
	}
	if g.Rejected > 0 {
		parts = append(parts, d.say("not an answer ×%d", g.Rejected))
	}
	return d.list(parts)
}
