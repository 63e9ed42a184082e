package autostart

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// launchd is the agent of the launchd of the user with an id.
func (u User) launchd(id int) agent {
	domain := fmt.Sprintf("gui/%d", id)
	file := filepath.Join(u.Home, "Library", "LaunchAgents", name+".plist")
	return agent{
		file:    file,
		command: "launchctl",
		load:    [][]string{{"bootstrap", domain, file}},
		unload:  [][]string{{"bootout", domain + "/" + name}},
		status:  []string{"print", domain + "/" + name},
	}
}

// Install registers the program and starts it, in place of one that is registered. It returns what the user should know.
func (u User) Install(ctx context.Context, p Program) (string, error) {
	if err := p.check(); err != nil {
		return "", err
	}
	a := u.launchd(os.Getuid())
	for _, order := range a.unload {
		_, _ = a.run(ctx, order) // fails if none is loaded
	}
	log := filepath.Join(u.Home, "Library", "Logs", name+".log")
	if err := a.install(ctx, launchdAgent(p, log)); err != nil {
		return "", err
	}
	return a.file + " is written, and the bot runs.\nIts log: " + log, nil
}

// Uninstall stops the service and removes it.
func (u User) Uninstall(ctx context.Context) error { return u.launchd(os.Getuid()).uninstall(ctx) }

// Status returns what the service manager says of the service, and an error if it does not run.
func (u User) Status(ctx context.Context) (string, error) { return u.launchd(os.Getuid()).state(ctx) }
