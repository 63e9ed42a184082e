// Package console is the terminal's front end: the same commands as on Discord, read from lines or from a
// command line, and the same replies as text. Buttons and menus are numbers to type.
package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"lede/internal/commands"
	"lede/internal/commands/present"
)

// Console is a session at a terminal.
type Console struct {
	Service *commands.Service
	Locale  commands.Locale
	In      io.Reader
	Render  Renderer
}

// Run reads lines until the input ends, "quit" is typed or the context is done.
func (c *Console) Run(ctx context.Context) error {
	lines := make(chan string)
	failed := make(chan error, 1)
	go read(ctx, c.In, lines, failed)
	var choices []commands.Press
	for {
		fmt.Fprint(c.Render.Out, "> ")
		select {
		case <-ctx.Done():
			return nil
		case line, ok := <-lines:
			if !ok {
				fmt.Fprintln(c.Render.Out)
				return <-failed
			}
			if line = strings.TrimSpace(line); line == "quit" || line == "exit" {
				return nil
			}
			if line != "" {
				choices = c.line(ctx, line, choices)
			}
		}
	}
}

// maxLine is how long a typed line may be, in bytes.
const maxLine = 1 << 16

// read sends the input's lines until it ends; then it closes lines and sends the error, if any.
func read(ctx context.Context, in io.Reader, lines chan<- string, failed chan<- error) {
	defer close(lines)
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxLine)
	for scanner.Scan() {
		select {
		case lines <- scanner.Text():
		case <-ctx.Done():
			failed <- nil
			return
		}
	}
	failed <- scanner.Err()
}

// operator returns the actor at the terminal.
func operator(l commands.Locale) commands.Actor { return commands.Actor{Operator: true, Locale: l} }

// line answers one line: a number presses a button of the last reply, "/name …" is a command, anything else
// a question. It returns the choices that the reader has now.
func (c *Console) line(ctx context.Context, line string, choices []commands.Press) []commands.Press {
	if n, err := strconv.Atoi(line); err == nil && len(choices) > 0 {
		if n < 1 || n > len(choices) {
			c.Render.Reply(present.Reply(c.Locale, commands.Outcome{Err: noButton(n, len(choices))}))
			return choices
		}
		return c.answer(ctx, choices[n-1], choices)
	}
	if !strings.HasPrefix(line, "/") {
		line = "/ask " + line
	}
	return c.answer(ctx, parseLine(strings.TrimPrefix(line, "/")), choices)
}

func noButton(n, all int) error {
	return &commands.UserError{Text: "There is no button %d; there are %d.", Args: []any{n, all}}
}

// answer writes the reply. After an error the earlier choices stay.
func (c *Console) answer(ctx context.Context, action commands.Action, choices []commands.Press) []commands.Press {
	reply := c.Service.Accept(commands.Input{Actor: operator(c.Locale), Action: action}).Run(ctx)
	next := c.Render.Reply(reply)
	if reply.Err != nil {
		return choices
	}
	return next
}

// Once answers one use of a command and writes the reply, or its result's record as JSON. An error that the user can do
// something about is returned in the user's language.
func Once(ctx context.Context, service *commands.Service, l commands.Locale, use commands.Use, render Renderer, asJSON bool) error {
	reply := service.Accept(commands.Input{Actor: operator(l), Action: use}).Run(ctx)
	var expected *commands.UserError
	switch {
	case errors.As(reply.Err, &expected):
		return errors.New(present.Say(l, expected.Text, expected.Args...))
	case reply.Err != nil:
		return reply.Err
	}
	if asJSON {
		return writeJSON(render.Out, reply)
	}
	reply.Rows, reply.Menu = nil, nil
	render.Reply(reply)
	return nil
}
