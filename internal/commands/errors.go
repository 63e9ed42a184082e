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
	return Reply{Ephemeral: true, Tone: Negative, Blocks: []Block{{Text: Plain(text)}}}
}

// Busy returns the private reply to a request that has to wait.
func Busy(l Locale, wait time.Duration) Reply {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	return ErrorReply(l, &UserError{l.Say("I am busy; please try again in %d s.", seconds)})
}
