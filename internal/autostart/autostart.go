// Package autostart registers the program with the service manager of the system, which starts it with the machine or the login
// and again when it dies: a user unit of systemd, an agent of launchd, or a service of Windows. A definition names the file that
// has the bot's token, and never contains the token.
//
// systemd runs the bot itself: it distinguishes a death from an error that the bot reports with code 1, which a restart does not
// cure, and watches it (sd_notify). launchd and Windows do not, so there `bot supervise` runs it.
package autostart

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode"
)

// name is what the service is called, and description what it is.
const (
	name        = "lede"
	description = "Lede answers questions about articles on Discord"
)

// Program is what runs. All paths are absolute.
type Program struct {
	File      string   // the program's file
	Flags     []string // its flags, without a command
	Dir       string   // the folder that it runs in
	TokenFile string   // has the bot's token
}

// User has the folders of the user whose service it is: the home, and that of configuration files.
type User struct{ Home, Config string }

// ErrNotInstalled is returned by Uninstall and Status if there is no service.
var ErrNotInstalled = errors.New("the service is not installed; bot service install does that")

// check returns an error if a path or a flag has characters that no definition can contain.
func (p Program) check() error {
	for _, s := range append([]string{p.File, p.Dir, p.TokenFile}, p.Flags...) {
		if strings.ContainsFunc(s, unicode.IsControl) {
			return fmt.Errorf("%q has a control character, which a service manager does not take; rename it", s)
		}
	}
	return nil
}

// agent is a service whose manager reads a definition from a file and takes orders by a command.
type agent struct {
	file         string // the definition
	command      string
	load, unload [][]string // the orders after the file is written, and before it is removed
	status       []string
}

// install writes the definition, over an older one, and starts the service.
func (a agent) install(ctx context.Context, definition string) error {
	if _, err := exec.LookPath(a.command); err != nil {
		return fmt.Errorf("%w; where no service manager is, bot supervise starts the bot again when it dies", err)
	}
	if err := os.MkdirAll(filepath.Dir(a.file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(a.file, []byte(definition), 0o644); err != nil {
		return err
	}
	for _, order := range a.load {
		if out, err := a.run(ctx, order); err != nil {
			return fmt.Errorf("%s is written, but does not run: %w: %s", a.file, err, out)
		}
	}
	return nil
}

// uninstall stops the service and removes the definition. A service that its manager does not have is removed all the same.
func (a agent) uninstall(ctx context.Context) error {
	if _, err := os.Stat(a.file); err != nil {
		return ErrNotInstalled
	}
	var failed error
	for _, order := range a.unload {
		if out, err := a.run(ctx, order); err != nil {
			failed = fmt.Errorf("%s is removed, but the service may still run: %w: %s", a.file, err, out)
		}
	}
	return errors.Join(os.Remove(a.file), failed)
}

// state returns what the manager says of the service. The error is its exit code if the service does not run.
func (a agent) state(ctx context.Context) (string, error) {
	if _, err := os.Stat(a.file); err != nil {
		return "", ErrNotInstalled
	}
	return a.run(ctx, a.status)
}

func (a agent) run(ctx context.Context, order []string) (string, error) {
	out, err := exec.CommandContext(ctx, a.command, order...).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%s %s: %w", a.command, strings.Join(order, " "), err)
	}
	return strings.TrimSpace(string(out)), err
}

// LogFile returns the file that has the log of a service of Windows, which has no other place for it.
func LogFile(dir string) string { return filepath.Join(dir, name+".log") }
