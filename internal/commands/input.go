package commands

import (
	"strings"

	"lede/internal/added"
)

// Input is something that somebody did, as every front end reports it.
type Input struct {
	Actor   Actor
	Action  Action
	Crowded bool // more is waiting than can be answered in time: refused as busy, unless the actor is the operator
}

// Action is what was done: a Use, a Press or a Submit.
type Action interface{ isAction() }

func (Use) isAction()    {}
func (Press) isAction()  {}
func (Submit) isAction() {}

// Use is the use of a command.
type Use struct {
	Command string  // name in the table
	Options Options // what was filled in
	Focused string  // the option that is being typed; for Complete only
}

// Press is the press of a button, or a choice from a menu, of an earlier reply.
type Press struct {
	State   State      // the button's or menu's
	Values  []string   // the menu's chosen values; nil for a button
	Reply   ReplyState // of the reply that the button belongs to
	ByAsker bool       // whoever presses it asked for that reply
}

// Submit is the submission of a form.
type Submit struct {
	State   State             // the form's
	Values  map[string]string // what was typed, by the names of the fields
	ByAsker bool              // whoever submits it asked for the reply that the form was opened from; false without one
}

// text returns what was typed in a field, without white space around it.
func (f Submit) text(name string) string { return strings.TrimSpace(f.Values[name]) }

// value returns the first chosen value, "" if there is none.
func (p Press) value() string {
	if len(p.Values) == 0 {
		return ""
	}
	return p.Values[0]
}

// Options are the values of a command's options by name: a string, a bool where the option is a Bool, an added.File where it
// is a File. A name that is not there was not filled in; values of other types count as not filled in.
type Options map[string]any

// Text returns the text of an option, without white space around it; "" if it was not filled in.
func (o Options) Text(name string) string {
	text, _ := o[name].(string)
	return strings.TrimSpace(text)
}

// File returns the value of a File option; the zero File if it was not filled in.
func (o Options) File(name string) added.File {
	file, _ := o[name].(added.File)
	return file
}

// Flag returns the value of a Bool option; false if it was not filled in.
func (o Options) Flag(name string) bool {
	flag, _ := o[name].(bool)
	return flag
}

// Has reports whether an option was filled in; an empty text was not.
func (o Options) Has(name string) bool {
	_, flag := o[name].(bool)
	return flag || o.Text(name) != ""
}
