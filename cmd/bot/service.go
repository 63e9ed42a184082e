package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"lede/internal/autostart"
)

// serviceCommand is `bot service`.
type serviceCommand struct {
	Install   serviceInstall   `cmd:"" help:"Start the bot now, at each start of the machine or login, and again when it dies."`
	Uninstall serviceUninstall `cmd:"" help:"Stop the bot, and start it no more."`
	Status    serviceStatus    `cmd:"" help:"Say whether the service runs; exit 1 if it does not."`
	Run       serviceRun       `cmd:"" hidden:"" help:"What Windows starts."`
}

// serviceInstall is `bot service install`.
type serviceInstall struct{}

// Run registers the program with the flags that it is called with.
func (serviceInstall) Run(e *env, f *flags) error {
	if _, err := e.configure(f); err != nil {
		return err
	}
	p, err := e.serviceProgram(f)
	if err != nil {
		return err
	}
	advice, err := e.user().Install(e.ctx, p)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, advice)
	return nil
}

// serviceUninstall is `bot service uninstall`.
type serviceUninstall struct{}

// Run removes the service. Configuration, articles and state stay.
func (serviceUninstall) Run(e *env) error {
	if err := e.user().Uninstall(e.ctx); err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, "The service is stopped and removed. Configuration, articles and state stay where they are.")
	return nil
}

// serviceStatus is `bot service status`.
type serviceStatus struct{}

// Run prints what the service manager says.
func (serviceStatus) Run(e *env) error {
	text, err := e.user().Status(e.ctx)
	if text != "" {
		fmt.Fprintln(e.stdout, text)
	}
	return err
}

// user returns the folders of the user who runs the program.
func (e *env) user() autostart.User {
	home := cmp.Or(e.getenv("HOME"), e.getenv("USERPROFILE"))
	return autostart.User{Home: home, Config: cmp.Or(e.getenv("XDG_CONFIG_HOME"), filepath.Join(home, ".config"))}
}

// serviceProgram returns what a service runs: this program with the same flags, in the folder of the configuration.
func (e *env) serviceProgram(f *flags) (autostart.Program, error) {
	file, err := os.Executable()
	if err != nil {
		return autostart.Program{}, err
	}
	if strings.Contains(filepath.ToSlash(file), "/go-build") {
		return autostart.Program{}, errors.New("go run deletes the program when it ends; go install ./cmd/bot, then run bot service install")
	}
	config, err := filepath.Abs(f.Config)
	if err != nil {
		return autostart.Program{}, err
	}
	if _, err := os.Stat(config); err != nil {
		return autostart.Program{}, fmt.Errorf("%w; bot init makes a folder with a configuration", err)
	}
	dir := filepath.Dir(config)
	absolute, err := f.absolute()
	if err != nil {
		return autostart.Program{}, err
	}
	token, err := e.tokenFile(dir)
	return autostart.Program{File: file, Flags: absolute.arguments(), Dir: dir, TokenFile: token}, err
}

// absolute returns the flags with absolute paths. An empty path, such as --data '""', stays.
func (f flags) absolute() (_ flags, err error) {
	if f.Config, err = filepath.Abs(f.Config); err != nil {
		return f, err
	}
	for _, path := range []**string{&f.Corpus, &f.Data, &f.Durable} {
		if *path == nil || **path == `""` {
			continue
		}
		absolute, err := filepath.Abs(**path)
		if err != nil {
			return f, err
		}
		*path = &absolute
	}
	return f, nil
}

// tokenFile returns the absolute path of the file with the bot's token: that of DISCORD_TOKEN_FILE, else the file "token" in the
// folder, which it makes of DISCORD_TOKEN if it is not there. Nobody else may read it.
func (e *env) tokenFile(dir string) (string, error) {
	file, err := filepath.Abs(cmp.Or(e.getenv("DISCORD_TOKEN_FILE"), filepath.Join(dir, "token")))
	if err != nil {
		return "", err
	}
	stat, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		token := strings.TrimSpace(e.getenv("DISCORD_TOKEN"))
		if token == "" {
			return "", fmt.Errorf("there is no token for the service: put the bot's token into %s, with mode 0600, or set DISCORD_TOKEN, which is then written there", file)
		}
		return file, os.WriteFile(file, []byte(token+"\n"), 0o600)
	}
	if err != nil {
		return "", err
	}
	if runtime.GOOS != "windows" && stat.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("others may read the token in %s: chmod 600 it", file)
	}
	return file, nil
}
