// Package commands is what Lede can do. A front end reports what somebody did as an Input; Accept checks it, decides who
// may do what, and returns a Task, whose Run gives the Reply. Inputs and replies are plain data, so that one command serves
// Discord and the terminal alike. Limits, deadlines, recovery from panics and the log are Task's, once for all.
package commands

import (
	"context"
	"slices"
	"sync"

	"lede/internal/answer"
)

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
	MaxLength   int                                     // in characters; 0 for none
	Choices     []Choice                                // closed list of values; nil for free text
	Complete    func(s *Service, typed string) []Choice // suggestions while typing; nil for none
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

	prepare func(s *Service, r request) (job, error)
}

// request is a use of a command by somebody.
type request struct {
	Options
	Locale Locale
}

// table is built once.
var table = sync.OnceValue(func() []Command {
	return []Command{askCommand(), searchCommand(), summaryCommand(), articleCommand(), latestCommand(),
		sourcesCommand(), helpCommand(), statusCommand(), reloadCommand()}
})

// Table returns the commands in the order in which people should meet them.
func Table() []Command { return slices.Clone(table()) }

// Find returns the command with the given name. It returns false if there is none.
func Find(name string) (Command, bool) { return named(table(), name) }

func named(list []Command, name string) (Command, bool) {
	i := slices.IndexFunc(list, func(c Command) bool { return c.Name == name })
	if i < 0 {
		return Command{}, false
	}
	return list[i], true
}

// wantsEphemeral reports whether the reply to a use is for the actor alone.
func (s *Service) wantsEphemeral(u Use) bool {
	c, _ := s.find(u.Command)
	return c.Ephemeral || u.Options.Flag("private")
}

// acceptUse checks the use of a command and returns its work. The error is a *UserError.
func (s *Service) acceptUse(a Actor, u Use) (job, error) {
	c, ok := s.find(u.Command)
	if !ok {
		return nil, unknownCommand(a.Locale)
	}
	if c.Admin && !a.MayAdminister() {
		return nil, &UserError{a.Locale.Say("Only administrators of the server may use /%s. Ask one of them to use it in the server.", c.Name)}
	}
	r := request{Options: u.Options, Locale: a.Locale}
	if err := c.check(r); err != nil {
		return nil, err
	}
	if !c.WorksWhenEmpty && !s.index().Complete() {
		return func(ctx context.Context) (Reply, error) { return s.prepareWhenReady(ctx, c, r) }, nil
	}
	return s.prepare(c, r)
}

// prepareWhenReady waits a little for the index to be complete before it prepares a request.
func (s *Service) prepareWhenReady(ctx context.Context, c Command, r request) (Reply, error) {
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
func (s *Service) prepare(c Command, r request) (job, error) {
	work := s.empty(r)
	if c.WorksWhenEmpty || s.index().Len() > 0 {
		var err error
		if work, err = c.prepare(s, r); err != nil {
			return nil, err
		}
	}
	return func(ctx context.Context) (Reply, error) {
		reply, err := work(ctx)
		if !c.WorksWhenEmpty {
			reply.add(Small, Plain(s.notice(r.Locale)))
		}
		return reply, err
	}, nil
}

// check refuses a request whose options do not fit the command's.
func (c Command) check(r request) error {
	for _, o := range c.Options {
		value := r.Text(o.Name)
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
	return slices.ContainsFunc(choices, func(c Choice) bool { return c.Value == value })
}

// empty returns the work of every command over an empty corpus.
func (s *Service) empty(r request) job {
	return func(context.Context) (Reply, error) {
		reply := Reply{Tone: Negative, Record: record(answer.Answer{Verdict: answer.None})}
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

// privateOption is the same in every command that reads.
func privateOption() Option {
	return Option{Name: "private", Description: "Show the answer only to me", Kind: Bool}
}
