package autostart

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/mgr"
)

// account is the service's own account, which Windows makes with the service: it may nothing but what is granted to it.
const account = `NT SERVICE\` + name

// Install registers the program, lets its account read and write the folder and read the token, and starts it. It takes an
// administrator. It returns what the user should know.
func (User) Install(ctx context.Context, p Program) (string, error) {
	if err := p.check(); err != nil {
		return "", err
	}
	m, err := mgr.Connect()
	if err != nil {
		return "", fmt.Errorf("%w; run it in a terminal of the administrator", err)
	}
	defer m.Disconnect()
	arguments := append([]string{"service", "run", "--token-file", p.TokenFile}, p.Flags...)
	s, err := m.CreateService(name, p.File, mgr.Config{DisplayName: "Lede", Description: description, StartType: mgr.StartAutomatic,
		ServiceStartName: account}, arguments...)
	if errors.Is(err, windows.ERROR_SERVICE_EXISTS) {
		return "", fmt.Errorf("%w; bot service uninstall removes it", err)
	}
	if err != nil {
		return "", err
	}
	defer s.Close()
	if err := errors.Join(restart(s), grant(ctx, p)); err != nil {
		return "", errors.Join(err, s.Delete())
	}
	if err := s.Start(); err != nil {
		return "", fmt.Errorf("the service is installed, but does not start: %w", err)
	}
	return "The service is installed, and the bot runs.\nIts log: " + LogFile(p.Dir), nil
}

// restart makes Windows start the service again when its process dies, less and less soon.
func restart(s *mgr.Service) error {
	var actions []mgr.RecoveryAction
	for _, delay := range []time.Duration{time.Second, 10 * time.Second, time.Minute} {
		actions = append(actions, mgr.RecoveryAction{Type: mgr.ServiceRestart, Delay: delay})
	}
	return s.SetRecoveryActions(actions, uint32((24 * time.Hour).Seconds()))
}

// grant lets the service's account run the program, change what is in the folder, and read the token, which nobody else but
// administrators may from then on.
func grant(ctx context.Context, p Program) error {
	const administrators = "*S-1-5-32-544"
	for _, args := range [][]string{
		{p.File, "/grant", account + ":RX"},
		{p.Dir, "/grant", account + ":(OI)(CI)M"},
		{p.TokenFile, "/inheritance:r", "/grant:r", account + ":R", administrators + ":F"},
	} {
		if out, err := exec.CommandContext(ctx, "icacls", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("icacls %s: %w: %s", args[0], err, out)
		}
	}
	return nil
}

// Uninstall stops the service and removes it.
func (User) Uninstall(context.Context) error {
	m, s, err := open()
	if err != nil {
		return err
	}
	defer m.Disconnect()
	defer s.Close()
	_, err = s.Control(svc.Stop)
	if errors.Is(err, windows.ERROR_SERVICE_NOT_ACTIVE) {
		err = nil
	}
	return errors.Join(s.Delete(), err)
}

// Status returns whether the service runs, and an error if it does not.
func (User) Status(context.Context) (string, error) {
	m, s, err := open()
	if err != nil {
		return "", err
	}
	defer m.Disconnect()
	defer s.Close()
	status, err := s.Query()
	if err != nil {
		return "", err
	}
	if status.State != svc.Running {
		return "", fmt.Errorf("the service does not run (state %d, exit code %d)", status.State, status.Win32ExitCode)
	}
	return fmt.Sprintf("The service runs as process %d.", status.ProcessId), nil
}

// open opens the service; the caller closes both.
func open() (*mgr.Mgr, *mgr.Service, error) {
	m, err := mgr.Connect()
	if err != nil {
		return nil, nil, fmt.Errorf("%w; run it in a terminal of the administrator", err)
	}
	s, err := m.OpenService(name)
	if err != nil {
		_ = m.Disconnect() // of a connection that is not needed
		if errors.Is(err, windows.ERROR_SERVICE_DOES_NOT_EXIST) {
			err = ErrNotInstalled
		}
		return nil, nil, err
	}
	return m, s, nil
}

// handler runs a function as a service of Windows.
type handler struct{ run func(context.Context) error }

// Execute runs the function until it returns or Windows stops the service. Code 1 says that it failed.
func (h handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- h.run(ctx) }()
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptShutdown}
	for {
		select {
		case err := <-ended:
			status <- svc.Status{State: svc.StopPending}
			if err != nil {
				return true, 1
			}
			return false, 0
		case r := <-requests:
			switch r.Cmd {
			case svc.Interrogate:
				status <- r.CurrentStatus
			case svc.Stop, svc.Shutdown:
				status <- svc.Status{State: svc.StopPending}
				cancel()
			}
		}
	}
}

// Run connects to Windows' service manager, which has started the process, and runs the function until it ends or is stopped.
func Run(run func(context.Context) error) error { return svc.Run(name, handler{run}) }
