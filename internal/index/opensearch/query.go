package opensearch

import (
	"strings"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/query"
)

// term returns a query for the documents with a term.
func term(field, text string) object { return object{"term": object{field: object{"value": text}}} }

// filtered returns a query for the documents that match all of some queries, all documents without any.
func filtered(all ...object) object {
	if len(all) == 0 {
		return object{"match_all": object{}}
	}
	return object{"bool": object{"filter": all}}
}

func anyOf(some []object) object {
	return object{"bool": object{"should": some, "minimum_should_match": 1}}
}

// matchNone matches no document.
func matchNone() object { return object{"match_none": object{}} }

// allTerms returns a query for articles that contain all terms of a text in the field of one analyzer.
func allTerms(tokens map[analysis.Lang][]analysis.Token) object {
	var fields []object
	for field, terms := range index.TermsOf(tokens) {
		var all []object
		for _, t := range terms {
			all = append(all, term(field, t))
		}
		fields = append(fields, filtered(all...))
	}
	if fields == nil {
		return matchNone()
	}
	return anyOf(fields)
}

// conditions returns what an article must and must not have for a query, apart from its words.
func conditions(q query.Query) (must, mustNot []object) {
	must, mustNot = filters(q.Filter), []object{}
	for _, phrase := range q.Phrases {
		must = append(must, allTerms(phrase.Terms))
	}
	for _, word := range q.Excluded {
		mustNot = append(mustNot, allTerms(analysis.All(word)))
	}
	return must, mustNot
}

// filters returns what a filter asks for.
func filters(f query.Filter) []object {
	out := []object{}
	if f.Article != "" {
		out = append(out, object{"ids": object{"values": []string{f.Article}}})
	}
	if f.Source != "" {
		host := strings.TrimPrefix(strings.ToLower(f.Source), "www.")
		out = append(out, anyOf([]object{term("outlet_key", strings.ToLower(f.Source)), term("hosts", host)}))
	}
	if f.Tag != "" {
		out = append(out, term("tag_keys", strings.ToLower(f.Tag)))
	}
	if f.Dated() {
		days := object{}
		if !f.Since.IsZero() {
			days["gte"] = dayNumber(f.Since)
		}
		if !f.Until.IsZero() {
			days["lte"] = dayNumber(f.Until)
		}
		out = append(out, object{"range": object{"published": days}})
	}
	return out
}

const day = 24 * 60 * 60 // seconds

// dayNumber returns the number of days since 1970.
func dayNumber(t time.Time) int64 {
	seconds := t.Unix()
	if seconds < 0 {
		seconds -= day - 1
	}
	return seconds / day
}

// ofDay returns the day with a number.
func ofDay(n int64) time.Time { return time.Unix(n*day, 0).UTC() }

// newestFirst sorts as bleveindex does: those without a date last, then by path.
func newestFirst() []object {
	return []object{{"published": object{"order": "desc", "missing": "_last"}}, {"path": "asc"}}
}

// undated returns the query's filter without its days, of articles without a date; false if it does not ask for days.
func undated(q query.Query) (query.Query, bool) {
	dated := q.Filter.Dated()
	q.Filter.Since, q.Filter.Until = time.Time{}, time.Time{}
	return q, dated
}

// withoutDate is what an article without a date lacks.
func withoutDate() object { return object{"exists": object{"field": "published"}} }

// cardsOf returns the cards of some documents.
func cardsOf(hits []hit) ([]*article.Card, error) {
	out := make([]*article.Card, len(hits))
	for i, h := range hits {
		k, err := h.kept()
		if err != nil {
			return nil, err
		}
		out[i] = &k.Card
	}
	return out, nil
}
