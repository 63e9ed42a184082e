package commands

import (
	"context"
	"strconv"
	"strings"

	"lede/internal/article"
	"lede/internal/query"
	"lede/internal/summary"
)

// contextSentences is how many sentences before and after one are its context.
const contextSentences = 3

// TurnsPage reports whether the press asks for another page of the reply that it stands on.
func (p Press) TurnsPage() bool { return strings.HasPrefix(p.State, "page:") }

// PreparePress checks a press and returns the work still to do, as Prepare does for a request. The reply is
// private unless it turns a page.
func (s *Service) PreparePress(p Press) (Job, error) {
	action, argument, _ := strings.Cut(p.State, ":")
	switch action {
	case "page", "more":
		return s.pressPage(p, argument, action == "page")
	case "context":
		return s.pressContext(p.Locale, argument)
	case "open":
		return s.pressContext(p.Locale, p.Value)
	case "summary":
		return s.pressSummary(p.Locale, argument)
	case "why":
		return s.pressWhy(p, argument)
	}
	return nil, &UserError{p.Locale.Say("This button is of an older version of the bot; please ask again.")}
}

// pressPage shows a page of the question's passages, in place of the page before or beside the answer.
func (s *Service) pressPage(p Press, argument string, turns bool) (Job, error) {
	number, _, _ := strings.Cut(argument, ":")
	n, err := strconv.Atoi(number)
	if err != nil {
		return nil, &UserError{p.Locale.Say("This button is of an older version of the bot; please ask again.")}
	}
	q, err := s.parsePress(p)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (Reply, error) {
		reply, err := s.page(ctx, p.Locale, q, n)
		reply.Paging, reply.Ephemeral = turns, !turns
		return reply, err
	}, nil
}

// parsePress reads the question and the filters of the reply that was pressed. The error is for the user.
func (s *Service) parsePress(p Press) (query.Query, error) {
	q, err := query.Parse(strings.TrimSpace(p.Filters+" "+p.Question), s.Now())
	if err != nil {
		// The filters can make it too long to parse in one; they were valid apart.
		q, err = s.parseApart(p)
	}
	if err != nil {
		return q, queryError(p.Locale, err)
	}
	return q, nil
}

// parseApart reads a question and its filters one by one.
func (s *Service) parseApart(p Press) (query.Query, error) {
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
func (s *Service) pressContext(l Locale, sentenceID string) (Job, error) {
	a, i, err := s.sentence(l, sentenceID)
	if err != nil {
		return nil, err
	}
	return func(context.Context) (Reply, error) {
		reply := Reply{Ephemeral: true, Title: line(l, 0, &a.Card)}
		if trail := a.HeadingPaths[a.Sentences[i].HeadingPath]; len(trail) > 0 {
			reply.add(Small, Plain(strings.Join(trail, " › ")))
		}
		reply.add(Quote, inContext(a, i))
		reply.Buttons = []Button{{Label: l.Say("Summary"), State: "summary:" + a.ID}}
		reply.sourceButton(l, &a.Card)
		return reply, nil
	}, nil
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
func (s *Service) pressSummary(l Locale, id string) (Job, error) {
	a, err := s.article(l, id)
	if err != nil {
		return nil, err
	}
	return func(context.Context) (Reply, error) {
		reply := summarize(l, a, summary.Medium)
		reply.Ephemeral = true
		return reply, nil
	}, nil
}
