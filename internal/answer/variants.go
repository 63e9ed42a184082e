package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/names"
	"lede/internal/query"
	"lede/internal/text"
)

// variant is a word of the corpus that may be another spelling of some of the question's terms.
type variant struct {
	word string // folded
	of   set
}

// Bounds of the spellings of one name. Together they gain 0.5 to 0.9 points, see "What was tried"; TestSpellings shows what each
// separates.
const (
	minLetters  = 4 // of a name that gets other spellings; 3 and 5: no change
	maxDistance = 2 // edits between two spellings, unless they share a title; 1: answered -0.1 en; 3: no change
	sureLetters = 7 // of a name that one edit is enough for, whatever its sound; 6: no change; 9: first passage -0.1, answered -0.2 en
	sharedRoles = 2 // words of a title in common that make two names of the corpus one person's; 1: no change
	nameShare   = 2 // a word is a name if it is one in at least 1 of so many articles that contain it; 1: no change; 4: answered +0.1 en
)

// findVariants returns the other spellings of the question's names: those of the editor's aliases, two words in one, and
// those of the corpus that sound alike and are spelled alike or have the same title.
func (e *Engine) findVariants(ctx context.Context, q query.Query, ts *terms) ([]variant, error) {
	out, err := e.aliases(ctx, q, ts)
	if err != nil {
		return nil, err
	}
	if out, err = e.joined(ctx, out, q, ts); err != nil {
		return nil, err
	}
	out = ts.numbers(out)
	asked := ts.nameWords(q.Words)
	for i, word := range asked {
		found, err := e.alike(ctx, ts, word, i, asked)
		if err != nil {
			return nil, err
		}
		for _, w := range found {
			v := variant{word: w}
			v.of.add(i)
			out = append(out, v)
		}
	}
	if out, err = e.mistyped(ctx, out, ts); err != nil {
		return nil, err
	}
	slices.SortFunc(out, func(a, b variant) int { return strings.Compare(a.word, b.word) })
	return slices.CompactFunc(out, func(a, b variant) bool { return a.word == b.word }), nil
}

// joined adds the words of the corpus that are two words of the question in one: "BenHaim" of "Ben-Haim", "covid19" of
// "Covid 19". Without a hyphen one of the two must be a name.
func (e *Engine) joined(ctx context.Context, out []variant, q query.Query, ts *terms) ([]variant, error) {
	for i := 1; i < ts.asked; i++ {
		a, b := ts.list[i-1], ts.list[i]
		between := q.Words[min(a.end, b.start):b.start]
		if a.han || b.han || between != "-" && (between != " " || !a.name && !b.name) {
			continue
		}
		v := variant{word: a.forms[analysis.Standard] + b.forms[analysis.Standard]}
		n, err := e.frequency(ctx, formsOf(v.word))
		if err != nil {
			return nil, err
		}
		if n > 0 {
			v.of.add(i - 1)
			v.of.add(i)
			out = append(out, v)
		}
	}
	return out, nil
}

// nameWords returns the question's names, folded, by their positions in the list. In a question without any
// capital every word that no article contains may be a name.
func (ts *terms) nameWords(words string) map[int]string {
	out := map[int]string{}
	lower := words == strings.ToLower(words)
	for i, t := range ts.list {
		word, ok := t.forms[analysis.Standard]
		if !ok || t.han || len(word) < minLetters || strings.ContainsAny(word, "0123456789") {
			continue
		}
		if t.name || lower && t.frequency == 0 {
			out[i] = word
		}
	}
	return out
}

// alike returns the names of the corpus that may be another spelling of the i-th term.
func (e *Engine) alike(ctx context.Context, ts *terms, word string, i int, asked map[int]string) ([]string, error) {
	j := spellingFilter{engine: e, word: word, known: ts.list[i].frequency > 0}
	if j.known {
		var err error
		if j.roles, err = e.index.Roles(ctx, word); err != nil || len(j.roles) < sharedRoles {
			return nil, err
		}
	} else {
		j.roles = ts.around(i, asked)
	}
	var candidates []string
	if sound := names.Sound(word); len(sound) >= names.MinSound {
		var err error
		if candidates, err = e.index.SoundingLike(ctx, sound); err != nil {
			return nil, err
		}
		candidates = candidates[:min(maxCandidates, len(candidates))]
	}
	if !j.known && len(word) >= sureLetters {
		spelled, err := e.index.SpelledLike(ctx, word)
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, spelled...)
	}
	return j.accept(ctx, candidates)
}

// around returns the other names of the question and the words beside the i-th term: "trade", "representative".
func (ts *terms) around(i int, asked map[int]string) []string {
	var out []string
	for k, t := range ts.list {
		if _, ok := asked[k]; k != i && (ok || t.name) {
			out = append(out, t.forms[analysis.Standard])
		}
	}
	return out
}

