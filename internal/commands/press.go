package commands

import (
	"context"
	"strings"

	"lede/internal/article"
	"lede/internal/query"
	"lede/internal/summary"
)

// contextSentences is how many sentences before and after one are its context.
const contextSentences = 3

// acceptPress checks a press and returns its work. The error is a *UserError.
func (s *Service) acceptPress(l Locale, p Press) (job, error) {
	switch p.State.Kind {
	case TurnPage, MorePassages:
		return s.pressPage(l, p)
	case ShowContext:
		return s.pressContext(l, p.State.ID), nil
	case OpenPassage:
		return s.pressContext(l, p.value()), nil
	case ShowSummary:
		return s.pressSummary(l, p.State.ID), nil
	case ExplainRanking:
		return s.pressWhy(l, p)
	}
	return nil, &UserError{l.Say("This button is of an older version of the bot; please ask again.")}
}

// pressPage shows a page of the question's passages.
func (s *Service) pressPage(l Locale, p Press) (job, error) {
	q, err := s.parsePress(l, p.Reply)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (Reply, error) { return s.page(ctx, l, q, p.State.Page) }, nil
}

// parsePress reads the question and the filters of the reply that was pressed. The error is for the user.
func (s *Service) parsePress(l Locale, p ReplyState) (query.Query, error) {
	q, err := query.Parse(strings.TrimSpace(p.Filters+" "+p.Question), s.Now())
	if err != nil {
		// The filters can make it too long to parse in one; they were valid apart.
		q, err = s.parseApart(p)
	}
	if err != nil {
		return q, queryError(l, err)
	}
	return q, nil
}

// parseApart reads a question and its filters one by one.
func (s *Service) parseApart(p ReplyState) (query.Query, error) {
	q, err := query.Parse(p.Question, s.Now())
	if err != nil {
		return q, err
	}
	f, err := query.Parse(p.Filters, s.Now())
	if err != nil {
		return q, err
	}
	return q.Narrow(f.Filter)
}

// pressContext shows a sentence between its neighbours.
func (s *Service) pressContext(l Locale, sentenceID string) job {
	return func(context.Context) (Reply, error) {
		a, i, err := s.sentence(l, sentenceID)
		if err != nil {
			return Reply{}, err
		}
		reply := Reply{Title: line(l, 0, &a.Card)}
		if trail := a.HeadingPaths[a.Sentences[i].HeadingPath]; len(trail) > 0 {
			reply.add(Small, Plain(strings.Join(trail, " › ")))
		}
		reply.add(Quote, inContext(a, i))
		reply.Buttons = []Button{{Label: l.Say("Summary"), State: State{Kind: ShowSummary, ID: a.ID}}}
		reply.sourceButton(l, &a.Card)
		return reply, nil
	}
}

// inContext returns sentence i in bold with the sentences around it.
func inContext(a *article.Article, i int) Text {
	first, end := max(0, i-contextSentences), min(len(a.Sentences), i+1+contextSentences)
	var text Text
	if first > 0 {
		text = append(text, Span{Text: "… "})
	}
	text = append(text, Span{Text: a.Text[a.Sentences[first].Start:a.Sentences[i].Start]})
	text = append(text, Span{Text: a.Sentence(i), Bold: true})
	text = append(text, Span{Text: a.Text[a.Sentences[i].End:a.Sentences[end-1].End]})
	if end < len(a.Sentences) {
		text = append(text, Span{Text: " …"})
	}
	return text
}

// sentence returns the article and the ordinal of the sentence with the given id.
func (s *Service) sentence(l Locale, id string) (*article.Article, int, error) {
	articleID, _, _ := strings.Cut(id, ".")
	a, err := s.article(l, articleID)
	if err != nil {
		return nil, 0, err
	}
	i, ok := a.Find(id)
	if !ok {
		return nil, 0, &UserError{l.Say("The article has changed since this answer; please ask again.")}
	}
	return a, i, nil
}

func gone(l Locale) error {
	return &UserError{l.Say("The article is not in the corpus any more; please ask again.")}
}

// pressSummary sums up an article privately.
func (s *Service) pressSummary(l Locale, id string) job {
	return func(context.Context) (Reply, error) {
		a, err := s.article(l, id)
		if err != nil {
			return Reply{}, err
		}
		return summarize(l, a, summary.Medium), nil
	}
}
