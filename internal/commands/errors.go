package commands

import (
	"fmt"
	"time"
)

// UserError is an error that the user can do something about.
type UserError struct {
	Text string // a sentence in English that says what to do next, with verbs for Args; the catalog's key
	Args []any
}

// Error returns the sentence in English.
func (e *UserError) Error() string { return fmt.Sprintf(e.Text, e.Args...) }

// refuse returns a UserError.
func refuse(text string, args ...any) error { return &UserError{text, args} }

// busy asks to wait, in whole seconds.
func busy(wait time.Duration) error {
	return refuse("I am busy; please try again in %d s.", max(1, int((wait+time.Second-1)/time.Second)))
}

func unknownCommand() error {
	return refuse("There is no such command. /help lists the ones there are.")
}

func oldButton() error {
	return refuse("This button is of an older version of the bot; please ask again.")
}

func gone() error {
	return refuse("The article is not in the corpus any more; please ask again.")
}
