package index

import (
	"context"
	"errors"
	"time"

	"lede/internal/analysis"
	"lede/internal/article"
	"lede/internal/names"
	"lede/internal/query"
	"lede/internal/store"
)

// ErrUnavailable is the error of an engine that does not answer now; later it may.
var ErrUnavailable = errors.New("the index does not answer")

// ErrReadOnly is the error of a change of an engine that only reads what another process writes.
var ErrReadOnly = errors.New("this process only reads the index; another one writes it")

// Engine is all that an engine offers. Each consumer declares the part of it that it needs. The methods without a context are
// answered from memory.
type Engine interface {
	Searcher
	Lister
	Writer
	Close() error // waits for running searches; a second one does nothing
}

// Searcher finds articles by their words.
type Searcher interface {
	// Begin returns a context for the calls that one question makes: with words that may be names, and words that are counted if
	// they are there. An engine that is far away asks for together, and keeps there, what the calls will need.
	Begin(ctx context.Context, names, words []string) context.Context

	// Search returns up to size articles for a query, best first, one for each group of copies. variants are folded words
	// that match like words of the query with VariantFactor of their score. A query without words matches every article
	// that passes its filter, newest first, copies too. An article matches a phrase if it contains all its words: the caller checks
	// that they are adjacent.
	Search(ctx context.Context, q query.Query, variants []string, size int) (Result, error)

	// SearchAlternatives returns up to size articles in the language of an analyzer that match any of some alternatives and
	// a filter, best first, one for each group of copies, and for each of the alternatives how many articles have it. The
	// words of an alternative may be anywhere in the article; its score is the mean of theirs.
	SearchAlternatives(ctx context.Context, lang analysis.Lang, all []Alternatives, f query.Filter, size int) ([]Hit, []int, error)

	// Frequencies returns how many articles contain each of some terms.
	Frequencies(ctx context.Context, terms []Term) ([]int, error)

	// SpelledLike returns the names of the corpus at an edit distance of 1 or 0 from a folded word, up to MaxNames.
	SpelledLike(ctx context.Context, word string) ([]string, error)

	// SoundingLike returns the names of the corpus with a phonetic code (see names.Sound), sorted, up to MaxAlike. Some may
	// have been removed from the corpus.
	SoundingLike(ctx context.Context, sound string) ([]string, error)

	// Roles returns the words of the titles that bearers of a folded name have in the corpus, up to MaxNames.
	Roles(ctx context.Context, name string) ([]string, error)

	// Article returns the article with the given id. It returns nil, nil if there is none, and store.ErrDamage if its bytes
	// are not those that were written.
	Article(ctx context.Context, id string) (*article.Article, error)
}

// Limits of what is looked up.
const (
	MaxNames = 64  // bounds the work of package answer, which judges each of them
	MaxAlike = 512 // in 15,000 articles of news, 300 have the consonants of "Peyton" and "Biden"
)

// Lister lists articles by what is known of them.
type Lister interface {
	Len() int                        // number of articles
	Newest() time.Time               // the latest publication day; zero if no article has one
	Complete() bool                  // the index has the whole corpus as of the last full sweep
	Commits() uint64                 // number of the last commit; an index that is built again begins at 0
	Rebuilt() uint64                 // how often damage has made it be built again since it was opened
	IsSnapshot() bool                // changes are lost when the index is closed
	Size() int64                     // bytes on the disk; 0 for an index in memory
	HasLang(lang analysis.Lang) bool // articles of an analyzer are there
	Aliases() names.Aliases          // see Writer.SetAliases

	// Overview returns what the articles are like.
	Overview(ctx context.Context) (Overview, error)

	// Cards returns the cards of the articles with some ids, by id. Those that are not there are left out.
	Cards(ctx context.Context, ids ...string) (map[string]*article.Card, error)

	// Groups returns, by id, the copies of the articles with some ids, each with itself, the best documented first. Those
	// without copies are left out.
	Groups(ctx context.Context, ids ...string) (map[string][]*article.Card, error)

	// CopiesOf returns the articles of which another text is a near-copy, the most similar first, at most 16.
	CopiesOf(ctx context.Context, text string) ([]*article.Card, error)

	// Latest returns up to size articles that pass a filter, the newest first, each story once, after the first skip, and how
	// many there are in all.
	Latest(ctx context.Context, f query.Filter, skip, size int) ([]*article.Card, int, error)

	// Titled returns up to size articles whose title has all words of a text, each as the beginning of a word: those that have just
	// this title first, then the newest.
	Titled(ctx context.Context, text string, size int) ([]*article.Card, error)

	// Linked returns the articles whose link leads to a place, see article.Place.
	Linked(ctx context.Context, place string) ([]*article.Card, error)

	// TitleWords returns words of titles at an edit distance of at most 2 from a folded word, up to MaxNames.
	TitleWords(ctx context.Context, word string) ([]string, error)

	// Changed returns the files with articles that commits after the given one have put, by commit, then by path.
	Changed(ctx context.Context, commit uint64) ([]*store.File, error)
}

// Writer keeps the index equal to a folder. One process at a time writes.
type Writer interface {
	File(id string) (*store.File, bool) // the record of a file
	Files() []*store.File               // the records of all files, sorted by path

	// Records returns the records that a function keeps, unordered. Summary returns what it judges by.
	Records(keep func(store.Summary) bool) []*store.File
	Summary(id store.ID) (store.Summary, bool)

	// SetAliases sets the groups of spellings that an editor declares to be one name.
	SetAliases(a names.Aliases)

	// NewChange prepares a file and its article; a is nil if the file has none. It sets f.Card and f.Sketch. It is safe for
	// concurrent use.
	NewChange(f *store.File, a *article.Article) Change

	// Apply writes changes and removes the files at some paths. complete says that the index then contains the whole corpus.
	Apply(ctx context.Context, changes []Change, removed []string, complete bool) error

	// CatchUp makes the index ready to be written. progress is called with the number of articles done and of all.
	CatchUp(ctx context.Context, progress func(done, all int)) error

	// FinishUpdate ends a series of Apply calls.
	FinishUpdate(ctx context.Context) error
}

// Mender is an engine whose files another program can damage.
type Mender interface {
	OnDamage(f func())                                           // sets what is called when damage is found
	Repair() (repaired bool, err error)                          // replaces what is damaged by an empty index
	Damaged(ctx context.Context) (paths []string, forgotten int) // files whose article is damaged; how many count as new since nothing is known of them
}

// Copies returns the other articles of a group.
func Copies(group []*article.Card, id string) []*article.Card {
	var out []*article.Card
	for _, c := range group {
		if c.ID != id {
			out = append(out, c)
		}
	}
	return out
}
