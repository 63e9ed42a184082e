package commands

import "time"

// Result is what a command or a button gives, without any language. Package present makes replies of results.
type Result interface {
	// Record returns the result for programs: a struct with JSON tags and raw text, whose fields stay as they are.
	Record() any
}

// Outcome is how an input ended: with a result or an error.
type Outcome struct {
	Result  Result  // nil if there is an error
	Notice  Notice  // why the result may lack articles
	Pending Pending // what the change waits for that the result says
	Err     error   // a *UserError if the user can do something about it
}

// Notice says why what is answered may lack articles.
type Notice struct {
	Kind      NoticeKind
	Done, All int // articles indexed, of how many; of Indexing only, and 0 of 0 until the files are counted
}

// NoticeKind is a reason for a Notice.
type NoticeKind int

// The kinds of Notice.
const (
	NoNotice    NoticeKind = iota
	SweepFailed            // the newest changes of the corpus could not be indexed
	Indexing               // the corpus is indexed for the first time
	JustStarted            // the index is the last run's, and the folder has not been scanned yet
)

// startupWait is how long a question waits for the index of a small corpus to be complete, just after the start.
const startupWait = 2 * time.Second

// notice returns why what is answered now may lack articles.
func (s *Service) notice() Notice {
	status := s.folder()
	switch {
	case status.Err != nil:
		return Notice{Kind: SweepFailed}
	case !s.index().Complete():
		return Notice{Indexing, status.Done, status.All}
	case status.LastSweep.IsZero() && s.Corpus != nil:
		return Notice{Kind: JustStarted}
	}
	return Notice{}
}

// EmptyResult is the result of every command that needs articles where there are none.
type EmptyResult struct {
	Reading bool   // the articles are still being read
	Of      Result // the command's own result over no articles
}

// Record returns the record that the command has over no articles.
func (r EmptyResult) Record() any { return r.Of.Record() }
