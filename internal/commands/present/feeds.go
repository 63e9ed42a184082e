package present

import (
	"strconv"
	"time"

	"lede/internal/commands"
	"lede/internal/feeds"
	"lede/internal/state"
)

// found shows a feed that may be tracked.
func (d *draft) found(r commands.TrackResult) {
	d.add(commands.Heading, commands.Text{{Text: r.Feed.Title, URL: r.Feed.Site}})
	d.field("Feed", commands.Text{{Text: r.Feed.URL, URL: r.Feed.URL}})
	if len(r.Feed.Tags) > 0 {
		d.field("Tags", commands.Plain(d.list(r.Feed.Tags)))
	} else {
		d.small(d.say("Its articles get no tags."))
	}
	d.feedChannel(r.Feed)
	d.section(true)
	if len(r.Found.Newest) == 0 {
		d.paragraph(d.say("It has no articles at the moment."))
	}
	for _, i := range r.Found.Newest {
		line := commands.Text{{Text: i.Title, URL: i.Link}}
		if i.Title == "" {
			line[0].Text = i.Link
		}
		if !i.Published.IsZero() {
			line = append(line, commands.Span{Text: " · " + d.date(i.Published)})
		}
		d.add(commands.Bullet, line)
	}
	d.more(r.Found.Items, len(r.Found.Newest))
	d.row(d.button("Track it", commands.State{Kind: commands.KeepFeed, ID: r.Feed.ID}), d.tagFeed(r.Feed), d.button("Discard", commands.State{Kind: commands.DiscardFeed, ID: r.Feed.ID}))
}

// feed shows a feed with what can be done with it.
func (d *draft) feed(r commands.FeedResult) {
	f := r.Feed
	if r.News == commands.FeedLost {
		d.lost(f)
		return
	}
	switch r.News {
	case commands.FeedKnown:
		d.paragraph(d.say("It is tracked already."))
	case commands.FeedStarted:
		d.Tone = commands.Sure
		d.paragraph(d.say("Tracked. Its articles come within a minute or two, and new ones from now on."))
	}
	d.add(commands.Heading, commands.Text{{Text: f.Title, URL: f.Site}})
	d.feedFacts(r)
	switch f.Status {
	case state.FeedActive:
		d.row(d.button("Pause", commands.State{Kind: commands.PauseFeed, ID: f.ID}), d.tagFeed(f), d.removeFeed(f))
	case state.FeedDraft:
		d.row(d.button("Track it", commands.State{Kind: commands.KeepFeed, ID: f.ID}), d.tagFeed(f), d.button("Discard", commands.State{Kind: commands.DiscardFeed, ID: f.ID}))
	case state.FeedRemoved:
		d.small(d.say("It is not tracked any more. Its articles stay; /remove takes single ones out."))
		d.row(d.button("Track it again", commands.State{Kind: commands.ResumeFeed, ID: f.ID}))
	default:
		d.row(d.button("Resume", commands.State{Kind: commands.ResumeFeed, ID: f.ID}), d.tagFeed(f), d.removeFeed(f))
	}
}

// lost tells the editor of a feed that it failed for days. Nothing can be pressed in a direct message.
func (d *draft) lost(f state.Feed) {
	d.paragraph(d.say("I have paused “%s”, since I could not read it for days.", f.Title))
	if problem := feeds.Problem(f); problem != nil {
		d.paragraph(d.say(problem.Text, problem.Args...))
	}
	d.paragraph(d.say("/tracked resumes it, or ends tracking it."))
}

// tagsForm asks for the tags of a feed.
func (d *draft) tagsForm(f state.Feed) {
	d.Form = &commands.Form{Title: d.say("Tags of its articles"), State: commands.State{Kind: commands.TagFeed, ID: f.ID}, Fields: []commands.Field{
		{Name: commands.TagsField, Label: d.say("Tags"), Hint: d.say("With commas between them"), Value: d.list(f.Tags), MaxLength: wordsLength},
	}}
}

func (d *draft) tagFeed(f state.Feed) commands.Button {
	return d.button("Tags…", commands.State{Kind: commands.TagFeed, ID: f.ID})
}

