package commands

import (
	"time"

	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/index"
)

// ArticleRef names an article in a record.
type ArticleRef struct {
	ID                string `json:"id"`
	Path              string `json:"path"` // file name relative to the corpus
	Title             string `json:"title"`
	URL               string `json:"url"` // http(s), else empty
	Outlet            string `json:"outlet"`
	Published         string `json:"published"` // 2025-06-06, else empty
	PublishedInferred bool   `json:"published_inferred"`
}

func refTo(c *article.Card) ArticleRef {
	return ArticleRef{c.ID, c.Path, c.Title, c.URL, c.Outlet, c.Date(), c.Inferred}
}

func refsTo(cards []*article.Card) []ArticleRef {
	out := []ArticleRef{}
	for _, c := range cards {
		out = append(out, refTo(c))
	}
	return out
}

// Count is how many articles have a value.
type Count = index.Count

// FileRecord is a file of which something is lost.
type FileRecord struct {
	Path    string `json:"path"`
	Line    int    `json:"line"` // 0 for the file as a whole
	Problem string `json:"problem"`
	Hint    string `json:"hint"` // what to do about it
}

func fileRecords(files []corpus.FileError) []FileRecord {
	out := []FileRecord{}
	for _, f := range files {
		out = append(out, FileRecord{f.Path, f.Problem.Line, f.Problem.Text, f.Problem.Hint})
	}
	return out
}

// dayText returns a day as 2025-06-06, "" if it is zero.
func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// listed returns a list that is never nil, so that its JSON is never null.
func listed[T any](list []T) []T { return append([]T{}, list...) }
