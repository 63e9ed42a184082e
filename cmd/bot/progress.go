package main

import (
	"time"

	"github.com/schollz/progressbar/v3"

	"lede/internal/corpus"
)

// Times of the progress bar: what takes less than the first is not worth one.
const (
	worthABar = time.Second
	barEvery  = 200 * time.Millisecond
)

// showProgress shows on a terminal how far a sweep is: how many files of how many, how many a second, how long it
// will take. Elsewhere it is quiet. The returned function ends it.
func (e *env) showProgress(c *corpus.Corpus) (end func()) {
	if !isTerminal(e.raw.stderr) {
		return func() {}
	}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		e.progress(c, stop)
	}()
	return func() {
		close(stop)
		<-done
	}
}

func (e *env) progress(c *corpus.Corpus, stop <-chan struct{}) {
	var bar *progressbar.ProgressBar
	start := time.Now()
	for {
		s := c.Status()
		switch {
		case s.Sweeping && s.All > 0 && bar == nil && time.Since(start) > worthABar:
			bar = progressbar.NewOptions(s.All, progressbar.OptionSetDescription("indexing"), progressbar.OptionSetWriter(e.raw.stderr),
				progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("files"),
				progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish())
		case bar != nil:
			bar.ChangeMax(max(1, s.All))
			_ = bar.Set(s.Done) // it only writes to the terminal
		}
		select {
		case <-stop:
			if bar != nil {
				_ = bar.Finish()
			}
			return
		case <-time.After(barEvery):
		}
	}
}
