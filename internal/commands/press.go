package commands

import (
	"context"
	"strings"
	"unicode/utf8"

	"lede/internal/query"
	"lede/internal/summary"
)

// acceptPress checks a press and returns its work.
func (s *Service) acceptPress(a Actor, p Press) (job, error) {
	state := p.State
	if state.Kind == Follow {
		state = ParseState(p.value())
	}
	if work := s.pressArticle(state); work != nil {
		return work, nil
	}
	if editing[state.Kind] {
		return s.pressEditing(a, state)
	}
	if work := s.pressNews(a, state); work != nil {
		return work, nil
	}
	if state.Kind == ShowLatest {
		return s.unlessRebuilt(s.latestPage(query.Filter{}, state.Page)), nil
	}
	if (state.Kind == TurnPage || state.Kind == TurnBack) && p.Reply.Question == "" {
		f, err := s.parseFilters(p.Reply.Filters)
		return s.unlessRebuilt(s.latestPage(f, state.Page)), err
	}
	if state.Kind == ShowText || state.Kind == TurnText || state.Kind == TurnTextBack {
		return s.text(a, state.ID, state.Page)
	}
	work, err := s.pressQuestion(state, p.Reply)
	if err != nil {
		return nil, err
	}
	return s.unlessRebuilt(work), nil
}

// editing are the kinds of state that only editors may use.
var editing = map[StateKind]bool{KeepDraft: true, ShowDraft: true, KeepGroup: true, CorrectDraft: true, PasteArticle: true, DiscardDraft: true, RestoreArticle: true, TurnLog: true, TurnLogBack: true, TurnGaps: true, TurnGapsBack: true,
	KeepFeed: true, DiscardFeed: true, TurnFeeds: true, TurnFeedsBack: true, ShowFeed: true, TagFeed: true, PauseFeed: true, ResumeFeed: true, RemoveFeed: true}

// pressEditing returns the work of a press that changes the corpus, or shows who did.
func (s *Service) pressEditing(a Actor, state State) (job, error) {
	if err := s.mayPress(a, state); err != nil {
		return nil, err
	}
	if work := s.pressFeed(a, state); work != nil {
		return work, nil
	}
	return func(ctx context.Context) (Result, error) {
		switch state.Kind {
		case KeepDraft:
			return s.keepNew(ctx, a, state)
		case KeepGroup:
			return s.keepGroup(ctx, a, state.ID)
		case ShowDraft:
			return s.showDraft(ctx, state.ID)
		case CorrectDraft:
			return s.askCorrection(ctx, state.ID)
		case DiscardDraft:
			return s.discard(ctx, state.ID)
		case RestoreArticle:
			return s.restore(ctx, a, state.ID)
		case TurnGaps, TurnGapsBack:
			return s.gapsPage(state.Page)(ctx)
		}
		return s.logPage(state.Page)(ctx)
	}, nil
}

// pressNews returns the work of a press about what is followed or new; nil for any other.
func (s *Service) pressNews(a Actor, state State) job {
	switch {
	case s.News == nil || !state.valid():
		return nil
	case following[state.Kind]:
		return s.pressFollow(a, state)
	case state.Kind == TurnFollowing || state.Kind == TurnFollowBack:
		return s.followingPage(a, state.Page)
	case state.Kind == TurnNew || state.Kind == TurnNewBack:
		return s.turnNew(state)
	}
	return nil
}

// mayPress refuses what only editors may do to an actor who is none.
func (s *Service) mayPress(a Actor, state State) error {
	switch {
	case s.Added == nil || !state.valid():
		return oldButton("")
	case !s.mayEdit(a):
		return refuse("Only editors of the server that owns the articles can use this, and only there.")
	}
	return nil
}

// maxField is how many characters a field of a form may have, which is Discord's limit on a text input.
const maxField = 4000

// acceptSubmit checks a submitted form and returns its work.
func (s *Service) acceptSubmit(a Actor, f Submit) (job, error) {
	for _, value := range f.Values {
		if utf8.RuneCountInString(value) > maxField {
			return nil, refuse("A field may have %d characters at most; please shorten it.", maxField)
		}
	}
	if f.State.Kind == EditFollow && s.News != nil && f.State.valid() {
		return s.editFollow(a, f)
	}
	if f.State.Kind != PasteArticle && f.State.Kind != CorrectDraft && f.State.Kind != TagFeed {
		return nil, oldButton("")
	}
	if err := s.mayPress(a, f.State); err != nil {
		return nil, err
	}
	switch f.State.Kind {
	case PasteArticle:
		return func(ctx context.Context) (Result, error) { return s.paste(ctx, a, f) }, nil
	case TagFeed:
		return s.tagFeed(f)
	}
	return s.correct(a, f)
}

