package commands

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// StateKind is what a button or a menu does.
type StateKind string

// The kinds of State.
const (
	TurnPage        StateKind = "page"     // shows another page in place of this one
	TurnBack        StateKind = "back"     // the same towards the first page: two buttons may lead to one page
	MorePassages    StateKind = "more"     // shows a page of the answer's further passages
	ShowContext     StateKind = "context"  // shows the sentence ID between its neighbours
	TurnContext     StateKind = "leaf"     // the same in place of this one, moved by Page windows
	TurnContextBack StateKind = "leafback" // the same towards the article's beginning
	ShowSummary     StateKind = "summary"  // sums up the article ID; Page 1 is a longer summary
	ExplainRanking  StateKind = "why"      // says why the article ID came first
	ShowSources     StateKind = "sources"  // lists the sources of the answer
	ShowCopies      StateKind = "copies"   // lists the copies of the article ID
	AskWithin       StateKind = "within"   // asks the question again, of the article ID alone
	AskInstead      StateKind = "instead"  // asks the question again with a word changed: ID is "old>new"
	ShowText        StateKind = "text"     // shows how the file of the article ID is read; for administrators
	TurnText        StateKind = "textleaf" // shows another page of that in place of this one
	TurnTextBack    StateKind = "textback" // the same towards the first page
	ShowLatest      StateKind = "latest"   // shows a page of the newest articles
	KeepDraft       StateKind = "keep"     // adds the draft ID to the corpus; Page 1 even if it is there already
	CorrectDraft    StateKind = "correct"  // of a button: asks for what is wrong with the draft ID; of that form: corrects it
	DiscardDraft    StateKind = "discard"  // deletes the draft ID
	ShowDraft       StateKind = "draft"    // shows the draft ID
	KeepGroup       StateKind = "keepall"  // adds the drafts of the group ID to the corpus that are not there already
	PasteArticle    StateKind = "paste"    // of a form: reads the text in it
	RestoreArticle  StateKind = "restore"  // brings back what the removal ID took out
	TurnLog         StateKind = "log"      // shows another page of the log in place of this one
	TurnLogBack     StateKind = "logback"  // the same towards the newest
	KeepFeed        StateKind = "track"    // tracks the feed ID, which was a draft
	DiscardFeed     StateKind = "nofeed"   // deletes the draft of the feed ID
	TagFeed         StateKind = "feedtags" // of a button: asks for the tags of the feed ID; of that form: sets them
	TurnFeeds       StateKind = "feeds"    // shows another page of the tracked feeds in place of this one
	TurnFeedsBack   StateKind = "feedback" // the same towards the first page
	ShowFeed        StateKind = "feed"     // shows the feed ID
	PauseFeed       StateKind = "pause"    // pauses the feed ID
	ResumeFeed      StateKind = "resume"   // tracks the feed ID again, which was paused or removed
	RemoveFeed      StateKind = "untrack"  // removes the feed ID; its articles stay
	Follow          StateKind = "go"       // of a menu: does what the chosen value says, which is a State
)

// State is what a button, a menu or an item of a menu carries. It is all that is kept of it: a restart forgets no button.
// The zero State is that of no button.
type State struct {
	Kind StateKind
	Page int    // from 0; of TurnContext it may be negative
	ID   string // what it is about; "" where Kind says all
}

// maxState is Discord's limit on a custom id, in characters.
const maxState = 100

// maxPage is far beyond the last page of any search.
const maxPage = 1_000_000

// Encode returns the state as a custom id: kind, page, id. ParseState reads it back.
func (s State) Encode() string {
	return string(s.Kind) + ":" + strconv.Itoa(s.Page) + ":" + s.ID
}

// Fits reports whether the state fits into a custom id.
func (s State) Fits() bool { return utf8.RuneCountInString(s.Encode()) <= maxState }

// withoutID are the kinds that are about nothing but the reply that they are on.
var withoutID = map[StateKind]bool{TurnPage: true, TurnBack: true, MorePassages: true, ShowSources: true, ShowLatest: true, Follow: true, TurnLog: true, TurnLogBack: true,
	PasteArticle: true, TurnFeeds: true, TurnFeedsBack: true, TurnFollowing: true, TurnFollowBack: true, NotAnswer: true, TurnGaps: true, TurnGapsBack: true}

// withID are the kinds that are about what ID names.
var withID = map[StateKind]bool{ShowContext: true, TurnContext: true, TurnContextBack: true, ShowSummary: true, ExplainRanking: true, ShowCopies: true,
	AskWithin: true, AskInstead: true, ShowText: true, TurnText: true, TurnTextBack: true, KeepDraft: true, DiscardDraft: true, ShowDraft: true, KeepGroup: true,
	CorrectDraft: true, RestoreArticle: true, KeepFeed: true, DiscardFeed: true, ShowFeed: true, TagFeed: true, PauseFeed: true, ResumeFeed: true, RemoveFeed: true,
	ConfirmFollow: true, ShowFollow: true, PauseFollow: true, ResumeFollow: true, EndFollow: true, EditFollow: true, FollowAtOnce: true, FollowDaily: true, FollowWeekly: true,
	TurnNew: true, TurnNewBack: true}

// ParseState reads a custom id. It returns the zero State for a text that Encode does not give.
func ParseState(text string) State {
	kind, rest, _ := strings.Cut(text, ":")
	page, id, _ := strings.Cut(rest, ":")
	s := State{Kind: StateKind(kind), ID: id}
	s.Page, _ = strconv.Atoi(page)
	if s.Encode() != text || !s.valid() {
		return State{}
	}
	return s
}

// valid reports whether the state is one that a reply can carry.
func (s State) valid() bool {
	switch {
	case s.Page > maxPage || s.Page < -maxPage || s.Page < 0 && s.Kind != TurnContext && s.Kind != TurnContextBack, !utf8.ValidString(s.ID), !s.Fits():
		return false
	case withoutID[s.Kind]:
		return s.ID == ""
	}
	return withID[s.Kind] && s.ID != ""
}

// replaces reports whether the reply takes the place of the one with the button, if the actor asked for that.
func (s State) replaces() bool { return editing[s.Kind] || turning[s.Kind] || following[s.Kind] }

// turning are the kinds that show another part of what their reply shows.
var turning = map[StateKind]bool{TurnPage: true, TurnBack: true, TurnContext: true, TurnContextBack: true, TurnText: true, TurnTextBack: true,
	TurnFollowing: true, TurnFollowBack: true, TurnNew: true, TurnNewBack: true}

// ReplyState is what a reply's buttons need besides their own State. The reply shows it above its sections, the question on
// one line and the filters on another, and a front end reads it back from there.
type ReplyState struct {
	Question string // what was asked, as typed, on one line; 200 characters at most
	Filters  string // the filters in force, on one line, as query.Filter.String gives them
}

// IsZero reports whether there is nothing to show.
func (s ReplyState) IsZero() bool { return s == ReplyState{} }
