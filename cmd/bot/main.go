// Bot answers questions about a folder of articles, on Discord and in the terminal.
//
// A tour of the code, from the bottom up; arrows only point down, and a test (layers_test.go) holds them there.
//
// Package analysis turns text into terms (words, stems, Chinese bigrams), package dates finds the dates that
// people write. Both are below all others, for article, query, index and answer must agree on what a word and
// a date is. (The first design had neither; each of the four would have needed its own.) Package parallel shares work
// out among the processors.
//
// Package article reads one file into an Article: title, source, date, captions and disclaimer apart from the
// body, sentences, passages. Package query reads what a person typed into a Query. Package config reads
// config.yaml. All three are pure.
//
// Package names tells which spellings may be one name, package copies which texts are one story, package summary picks
// an article's key sentences. Package store keeps what is known of each file, and the texts, on the disk. Package index
// is a store with bleve's index beside it, which finds the best articles; it is opened with suspicion and made
// anew on any doubt. Package corpus watches the folder and keeps the index equal to it: Sweep compares what the
// system tells of each file with what the store knows, and reads what differs.
//
// Package answer ranks the passages of the found articles, picks the sentence that answers, and gives the
// verdict: answered, related, or none. Its comment tells how, and what was tried.
//
// Package commands is the table of commands: a Request goes in, a Reply comes out, both plain data. Package
// eval measures the answers over a set of questions, and fits the weights of package answer; package bench measures
// time, disk and memory.
//
// The front ends translate and decide nothing: package discord between Discord's interactions and requests,
// package console between the terminal and requests. Package localdiscord is a Discord for one guild in this
// process, with a page for a client: without a token the bot connects to it, through the same session as to the
// real one, and the tests drive the bot through it. It knows nothing of Lede.
//
// So the two flows are
//
//	file     -> article.Parse -> Article -> index.Apply -> Index
//	question -> query.Parse -> Query -> index.Search -> []Hit -> answer.Engine.Ask -> Answer -> Command -> Reply -> message
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
