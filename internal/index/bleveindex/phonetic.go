package bleveindex

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/index"
	"lede/internal/names"
)

// phoneticIndex is the phonetic index of the names that start with one letter, built on first use from bleve's term
// dictionary. It takes eight bytes and the name for each. Indexing phonetic keys as terms instead would take a fifth of
// the indexing time. Building it for all letters of 100,000 articles takes 0.7 s, for the letters of one key 0.14 s.
type phoneticIndex struct {
	names   string            // all names, each after a byte with its length
	entries []phoneticEntry   // sorted by hash
	added   map[string]string // phonetic keys of names added since, by name
}

// phoneticEntry is the hash of a phonetic key and the offset in names of a name that has it.
type phoneticEntry struct{ hash, at uint32 }

var phoneticSeed = maphash.MakeSeed()

func hashKey(key string) uint32 { return uint32(maphash.String(phoneticSeed, key)) }

// maxPhoneticBytes is the length of the longest name in a phoneticIndex: its length is stored in one byte.
const maxPhoneticBytes = 255

// newPhoneticIndex builds the phonetic index of some names.
func newPhoneticIndex(terms []string) *phoneticIndex {
	s := &phoneticIndex{added: map[string]string{}}
	var all strings.Builder
	for _, term := range terms {
		if key := phoneticKey(term); key != "" {
			s.entries = append(s.entries, phoneticEntry{hashKey(key), uint32(all.Len())})
			all.WriteByte(byte(len(term)))
			all.WriteString(term)
		}
	}
	s.names, s.entries = all.String(), slices.Clip(s.entries)
	slices.SortFunc(s.entries, func(a, b phoneticEntry) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.at, b.at)) })
	return s
}

// phoneticKey returns the phonetic key of a term of the names; "" if the term contains a title, is too long, or has a
// key shorter than names.MinSound.
func phoneticKey(term string) string {
	if strings.Contains(term, index.RoleMark) || len(term) > maxPhoneticBytes {
		return ""
	}
	if key := names.Sound(term); len(key) >= names.MinSound {
		return key
	}
	return ""
}

// namesFor returns the names with a phonetic key, sorted. Some may have been removed from the corpus.
func (s *phoneticIndex) namesFor(key string) []string {
	var out []string
	hash := hashKey(key)
	first, _ := slices.BinarySearchFunc(s.entries, hash, func(k phoneticEntry, h uint32) int { return cmp.Compare(k.hash, h) })
	for _, k := range s.entries[first:] {
		if k.hash != hash {
			break
		}
		name := s.names[k.at+1:][:s.names[k.at]]
		if names.Sound(name) == key {
			out = append(out, name)
		}
	}
	for name, its := range s.added {
		if its == key {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// SoundingLike returns the names of the corpus with a phonetic key (see names.Sound), sorted, up to index.MaxAlike. Some may
// have been removed from the corpus.
func (x *Index) SoundingLike(_ context.Context, sound string) ([]string, error) {
	x.phoneticMu.Lock()
	defer x.phoneticMu.Unlock()
	var found []string
	for _, letter := range []byte(names.Initials(sound)) {
		s, err := x.phoneticUnder(letter)
		if err != nil {
			return nil, err
		}
		found = append(found, s.namesFor(sound)...)
	}
	slices.Sort(found)
	return found[:min(index.MaxAlike, len(found))], nil
}

// phoneticUnder returns the phonetic index of a letter and builds it if needed. The caller has locked phoneticMu.
func (x *Index) phoneticUnder(letter byte) (s *phoneticIndex, err error) {
	if s, ok := x.phonetic[letter]; ok {
		return s, nil
	}
	err = x.read(func(r bindex.IndexReader) error {
		p, err := newPostings(context.Background(), r)
		if err != nil {
			return err
		}
		terms, err := p.plainTerms(index.NamesField, string([]byte{letter}), index.RoleMark[0])
		if err == nil {
			s = newPhoneticIndex(terms)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if x.phonetic == nil {
		x.phonetic = map[byte]*phoneticIndex{}
	}
	x.phonetic[letter] = s
	return s, nil
}

// addPhonetic adds the names of new articles to the phonetic indexes that are built already.
func (x *Index) addPhonetic(changes []index.Change) {
	x.phoneticMu.Lock()
	defer x.phoneticMu.Unlock()
	for _, c := range changes {
		d, ok := c.Prepared.(prepared)
		if !ok || len(x.phonetic) == 0 {
			continue
		}
		for term := range d.names.All() {
			s, built := x.phonetic[term[0]]
			if key := phoneticKey(term); built && key != "" {
				s.added[strings.Clone(term)] = key
			}
		}
	}
	for letter, s := range x.phonetic {
		if len(s.added) > maxPhoneticAdded {
			delete(x.phonetic, letter)
		}
	}
}

// dropPhonetic drops the phonetic indexes; the next look-up builds them again.
func (x *Index) dropPhonetic() {
	x.phoneticMu.Lock()
	defer x.phoneticMu.Unlock()
	x.phonetic = nil
}

// maxPhoneticAdded is the most names in added, which a look-up compares one by one: 2,000 take 0.02 ms
// (BenchmarkAddedNames; 0.05 ms where other programs use the core, too), building the index of a letter again takes 30 ms for 100,000 articles.
const maxPhoneticAdded = 2000
