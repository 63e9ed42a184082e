package commands

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/query"
	"lede/internal/state"
)

// Sizes of /gaps.
const (
	gapsSize = 6                   // gaps of a page
	gapsLife = 90 * 24 * time.Hour // how long a gap is kept after it was last counted
)

// countTime is how long counting a gap may take. The answer waits for it.
const countTime = time.Second

func gapsCommand() Command {
	return Command{
		Name: "gaps", Description: "Questions that the articles did not answer, without who asked",
		Ephemeral: true, Editor: true, NeedsNews: true, NeedsGaps: true, WorksWhenEmpty: true,
		prepare: func(s *Service, _ Actor, _ Options) (job, error) { return s.gapsPage(0), nil },
	}
}

// countGap counts a question that the articles do not answer, where that is switched on. A question that is counted twice in
// other words of the same stems is one. That it fails is logged: the answer is more important.
func (s *Service) countGap(ctx context.Context, q query.Query, nearest string, rejected bool) {
	if !s.Gaps || s.News == nil || q.Filter.Article != "" {
		return
	}
	g := state.Gap{ID: gapID(q), At: s.Now(), Question: q.String(), Nearest: nearest, Missing: 1}
	if rejected {
		g.Missing, g.Rejected = 0, 1
	}
	ctx, cancel := context.WithTimeout(ctx, countTime)
	defer cancel()
	if err := s.News.State.CountGap(ctx, g); err != nil {
		s.Log.Error("a question without an answer could not be counted", "err", err)
	}
}

// gapID returns an id of the words and the filter of a question, in any order.
func gapID(q query.Query) string {
	var terms []string
	for _, t := range q.Terms[analysis.English] {
		terms = append(terms, t.Term)
	}
	if len(terms) == 0 {
		terms = []string{strings.ToLower(q.Words)}
	}
	slices.Sort(terms)
	sum := sha256.Sum256([]byte(q.Filter.String() + "\n" + strings.Join(terms, " ")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:15]))
}

// reject returns the work of counting an answer that is none to its reader.
func (s *Service) reject(q query.Query) job {
	return func(ctx context.Context) (Result, error) {
		a, err := s.engine.Ask(ctx, q)
		if err != nil {
			return nil, err
		}
		nearest := ""
		if len(a.Sentences) > 0 {
			nearest = a.Sentences[0].Article.ID
		}
		s.countGap(ctx, q, nearest, true)
		return RejectedResult{}, nil
	}
}

// RejectedResult is the result of "Not an answer".
type RejectedResult struct{}

// RejectedRecord is a RejectedResult for programs.
type RejectedRecord struct {
	Counted bool `json:"counted"` // always
}

// Record returns a RejectedRecord.
func (RejectedResult) Record() any { return RejectedRecord{true} }

// gapsPage returns the work of showing a page of the gaps.
func (s *Service) gapsPage(page int) job {
	return func(ctx context.Context) (Result, error) {
		since := s.Now().Add(-gapsLife)
		total, err := s.News.State.GapsLen(ctx, since)
		if err != nil {
			return nil, err
		}
		r := GapsResult{Pages: max(1, (total+gapsSize-1)/gapsSize)}
		r.Number = min(page, r.Pages-1)
		gaps, err := s.News.State.Gaps(ctx, since, r.Number*gapsSize, gapsSize)
		if err != nil {
			return nil, err
		}
		var nearest []string
		for _, g := range gaps {
			nearest = append(nearest, g.Nearest)
		}
		cards, err := s.index().Cards(ctx, nearest...)
		for _, g := range gaps {
			r.Gaps = append(r.Gaps, GapOf{g, cards[g.Nearest]})
		}
		return r, err
	}
}

// GapOf is a question that the articles do not answer, with the nearest article.
type GapOf struct {
	state.Gap
	Article *article.Card // nil if there is none
}

// GapsResult is a page of what the articles do not answer.
type GapsResult struct {
	Number, Pages int     // the page from 0, and how many there are
	Gaps          []GapOf // the newest first
}

// GapsRecord is a page of what the articles do not answer, for programs.
type GapsRecord struct {
	Gaps  []GapRecord `json:"gaps"` // the newest first
	Pages int         `json:"pages"`
}

// GapRecord is a question that the articles do not answer, for programs.
type GapRecord struct {
	Question string      `json:"question"`
	Last     string      `json:"last"`     // day when it was last counted
	Missing  int         `json:"missing"`  // how often nothing was found
	Rejected int         `json:"rejected"` // how often an answer was none to its reader
	Nearest  *ArticleRef `json:"nearest"`  // null if there is none
}

// Record returns a GapsRecord.
func (r GapsResult) Record() any {
	out := GapsRecord{Gaps: []GapRecord{}, Pages: r.Pages}
	for _, g := range r.Gaps {
		record := GapRecord{Question: g.Question, Last: g.At.UTC().Format(time.DateOnly), Missing: g.Missing, Rejected: g.Rejected}
		if g.Article != nil {
			ref := refTo(g.Article)
			record.Nearest = &ref
		}
		out.Gaps = append(out.Gaps, record)
	}
	return out
}

// missed counts a question to which nothing was found in a complete index.
func (s *Service) missed(ctx context.Context, q query.Query, nearest *article.Card) {
	if !s.index().Complete() {
		return
	}
	id := ""
	if nearest != nil {
		id = nearest.ID
	}
	s.countGap(ctx, q, id, false)
}