// spellingFilter decides which candidates are spellings of a word.
type spellingFilter struct {
	engine *Engine
	word   string
	known  bool     // articles contain the word as it is
	roles  []string // words of its bearer's title
}

// accept returns spellings that match closely or share a title. If none do and exactly one candidate has a title, it
// returns that one.
func (j spellingFilter) accept(ctx context.Context, candidates []string) ([]string, error) {
	slices.Sort(candidates)
	candidates = slices.DeleteFunc(slices.Compact(candidates), func(c string) bool { return c == j.word || strings.Contains(c, "+") })
	var likely []string
	isClose := map[string]bool{}
	for _, c := range candidates {
		near := text.EditDistance(names.Plain(j.word), names.Plain(c)) <= min(maxDistance, len(c)/3)
		if j.known && !near && c[0] != j.word[0] {
			continue
		}
		roles, err := j.engine.index.Roles(ctx, c)
		if err != nil {
			return nil, err
		}
		shared := overlap(j.roles, roles)
		if j.known && shared < sharedRoles || !j.known && !near && len(roles) == 0 {
			continue
		}
		likely = append(likely, c)
		isClose[c] = near || shared > 0
	}
	found, err := j.engine.areNames(ctx, likely)
	if err != nil {
		return nil, err
	}
	var sure, titled []string
	for _, c := range found {
		if isClose[c] {
			sure = append(sure, c)
		} else {
			titled = append(titled, c)
		}
	}
	if len(sure) == 0 && len(titled) == 1 {
		return titled, nil
	}
	slices.SortStableFunc(sure, func(a, b string) int {
		return cmp.Compare(text.EditDistance(j.word, a), text.EditDistance(j.word, b))
	})
	return sure[:min(maxVariants, len(sure))], nil
}

// maxCandidates is how many names that sound alike are judged.
const maxCandidates = 64

// maxVariants is how many spellings of one name are searched.
const maxVariants = 3

// areNames returns those of some words that are mostly names in the corpus: a common word is no spelling of one.
func (e *Engine) areNames(ctx context.Context, words []string) ([]string, error) {
	asName, err := e.index.Frequencies(ctx, nameTerms(words))
	if err != nil {
		return nil, err
	}
	forms := make([]map[analysis.Lang]string, len(words))
	for i, w := range words {
		forms[i] = formsOf(w)
	}
	all, err := e.frequencies(ctx, forms...)
	var out []string
	for i, n := range all {
		if asName[i] > 0 && asName[i]*nameShare >= n {
			out = append(out, words[i])
		}
	}
	return out, err
}

// overlap returns how many words two lists share.
func overlap(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

// aliases returns the editor's other spellings of the question's names: of a spelling of several words, its rarest.
func (e *Engine) aliases(ctx context.Context, q query.Query, ts *terms) ([]variant, error) {
	var out []variant
	for _, alias := range e.index.Aliases().Find(q.Words) {
		var of set
		for i, t := range ts.list {
			if t.start < alias.End && alias.Start < t.end {
				of.add(i)
			}
		}
		for _, spelling := range alias.Others {
			word, err := e.rarest(ctx, spelling)
			if err != nil {
				return nil, err
			}
			if word != "" {
				out = append(out, variant{word: word, of: of})
			}
		}
	}
	return out, nil
}

// rarest returns the word of a spelling that the fewest articles contain, of those that any contains; "" if none.
func (e *Engine) rarest(ctx context.Context, spelling string) (string, error) {
	best, least := "", 0
	for _, t := range analysis.Analyze(analysis.Chinese, spelling) {
		all, err := e.frequency(ctx, formsOf(spelling[t.Start:t.End]))
		if err != nil {
			return "", err
		}
		if all > 0 && (best == "" || all < least) {
			best, least = spelling[t.Start:t.End], all
		}
	}
	return best, nil
}

// variants returns the other spellings of the question's terms.
func (ts *terms) variants() []string {
	var out []string
	for _, t := range ts.list[ts.asked:] {
		out = append(out, t.spelling)
	}
	return out
}

// bare returns a word without the ending of a possessive.
func bare(word string) string { return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s") }

// spellings returns the other spellings in what an answer shows, as written there, each once.
func (c *candidates) spellings(a Answer) []string {
	var out []string
	add := func(m *articleMatches, first, end int) {
		for _, t := range m.in(first, end) {
			written := bare(m.article.Text[t.Start:t.End])
			if t.Term >= c.terms.asked && otherNumber[c.terms.list[t.Term].spelling] == "" && !slices.Contains(out, written) {
				out = append(out, written)
			}
		}
	}
	for _, s := range slices.Concat(a.Sentences, a.Others) {
		add(c.matchesOf(s.Article), s.N, s.N+1)
	}
	for _, p := range a.Passages[:min(Shown, len(a.Passages))] {
		add(p.matches, p.First, p.End)
	}
	return out
}
