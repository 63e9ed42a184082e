package commands

import (
	"context"
	"fmt"
	"time"

	"lede/internal/corpus"
)

// listedFiles is how many files of a kind /reload and /status list.
const listedFiles = 10

func reloadCommand() Command {
	return Command{
		Name:           "reload",
		Description:    "Look through the corpus folder now and tell what has changed",
		Options:        []Option{{Name: "full", Description: "Read every file, even where nothing seems to have changed", Kind: Bool}},
		Ephemeral:      true,
		Admin:          true,
		WorksWhenEmpty: true,
		prepare: func(s *Service, r request) (job, error) {
			return func(ctx context.Context) (Reply, error) { return s.reload(ctx, r.Locale, r.Flag("full")) }, nil
		},
	}
}

func (s *Service) reload(ctx context.Context, l Locale, full bool) (Reply, error) {
	if s.Corpus.Status().Sweeping && !s.index().Complete() {
		reply := Reply{Title: Plain(l.Say("The corpus folder is being read already"))}
		reply.say(s.notice(l))
		return reply, nil
	}
	diff, err := s.Corpus.Sweep(ctx, full)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Title: Plain(l.Say("The corpus folder is read"))}
	if diff.Len() == 0 {
		reply.say(l.Say("Nothing has changed."))
	}
	reply.files(l, l.Say("Added"), diff.Added)
	reply.files(l, l.Say("Changed"), diff.Changed)
	reply.files(l, l.Say("Removed"), diff.Removed)
	reply.skipped(l, s.Corpus.FileErrors())
	reply.Footer = l.Say("Articles: %d", s.index().Len()) + " · " + l.Say("took %s", seconds(diff.Took))
	return reply, nil
}

// files lists paths under a heading with their number.
func (r *Reply) files(l Locale, heading string, paths []string) {
	if len(paths) == 0 {
		return
	}
	r.add(Heading, Plain(fmt.Sprintf("%s: %d", heading, len(paths))))
	for _, p := range limited(paths, listedFiles) {
		r.add(Bullet, Plain(p))
	}
	r.more(l, len(paths))
}

// skipped lists the files of which something is lost, with the reason.
func (r *Reply) skipped(l Locale, files []corpus.FileError) {
	if len(files) == 0 {
		return
	}
	r.add(Heading, Plain(fmt.Sprintf("%s: %d", l.Say("Not read, or not whole"), len(files))))
	for _, f := range limited(files, listedFiles) {
		r.add(Bullet, Plain(f.Path+" – "+f.Problem.String()))
	}
	r.more(l, len(files))
}

// more tells how many of a list are left out.
func (r *Reply) more(l Locale, all int) {
	if all > listedFiles {
		r.add(Small, Plain(l.Say("and %d more", all-listedFiles)))
	}
}

// seconds returns a duration for people: "0.4 s".
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
