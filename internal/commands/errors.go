package commands

import (
	"errors"
	"time"
)

// ErrorReply returns the private reply to an error: its sentence if it is a *UserError, else one that says
// nothing of the cause, which belongs into the log.
func ErrorReply(l Locale, err error) Reply {
	text := l.Say("Something went wrong on my side. Please try again; if it happens again, tell whoever runs this bot to look at its log.")
	var told *UserError
	if errors.As(err, &told) {
		text = told.Text
	}
	return Reply{Err: err, Tone: Negative, Blocks: []Block{{Text: Plain(text)}}}
}

// UserError is an error for the user to read, in the user's language, and always ephemeral.
type UserError struct {
	Text string // a whole sentence that says what to do next
}

// Error returns the sentence.
func (e *UserError) Error() string { return e.Text }

// busy asks to wait, in whole seconds.
func busy(l Locale, wait time.Duration) error {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	return &UserError{l.Say("I am busy; please try again in %d s.", seconds)}
}

func unknownCommand(l Locale) error {
	return &UserError{l.Say("There is no such command. /help lists the ones there are.")}
}
