// Package console is the terminal's front end: the same commands as on Discord, read from lines or from a
// command line, and the same replies as text. Buttons and menus are numbers to type.
package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"lede/internal/answer"
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
	use, err := withFiles(parseLine(strings.TrimPrefix(line, "/")))
	if err != nil {
		c.Render.Reply(present.Reply(c.Locale, commands.Outcome{Err: err}))
		return choices
	}
	return c.answer(ctx, use, choices)
}

func noButton(n, all int) error {
	return &commands.UserError{Text: "There is no button %d; there are %d.", Args: []any{n, all}}
}

// answer writes the reply. After an error the earlier choices stay.
func (c *Console) answer(ctx context.Context, action commands.Action, choices []commands.Press) []commands.Press {
	show := func(r commands.Reply) { c.Render.Reply(r) }
	reply := c.Service.Accept(commands.Input{Actor: operator(c.Locale), Action: action}).OnWait(context.Background(), show).Run(ctx)
	next := c.Render.Reply(reply)
	if reply.Err != nil {
		return choices
	}
	return next
}

// Form is what Once writes of a reply.
type Form struct {
	JSON bool // the record of its result
	Why  bool // of an answer, also how its first source came first, with the numbers of every feature

	// Update brings the articles up to date and reports whether any has changed. Once calls it after it has written the reply,
	// and writes the reply again if it is another one then. nil: they are up to date.
	Update func() (changed bool, err error)
}

// Once answers one use of a command and writes the reply. An error that the user can do something about is returned in the
// user's language.
func Once(ctx context.Context, service *commands.Service, l commands.Locale, use commands.Use, render Renderer, form Form) error {
	use, err := withFiles(use)
	if err != nil {
		return inLanguage(l, err)
	}
	first, err := once(ctx, service, l, use)
	if err == nil {
		err = write(ctx, service, l, first, render, form)
	}
	if err != nil || form.Update == nil {
		return err
	}
	changed, err := form.Update()
	if err != nil || !changed {
		return err
	}
	now, err := once(ctx, service, l, use)
	if err != nil || reflect.DeepEqual(first.Result.Record(), now.Result.Record()) {
		return err
	}
	fmt.Fprintf(render.Out, "\n%s\n\n", present.Say(l, "Articles have changed since they were last read. With them the answer is another one:"))
	return write(ctx, service, l, now, render, form)
}

// write writes a reply, and what explains it if the form says so.
func write(ctx context.Context, service *commands.Service, l commands.Locale, reply commands.Reply, render Renderer, form Form) error {
	because, explained := explain(reply)
	if !form.Why || !explained {
		return render.once(reply, form)
	}
	why, err := once(ctx, service, l, because)
	if err != nil {
		return err
	}
	if !form.JSON {
		if err := render.once(reply, form); err != nil {
			return err
		}
		fmt.Fprintln(render.Out)
	}
	if err := render.once(why, form); err != nil || form.JSON {
		return err
	}
	return writeParts(render.Out, why)
}

// once runs one action. The error is in the user's language if the user can do something about it.
func once(ctx context.Context, service *commands.Service, l commands.Locale, action commands.Action) (commands.Reply, error) {
	reply := service.Accept(commands.Input{Actor: operator(l), Action: action}).Run(ctx)
	return reply, inLanguage(l, reply.Err)
}

// inLanguage returns an error that the user can do something about in their language; others as they are.
func inLanguage(l commands.Locale, err error) error {
	var expected *commands.UserError
	if errors.As(err, &expected) {
		return errors.New(present.Say(l, expected.Text, expected.Args...))
	}
	return err
}

// explain returns the press that explains an answer's first source. It returns false for a reply without sources.
func explain(reply commands.Reply) (commands.Press, bool) {
	r, ok := reply.Result.(commands.AskResult)
	if !ok || len(r.Answer.Citations) == 0 {
		return commands.Press{}, false
	}
	return commands.Press{State: commands.State{Kind: commands.ExplainRanking, ID: r.Answer.Citations[0].Article.ID}, Reply: reply.State}, true
}

// once writes a reply without its buttons, or its result's record.
func (r Renderer) once(reply commands.Reply, form Form) error {
	if form.JSON {
		return WriteJSON(r.Out, reply.Result.Record())
	}
	reply.Rows, reply.Menu = nil, nil
	r.Reply(reply)
	return nil
}

// writeParts writes the parts of a passage's score: what each feature adds, its value, and what it is.
func writeParts(out io.Writer, why commands.Reply) error {
	record, ok := why.Result.Record().(commands.WhyRecord)
	if !ok {
		return nil
	}
	fmt.Fprintf(out, "\n  %+7.3f  #%d\n", record.Score, record.Rank)
	for _, p := range record.Parts {
		if _, err := fmt.Fprintf(out, "  %+7.3f  %-14s %.3f  %s\n", p.Points, p.Feature, p.Value, answer.FeatureText(p.Feature)); err != nil {
			return err
		}
	}
	return nil
}
