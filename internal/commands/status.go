package commands

import (
	"context"
	"time"

	"lede/internal/corpus"
)

func statusCommand() Command {
	return Command{
		Name:           "status",
		Description:    "How the bot and its index are",
		Ephemeral:      true,
		Admin:          true,
		WorksWhenEmpty: true,
		prepare: func(s *Service, _ Actor, _ Options) (job, error) {
			return s.status, nil
		},
	}
}

func (s *Service) status(ctx context.Context) (Result, error) {
	o, err := s.index().Overview(ctx)
	r := StatusResult{
		Articles: s.index().Len(), Passages: o.Passages, Languages: o.Languages, Newest: s.index().Newest(), Files: s.fileErrors(),
		InMemory: s.index().IsSnapshot(), Bytes: s.index().Size(), Sweep: s.folder(),
		Running: s.Now().Sub(s.Started).Round(time.Second), Version: s.Version, Notice: s.notice(),
	}
	if s.Connection != nil {
		now := s.Connection()
		r.Connection = &now
	}
	return r, err
}

// Connection is how the bot is connected to Discord.
type Connection struct {
	First, Last, Of int    // shards of this process, and how many the bot has; Of is 0 where it serves none
	Connected       int    // of this process's shards
	Servers         int    // in them
	Endpoint        string // where interactions come over HTTP; "" for nowhere
}

// StatusResult is the result of /status.
type StatusResult struct {
	Articles, Passages int
	Languages          []Count   // ISO 639-1 codes, the most frequent first
	Newest             time.Time // the newest article's day; zero if none has a date
	InMemory           bool      // the index is lost when the program ends
	Bytes              int64     // of the index on the disk
	Sweep              corpus.Status
	Running            time.Duration
	Version            string
	Notice             Notice
	Files              []corpus.FileError // of which something is lost
	Connection         *Connection        // nil at the terminal
}

// StatusRecord is the status for programs.
type StatusRecord struct {
	Version   string       `json:"version"`
	Articles  int          `json:"articles"`
	Passages  int          `json:"passages"`
	Languages []Count      `json:"languages"` // ISO 639-1 codes, the most frequent first
	Newest    string       `json:"newest"`    // 2025-06-06, else empty
	InMemory  bool         `json:"in_memory"` // the index is lost when the program ends
	Bytes     int64        `json:"bytes"`     // of the index on the disk
	Sweeping  bool         `json:"sweeping"`
	LastSweep string       `json:"last_sweep"` // RFC 3339, UTC; empty before the first
	Error     string       `json:"error"`      // why the last sweep ended early, else empty
	Running   float64      `json:"running"`    // seconds
	Files     []FileRecord `json:"files"`      // of which something is lost
}

// Record returns a StatusRecord.
func (r StatusResult) Record() any {
	out := StatusRecord{Version: r.Version, Articles: r.Articles, Passages: r.Passages, Languages: listed(r.Languages),
		Newest: dayText(r.Newest), InMemory: r.InMemory, Bytes: r.Bytes, Sweeping: r.Sweep.Sweeping,
		Running: r.Running.Seconds(), Files: fileRecords(r.Files)}
	if !r.Sweep.LastSweep.IsZero() {
		out.LastSweep = r.Sweep.LastSweep.UTC().Format(time.RFC3339)
	}
	if r.Sweep.Err != nil {
		out.Error = r.Sweep.Err.Error()
	}
	return out
}
