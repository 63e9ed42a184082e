// Package console is the terminal's front end: the same commands as on Discord, read from lines or from a
// command line, and the same replies as text. Buttons and menus are numbers to type.
package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"

	"lede/internal/commands"
)

// Console is a session at a terminal.
type Console struct {
	Service *commands.Service
	Locale  commands.Locale
	In      io.Reader
	Render  Renderer
	Log     *slog.Logger
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

// line answers one line: a number presses a button of the last reply, "/name …" is a command, anything else
// a question. It returns the choices that the reader has now.
func (c *Console) line(ctx context.Context, line string, choices []commands.Press) []commands.Press {
	if n, err := strconv.Atoi(line); err == nil && len(choices) > 0 {
		if n < 1 || n > len(choices) {
			return c.finish(ctx, nil, &commands.UserError{Text: c.Locale.Say("There is no button %d; there are %d.", n, len(choices))}, choices)
		}
		press := choices[n-1]
		press.Locale = c.Locale
		job, err := c.Service.PreparePress(press)
		return c.finish(ctx, job, err, choices)
	}
	if !strings.HasPrefix(line, "/") {
		line = "/ask " + line
	}
	request, err := parseLine(strings.TrimPrefix(line, "/"), c.Locale)
	if err != nil {
		return c.finish(ctx, nil, err, choices)
	}
	job, err := c.Service.Prepare(request)
	return c.finish(ctx, job, err, choices)
}

// finish runs a job and writes its reply, or the error. After an error the earlier choices stay.
func (c *Console) finish(ctx context.Context, job commands.Job, err error, choices []commands.Press) []commands.Press {
	reply, err := run(ctx, job, err)
	if err != nil {
		logCause(c.Log, err)
		c.Render.Reply(commands.ErrorReply(c.Locale, err))
		return choices
	}
	return c.Render.Reply(reply)
}

func run(ctx context.Context, job commands.Job, err error) (commands.Reply, error) {
	if err != nil {
		return commands.Reply{}, err
	}
	return job(ctx)
}

// logCause logs an error that is not the user's.
func logCause(log *slog.Logger, err error) {
	var told *commands.UserError
	if !errors.As(err, &told) {
		log.Error("command failed", "err", err)
	}
}

// Once answers one request and writes the reply, or its Record as JSON. It returns the user's error as it is.
func Once(ctx context.Context, service *commands.Service, request commands.Request, render Renderer, asJSON bool) error {
	job, err := service.Prepare(request)
	reply, err := run(ctx, job, err)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(render.Out, reply)
	}
	reply.Buttons, reply.Menu = nil, nil
	render.Reply(reply)
	return nil
}
