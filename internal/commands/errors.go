package commands

import (
	"errors"
	"fmt"
	"time"

	"lede/internal/index"
	"lede/internal/state"
)

// UserError is an error that the user can do something about.
type UserError struct {
	Text string // a sentence in English that says what to do next, with verbs for Args; the catalog's key
	Args []any

	Asked ReplyState // what to ask again, which the reply shows; mostly zero

	busy bool // there is too much to do, or the user has done too much
}

// Error returns the sentence in English.
func (e *UserError) Error() string { return fmt.Sprintf(e.Text, e.Args...) }

// refuse returns a UserError.
func refuse(text string, args ...any) error { return &UserError{Text: text, Args: args} }

// busy asks to wait, in whole seconds.
func busy(wait time.Duration) error {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	return &UserError{Text: "I am busy; please try again in %d s.", Args: []any{seconds}, busy: true}
}

// errUnavailable is the error of a command while the index does not answer. That is no lack of an answer.
var errUnavailable = refuse("I cannot reach the articles just now. Please try again in a minute; if it lasts, tell whoever runs this bot to look at its log.")

// ErrFormLate is the error of a form that is shown too late: Discord takes one as a first response alone.
var ErrFormLate = refuse("That took too long; please try again.")

// errNoState is the error of a command while the state does not answer.
var errNoState = refuse("My records cannot be reached at the moment, so I do not know whether that is done. Please try again in a minute.")

// errWaiting is shown while a command waits for the state.
var errWaiting = refuse("My records cannot be reached at the moment. I keep trying for a minute and a half, so you need not do anything.")

// errEnding is the error of a command that waits for the state when the program ends.
var errEnding = refuse("I have to stop now and could not reach my records: as far as I know, that is not done. Please try again when I am back.")

// unavailable makes an error of an index or a state that does not answer one that the user can do something about, and logs it. Others are
// returned as they are.
func (s *Service) unavailable(input string, err error) error {
	switch {
	case errors.Is(err, state.ErrStopped):
		s.Log.Warn("the program ends before the state answers; what was asked for may not be done", "input", input, "err", err)
		return errEnding
	case errors.Is(err, index.ErrUnavailable):
		s.Log.Error("the index does not answer", "input", input, "err", err)
		return errUnavailable
	case errors.Is(err, state.ErrAway):
		s.Log.Error("the state does not answer", "input", input, "err", err)
		return errNoState
	}
	return err
}

func unknownCommand() error {
	return refuse("There is no such command. /help lists the ones there are.")
}

// oldButton says that a button cannot be understood any more, with the question of its reply, if that can be read.
func oldButton(question string) error {
	return &UserError{Text: "This button is from an older version of the bot. Please ask again.", Asked: ReplyState{Question: question}}
}

func gone() error {
	return refuse("The article is not in the corpus any more; please ask again.")
}
