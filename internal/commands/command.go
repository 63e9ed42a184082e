// Package commands is what Lede can do: the table of commands, and for each one the way from a Request to a
// Reply. Requests and replies are plain data, so that one command serves Discord and the terminal alike.
package commands

import (
	"context"
	"time"

	"lede/internal/answer"
	"lede/internal/corpus"
	"lede/internal/index"
)

// Request is one use of a command, as every front end makes it.
type Request struct {
	Command string            // name in the table
	Options map[string]string // option values as text; of Bool options "true" or "false"
	Focused string            // the option that is being typed; for Complete only
	Locale  Locale            // language of the reply
}

// Press is one use of a button or menu of an earlier reply.
type Press struct {
	State    string // the button's or menu's State
	Value    string // the menu's chosen value; "" for a button
	Question string // Question of the reply it stands on
	Filters  string // Filters of the reply it stands on
	Locale   Locale // language of the presser
}

// OptionKind is what an option takes.
type OptionKind int

// The kinds of option.
const (
	String OptionKind = iota
	Bool
)

// Option is one option of a command.
type Option struct {
	Name        string
	Description string // in English; Locale.Say has the Chinese
	Kind        OptionKind
	Required    bool
	MaxLength   int                                               // in characters; 0 for none
	Choices     []Choice                                          // closed list of values; nil for free text
	Complete    func(s *Service, typed string, l Locale) []Choice // suggestions while typing; nil for none
}

// Command is one command of the table. Discord's registration, the terminal's help, /help and the README's
// table are all derived from it.
type Command struct {
	Name           string
	Description    string // in English; Locale.Say has the Chinese
	Options        []Option
	Ephemeral      bool // always answered privately
	Admin          bool // for administrators of the server only
	WorksWhenEmpty bool // of use even without any article
	HasJSON        bool // its replies have a Record

	prepare func(s *Service, r Request) (Job, error)
}

// Job does the work of one prepared request or press.
type Job func(ctx context.Context) (Reply, error)

// UserError is an error to be told to the user, in the user's language, and always privately.
type UserError struct {
	Text string // a whole sentence that says what to do next
}

// Error returns the sentence.
func (e *UserError) Error() string { return e.Text }

// Service answers requests out of a corpus. It keeps no state, so that any reply's buttons work after a restart.
type Service struct {
	Engine  *answer.Engine
	Corpus  *corpus.Corpus
	Now     func() time.Time
	Version string    // of the program, for /status
	Started time.Time // of the program, for /status
}

func (s *Service) index() *index.Index { return s.Corpus.Index }

// Table returns the commands in the order in which people should meet them.
func Table() []Command {
	return []Command{askCommand(), searchCommand(), summaryCommand(), articleCommand(), latestCommand(),
		sourcesCommand(), helpCommand(), statusCommand(), reloadCommand()}
}

// Find returns the command with the given name. It returns false if there is none.
func Find(name string) (Command, bool) {
	for _, c := range Table() {
		if c.Name == name {
			return c, true
		}
	}
	return Command{}, false
}

// WantsEphemeral reports whether a request asks for a private reply.
func (r Request) WantsEphemeral() bool {
	c, _ := Find(r.Command)
	return c.Ephemeral || r.Options["private"] == "true"
}

// Prepare checks a request's arguments and returns the work still to do. It is fast: a front end calls it
// before it defers. Its error, and the Job's, is a *UserError where the user can do something about it.
func (s *Service) Prepare(r Request) (Job, error) {
	c, ok := Find(r.Command)
	if !ok {
		return nil, &UserError{r.Locale.Say("There is no such command. /help lists the ones there are.")}
	}
	if err := c.check(r); err != nil {
		return nil, err
	}
	if !c.WorksWhenEmpty && !s.index().Complete() {
		return func(ctx context.Context) (Reply, error) { return s.prepareWhenReady(ctx, c, r) }, nil
	}
	return s.prepare(c, r)
}

// prepareWhenReady waits a little for the index to be whole before it prepares a request.
func (s *Service) prepareWhenReady(ctx context.Context, c Command, r Request) (Reply, error) {
	if s.Corpus.Status().Err == nil {
		s.Corpus.WaitComplete(ctx, startupWait)
	}
	job, err := s.prepare(c, r)
	if err != nil {
		return Reply{}, err
	}
	return job(ctx)
}

// prepare prepares a request. One that needs articles says so where there are none.
func (s *Service) prepare(c Command, r Request) (Job, error) {
	job := s.empty(r)
	if c.WorksWhenEmpty || s.index().Len() > 0 {
		var err error
		if job, err = c.prepare(s, r); err != nil {
			return nil, err
		}
	}
	return func(ctx context.Context) (Reply, error) {
		reply, err := job(ctx)
		reply.Ephemeral = reply.Ephemeral || r.WantsEphemeral()
		if !c.WorksWhenEmpty {
			reply.add(Small, Plain(s.notice(r.Locale)))
		}
		return reply, err
	}, nil
}

// check refuses a request whose options do not fit the command's.
func (c Command) check(r Request) error {
	for _, o := range c.Options {
		value := r.Options[o.Name]
		switch {
		case o.Required && value == "":
			return &UserError{r.Locale.Say("Please fill in %s.", o.Name)}
		case o.MaxLength > 0 && len([]rune(value)) > o.MaxLength:
			return &UserError{r.Locale.Say("%s may have %d characters at most; please shorten it.", o.Name, o.MaxLength)}
		case value != "" && o.Choices != nil && !offered(o.Choices, value):
			return &UserError{r.Locale.Say("%s takes one of the listed values.", o.Name)}
		}
	}
	return nil
}

func offered(choices []Choice, value string) bool {
	for _, c := range choices {
		if c.Value == value {
			return true
		}
	}
	return false
}

// empty returns the reply of every command to an empty corpus.
func (s *Service) empty(r Request) Job {
	return func(context.Context) (Reply, error) {
		reply := Reply{Ephemeral: r.WantsEphemeral(), Tone: Negative, Record: record(answer.Answer{Verdict: answer.None})}
		if !s.index().Complete() {
			reply.Title = Plain(r.Locale.Say("I am still reading the articles"))
			return reply, nil
		}
		reply.Title = Plain(r.Locale.Say("There are no articles yet"))
		reply.say(r.Locale.Say("To add one, put a file into the corpus folder: Markdown, plain text or a saved web page (.md, .txt, .html)."))
		reply.say(r.Locale.Say("A line “Original Source: https://…” in it, or “source:” in its front matter, becomes the link."))
		return reply, nil
	}
}

// Complete returns up to 25 suggestions for the option that is being typed. It never fails.
func (s *Service) Complete(r Request) []Choice {
	c, _ := Find(r.Command)
	for _, o := range c.Options {
		if o.Name == r.Focused && o.Complete != nil {
			choices := o.Complete(s, r.Options[o.Name], r.Locale)
			return choices[:min(maxChoices, len(choices))]
		}
	}
	return nil
}

// maxChoices is Discord's limit on suggestions and on a menu's items.
const maxChoices = 25

// privateOption is the same in every command that reads.
func privateOption() Option {
	return Option{Name: "private", Description: "Show the answer only to me", Kind: Bool}
}
