package commands

import "strings"

// Input is something that somebody did, as every front end reports it.
type Input struct {
	Actor  Actor
	Action Action
}

// Action is what was done: a Use or a Press.
type Action interface{ isAction() }

func (Use) isAction()   {}
func (Press) isAction() {}

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

// value returns the first chosen value, "" if there is none.
func (p Press) value() string {
	if len(p.Values) == 0 {
		return ""
	}
	return p.Values[0]
}

// Options are the values of a command's options by name: a string, or a bool where the option is a Bool. A name that is
// not there was not filled in; values of other types count as not filled in.
type Options map[string]any

// Text returns the text of an option, without white space around it; "" if it was not filled in.
func (o Options) Text(name string) string {
	text, _ := o[name].(string)
	return strings.TrimSpace(text)
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
