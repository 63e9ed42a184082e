// Package commands is what Lede can do. A front end reports what somebody did (used a command, pressed a button, sent a form)
// as an Input; Accept checks it, decides who may do what, and returns a Task, whose Run does the work and gives the Reply. Commands give typed Results without any language; a
// presenter that is passed in (package present) makes Replies of them in the reader's. Inputs, results and replies are plain
// data, so that one command serves Discord and the terminal alike. Limits, deadlines, recovery from panics and the log are
// in one place, Task.
package commands

import (
	"context"
	"errors"
	"slices"
	"sync"
	"unicode/utf8"

	"lede/internal/store"
)

// OptionKind is what an option takes.
type OptionKind int

// The kinds of option.
const (
	String OptionKind = iota
	Bool
	File    // a file: an attachment on Discord, a path at the terminal
	Role    // a role of the server; its value is the id
	Channel // a channel of the server; its value is the id
)

// Option is one option of a command.
type Option struct {
	Name        string
	Description string // in English; package present has the Chinese
	Kind        OptionKind
	Required    bool
	Positional  bool                                                                  // at the terminal it needs no name, as a required one
	MaxLength   int                                                                   // in characters; 0 for none
	Choices     []Choice                                                              // closed list of values; nil for free text
	Complete    func(ctx context.Context, s *Service, typed string) ([]Choice, error) // suggestions while typing; nil for none
}

// Command is one command of the table. Discord's registration, the terminal's help, /help and the README's
// table are all derived from it.
type Command struct {
	Name           string
	Description    string // in English; package present has the Chinese
	Options        []Option
	Ephemeral      bool // always answered privately
	Admin          bool // for administrators of the server only
	Manager        bool // for members who manage the server
	Editor         bool // for members who may change the corpus
	NeedsState     bool // it needs Config.Added
	OnMessage      bool // used on a message of Discord, from its menu; its options are the link and the file of the message
	NeedsFeeds     bool // it needs Config.Feeds
	NeedsNews      bool // it needs Config.News
	NeedsGaps      bool // it needs Config.Gaps
	OnDiscord      bool // of no use in a terminal
	WorksWhenEmpty bool // of use even without any article

	prepare func(s *Service, a Actor, o Options) (job, error)
	nothing Result // over no articles; nil if WorksWhenEmpty
}

// table is built once.
var table = sync.OnceValue(func() []Command {
	return []Command{askCommand(), searchCommand(), summaryCommand(), articleCommand(), latestCommand(),
		sourcesCommand(), newCommand(), followCommand(), followingCommand(), helpCommand(), addCommand(), trackThisCommand(), removeCommand(), trackCommand(), trackedCommand(), logCommand(), gapsCommand(), settingsCommand(), forgetCommand(), statusCommand(), reloadCommand()}
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

// acceptUse checks the use of a command and returns its work. The error is a *UserError.
func (s *Service) acceptUse(a Actor, u Use) (job, error) {
	c, ok := s.find(u.Command)
	if !ok {
		return nil, unknownCommand()
	}
	if err := s.may(a, c); err != nil {
		return nil, err
	}
	if err := c.check(u.Options); err != nil {
		return nil, err
	}
	if !c.WorksWhenEmpty && !s.index().Complete() {
		return func(ctx context.Context) (Result, error) { return s.prepareWhenReady(ctx, c, a, u.Options) }, nil
	}
	work, err := s.prepare(c, a, u.Options)
	if err != nil || c.WorksWhenEmpty {
		return work, err
	}
	return s.unlessRebuilt(work), nil
}

// unlessRebuilt returns work that is done once more if damage has made the index be built again meanwhile, or if it has just been
// completed: what it does not have yet is not found.
func (s *Service) unlessRebuilt(work job) job {
	return func(ctx context.Context) (Result, error) {
		for {
			before := s.index().Rebuilt()
			s.waitReady(ctx)
			whole := s.index().Complete()
			r, err := work(ctx)
			if errors.Is(err, store.ErrDamage) {
				s.waitFor(ctx, func() bool { return s.index().Rebuilt() != before })
			}
			isOver := s.index().Rebuilt() == before && (whole || !s.index().Complete())
			if isOver || ctx.Err() != nil {
				return r, err
			}
		}
	}
}

// waitReady waits a little for the index to be complete, unless the folder cannot be read.
func (s *Service) waitReady(ctx context.Context) {
	if s.folder().Err == nil {
		s.waitFor(ctx, s.index().Complete)
	}
}

// prepareWhenReady waits a little for the index to be complete before it prepares a use.
func (s *Service) prepareWhenReady(ctx context.Context, c Command, a Actor, o Options) (Result, error) {
	s.waitReady(ctx)
	work, err := s.prepare(c, a, o)
	if err != nil {
		return nil, err
	}
	return s.unlessRebuilt(work)(ctx)
}

// prepare prepares a use. One that needs articles gets an EmptyResult where there are none.
func (s *Service) prepare(c Command, a Actor, o Options) (job, error) {
	if c.WorksWhenEmpty || s.index().Len() > 0 {
		return c.prepare(s, a, o)
	}
	return func(context.Context) (Result, error) {
		return EmptyResult{Reading: !s.index().Complete(), Of: c.nothing}, nil
	}, nil
}

// check refuses options that do not fit the command's.
func (c Command) check(given Options) error {
	for _, o := range c.Options {
		value := given.Text(o.Name)
		switch {
		case o.Required && value == "":
			return refuse("Please fill in %s.", o.Name)
		case o.MaxLength > 0 && utf8.RuneCountInString(value) > o.MaxLength:
			return refuse("%s may have %d characters at most; please shorten it.", o.Name, o.MaxLength)
		case value != "" && o.Choices != nil && !offered(o.Choices, value):
			return refuse("%s takes one of the listed values.", o.Name)
		}
	}
	return nil
}

func offered(choices []Choice, value string) bool {
	return slices.ContainsFunc(choices, func(c Choice) bool { return c.Value == value })
}

// privateOption is the same in every command that reads.
func privateOption() Option {
	return Option{Name: "private", Description: "Show the answer only to me", Kind: Bool}
}
