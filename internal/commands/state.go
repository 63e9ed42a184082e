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
	TurnPage       StateKind = "page"    // shows another page in place of this one
	MorePassages   StateKind = "more"    // shows a page of the answer's passages beside it
	ShowContext    StateKind = "context" // shows a sentence between its neighbours
	OpenPassage    StateKind = "open"    // the same for the sentence that is chosen from a menu
	ShowSummary    StateKind = "summary" // sums up an article
	ExplainRanking StateKind = "why"     // shows how an article's first passage came to its place
)

// State is what a button or menu carries. It is all that is remembered of it: a restart forgets no button.
// The zero State is that of no button.
type State struct {
	Kind StateKind
	Page int    // of TurnPage and MorePassages, from 0
	Back bool   // of TurnPage: towards the first page; makes both buttons differ where they lead to one page
	ID   string // of a sentence for ShowContext, of an article for ShowSummary and ExplainRanking
}

// maxState is Discord's limit on a custom id, in characters.
const maxState = 100

// maxPage is far beyond the last page of any search.
const maxPage = 1_000_000

// Encode returns the state as a custom id: "page:3:back", "context:ID". ParseState reads it back.
func (s State) Encode() string {
	switch s.Kind {
	case TurnPage, MorePassages:
		text := string(s.Kind) + ":" + strconv.Itoa(s.Page)
		if s.Back {
			text += ":back"
		}
		return text
	case ShowContext, ShowSummary, ExplainRanking:
		return string(s.Kind) + ":" + s.ID
	}
	return string(s.Kind)
}

// ParseState reads a custom id. It returns the zero State for a text that Encode does not give.
func ParseState(text string) State {
	kind, argument, _ := strings.Cut(text, ":")
	s := State{Kind: StateKind(kind)}
	switch s.Kind {
	case TurnPage, MorePassages:
		argument, s.Back = strings.CutSuffix(argument, ":back")
		s.Page, _ = strconv.Atoi(argument)
	case ShowContext, ShowSummary, ExplainRanking:
		s.ID = argument
	case OpenPassage:
	default:
		return State{}
	}
	if s.Encode() != text || !s.valid() {
		return State{}
	}
	return s
}

// valid reports whether the state is one that a reply can carry.
func (s State) valid() bool {
	switch {
	case s.Page < 0 || s.Page > maxPage, s.Back && s.Kind != TurnPage:
		return false
	case s.Kind == ShowContext || s.Kind == ShowSummary || s.Kind == ExplainRanking:
		return s.ID != "" && utf8.ValidString(s.ID) && utf8.RuneCountInString(s.Encode()) <= maxState
	}
	return true
}

// ReplyState is what a reply's buttons need besides their own State. The reply shows it: the question on its first line,
// the filters on the first line of its small print.
type ReplyState struct {
	Question string // what was asked, as typed, on one line; 200 characters at most
	Filters  string // the filters in force, on one line, as query.Filter.String gives them
}

// Encode returns the two texts that carry the state: the line above a reply, and the small print under it with the
// filters before the reply's own. ParseReplyState reads them back.
func (s ReplyState) Encode(smallPrint string) (above, below string) {
	if s.Filters != "" {
		return s.Question, s.Filters + "\n" + smallPrint
	}
	return s.Question, oneLine(smallPrint)
}

// ParseReplyState reads the state back from the two texts that Encode gave.
func ParseReplyState(above, below string) ReplyState {
	s := ReplyState{Question: above}
	if filters, _, ok := strings.Cut(below, "\n"); ok {
		s.Filters = filters
	}
	return s
}

// oneLine returns a text with blanks in place of its line breaks.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }
