package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"lede/internal/commands"
	"lede/internal/config"
	"lede/internal/text"
)

// env is the program's environment: variables, streams, the context that ends it.
type env struct {
	ctx     context.Context
	environ []string // NAME=value
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	raw     streams // stdout and stderr while run replaces them by writers that filter, see text.Plain

	loaded   config.Loaded                 // the options in force
	again    func() (config.Loaded, error) // reads the configuration again; nil before it is read
	level    *slog.LevelVar                // of the log; nil before there is one
	observer commands.Observer             // nil for none
	own      []netip.AddrPort              // servers of this program, which may be opened
	quiet    bool                          // info is not logged, whatever the configuration says

	pace      pace                                    // of the visits of feeds
	now       func() time.Time                        // the clock of what is asked, followed and visited, and of the demonstration's site; nil for the system's
	onRequest func(method, route string, body []byte) // called with each request to the local Discord; may be nil
}

// streams are the program's outputs as they are: for what writes to a terminal on purpose.
type streams struct{ stdout, stderr io.Writer }

// flags are the options that every command takes.
type flags struct {
	Config  string           `help:"Configuration file." placeholder:"FILE" default:"config.yaml"`
	Corpus  *string          `help:"Folder of the articles, instead of the configured one." placeholder:"DIR"`
	Data    *string          `help:"Folder for the index, instead of the configured one." placeholder:"DIR"`
	Durable *string          `name:"state" help:"Folder for what editors do, instead of the configured one." placeholder:"DIR"`
	Shards  *string          `help:"Shards of Discord's gateway that this process serves, such as 0-3/16, instead of the configured ones." placeholder:"RANGE"`
	Version kong.VersionFlag `help:"Print the version and leave."`

	Bot       botCommand       `cmd:"" default:"withargs" help:"Connect to Discord; without a token, open a page that is a Discord of its own."`
	Supervise superviseCommand `cmd:"" help:"Connect to Discord as bot does, and start it again when it dies."`
	Init      initCommand      `cmd:"" help:"Write the configuration and an example corpus into an empty folder."`
	Service   serviceCommand   `cmd:"" help:"Start the bot with the machine or the login: systemd, launchd or a service of Windows."`
	Health    healthCommand    `cmd:"" help:"Ask the running bot whether it is well; exit 1 if not."`
	Console   consoleCommand   `cmd:"" help:"Ask in the terminal."`
	Options   configCommand    `cmd:"" name:"config" help:"Print the options in force, and where each came from."`
	Check     checkCommand     `cmd:"" help:"List how each file of the corpus is read; exit 1 if one has an error."`
	State     stateCommand     `cmd:"" help:"Back up what editors did, or restore it."`
	Eval      evalCommand      `cmd:"" help:"Measure how well a set of articles answers a set of questions."`
	Bench     benchCommand     `cmd:"" help:"Measure what a folder of articles costs: time, disk, memory."`
	Step      benchStep        `cmd:"" name:"bench-step" hidden:"" help:"One step of bench, described on the standard input."`
	Fit       fitCommand       `cmd:"" hidden:"" help:"Fit the ranking's weights on sets of questions."`
}

// exit is panicked by kong's exit hook and caught in run, so that run always returns.
type exit int

// run runs the program. It returns the exit code: 0, 1 after an error, 2 if the command line does not parse.
func run(ctx context.Context, args, environ []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return (&env{ctx: ctx, environ: environ, stdin: stdin, stdout: stdout, stderr: stderr}).run(args)
}

// getenv returns the value of a variable; "" if it is not set.
func (e *env) getenv(name string) string {
	for _, pair := range slices.Backward(e.environ) {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

func (e *env) run(args []string) (code int) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case exit:
			code = int(p)
		default:
			panic(p)
		}
	}()
	e.raw = streams{e.stdout, e.stderr}
	e.stdout, e.stderr = text.PlainWriter(e.stdout), text.PlainWriter(e.stderr)
	var f flags
	cliCommands := map[string]cliCommand{}
	for _, c := range terminalCommands() {
		cliCommands[c.Name] = newCLICommand(c)
	}
	parser, err := kong.New(&f, options(e, cliCommands)...)
	if err != nil {
		return e.fail(err, 2)
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(e.stderr, "bot: %s; bot --help shows what there is\n", inOneLine(err))
		return 2
	}
	selected := parsed.Selected()
	if s, ok := cliCommands[selected.Name]; ok && selected.Parent == parser.Model.Node { // not `bot service status`
		err = s.run(e, &f)
	} else {
		err = parsed.Run(e, &f)
	}
	if err != nil {
		return e.fail(err, 1)
	}
	return 0
}

// fail writes an error and returns the code.
func (e *env) fail(err error, code int) int {
	if !errors.Is(err, errReported) {
		fmt.Fprintf(e.stderr, "bot: %s\n", inOneLine(err))
	}
	return code
}

// inOneLine returns an error's text, in which a name from outside may have line breaks.
func inOneLine(err error) string { return text.OneLine(strings.ReplaceAll(err.Error(), "\n", "; ")) }

// errReported ends the program with code 1 without a further message.
var errReported = errors.New("reported")

// options returns kong's options: a command for each of the table, besides the program's own.
func options(e *env, cliCommands map[string]cliCommand) []kong.Option {
	out := []kong.Option{
		kong.Name("bot"),
		kong.Description("Lede answers questions about a folder of articles."),
		kong.UsageOnError(),
		kong.Writers(e.stdout, e.stderr),
		kong.Exit(func(code int) { panic(exit(code)) }),
		kong.Vars{"version": version()},
	}
	for _, c := range terminalCommands() {
		out = append(out, kong.DynamicCommand(c.Name, c.Description+".", "", cliCommands[c.Name].value.Addr().Interface()))
	}
	return out
}

// terminalCommands are the commands that can be used at the terminal.
func terminalCommands() []commands.Command {
	return slices.DeleteFunc(commands.Table(), func(c commands.Command) bool { return !c.AtTerminal() })
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	stat, err := f.Stat()
	return err == nil && stat.Mode()&os.ModeCharDevice != 0
}
