package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// healthCommand is `bot health`, for the health check of a container, which has no other program to ask with.
type healthCommand struct {
	Ready bool `help:"Ask whether it is ready to answer, not only whether it is alive."`
}

// probeTime is how long a bot may take to say how it is.
const probeTime = 4 * time.Second

// maxProbe is how much of its reply is shown, in bytes.
const maxProbe = 4 << 10

// Run asks the bot that has the same configuration. It fails if the bot does not say that it is well.
func (c *healthCommand) Run(e *env, f *flags) error {
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	if config.MetricsListen == "" {
		return errors.New("health is served nowhere; set metrics.listen, such as 127.0.0.1:9464")
	}
	ctx, cancel := context.WithTimeout(e.ctx, probeTime)
	defer cancel()
	path := "/healthz"
	if c.Ready {
		path = "/readyz"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+config.MetricsListen+path, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxProbe))
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", response.Status, strings.TrimSpace(string(text)))
	}
	fmt.Fprintln(e.stdout, strings.TrimSpace(string(text)))
	return nil
}
