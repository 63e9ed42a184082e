package present

import (
	"cmp"
	"slices"
	"time"

	"lede/internal/answer"
	"lede/internal/commands"
	"lede/internal/query"
)

// ask writes the reply to a question.
func (d *draft) ask(a answer.Answer) {
	d.State = stateOf(a.Query)
	switch a.Verdict {
	case answer.Answered:
		d.answered(a)
	case answer.Related:
		d.related(a)
	default:
		d.none(a)
	}
	d.undated(a.Undated)
}

// stateOf returns what the buttons under a reply to a query need.
func stateOf(q query.Query) commands.ReplyState {
	return commands.ReplyState{Question: q.Question(), Filters: q.Filter.String()}
}

// answered shows the sentence that answers, then the passages it is from.
func (d *draft) answered(a answer.Answer) {
	d.Tone = commands.Sure
	d.add(commands.Paragraph, d.sentences(a.Sentences))
	d.others(a)
	d.spellings(a)
	d.passages(a)
	d.Footer = d.say("Answered from the corpus") + d.reach(a)
}

// sentences returns an answer's sentences, each with the number of its source.
func (d *draft) sentences(list []answer.Sentence) commands.Text {
	var text commands.Text
	for i, s := range list {
		if i > 0 {
			text = append(text, commands.Span{Text: " "}) // after a citation, in every language
		}
		text = append(text, marked(s.Text, s.Marks)...)
		text = append(text, commands.Span{Text: d.say(" [%d]", s.Citation)})
	}
	return text
}

// others shows what further articles answer.
func (d *draft) others(a answer.Answer) {
	if len(a.Others) == 0 {
		return
	}
	d.add(commands.Small, commands.Plain(d.say("Other articles say:")))
	for _, s := range a.Others {
		text := append(marked(s.Text, s.Marks), commands.Span{Text: d.say(" [%d]", s.Citation) + " · " + d.day(&s.Article.Card)})
		d.add(commands.Bullet, text)
	}
}

// related shows the closest sentences and passages, under words that say that they are no answer.
func (d *draft) related(a answer.Answer) {
	d.Tone = commands.Doubtful
	d.paragraph(d.say("I found no sentence that answers this. The closest:"))
	d.add(commands.Quote, d.sentences(a.Sentences))
	d.missing(a)
	d.spellings(a)
	d.passages(a)
	d.Footer = d.say("Related only, not an answer") + d.reach(a)
}

// missing says what of the question was not found.
func (d *draft) missing(a answer.Answer) {
	if len(a.Missing) > 0 {
		d.add(commands.Small, commands.Plain(d.say("Not found anywhere: %s", d.list(a.Missing))))
	}
}

// spellings says in which other spellings names of the question were found.
func (d *draft) spellings(a answer.Answer) {
	if len(a.Spellings) > 0 {
		d.add(commands.Small, commands.Plain(d.say("Also spelled: %s", d.list(a.Spellings))))
	}
}

// none says what was not found and how far the corpus reaches.
func (d *draft) none(a answer.Answer) {
	d.Tone = commands.Negative
	d.paragraph(d.say("The corpus does not say."))
	if len(a.Missing) > 0 {
		d.paragraph(d.say("Not found anywhere: %s", d.list(a.Missing)))
	}
	if !a.Newest.IsZero() {
		d.paragraph(d.say("The newest date that the corpus covers is %s.", a.Newest.Format(time.DateOnly)))
	}
	d.Footer = d.say("Nothing found")
}

// reach returns the newest date of the corpus, to follow the verdict.
func (d *draft) reach(a answer.Answer) string {
	if a.Newest.IsZero() {
		return ""
	}
	return " · " + d.say("articles up to %s", a.Newest.Format(time.DateOnly))
}

// passages shows the passages of an answer and the buttons, which act on the first. A source without a shown passage gets a
// line.
func (d *draft) passages(a answer.Answer) {
	shown := passagesToShow(a)
	for _, p := range shown {
		d.passage(p.Citation, p)
	}
	for _, c := range a.Citations {
		if !slices.ContainsFunc(shown, func(p answer.Passage) bool { return p.Citation == c.N }) {
			d.add(commands.Small, d.line(c.N, &c.Article.Card))
		}
	}
	if len(shown) == 0 {
		return
	}
	first := shown[0]
	d.Buttons = append(d.Buttons,
		commands.Button{Label: d.say("More passages"), State: commands.State{Kind: commands.MorePassages}, Disabled: len(a.Passages) <= answer.Shown},
		commands.Button{Label: d.say("Show in context"), State: commands.State{Kind: commands.ShowContext, ID: first.Article.SentenceID(first.Best)}},
		commands.Button{Label: d.say("Summary"), State: commands.State{Kind: commands.ShowSummary, ID: first.Article.ID}},
		commands.Button{Label: d.say("Why this?"), State: commands.State{Kind: commands.ExplainRanking, ID: first.Article.ID}})
	d.sourceButton(&first.Article.Card)
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
	return limited(append(first, more...), answer.Shown)
}
