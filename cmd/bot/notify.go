package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

// notifySystemd reports to systemd, if it started the program as a unit of Type=notify (sd_notify(3)): that the bot is ready, and
// while alive returns, that it is alive, as often as the unit's WatchdogSec= asks. A bot in which alive blocks is killed and
// started again. The returned function reports that the bot stops, and waits until nothing is reported any more.
func notifySystemd(ctx context.Context, alive func(), log *slog.Logger) (stop func()) {
	notify := func(state string) {
		if _, err := daemon.SdNotify(false, state); err != nil {
			log.Warn("systemd gets no report", "state", state, "err", err)
		}
	}
	every, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		log.Warn("systemd's watchdog is not served", "err", err)
	}
	notify(daemon.SdNotifyReady)
	ctx, cancel := context.WithCancel(ctx)
	var group sync.WaitGroup
	if every > 0 {
		group.Go(func() {
			for ctx.Err() == nil {
				alive()
				notify(daemon.SdNotifyWatchdog)
				select {
				case <-ctx.Done():
				case <-time.After(every / 2):
				}
			}
		})
	}
	return func() {
		notify(daemon.SdNotifyStopping)
		cancel()
		group.Wait()
	}
}
