package commands

import (
	"cmp"
	"context"

	"lede/internal/answer"
	"lede/internal/query"
)

// morePageSize is how many of an answer's further passages a page has: so many that it fits on a phone's screen.
const morePageSize = 3

func searchCommand() Command {
	return Command{
		Name:        "search",
		Description: "Find passages, best first",
		Options: append([]Option{{Name: "query", Description: `Words, "a phrase", -word, source:, tag:, after:, before:, last:7d`,
			Required: true, MaxLength: query.MaxLength}}, filterOptions()...),
		nothing: SearchResult{},
		prepare: func(s *Service, _ Actor, o Options) (job, error) {
			q, err := s.parseQuery(o.Text("query"), o)
			if err != nil {
				return nil, err
			}
			return s.under(q.Filter, s.search(q, 0)), nil
		},
	}
}

// search returns the work of showing a page of what is found.
func (s *Service) search(q query.Query, page int) job {
	return func(ctx context.Context) (Result, error) {
		a, err := s.engine.Search(ctx, q)
		return SearchResult{Found: a, page: page, size: answer.PageSize}, err
	}
}

// SearchResult is the result of /search, and of the buttons that turn its pages.
type SearchResult struct {
	Found answer.Answer // without verdict and sentences
	page  int           // that was asked for
	size  int           // passages of a page; answer.PageSize if zero
}

// perPage returns how many passages a page has.
func (r SearchResult) perPage() int { return cmp.Or(r.size, answer.PageSize) }

// Pages returns how many pages there are; 0 if nothing was found.
func (r SearchResult) Pages() int { return (len(r.Found.Passages) + r.perPage() - 1) / r.perPage() }

// Page returns the number of the page to show, from 0, and its passages, the first of which is passages[offset] of all
// that were found. A page beyond the last is the last.
func (r SearchResult) Page() (number, offset int, passages []answer.Passage) {
	number = max(0, min(r.page, r.Pages()-1))
	offset = number * r.perPage()
	all := r.Found.Passages
	return number, offset, all[offset:min(offset+r.perPage(), len(all))]
}

// SearchRecord is what was found for programs: all of it, not a page.
type SearchRecord struct {
	Passages  []PassageRecord `json:"passages"`  // best first
	Missing   []string        `json:"missing"`   // words that found nothing
	Spellings []string        `json:"spellings"` // other spellings of names in the query
	Undated   int             `json:"undated"`   // articles left out by a filter on dates because they have none
}

// PassageRecord is a passage for programs.
type PassageRecord struct {
	Article ArticleRef   `json:"article"`
	Text    string       `json:"text"`
	Copies  []ArticleRef `json:"copies"` // where else the story is
}

// Record returns a SearchRecord.
func (r SearchResult) Record() any {
	out := SearchRecord{Passages: []PassageRecord{}, Missing: listed(r.Found.Missing), Spellings: listed(r.Found.Spellings), Undated: r.Found.Undated}
	for _, p := range r.Found.Passages {
		out.Passages = append(out.Passages, PassageRecord{refTo(&p.Article.Card), p.Text(), refsTo(p.Copies)})
	}
	return out
}
