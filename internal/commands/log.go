package commands

import (
	"context"
	"time"

	"lede/internal/state"
)

// logSize is how many entries a page of the log has.
const logSize = 10

func logCommand() Command {
	return Command{
		Name: "log", Description: "What editors have added, removed, tracked and brought back",
		Ephemeral: true, Editor: true, NeedsState: true, WorksWhenEmpty: true,
		prepare: func(s *Service, _ Actor, _ Options) (job, error) { return s.logPage(0), nil },
	}
}

// logPage returns the work of showing a page of the log.
func (s *Service) logPage(page int) job {
	return func(ctx context.Context) (Result, error) {
		total, err := s.Added.State.LogLen(ctx)
		if err != nil {
			return nil, err
		}
		r := LogResult{Pages: max(1, (total+logSize-1)/logSize)}
		r.Number = min(page, r.Pages-1)
		r.Entries, err = s.Added.State.Log(ctx, r.Number*logSize, logSize)
		return r, err
	}
}

// LogResult is a page of the log.
type LogResult struct {
	Number, Pages int           // the page from 0, and how many there are
	Entries       []state.Entry // the newest first
}

// LogRecord is a page of the log for programs.
type LogRecord struct {
	Entries []LogEntry `json:"entries"` // the newest first
	Pages   int        `json:"pages"`
}

// LogEntry is what an editor did, for programs.
type LogEntry struct {
	At      string `json:"at"`     // RFC 3339, UTC
	Editor  string `json:"editor"` // id; empty at the terminal, and for one who asked to be forgotten
	Guild   string `json:"guild"`  // id of the server; empty at the terminal
	Action  string `json:"action"` // add, remove, restore, track, pause, resume, untrack, or "give up" of a feed that failed for days
	Subject string `json:"subject"`
}

// Record returns a LogRecord.
func (r LogResult) Record() any {
	out := LogRecord{Entries: []LogEntry{}, Pages: r.Pages}
	for _, e := range r.Entries {
		out.Entries = append(out.Entries, LogEntry{e.At.UTC().Format(time.RFC3339), e.By.User, e.By.Guild, string(e.Action), e.Subject})
	}
	return out
}

func forgetCommand() Command {
	return Command{
		Name: "forget", Description: "Delete what I keep about you",
		Options:   []Option{{Name: "who", Description: "Whose traces to delete", Required: true, Choices: []Choice{{"me", "me"}}}},
		Ephemeral: true, NeedsState: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, _ Options) (job, error) {
			return func(ctx context.Context) (Result, error) {
				return ForgottenResult{}, s.Added.State.Forget(ctx, a.User)
			}, nil
		},
	}
}

// ForgottenResult is the result of /forget.
type ForgottenResult struct{}

// ForgottenRecord is a ForgottenResult for programs.
type ForgottenRecord struct {
	Forgotten bool `json:"forgotten"` // always
}

// Record returns a ForgottenRecord.
func (ForgottenResult) Record() any { return ForgottenRecord{true} }
