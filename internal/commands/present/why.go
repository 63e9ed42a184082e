package present

import (
	"cmp"
	"slices"
	"strings"

	"lede/internal/commands"
	"lede/internal/query"
)

// shownReasons is how many reasons a reply gives. The points of every feature are in the record.
const shownReasons = 3

// why writes the weightiest reasons for which a passage came to its place, in words.
func (d *draft) why(r commands.WhyResult) {
	d.State = stateOf(r.Query)
	d.heading(d.say("Why this came first"))
	d.add(commands.Small, d.line(&r.Passage.Article.Card))
	for _, reason := range d.reasons(r) {
		d.bullet(reason)
	}
	if len(r.FilteredOut) > 0 {
		d.section(true)
		d.paragraph(d.say("Left out by your filters, though nearer to the question:"))
	}
	for _, f := range r.FilteredOut {
		d.add(commands.Bullet, append(d.line(f.Article), commands.Span{Text: " · " + f.By.String()}))
	}
}

// families are the features whose points speak for one reason. A product belongs to the family of its first feature.
var families = map[string]string{
	"words": "words", "names": "words", "count": "words", "sentence": "words", "square": "words", "pair": "words",
	"bm25": "frequent", "whole": "frequent", "index": "frequent",
	"near": "order", "run": "order",
	"title": "title", "titled": "title",
	"timely": "date", "present": "date",
	"suits": "type", "lead": "lead", "article": "article",
}

// reasons returns the texts of the families with the most points, the weightiest first.
func (d *draft) reasons(r commands.WhyResult) []string {
	points := map[string]float64{}
	var order []string
	for _, p := range r.Parts {
		first, _, _ := strings.Cut(p.Feature, "*")
		family := families[first]
		if _, ok := points[family]; !ok {
			order = append(order, family)
		}
		points[family] += p.Points
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(points[b], points[a]) })
	var out []string
	for _, family := range order {
		if text := d.reason(family, r); points[family] > 0 && text != "" && len(out) < shownReasons {
			out = append(out, text)
		}
	}
	return out
}

// reason returns a reason with its evidence; "" if there is none to show.
func (d *draft) reason(family string, r commands.WhyResult) string {
	a := r.Passage.Article
	switch family {
	case "words":
		switch words := wordsOf(r); {
		case len(words) == 0:
		case len(words) == r.Asked:
			return d.say("All of your words are in it: %s", d.list(words))
		default:
			return d.say("These of your words are in it: %s", d.list(words))
		}
	case "frequent":
		return d.say("Your words are frequent in it and rare in other articles")
	case "order":
		return d.say("Your words are close together in it, in the same order")
	case "title":
		return d.say("Its title is about what you asked: %s", a.Title)
	case "date":
		switch {
		case r.Newest && r.Articles > 1:
			return d.say("It is in the newest of %d articles on this", r.Articles)
		case !a.Published.IsZero():
			return d.say("Its day is nearest to the time you asked about: %s", d.day(&a.Card))
		}
	case "type":
		if text := typeReasons[r.Query.Type]; text != "" && len(r.Fitting) > 0 {
			return d.say(text, d.list(limited(r.Fitting, listedWords)))
		}
	case "lead":
		return d.say("It is at the beginning of its article")
	case "article":
		return d.say("The rest of the article is about this, too")
	}
	return ""
}

// typeReasons say that a passage has what a type of question asks for.
var typeReasons = map[query.Type]string{
	query.Who: "You asked who, and it names somebody: %s", query.Where: "You asked where, and it names a place: %s",
	query.When: "You asked when, and it has a date: %s", query.HowMany: "You asked how many, and it has a number: %s",
	query.HowLong: "You asked how long, and it has a duration: %s", query.Which: "You asked which, and it has a name: %s",
}

// listedWords is how many words a reason lists.
const listedWords = 6

// wordsOf returns the words of the question that are marked in the passage, as the passage has them, none that is part of another.
func wordsOf(r commands.WhyResult) []string {
	text := r.Passage.Text()
	var out []string
	for _, m := range r.Passage.Marks {
		word := text[m.Start:m.End]
		among := func(w string) bool { return strings.Contains(strings.ToLower(w), strings.ToLower(word)) }
		if slices.ContainsFunc(out, among) {
			continue
		}
		out = append(slices.DeleteFunc(out, func(w string) bool { return strings.Contains(word, w) }), word)
	}
	return limited(out, listedWords)
}
