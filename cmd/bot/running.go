package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lede/internal/commands"
	"lede/internal/config"
	"lede/internal/console"
)

// A bot that runs answers `bot ask` of the same user through a socket in its data folder: its index is open and up to date.
// Only the owner can open the socket. Each connection has one request and one reply, as JSON.
const (
	askSocket      = "ask.sock"
	maxRequest     = 1 << 16          // bytes
	connectTimeout = time.Second      // to a socket on this machine
	replyTimeout   = 30 * time.Second // for request and reply together
	settleTimeout  = 2 * time.Second  // until the files that have just changed are read
)

// askRequest is the question of another process.
type askRequest struct {
	Corpus  string           `json:"corpus"` // absolute path
	Lang    string           `json:"lang"`
	Options commands.Options `json:"options"`
	JSON    bool             `json:"json"`
	Why     bool             `json:"why"`
	Color   bool             `json:"color"`
}

// askReply is what `bot ask` writes.
type askReply struct {
	Refused bool   `json:"refused"` // this bot cannot answer it
	Output  []byte `json:"output"`
	Error   string `json:"error"` // "" for none
}

// socketPath returns the path of the socket of a bot that uses a data folder; "" if the index is in memory.
func socketPath(data string) string {
	if data == "" {
		return ""
	}
	return filepath.Join(data, askSocket)
}

// askRunning has a running bot answer. It returns false if there is none, or it cannot.
func (e *env) askRunning(c config.Config, request askRequest) (reply askReply, ok bool) {
	path := socketPath(c.Data)
	if path == "" {
		return reply, false
	}
	connection, err := net.DialTimeout("unix", path, connectTimeout)
	if err != nil {
		return reply, false
	}
	defer connection.Close()
	defer context.AfterFunc(e.ctx, func() { connection.Close() })()
	_ = connection.SetDeadline(time.Now().Add(replyTimeout)) // it has one
	if request.Corpus, err = filepath.Abs(c.Corpus); err != nil {
		return reply, false
	}
	if err := json.NewEncoder(connection).Encode(request); err != nil {
		return reply, false
	}
	err = json.NewDecoder(connection).Decode(&reply)
	return reply, err == nil && !reply.Refused
}

// answerOthers answers the questions of other processes until the context ends. Without the socket they open the index
// themselves, so an error is only logged.
func answerOthers(ctx context.Context, a *app) {
	path := socketPath(a.corpus.Data)
	if path == "" || !a.corpus.IsOwner() {
		return
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		a.log.Debug("ask through a socket", "err", err)
		return
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		a.log.Debug("ask through a socket", "err", err)
		return
	}
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	defer listener.Close()
	_ = os.Chmod(path, 0o600) // the folder is the owner's alone, too
	var group sync.WaitGroup
	defer group.Wait()
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		group.Go(func() {
			defer connection.Close()
			answerOne(ctx, a, connection)
		})
	}
}

// answerOne answers the request of one connection.
func answerOne(ctx context.Context, a *app, connection net.Conn) {
	_ = connection.SetDeadline(time.Now().Add(replyTimeout)) // it has one
	var request askRequest
	if err := json.NewDecoder(io.LimitReader(connection, maxRequest)).Decode(&request); err != nil {
		return
	}
	reply := askReply{Refused: true}
	if own, err := filepath.Abs(a.corpus.Dir); err == nil && own == request.Corpus && a.corpus.IsFilled() {
		a.corpus.WaitSettled(ctx, settleTimeout)
		reply = answerAsk(ctx, a, commands.LocaleOf(request.Lang), request)
	}
	if err := json.NewEncoder(connection).Encode(reply); err != nil {
		a.log.Debug("ask through a socket", "err", err)
	}
}

func answerAsk(ctx context.Context, a *app, l commands.Locale, request askRequest) askReply {
	ctx, cancel := context.WithTimeout(ctx, replyTimeout)
	defer cancel()
	var out bytes.Buffer
	err := console.Once(ctx, a.service, l, commands.Use{Command: "ask", Options: request.Options}, console.Renderer{Out: &out, Color: request.Color},
		console.Form{JSON: request.JSON, Why: request.Why})
	reply := askReply{Output: out.Bytes()}
	if err != nil {
		reply.Error = fmt.Sprint(err)
	}
	return reply
}

// write writes the reply and returns its error.
func (r askReply) write(out io.Writer) error {
	if _, err := out.Write(r.Output); err != nil {
		return err
	}
	if r.Error != "" {
		return errors.New(r.Error)
	}
	return nil
}
