package commands

import (
	"context"

	"lede/internal/corpus"
)

func reloadCommand() Command {
	return Command{
		Name:           "reload",
		Description:    "Look through the corpus folder now and tell what has changed",
		Options:        []Option{{Name: "full", Description: "Read every file, even where nothing seems to have changed", Kind: Bool}},
		Ephemeral:      true,
		Admin:          true,
		WorksWhenEmpty: true,
		prepare: func(s *Service, _ Actor, o Options) (job, error) {
			return func(ctx context.Context) (Result, error) { return s.reload(ctx, o.Flag("full")) }, nil
		},
	}
}

func (s *Service) reload(ctx context.Context, full bool) (Result, error) {
	if s.Corpus == nil || s.Added != nil && s.Added.IsRemote() {
		return nil, errNoFolder()
	}
	if s.Corpus.Status().Sweeping && !s.index().Complete() {
		return ReloadResult{UnderWay: true, Notice: s.notice()}, nil
	}
	diff, err := s.Corpus.Sweep(ctx, full)
	if err != nil {
		return nil, err
	}
	return ReloadResult{Diff: diff, Files: s.Corpus.FileErrors(), Articles: s.index().Len()}, nil
}

// ReloadResult is the result of /reload.
type ReloadResult struct {
	UnderWay bool   // nothing was done: the first indexing is under way
	Notice   Notice // how far that is
	Diff     corpus.Diff
	Files    []corpus.FileError // of which something is lost
	Articles int
}

// ReloadRecord is what has changed for programs.
type ReloadRecord struct {
	UnderWay bool         `json:"under_way"` // nothing was done: the first indexing is under way
	Added    []string     `json:"added"`     // file names relative to the corpus
	Changed  []string     `json:"changed"`
	Removed  []string     `json:"removed"`
	Files    []FileRecord `json:"files"` // of which something is lost
	Articles int          `json:"articles"`
	Took     float64      `json:"took"` // seconds
}

// Record returns a ReloadRecord.
func (r ReloadResult) Record() any {
	return ReloadRecord{r.UnderWay, listed(r.Diff.Added), listed(r.Diff.Changed), listed(r.Diff.Removed),
		fileRecords(r.Files), r.Articles, r.Diff.Took.Seconds()}
}
