package present

import (
	"fmt"

	"lede/internal/commands"
	"lede/internal/text"
)

// result writes the reply to a result.
func (d *draft) result(r commands.Result) {
	if !d.fromArticles(r) && !d.fromBot(r) && !d.fromEditors(r) && !d.fromFollowing(r) {
		panic(fmt.Sprintf("present: no reply to a %T", r))
	}
}

// fromArticles writes the reply to a question, or to a command that shows articles. It returns false if r is another result.
func (d *draft) fromArticles(r commands.Result) bool {
	switch r := r.(type) {
	case commands.AskResult:
		d.ask(r)
	case commands.MoreResult:
		d.morePassages(r)
	case commands.SearchResult:
		d.search(r)
	case commands.SummaryResult:
		d.summary(r)
	case commands.SubjectResult:
		d.subject(r)
	case commands.ArticleResult:
		d.article(r)
	case commands.TextResult:
		d.text(r)
	case commands.LatestResult:
		d.latest(r)
	case commands.SourcesResult:
		d.sources(r)
	case commands.ContextResult:
		d.context(r)
	case commands.WhyResult:
		d.why(r)
	case commands.CitationsResult:
		d.citations(r)
	case commands.CopiesResult:
		d.copies(r)
	default:
		return false
	}
	return true
}

// fromBot writes the reply to a command about the bot itself. It returns false if r is another result.
func (d *draft) fromBot(r commands.Result) bool {
	switch r := r.(type) {
	case commands.HelpResult:
		d.help(r)
	case commands.GreetingResult:
		d.greeting(r)
	case commands.StatusResult:
		d.status(r)
	case commands.ReloadResult:
		d.reload(r)
	case commands.EmptyResult:
		d.empty(r)
	case commands.ForgottenResult:
		d.paragraph(d.say("Deleted: your drafts, what you follow, when you last looked at /new, and your name in the log of what editors did and at the sites that you track."))
	default:
		return false
	}
	return true
}

// fromEditors writes the reply to what editors do. It returns false if r is another result.
func (d *draft) fromEditors(r commands.Result) bool {
	switch r := r.(type) {
	case commands.AddResult:
		d.preview(r)
	case commands.GroupResult:
		d.group(r)
	case commands.KeptGroupResult:
		d.keptGroup(r)
	case commands.PasteResult:
		d.pasteForm()
	case commands.CorrectResult:
		d.correctForm(r.Preview)
	case commands.KeptResult:
		d.kept(r)
	case commands.DiscardedResult:
		d.paragraph(d.say("Discarded; nothing was kept."))
	case commands.RemovedResult:
		d.removed(r)
	case commands.RestoredResult:
		d.Tone = commands.Sure
		d.paragraph(d.say(d.either("It is back: %s", "It comes back: %s"), text.OneLine(r.Path)))
	case commands.LogResult:
		d.log(r)
	case commands.SettingsResult:
		d.settings(r)
	case commands.TrackResult:
		d.found(r)
	case commands.TagsResult:
		d.tagsForm(r.Feed)
	case commands.FeedResult:
		d.feed(r)
	case commands.FeedsResult:
		d.feeds(r)
	default:
		return false
	}
	return true
}

// fromFollowing writes the reply to what readers follow, or a post of it. It returns false if r is another result.
func (d *draft) fromFollowing(r commands.Result) bool {
	switch r := r.(type) {
	case commands.FollowResult:
		d.follow(r)
	case commands.EditFollowResult:
		d.followForm(r.Follow)
	case commands.FollowEndedResult:
		d.paragraph(d.say("No longer followed: %s", r.Follow.Words))
	case commands.FollowingResult:
		d.following(r)
	case commands.PostResult:
		d.post(r)
	case commands.NewResult:
		d.whatIsNew(r)
	case commands.GapsResult:
		d.gaps(r)
	case commands.RejectedResult:
		d.paragraph(d.say("Noted, without your name. It changes no answer; editors see in /gaps what is missing."))
	default:
		return false
	}
	return true
}
