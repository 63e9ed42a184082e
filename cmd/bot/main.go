// Bot answers questions about a folder of articles, on Discord and in the terminal.
//
// A tour of the code, from the bottom up. Imports only point down; layers_test.go checks that.
//
// Package analysis turns text into terms (words, stems, Chinese bigrams), package dates finds the dates that people write,
// package sentences splits paragraphs into sentences. What reads articles and what reads questions share them, so that
// they agree on what a word, a date and a sentence is. Package parallel spreads work over the processors. Package text
// measures and shortens text for display, and makes words whole that a hyphen parts at the end of a line. Package
// lazyregexp compiles regular expressions at their first use.
//
// Package article parses one file into an Article: title, source, date, captions and disclaimer apart from the body,
// sentences, passages. Package dateparser is a small module in place of a library of one that finds a page's day. Package lexicon is a dictionary, which splits Chinese into words and translates them. Package query parses what a person
// typed into a Query. Package config has the options, out of config.yaml, the environment and the flags. All four are pure.
//
// Package names finds spellings that may be one name, package copies finds texts that are one story, package summary picks an
// article's key sentences. Package store keeps each file's state and text on disk. Package index has what the engines that find
// the best articles share; bleveindex is the one in this process, a store with bleve's index beside it, whose segments its package
// segments builds: every file is verified
// on open, or in the background if it has not changed since it was closed in order, and if a check fails the index is rebuilt
// from the corpus. Package opensearch of it is the one on a cluster. Package corpus keeps the index equal to the folder: Sweep
// compares the files with the store and reads those that differ, Watch sweeps whenever something changes.
//
// Package fetch opens web addresses that people name, and is the only way out to them: it checks each address when it is
// dialled. Package state keeps what editors do and the settings of servers, in SQLite or PostgreSQL; unlike the index it cannot
// be made again. It also has the locks by which processes elect one. Package added has the articles that editors add, from a link, a file or a text, and those that they take out: a
// row of the state first, then a file of the corpus. Package feeds follows the sites that editors track: it visits their feeds, and
// makes and revises articles through package added.
//
// Package follow finds which articles match what people follow, package schedule says when their digests are due; both are pure. Package
// news has the articles matched that sweeps commit, and puts what comes of it into the state's outbox, in one transaction. Package
// delivery sends the posts of the outbox, each once: package discord draws them, its rest creates the messages.
//
// Package answer ranks the passages of the found articles, picks the sentence that answers, and gives the verdict: answered,
// related, or none. Its comment describes the method and what was tried.
//
// Package commands has the use cases. A front end reports what somebody did as an Input: an Actor with an Action. Accept
// decides who may do what and how often, and returns a Task; Run does the work and returns a Reply. In between, commands
// return typed results without any language, which `--json` prints; package present makes replies of them in English and
// Chinese: trees of sections, buttons and a menu, which no medium limits yet, or a form to fill in. Package eval measures the answers over a set of questions, and fits the weights of package answer; package bench
// measures time, disk and memory.
//
// The front ends translate and decide nothing: package discord between Discord's interactions and inputs, package console
// between the terminal and inputs. Of package discord, wire has the types that travel, render draws a reply as Components V2
// within Discord's limits and reads its state back, rest calls Discord. Interactions come over the gateway, of which gateway has the
// connections, one a shard, or over HTTP to endpoint, which verifies Discord's signature; both hand them to one handler. It works
// on so many at a time; some more wait for their turn, and what is beyond is refused as busy. The commands are registered once in the life of the process that serves the
// first shard. Package localdiscord is a Discord in this process, with a page as its
// client. Without a token the bot connects to it as it would to Discord, and tests drive the bot through it. Every route
// refuses what comes from a foreign page; the page and the bot each have a token of the start. Package demosite is a made-up news site
// beside it, to try /track with. Both import nothing of Lede.
//
// Package telemetry is what an operator watches: health and figures over HTTP, spans of OpenTelemetry. Its recorder is the observer
// that packages commands and answer declare; neither imports it.
//
// No message of Discord and no file ends the program, as far as Go can recover. That somebody else changes the files of the index is
// noticed before they are read, and they are made anew. What cannot be recovered (a fault in a mapped file in a goroutine of
// bleve's, lack of memory) ends the process: `bot supervise`, or the service, starts it again, and every index file is verified
// then.
//
// Several processes may share a state. Each that has the folder keeps its own index equal to it; an index on a cluster is read by all and
// filled by the one that state.Lead elects. That one does besides what must be done once: it completes what editors decided, visits feeds,
// matches and sends posts (lead in roles.go, indexer.go). Since two may believe to
// be elected for a moment, each of these can be done by two at once: added.Settle has a lock, the others are decided by a row of the state.
//
// Names of files, texts and arguments come from outside. Whatever the program prints goes through text.Plain, and a name is one
// line (text.OneLine); package render does the same for messages.
//
// Package lede, at the root, has the files that `bot init` writes. Package autostart registers the program with systemd, launchd or
// Windows (`bot service`). The folder release is a module of its own, which builds what a version is given to people as.
//
// So the flows are
//
//	file     -> article.Parse -> Article -> corpus.Sweep -> index.Apply -> Index
//	link, attachment -> fetch.Get -> article.Inspect -> draft -> state.Keep -> added.Settle -> file
//	feed     -> feeds.Tracker -> state.KeepItem -> added.Settle -> file
//	article  -> index.Changed -> news.Update -> follow.Set -> state.Arrive -> delivery -> commands.Post -> present.Reply -> message
//	question -> commands.Input -> Accept -> Task -> query.Parse -> Query -> answer.Engine.Ask -> Answer -> Result -> present.Reply -> Reply -> message
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
