package present

import (
	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/query"
)

// ask writes the reply to a question.
func (d *draft) ask(r commands.AskResult) {
	a := r.Answer
	d.State = stateOf(a.Query)
	switch a.Verdict {
	case answer.Answered:
		d.Tone = commands.Sure
		d.sentences(a)
		d.others(a)
		d.answerButtons(a)
	case answer.Related:
		d.Tone = commands.Doubtful
		d.heading(d.say("No article says this outright. Closest:"))
		d.sentences(a)
		d.others(a)
		d.translations(a)
		d.missing(a)
		d.answerButtons(a)
	default:
		d.none(r)
	}
	d.undated(a.Undated)
}

// stateOf returns what the buttons under a reply to a query need.
func stateOf(q query.Query) commands.ReplyState {
	return commands.ReplyState{Question: q.Question(), Filters: q.Filter.String()}
}

// sentences writes an answer's sentences, each article's together with its source once.
func (d *draft) sentences(a answer.Answer) {
	var text commands.Text
	for i, s := range a.Sentences {
		if text != nil {
			text = append(text, commands.Span{Text: answer.SeparatorAfter(text.String())})
		}
		text = append(text, shown(s, a.Query.Type)...)
		if i+1 < len(a.Sentences) && a.Sentences[i+1].Article == s.Article {
			continue
		}
		d.add(commands.Paragraph, text)
		source := append(d.source(&s.Article.Card), d.translated(a, s.Article)...)
		if i == 0 || len(a.Sentences) == 2 && a.Sentences[0].Article == s.Article {
			source = append(source, d.agreeing(a)...)
		}
		d.add(commands.Small, source)
		text = nil
	}
	if len(a.Spellings) > 0 {
		d.small(d.say("Also spelled: %s", d.list(a.Spellings)))
	}
}

// translated says that an article is in another language than the question; nil if it is not.
func (d *draft) translated(a answer.Answer, from *article.Article) commands.Text {
	switch {
	case !a.IsTranslated(from):
		return nil
	case a.Query.Lang == "zh":
		return commands.Text{{Text: " · " + d.say("from English")}}
	}
	return commands.Text{{Text: " · " + d.say("from Chinese")}}
}

// maxTranslations is how many pairs of words a reply lists: a line or two on a phone.
const maxTranslations = 5

// translations says as which words of another language those of the question were found.
func (d *draft) translations(a answer.Answer) {
	var pairs []string
	for _, t := range limited(a.Translations, maxTranslations) {
		pairs = append(pairs, t.Asked+" – "+t.Found)
	}
	if len(pairs) > 0 {
		d.small(d.say("Found as: %s", d.list(pairs)))
	}
}

// agreeing says how many further articles say the same; nil if none does.
func (d *draft) agreeing(a answer.Answer) commands.Text {
	switch {
	case a.Agreeing == 0:
		return nil
	case a.Agreeing == 1:
		return commands.Text{{Text: " · " + d.say("+1 says the same")}}
	}
	return commands.Text{{Text: " · " + d.say("+%d say the same", a.Agreeing)}}
}

// others writes what further articles add, each with its source.
func (d *draft) others(a answer.Answer) {
	for _, s := range a.Others {
		d.section(true)
		d.add(commands.Paragraph, shown(s, a.Query.Type))
		d.add(commands.Small, append(d.source(&s.Article.Card), d.translated(a, s.Article)...))
	}
}

// missing says what of the question was not found.
func (d *draft) missing(a answer.Answer) {
	if len(a.Missing) > 0 {
		d.small(d.say("Not found: %s", d.list(a.Missing)))
	}
}

// answerButtons appends the three buttons under an answer, which act on its first sentence.
func (d *draft) answerButtons(a answer.Answer) {
	if len(a.Sentences) == 0 {
		return
	}
	first := a.Sentences[0]
	more := d.button("More", commands.State{Kind: commands.MorePassages})
	d.row(d.button("In context", commands.State{Kind: commands.ShowContext, ID: first.Article.SentenceID(first.N)}), more, d.summaryButton(&first.Article.Card))
}

