package commands

import (
	"context"
	"time"

	"lede/internal/article"
	"lede/internal/corpus"
)

// A process that only answers has no folder: Config.Corpus is nil. What it says of the folder is what the index says of it.

// errNoFolder is the error of a command that needs the folder in a process without it.
func errNoFolder() error {
	return refuse("This process only answers; the folder is read by the indexer, which looks through it at least once a minute.")
}

// folder returns the status of the folder; the zero Status without one.
func (s *Service) folder() corpus.Status {
	if s.Corpus == nil {
		return corpus.Status{}
	}
	return s.Corpus.Status()
}

// clusterLag is how long an index on a cluster may lack what another process has written: some seconds.
const clusterLag = time.Minute

// mayLack reports whether the index may lack an article that another process has seen at a time.
func (s *Service) mayLack(at time.Time) bool {
	if s.Corpus == nil {
		return s.Now().Sub(at) < clusterLag
	}
	return s.Corpus.Status().LastSweep.Before(at)
}

// waitFor returns when something is so, after startupWait, or when ctx ends.
func (s *Service) waitFor(ctx context.Context, is func() bool) {
	ctx, cancel := context.WithTimeout(ctx, startupWait)
	defer cancel()
	for !is() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// inspect returns how the file of an article is read, see corpus.Inspect.
func (s *Service) inspect(id string) (article.Reading, error) {
	if s.Corpus == nil {
		return article.Reading{}, errNoFolder()
	}
	return s.Corpus.Inspect(id)
}

// fileErrors returns the files that were not read or only in part; none without the folder.
func (s *Service) fileErrors() []corpus.FileError {
	if s.Corpus == nil {
		return nil
	}
	return s.Corpus.FileErrors()
}
