package autostart

import (
	"context"
	"path/filepath"
)

// systemd is the agent of a user's systemd.
func (u User) systemd() agent {
	unit := name + ".service"
	return agent{
		file:    filepath.Join(u.Config, "systemd", "user", unit),
		command: "systemctl",
		load:    [][]string{{"--user", "daemon-reload"}, {"--user", "enable", unit}, {"--user", "restart", unit}},
		unload:  [][]string{{"--user", "disable", "--now", unit}},
		status:  []string{"--user", "--no-pager", "status", unit},
	}
}

// Install registers the program and starts it, in place of one that is registered. It returns what the user should know.
func (u User) Install(ctx context.Context, p Program) (string, error) {
	if err := p.check(); err != nil {
		return "", err
	}
	a := u.systemd()
	if err := a.install(ctx, systemdUnit(p)); err != nil {
		return "", err
	}
	return a.file + " is written, and the bot runs.\nIts log: journalctl --user --unit " + name + "\nSo that it also runs while you are not logged in: loginctl enable-linger", nil
}

// Uninstall stops the service and removes it.
func (u User) Uninstall(ctx context.Context) error { return u.systemd().uninstall(ctx) }

// Status returns what the service manager says of the service, and an error if it does not run.
func (u User) Status(ctx context.Context) (string, error) { return u.systemd().state(ctx) }
