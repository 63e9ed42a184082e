package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"lede/internal/analysis"
	"lede/internal/index"
	"lede/internal/names"
)

// session is what the calls for one question have read.
type session struct {
	mu     sync.Mutex
	asked  []string // words that may be names, and have not been looked up
	words  []string // that may be counted
	counts map[index.Term]int
	names  map[nameQuestion][]string
	texts  map[string]*kept
}

// nameQuestion is a look-up of names.
type nameQuestion struct {
	kind nameKind
	of   string
}

// nameKind is a way to look names up.
type nameKind int

const (
	spelledLike nameKind = iota
	soundingLike
	rolesOf
)

// sessionKey is the key of a session in a context.
type sessionKey struct{}

// Begin returns a context for the calls that one question makes.
func (x *Index) Begin(ctx context.Context, names, words []string) context.Context {
	s := newSession()
	s.asked, s.words = names, words
	return context.WithValue(ctx, sessionKey{}, s)
}

// note counts a call that is made for a question.
func (x *Index) note(ctx context.Context) {
	if _, ok := ctx.Value(sessionKey{}).(*session); ok {
		x.asked.Add(1)
	}
}

// Asked returns how many calls were made for questions.
func (x *Index) Asked() int64 { return x.asked.Load() }

func newSession() *session {
	return &session{counts: map[index.Term]int{}, names: map[nameQuestion][]string{}, texts: map[string]*kept{}}
}

// sessionOf returns the session of a context; one of its own where Begin was not called.
func sessionOf(ctx context.Context) *session {
	if s, ok := ctx.Value(sessionKey{}).(*session); ok {
		return s
	}
	return newSession()
}

// keep keeps a document's text.
func (s *session) keep(k *kept) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts[k.Card.ID] = k
}

// kept returns the document of an article, if it has come; nil if not.
func (s *session) kept(id string) *kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.texts[id]
}

// Frequencies returns how many articles contain each of some terms.
func (x *Index) Frequencies(ctx context.Context, terms []index.Term) ([]int, error) {
	s := sessionOf(ctx)
	if err := x.read(ctx, s, terms, nil); err != nil {
		return nil, fmt.Errorf("count words: %w", err) // without them, which must not be logged
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]int, len(terms))
	for i, t := range terms {
		out[i] = s.counts[t]
	}
	return out, nil
}

// SpelledLike returns the names at an edit distance of 1 or 0 from a folded word.
func (x *Index) SpelledLike(ctx context.Context, word string) ([]string, error) {
	return x.name(ctx, nameQuestion{spelledLike, word})
}

// SoundingLike returns the names with a phonetic code.
func (x *Index) SoundingLike(ctx context.Context, sound string) ([]string, error) {
	return x.name(ctx, nameQuestion{soundingLike, sound})
}

// Roles returns the words of the titles that bearers of a folded name have.
func (x *Index) Roles(ctx context.Context, name string) ([]string, error) {
	return x.name(ctx, nameQuestion{rolesOf, name})
}

