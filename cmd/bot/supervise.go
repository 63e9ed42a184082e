package main

import (
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"lede/internal/config"
)

// superviseCommand is `bot supervise`.
type superviseCommand struct{ roleFlag }

// Run runs the bot as a child process, and again whenever it dies: of a panic, a signal, a fault in a mapped file. A bot that
// ends by itself, with or without an error that it has reported, is not started again.
func (s superviseCommand) Run(e *env, f *flags) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	log := e.logger(config.Default())
	for failures := 0; e.ctx.Err() == nil; failures++ {
		began := time.Now()
		err := e.runChild(program, append(append([]string{"bot"}, f.arguments()...), "--role", s.Role), log)
		var ended *exec.ExitError
		switch {
		case err == nil || e.ctx.Err() != nil:
			return nil
		case !errors.As(err, &ended):
			return err
		case ended.ExitCode() == 1:
			return errReported
		}
		if time.Since(began) > childSteady {
			failures = 0
		}
		wait := min(firstRestart<<min(failures, 10), lastRestart)
		log.Error("the bot died and is started again", "how", ended.String(), "in", wait.String())
		select {
		case <-e.ctx.Done():
		case <-time.After(wait):
		}
	}
	return nil
}

// The waits before a restart double with each that dies young. A bot of every start identifies with Discord once; its count of
// those (package gateway) keeps a row of deaths from using up the day's.
const (
	firstRestart = 500 * time.Millisecond
	lastRestart  = time.Minute
	childSteady  = time.Minute // after which a death does not count with those before
	childEnd     = 15 * time.Second
)

// arguments returns the flags as they are written on the command line.
func (f *flags) arguments() []string {
	out := []string{"--config", f.Config}
	for _, flag := range f.given() {
		out = append(out, flag.Name, flag.Text)
	}
	return out
}

// runChild runs the program and returns when it has ended. When the context is done it asks the child to end, and kills it if
// it does not. SIGHUP is passed on. On Linux the child does not outlive this process.
func (e *env) runChild(program string, args []string, log *slog.Logger) error {
	runtime.LockOSThread() // Linux watches the thread that started the child
	defer runtime.UnlockOSThread()
	child := exec.CommandContext(e.ctx, program, args...)
	child.Cancel = func() error { return askToEnd(child.Process) }
	child.WaitDelay = childEnd
	child.Stdout, child.Stderr = e.raw.stdout, e.raw.stderr // the child filters
	bindToParent(child)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer close(hangup)
	defer signal.Stop(hangup)
	if err := child.Start(); err != nil {
		return err
	}
	log.Info("the bot is started", "pid", child.Process.Pid)
	go func() {
		for s := range hangup {
			_ = child.Process.Signal(s) // fails if it has ended
		}
	}()
	return child.Wait()
}