// none says what was not found, how far the articles reach, and offers one thing to do.
func (d *draft) none(r commands.AskResult) {
	a := r.Answer
	d.Tone = commands.Negative
	d.paragraph(d.say("No article mentions this."))
	d.missing(a)
	if !a.Newest.IsZero() {
		d.small(d.say("Newest article: %s", d.date(a.Newest)))
	}
	var buttons []commands.Button
	for _, s := range r.Instead {
		state := commands.State{Kind: commands.AskInstead, ID: s.Asked + ">" + s.Found}
		if state.Fits() {
			buttons = append(buttons, commands.Button{Label: d.say("Ask with “%s”", s.Found), State: state})
		}
	}
	buttons = limited(buttons, 2)
	if len(buttons) == 0 && r.Nearest != nil {
		d.small(d.say("Nearest by its title: %s", r.Nearest.Title))
		buttons = append(buttons, d.summaryButton(r.Nearest))
	}
	d.row(append(buttons, d.button("Newest articles", commands.State{Kind: commands.ShowLatest}))...)
}

// morePassages writes a page of the passages that an answer has not shown, with a menu of what else there is.
func (d *draft) morePassages(r commands.MoreResult) {
	a := r.Found
	d.State = stateOf(a.Query)
	n, _, shown := r.Page()
	for _, p := range shown {
		d.passage(p)
	}
	if len(shown) == 0 {
		d.paragraph(d.say("There is nothing further on this."))
	}
	if pages := r.Pages(); n+1 < pages {
		d.row(d.button("More", commands.State{Kind: commands.MorePassages, Page: n + 1}))
	}
	if r.MayReject && len(a.Sentences) > 0 {
		d.row(d.button("Not an answer", commands.State{Kind: commands.NotAnswer}))
	}
	if first := firstSource(a); first != nil {
		d.Menu = d.aboutAnswer(first)
	}
}

// firstSource returns the article of the answer, or of the best passage; nil if nothing was found.
func firstSource(a answer.Answer) *article.Article {
	switch {
	case len(a.Sentences) > 0:
		return a.Sentences[0].Article
	case len(a.Passages) > 0:
		return a.Passages[0].Article
	}
	return nil
}

// aboutAnswer returns the menu of what there is about an answer from an article.
func (d *draft) aboutAnswer(a *article.Article) *commands.Menu {
	m := &commands.Menu{Placeholder: d.say("More about this answer…"), State: commands.State{Kind: commands.Follow}}
	for _, item := range []struct {
		label string
		state commands.State
	}{
		{"Why this came first", commands.State{Kind: commands.ExplainRanking, ID: a.ID}},
		{"All sources", commands.State{Kind: commands.ShowSources}},
		{"Copies of the article", commands.State{Kind: commands.ShowCopies, ID: a.ID}},
		{"Ask this article only", commands.State{Kind: commands.AskWithin, ID: a.ID}},
	} {
		m.Items = append(m.Items, commands.Item{Label: d.say(item.label), Value: item.state.Encode()})
	}
	return m
}

// citations lists all sources of an answer.
func (d *draft) citations(r commands.CitationsResult) {
	d.State = stateOf(r.Answer.Query)
	d.heading(d.say("All sources"))
	for _, c := range r.Answer.Citations {
		d.add(commands.Bullet, d.line(&c.Article.Card))
	}
	if len(r.Answer.Citations) == 0 {
		d.paragraph(d.say("No article mentions this."))
	}
}

// copies lists where else the story of an article is.
func (d *draft) copies(r commands.CopiesResult) {
	d.add(commands.Heading, d.title(r.Article))
	if len(r.Copies) == 0 {
		d.paragraph(d.say("No other article tells the same story."))
	}
	for _, c := range r.Copies {
		d.add(commands.Bullet, d.line(c))
	}
}

// title returns an article's title, linked to its source.
func (d *draft) title(a *article.Article) commands.Text {
	return commands.Text{{Text: a.Title, URL: a.URL}}
}
