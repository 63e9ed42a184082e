package telemetry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"lede/internal/text"
)

// Check is something without which the program cannot answer.
type Check struct {
	Name  string
	Ready func(ctx context.Context) (detail string, err error) // the detail of what is ready; the error is the reason why it is not
}

// Options are what a server shows.
type Options struct {
	Address  string // where it listens, "127.0.0.1:9464"
	Recorder *Recorder
	Checks   []Check
	Collect  []func(ctx context.Context, f *Figures) // called at each request for figures
	Log      *slog.Logger
}

// Server answers GET /healthz (the program runs), /readyz (every check is ready, else 503; the body has a line a check) and
// /metrics.
type Server struct {
	Options
	listener net.Listener
	http     *http.Server
}

// Listen starts a server.
func Listen(o Options) (*Server, error) {
	listener, err := net.Listen("tcp", o.Address)
	if err != nil {
		return nil, fmt.Errorf("metrics.listen: %w; choose another address or end the program that has it", err)
	}
	s := &Server{Options: o, listener: listener}
	if at, ok := listener.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() {
		o.Log.Warn("health and figures are open to the network", "address", at.String())
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, []byte("ok\n")) })
	routes.HandleFunc("GET /readyz", s.ready)
	routes.HandleFunc("GET /metrics", s.figures)
	s.http = &http.Server{Handler: localOnly(routes), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug)}
	go func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			o.Log.Error("health and figures are not served any more", "err", err)
		}
	}()
	return s, nil
}

// Address returns where the server listens.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Close ends the server.
func (s *Server) Close() error { return s.http.Close() }

// localOnly refuses a request over the loopback interface by another name than its address or localhost: a foreign page whose
// name was bound to 127.0.0.1.
func localOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		_, notAddress := netip.ParseAddr(strings.Trim(host, "[]"))
		at, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
		if ok && at.IP.IsLoopback() && notAddress != nil && host != "localhost" {
			http.Error(w, "this listener answers to 127.0.0.1 and localhost alone", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// checkTime is how long a check may take.
const checkTime = 2 * time.Second

// ready makes all checks at once.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), checkTime)
	defer cancel()
	lines := make([]string, len(s.Checks))
	failed := make([]bool, len(s.Checks))
	var group sync.WaitGroup
	for i, c := range s.Checks {
		group.Go(func() {
			detail, err := c.run(ctx)
			if failed[i] = err != nil; failed[i] {
				detail = err.Error()
			}
			lines[i] = fmt.Sprintf("%s %s: %s\n", map[bool]string{false: "ok", true: "not ready"}[failed[i]], c.Name, text.OneLine(strings.ReplaceAll(detail, "\n", "; ")))
		})
	}
	group.Wait()
	status := http.StatusOK
	for _, f := range failed {
		if f {
			status = http.StatusServiceUnavailable
		}
	}
	reply(w, status, []byte(strings.Join(lines, "")))
}

// run makes a check, and does not wait for one that ignores its context.
func (c Check) run(ctx context.Context) (detail string, err error) {
	type result struct {
		detail string
		err    error
	}
	done := make(chan result, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- result{"", fmt.Errorf("panic: %v", p)}
			}
		}()
		detail, err := c.Ready(ctx)
		done <- result{detail, err}
	}()
	select {
	case r := <-done:
		return r.detail, r.err
	case <-ctx.Done():
		return "", fmt.Errorf("no answer within %s", checkTime)
	}
}

// figures writes all figures. What cannot be read in time is left out.
func (s *Server) figures(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), checkTime)
	defer cancel()
	var body bytes.Buffer
	f := &Figures{w: &body}
	for _, collect := range s.Collect {
		collect(ctx, f)
	}
	s.Recorder.write(&body)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	reply(w, http.StatusOK, body.Bytes())
}

func reply(w http.ResponseWriter, status int, body []byte) {
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body) // whoever asked is gone
}