// feedChannel says where the new articles of a feed are posted.
func (d *draft) feedChannel(f state.Feed) {
	if f.Channel != "" {
		d.field("Posted in", commands.Text{{Text: f.Channel, Room: f.Channel}})
	}
}

func (d *draft) removeFeed(f state.Feed) commands.Button {
	return d.button("Stop tracking", commands.State{Kind: commands.RemoveFeed, ID: f.ID})
}

// feedFacts writes how a feed is.
func (d *draft) feedFacts(r commands.FeedResult) {
	f := r.Feed
	d.field("Feed", commands.Text{{Text: f.URL, URL: f.URL}})
	d.field("Status", commands.Plain(d.say(feedStatuses[f.Status])))
	if problem := feeds.Problem(f); problem != nil {
		d.Tone = commands.Doubtful
		d.field("Problem", commands.Plain(d.say(problem.Text, problem.Args...)))
		if !f.FailingSince.IsZero() {
			d.field("Failing since", d.moment(r.Feed.FailingSince))
		}
	}
	d.field("Read last", d.moment(f.Succeeded))
	if f.Status == state.FeedActive {
		d.field("Read next", d.moment(f.Next))
	}
	d.field("Articles", commands.Plain(strconv.Itoa(r.Count.All)))
	d.field("In the last seven days", commands.Plain(strconv.Itoa(r.Count.Recent)))
	if r.Count.Gone > 0 {
		d.field("Deleted by the site, kept here", commands.Plain(strconv.Itoa(r.Count.Gone)))
	}
	if len(f.Tags) > 0 {
		d.field("Tags", commands.Plain(d.list(f.Tags)))
	}
	d.feedChannel(f)
}

// feedStatuses are what is done with a feed.
var feedStatuses = map[state.FeedStatus]string{
	state.FeedActive: "Followed", state.FeedPaused: "Paused", state.FeedFailed: "Paused, since it has failed for days", state.FeedRemoved: "Not tracked any more",
	state.FeedDraft: "Not decided yet",
}

// feeds lists the tracked feeds.
func (d *draft) feeds(r commands.FeedsResult) {
	d.heading(d.say("Tracked sites"))
	if r.All == 0 {
		d.paragraph(d.say("None so far. /track with the address of a site follows it."))
		return
	}
	menu := &commands.Menu{Placeholder: d.say("Open a site…"), State: commands.State{Kind: commands.Follow}}
	for _, f := range r.Feeds {
		d.add(commands.Bullet, d.feedLine(f))
		if problem := feeds.Problem(f.Feed); problem != nil {
			d.Tone = commands.Doubtful
			d.small(d.say(problem.Text, problem.Args...))
		}
		menu.Items = append(menu.Items, commands.Item{Label: f.Feed.Title, Description: d.say(feedStatuses[f.Feed.Status]),
			Value: commands.State{Kind: commands.ShowFeed, ID: f.Feed.ID}.Encode()})
	}
	d.Menu = menu
	if r.Pages > 1 {
		d.small(d.say("Page %d of %d", r.Number+1, r.Pages))
		before := d.button("◀ Previous", commands.State{Kind: commands.TurnFeedsBack, Page: max(r.Number-1, 0)})
		after := d.button("Next ▶", commands.State{Kind: commands.TurnFeeds, Page: min(r.Number+1, r.Pages-1)})
		before.Disabled, after.Disabled = r.Number == 0, r.Number == r.Pages-1
		d.row(before, after)
	}
}

// feedLine returns a feed's title, status, last success and articles a week.
func (d *draft) feedLine(r commands.FeedResult) commands.Text {
	line := commands.Text{{Text: r.Feed.Title, URL: r.Feed.Site}, {Text: " · " + d.say(feedStatuses[r.Feed.Status]) + " · " + d.say("read last: ")}}
	line = append(line, d.moment(r.Feed.Succeeded)...)
	return append(line, commands.Span{Text: " · " + d.say("articles in seven days: %d", r.Count.Recent)})
}

// moment returns an instant, which a front end may show in the reader's zone.
func (d *draft) moment(t time.Time) commands.Text {
	if t.IsZero() {
		return commands.Plain(d.say("never"))
	}
	return commands.Text{{Text: t.UTC().Format("2006-01-02 15:04 UTC"), At: t}}
}
