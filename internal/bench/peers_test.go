package bench

import (
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	_ "modernc.org/sqlite"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/testkit/growth"
)

// Other search engines over the same articles and questions, to compare BenchmarkSearch with: any word of a question, the best 50.
// They index the title and the text as one field. index-cpu-s is the processor time of indexing, without parsing.

// parsedArticles returns the articles of the measured corpus.
func parsedArticles(b *testing.B) []*article.Article {
	dir := os.Getenv("TEST_CORPUS")
	if dir == "" {
		o, _ := copied(b)
		dir = o.Dir
	}
	var out []*article.Article
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if a, _ := article.Parse(filepath.Base(path), raw); a.Text != "" {
			out = append(out, &a)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// questionWords returns the words of each question that are no stop words.
func questionWords(b *testing.B) (out [][]string) {
	for _, q := range asked(b) {
		var list []string
		for _, t := range q.Terms[analysis.Standard] {
			list = append(list, t.Term)
		}
		out = append(out, list)
	}
	return out
}

// BenchmarkFTS5 searches with SQLite's full-text index.
func BenchmarkFTS5(b *testing.B) {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "peer.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	all, start := parsedArticles(b), growth.ProcessorTime()
	if _, err := db.Exec("CREATE VIRTUAL TABLE articles USING fts5(text, content='', tokenize='porter unicode61')"); err != nil {
		b.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	for i, a := range all {
		if _, err := tx.Exec("INSERT INTO articles(rowid, text) VALUES(?, ?)", i+1, a.Title+"\n"+a.Text); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	indexed, questions := growth.ProcessorTime()-start, questionWords(b)
	measured(b, func(i int) error {
		match := `"` + strings.Join(questions[i%len(questions)], `" OR "`) + `"`
		rows, err := db.Query("SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 50", match)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
		}
		return rows.Err()
	})
	b.ReportMetric(indexed.Seconds(), "index-cpu-s")
}

// BenchmarkBleve searches with bleve and its default mapping.
func BenchmarkBleve(b *testing.B) {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = "en"
	x, err := bleve.New(filepath.Join(b.TempDir(), "peer"), mapping)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	all, start := parsedArticles(b), growth.ProcessorTime()
	batch := x.NewBatch()
	for i, a := range all {
		if err := batch.Index(strconv.Itoa(i), map[string]string{"text": a.Title + "\n" + a.Text}); err != nil {
			b.Fatal(err)
		}
		if batch.Size() == 1000 || i == len(all)-1 {
			if err := x.Batch(batch); err != nil {
				b.Fatal(err)
			}
			batch.Reset()
		}
	}
	indexed, questions := growth.ProcessorTime()-start, questionWords(b)
	measured(b, func(i int) error {
		q := bleve.NewMatchQuery(strings.Join(questions[i%len(questions)], " "))
		_, err := x.Search(bleve.NewSearchRequestOptions(q, 50, 0, false))
		return err
	})
	b.ReportMetric(indexed.Seconds(), "index-cpu-s")
}
