package commands

import (
	"context"
	"fmt"
	"time"
)

func statusCommand() Command {
	return Command{
		Name:           "status",
		Description:    "How the bot and its index are",
		Ephemeral:      true,
		Admin:          true,
		WorksWhenEmpty: true,
		prepare: func(s *Service, r request) (job, error) {
			return func(context.Context) (Reply, error) { return s.status(r.Locale), nil }, nil
		},
	}
}

func (s *Service) status(l Locale) Reply {
	reply := Reply{Title: Plain(l.Say("Status")), Tone: Sure}
	field := func(name, value string) {
		if value != "" {
			reply.Fields = append(reply.Fields, Field{Name: name, Value: Plain(value), Inline: true})
		}
	}
	passages, languages := 0, &tally{}
	for _, c := range s.index().Cards() {
		passages += c.Passages
		languages.add(c.Lang)
	}
	field(l.Say("Articles"), thousands(s.index().Len()))
	field(l.Say("Passages"), thousands(passages))
	field(l.Say("Languages"), languages.text(l))
	field(l.Say("Newest date"), dayOf(l, s.index().Newest()))
	field(l.Say("Index"), s.indexText(l))
	field(l.Say("Last look"), s.sweepText(l))
	field(l.Say("Running for"), s.Now().Sub(s.Started).Round(time.Second).String())
	field(l.Say("Version"), s.Version)
	if text := s.notice(l); text != "" {
		reply.Tone = Doubtful
		reply.say(text)
	}
	if err := s.Corpus.Status().Err; err != nil {
		reply.Tone = Negative
		reply.say(err.Error())
	}
	reply.skipped(l, s.Corpus.FileErrors())
	return reply
}

// text tells values with their counts: "en 7, zh 1".
func (t *tally) text(l Locale) string {
	var out []string
	for _, key := range t.sorted() {
		out = append(out, fmt.Sprintf("%s %s", key, thousands(t.counts[key])))
	}
	if len(out) == 0 {
		return l.Say("none")
	}
	return l.list(limited(out, listedFiles))
}

func dayOf(l Locale, t time.Time) string {
	if t.IsZero() {
		return l.Say("none")
	}
	return t.Format(time.DateOnly)
}

// indexText tells where the index is and how large.
func (s *Service) indexText(l Locale) string {
	if s.index().IsSnapshot() {
		return l.Say("in memory, gone when the bot ends")
	}
	return fmt.Sprintf("%.1f MB", float64(s.index().Size())/1e6)
}

// sweepText tells when the folder was looked through last.
func (s *Service) sweepText(l Locale) string {
	status := s.Corpus.Status()
	switch {
	case status.Sweeping:
		return l.Say("under way")
	case status.LastSweep.IsZero():
		return l.Say("none")
	}
	return status.LastSweep.UTC().Format("2006-01-02 15:04:05 UTC")
}
