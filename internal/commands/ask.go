package commands

import (
	"cmp"
	"context"
	"slices"
	"time"

	"lede/internal/answer"
	"lede/internal/query"
)

// shownPassages is how many passages an answer shows.
const shownPassages = 3

func askCommand() Command {
	return Command{
		Name:        "ask",
		HasJSON:     true,
		Description: "Ask a question about the tracked articles",
		Options: append([]Option{{Name: "question", Description: "Your question", Required: true, MaxLength: query.MaxLength}},
			filterOptions()...),
		prepare: func(s *Service, r request) (job, error) {
			q, err := s.parseQuery(r, r.Text("question"))
			if err != nil {
				return nil, err
			}
			if q.Words == "" {
				return nil, &UserError{r.Locale.Say("There is nothing to look for in that; please type a few words.")}
			}
			return func(ctx context.Context) (Reply, error) { return s.ask(ctx, r.Locale, q) }, nil
		},
	}
}

func (s *Service) ask(ctx context.Context, l Locale, q query.Query) (Reply, error) {
	a, err := s.engine.Ask(ctx, q)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{State: stateOf(q), Record: record(a)}
	switch a.Verdict {
	case answer.Answered:
		reply.answered(l, a)
	case answer.Related:
		reply.related(l, a)
	default:
		reply.none(l, a)
	}
	reply.add(Small, Plain(undated(l, a.Undated)))
	return reply, nil
}

// answered shows the sentence that answers, then the passages behind it.
func (r *Reply) answered(l Locale, a answer.Answer) {
	r.Tone = Sure
	r.add(Paragraph, sentences(l, a.Sentences))
	r.others(l, a)
	r.spellings(l, a)
	r.passages(l, a)
	r.Footer = l.Say("Answered from the corpus") + reach(l, a)
}

// sentences returns an answer's sentences, each with the number of its source.
func sentences(l Locale, list []answer.Sentence) Text {
	var text Text
	for i, s := range list {
		if i > 0 {
			text = append(text, Span{Text: " "}) // after a citation, in every language
		}
		text = append(text, marked(s.Text, s.Marks)...)
		text = append(text, Span{Text: l.Say(" [%d]", s.Citation)})
	}
	return text
}

// others shows what further articles answer.
func (r *Reply) others(l Locale, a answer.Answer) {
	if len(a.Others) == 0 {
		return
	}
	r.add(Small, Plain(l.Say("Other articles say:")))
	for _, s := range a.Others {
		text := append(marked(s.Text, s.Marks), Span{Text: l.Say(" [%d]", s.Citation) + " · " + day(l, &s.Article.Card)})
		r.add(Bullet, text)
	}
}

// related shows the closest sentences and passages, under words that keep them from being taken for an answer.
func (r *Reply) related(l Locale, a answer.Answer) {
	r.Tone = Doubtful
	r.say(l.Say("I found no sentence that answers this. The closest:"))
	r.add(Quote, sentences(l, a.Sentences))
	r.missing(l, a)
	r.spellings(l, a)
	r.passages(l, a)
	r.Footer = l.Say("Related only, not an answer") + reach(l, a)
}

// missing tells what of the question was not found.
func (r *Reply) missing(l Locale, a answer.Answer) {
	if len(a.Missing) > 0 {
		r.add(Small, Plain(l.Say("Not found anywhere: %s", l.list(a.Missing))))
	}
}

// spellings tells in which other spellings names of the question were found.
func (r *Reply) spellings(l Locale, a answer.Answer) {
	if len(a.Spellings) > 0 {
		r.add(Small, Plain(l.Say("Also spelled: %s", l.list(a.Spellings))))
	}
}

// none says what was not found and how far the corpus reaches.
func (r *Reply) none(l Locale, a answer.Answer) {
	r.Tone = Negative
	r.say(l.Say("The corpus does not say."))
	if len(a.Missing) > 0 {
		r.say(l.Say("Not found anywhere: %s", l.list(a.Missing)))
	}
	if !a.Newest.IsZero() {
		r.say(l.Say("The newest date that the corpus covers is %s.", a.Newest.Format(time.DateOnly)))
	}
	r.Footer = l.Say("Nothing found")
}

