package commands

import (
	"strconv"
	"strings"
	"time"
)

// startupWait is how long a question waits for the index of a small corpus to be whole, just after the start.
const startupWait = 2 * time.Second

// notice tells, in a sentence, that what is answered may lack articles; "" if nothing is known to be amiss.
func (s *Service) notice(l Locale) string {
	status := s.Corpus.Status()
	switch {
	case status.Err != nil:
		return l.Say("The newest changes of the corpus could not be indexed; whoever runs this bot finds the reason in /status.")
	case !s.index().Complete() && status.All > 0:
		return l.Say("Indexing %s of %s: this is out of what is indexed so far.", thousands(status.Done), thousands(status.All))
	case !s.index().Complete():
		return l.Say("The articles are still being indexed.")
	case status.LastSweep.IsZero():
		return l.Say("Just started: this is out of the index of the last run, while the folder is looked through for changes.")
	}
	return ""
}

// thousands returns a number as people read it: "41,200".
func thousands(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