// pressArticle returns the work of a press about one article; nil for any other.
func (s *Service) pressArticle(state State) job {
	switch state.Kind {
	case ShowContext:
		return s.context(state.ID, 0)
	case TurnContext, TurnContextBack:
		return s.context(state.ID, state.Page)
	case ShowSummary:
		length := summary.Medium
		if state.Page > 0 {
			length = summary.Long
		}
		return s.summaryOf(state.ID, length)
	case ShowCopies:
		return s.copiesOf(state.ID)
	}
	return nil
}

// pressQuestion returns the work of a press about the reply's question.
func (s *Service) pressQuestion(state State, reply ReplyState) (job, error) {
	if !state.valid() {
		return nil, oldButton(reply.Question)
	}
	q, err := s.parseState(reply)
	if err != nil {
		return nil, err
	}
	switch state.Kind {
	case TurnPage, TurnBack:
		return s.search(q, state.Page), nil
	case MorePassages:
		return s.more(q, state.Page), nil
	case ExplainRanking:
		return s.why(q, state.ID), nil
	case NotAnswer:
		return s.reject(q), nil
	case ShowSources:
		return s.citations(q), nil
	case AskInstead:
		was, is, _ := strings.Cut(state.ID, ">")
		return s.askText(strings.Replace(q.String(), was, is, 1))
	case AskWithin:
		q, err = q.Narrow(query.Filter{Article: state.ID})
		return s.answer(q), queryError(err)
	}
	return nil, oldButton(reply.Question)
}

// askText returns the work of asking a question that a button carries.
func (s *Service) askText(text string) (job, error) {
	q, err := query.Parse(text, s.Now())
	if err != nil {
		return nil, queryError(err)
	}
	return s.ask(q), nil
}

// parseFilters reads the filters of the reply whose button was pressed; none are the zero Filter.
func (s *Service) parseFilters(text string) (query.Filter, error) {
	if text == "" {
		return query.Filter{}, nil
	}
	q, err := query.Parse(text, s.Now())
	return q.Filter, queryError(err)
}

// parseState reads the question and the filters of the reply whose button was pressed.
func (s *Service) parseState(r ReplyState) (query.Query, error) {
	q, err := query.Parse(strings.TrimSpace(r.Filters+" "+r.Question), s.Now())
	if err == nil {
		return q, nil
	}
	// Together they can be too long for one query; each alone was not.
	q, err = query.Parse(r.Question, s.Now())
	if err != nil {
		return q, queryError(err)
	}
	f, err := s.parseFilters(r.Filters)
	if err != nil {
		return q, err
	}
	q, err = q.Narrow(f)
	return q, queryError(err)
}

// MoreResult is what an answer's further passages are.
type MoreResult struct {
	SearchResult
	MayReject bool // answers that are none are counted
}

// more returns the work of showing a page of the passages that the answer to a question has not shown.
func (s *Service) more(q query.Query, page int) job {
	return func(ctx context.Context) (Result, error) {
		a, err := s.engine.Ask(ctx, q)
		if err != nil {
			return nil, err
		}
		a.Passages = a.Further()
		return MoreResult{SearchResult{Found: a, page: page, size: morePageSize}, s.Gaps && s.News != nil}, nil
	}
}

// CitationsResult lists all sources of an answer.
type CitationsResult struct{ AskResult }

// citations returns the work of listing the sources of an answer.
func (s *Service) citations(q query.Query) job {
	return func(ctx context.Context) (Result, error) {
		a, err := s.engine.Ask(ctx, q)
		return CitationsResult{AskResult{Answer: a}}, err
	}
}

// CopiesResult lists where else the story of an article is.
type CopiesResult struct{ ArticleResult }

// copiesOf returns the work of listing the copies of the article with the given id.
func (s *Service) copiesOf(id string) job {
	return func(ctx context.Context) (Result, error) {
		a, err := s.article(ctx, id)
		if err != nil {
			return nil, err
		}
		copies, err := s.copies(ctx, id)
		return CopiesResult{ArticleResult{Article: a, Copies: copies}}, err
	}
}