// reach tells how far the corpus reaches, behind the verdict.
func reach(l Locale, a answer.Answer) string {
	if a.Newest.IsZero() {
		return ""
	}
	return " · " + l.Say("articles up to %s", a.Newest.Format(time.DateOnly))
}

// passages shows the passages behind an answer and the buttons, which act on the very first. A source whose passages are
// not shown is named.
func (r *Reply) passages(l Locale, a answer.Answer) {
	shown := passagesToShow(a)
	for _, p := range shown {
		r.addPassage(l, p.Citation, p)
	}
	for _, c := range a.Citations {
		if !slices.ContainsFunc(shown, func(p answer.Passage) bool { return p.Citation == c.N }) {
			r.add(Small, line(l, c.N, &c.Article.Card))
		}
	}
	if len(shown) == 0 {
		return
	}
	first := shown[0]
	r.Buttons = append(r.Buttons,
		Button{Label: l.Say("More passages"), State: State{Kind: MorePassages}, Disabled: len(a.Passages) <= shownPassages},
		Button{Label: l.Say("Show in context"), State: State{Kind: ShowContext, ID: first.Article.SentenceID(first.Best)}},
		Button{Label: l.Say("Summary"), State: State{Kind: ShowSummary, ID: first.Article.ID}},
		Button{Label: l.Say("Why this?"), State: State{Kind: ExplainRanking, ID: first.Article.ID}})
	r.sourceButton(l, &first.Article.Card)
}

// passagesToShow returns the passages to show: the best one of each source in the order of their numbers, then others, best
// first.
func passagesToShow(a answer.Answer) []answer.Passage {
	var first, more []answer.Passage
	for _, p := range a.Passages {
		if p.Citation > 0 && !slices.ContainsFunc(first, func(q answer.Passage) bool { return q.Citation == p.Citation }) {
			first = append(first, p)
		} else if p.Citation > 0 {
			more = append(more, p)
		}
	}
	slices.SortStableFunc(first, func(p, q answer.Passage) int { return cmp.Compare(p.Citation, q.Citation) })
	return limited(append(first, more...), shownPassages)
}

// Record is an answer as data, for `bot ask --json`: raw text without Markdown and escapes.
type Record struct {
	Verdict   answer.Verdict `json:"verdict"`
	Answer    string         `json:"answer"`    // what the reply shows; empty under "none"
	Articles  []string       `json:"articles"`  // file names relative to the corpus, best first, 10 at most
	Passages  []string       `json:"passages"`  // texts, best first, 5 at most
	Citations []Citation     `json:"citations"` // empty under "none"
	Missing   []string       `json:"missing"`   // words that found nothing
	Spellings []string       `json:"spellings"` // other spellings of names in the question
}

// Citation is a numbered source of a Record.
type Citation struct {
	N                 int    `json:"n"`
	Title             string `json:"title"`
	URL               string `json:"url"` // http(s), else empty
	Outlet            string `json:"outlet"`
	Published         string `json:"published"` // 2025-06-06, else empty
	PublishedInferred bool   `json:"published_inferred"`
	Sentence          string `json:"sentence"`
}

// recordPassages is how many passages a Record holds.
const recordPassages = 5

func record(a answer.Answer) Record {
	r := Record{Verdict: a.Verdict, Answer: a.Text(), Articles: append([]string{}, a.Articles...), Passages: []string{},
		Citations: []Citation{}, Missing: append([]string{}, a.Missing...), Spellings: append([]string{}, a.Spellings...)}
	for _, p := range limited(a.Passages, recordPassages) {
		r.Passages = append(r.Passages, p.Text())
	}
	for _, c := range a.Citations {
		r.Citations = append(r.Citations, Citation{c.N, c.Article.Title, c.Article.URL, c.Article.Outlet,
			c.Article.Date(), c.Article.Inferred, c.Sentence})
	}
	return r
}
