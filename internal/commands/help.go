package commands

import (
	"context"
	"strings"
)

func helpCommand() Command {
	return Command{
		Name:           "help",
		Description:    "What I can do",
		Ephemeral:      true,
		WorksWhenEmpty: true,
		prepare:        func(s *Service, a Actor, _ Options) (job, error) { return s.help(a), nil },
	}
}

// help returns the work of listing the commands that somebody may use.
func (s *Service) help(a Actor) job {
	return func(context.Context) (Result, error) {
		var out []Command
		for _, c := range s.commands {
			if s.may(a, c) == nil && (!a.Operator || c.AtTerminal()) {
				out = append(out, c)
			}
		}
		return HelpResult{out}, nil
	}
}

// Usage returns a command with its options, those that may be left out in brackets: "/ask question [source]".
func (c Command) Usage() string {
	parts := []string{c.label()}
	for _, o := range c.Options {
		if o.Required {
			parts = append(parts, o.Name)
		} else {
			parts = append(parts, "["+o.Name+"]")
		}
	}
	return strings.Join(parts, " ")
}

// AtTerminal reports whether a command can be used at the terminal, where there are no servers and no messages.
func (c Command) AtTerminal() bool { return !c.OnMessage && !c.Manager && !c.OnDiscord }

// label returns a command as it is used: "/ask", or the name of one in the menu of a message.
func (c Command) label() string {
	if c.OnMessage {
		return c.Name
	}
	return "/" + c.Name
}

// HelpResult is the result of /help.
type HelpResult struct{ Commands []Command }

// HelpRecord is the table of commands for programs, in English.
type HelpRecord struct {
	Commands []CommandRecord `json:"commands"`
}

// CommandRecord is a command for programs.
type CommandRecord struct {
	Name        string         `json:"name"`
	Usage       string         `json:"usage"`
	Description string         `json:"description"`
	Admin       bool           `json:"admin"`   // for administrators only
	Manager     bool           `json:"manager"` // for members who manage the server only
	Editor      bool           `json:"editor"`  // for members who may change the corpus only
	Options     []OptionRecord `json:"options"`
}

// OptionRecord is an option of a command for programs.
type OptionRecord struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Required    bool     `json:"required"`
	Values      []string `json:"values"` // empty for free text
}

// Record returns a HelpRecord.
func (r HelpResult) Record() any {
	out := HelpRecord{[]CommandRecord{}}
	for _, c := range r.Commands {
		command := CommandRecord{c.Name, c.Usage(), c.Description, c.Admin, c.Manager, c.Editor, []OptionRecord{}}
		for _, o := range c.Options {
			option := OptionRecord{o.Name, o.Description, o.Required, []string{}}
			for _, choice := range o.Choices {
				option.Values = append(option.Values, choice.Value)
			}
			command.Options = append(command.Options, option)
		}
		out.Commands = append(out.Commands, command)
	}
	return out
}