func (x *Index) name(ctx context.Context, q nameQuestion) ([]string, error) {
	if q.of == "" || len(q.of) > index.MaxName {
		return nil, nil
	}
	s := sessionOf(ctx)
	if err := x.read(ctx, s, nil, []nameQuestion{q}); err != nil {
		return nil, fmt.Errorf("look up names: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.names[q]), nil
}

// read looks up what a session does not have yet, and with it what the question is likely to ask next, in one call.
func (x *Index) read(ctx context.Context, s *session, terms []index.Term, questions []nameQuestion) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	terms = slices.DeleteFunc(slices.Clone(terms), func(t index.Term) bool { _, ok := s.counts[t]; return ok || x.isNowhere(t) })
	questions = slices.DeleteFunc(questions, func(q nameQuestion) bool { _, ok := s.names[q]; return ok })
	if len(terms)+len(questions) == 0 {
		return nil
	}
	terms, questions = s.foresee(terms, questions)
	terms = slices.DeleteFunc(terms, x.isNowhere)
	var bodies []object
	for _, q := range questions {
		bodies = append(bodies, q.search())
	}
	var queries []object
	for _, t := range terms {
		queries = append(queries, term(t.Field, t.Text))
	}
	answers, err := x.searches(ctx, x.names.articles, false, append(bodies, counting(queries)...)...)
	if err != nil {
		return err
	}
	for i, q := range questions {
		if err := s.take(q, answers[i]); err != nil {
			return err
		}
	}
	for i, n := range totals(answers[len(questions):]) {
		s.counts[terms[i]] = n
	}
	return nil
}

// isNowhere reports whether no article is of a term's language, so that none has the term.
func (x *Index) isNowhere(t index.Term) bool {
	look := x.overview()
	return t.Field != index.NamesField && look.articles > 0 && look.analyzers[t.Field] == 0
}

// take keeps the answer to a look-up of names. With names come their roles and how many articles have them.
func (s *session) take(q nameQuestion, f found) error {
	var terms struct {
		Buckets []struct {
			Key   string
			Count int `json:"doc_count"`
		}
	}
	if err := json.Unmarshal(f.Aggregations["names"], &terms); err != nil {
		return err
	}
	s.names[q] = nil
	for _, b := range terms.Buckets {
		term := b.Key
		if q.kind == soundingLike {
			_, term, _ = strings.Cut(term, index.RoleMark)
		}
		name, role, isRole := strings.Cut(term, index.RoleMark)
		of := nameQuestion{rolesOf, name}
		switch {
		case isRole && len(s.names[of]) < index.MaxNames && !slices.Contains(s.names[of], role):
			s.names[of] = append(s.names[of], role)
		case !isRole && len(s.names[q]) < q.most():
			s.names[q] = append(s.names[q], name)
			s.names[of] = s.names[of][:len(s.names[of]):len(s.names[of])] // known, even without any
			s.counts[index.Term{Field: index.NamesField, Text: name}] = b.Count
		}
	}
	return nil
}

// foresee adds to the first look-up of a question what will be asked next: what its words may be as names, and how many articles have
// the words that may be there. The caller has locked the session.
func (s *session) foresee(terms []index.Term, questions []nameQuestion) ([]index.Term, []nameQuestion) {
	for _, word := range s.asked {
		likely := []nameQuestion{{rolesOf, word}}
		if sound := names.Sound(word); len(sound) >= names.MinSound {
			likely = append(likely, nameQuestion{soundingLike, sound})
		}
		for _, q := range likely {
			if _, known := s.names[q]; !known && !slices.Contains(questions, q) && len(q.of) <= index.MaxName {
				questions = append(questions, q)
			}
		}
	}
	for _, word := range s.words {
		for lang, tokens := range analysis.All(word) {
			for _, t := range tokens {
				one := index.Term{Field: string(lang), Text: t.Term}
				if _, known := s.counts[one]; !known && !slices.Contains(terms, one) {
					terms = append(terms, one)
				}
			}
		}
	}
	s.asked, s.words = nil, nil
	return terms, questions
}

// most returns how many names a look-up returns.
func (q nameQuestion) most() int {
	if q.kind == soundingLike {
		return index.MaxAlike
	}
	return index.MaxNames
}

// rolesEach is how many roles a name has in a look-up, on the average.
const rolesEach = 8

// search returns the search for names: an aggregation over the terms of the articles that have one. After a name come its roles.
func (q nameQuestion) search() object {
	field := index.NamesField
	beginning := q.of + index.RoleMark
	match, pattern := object{"prefix": object{field: beginning}}, quoted(beginning)+".*"
	switch q.kind {
	case spelledLike:
		match = object{"fuzzy": object{field: object{"value": q.of, "fuzziness": 1, "max_expansions": 1000, "transpositions": true}}}
		pattern = "(" + near(q.of) + ")(" + quoted(index.RoleMark) + ".*)?"
	case soundingLike:
		field = index.SoundsField
		match = object{"prefix": object{field: beginning}}
	}
	return object{"size": 0, "track_total_hits": false, "query": filtered(match),
		"aggs": object{"names": object{"terms": object{"field": field, "include": pattern, "size": rolesEach * q.most(), "order": object{"_key": "asc"}}}}}
}

// special are the characters of Lucene's regular expressions that Go's do not have.
var special = strings.NewReplacer("#", `\#`, "@", `\@`, "&", `\&`, "<", `\<`, ">", `\>`, "~", `\~`, `"`, `\"`)

// quoted returns a pattern for a text.
func quoted(text string) string { return special.Replace(regexp.QuoteMeta(text)) }

// near returns a pattern for the words at an edit distance of at most 1 from a word, two neighbours swapped among them.
func near(word string) string {
	letters := []rune(word)
	part := func(from, to int) string { return quoted(string(letters[from:to])) }
	var some []string
	for i := range len(letters) + 1 {
		some = append(some, part(0, i)+"."+part(i, len(letters))) // one more
		if i < len(letters) {
			some = append(some, part(0, i)+".?"+part(i+1, len(letters))) // another, or one less
		}
		if i+1 < len(letters) {
			some = append(some, part(0, i)+part(i+1, i+2)+part(i, i+1)+part(i+2, len(letters)))
		}
	}
	return strings.Join(some, "|")
}
