package index

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/names"
)

// phoneticIndex tells which names of the corpus that begin with one letter have a sound. It is made of bleve's dictionary of
// the names when it is first asked for, and takes eight bytes and the name for each: as terms of their own, phoneticIndex would
// take a fifth of the time of indexing. All letters of 100,000 articles take 0.7 s, those of one sound a fifth of that.
type phoneticIndex struct {
	names   string            // all names, each behind a byte with its length
	entries []phoneticEntry   // by hash
	added   map[string]string // names that came since, with their sounds
}

// phoneticEntry is where a name stands that has a sound with a hash.
type phoneticEntry struct{ hash, at uint32 }

var phoneticSeed = maphash.MakeSeed()

func hashKey(sound string) uint32 { return uint32(maphash.String(phoneticSeed, sound)) }

// maxPhoneticBytes is how long a name may be to be known by its sound, in bytes.
const maxPhoneticBytes = 255

// newPhoneticIndex reads the names of an index that begin with a letter.
func newPhoneticIndex(r bindex.IndexReader, letter byte) (*phoneticIndex, error) {
	dict, err := r.FieldDictPrefix(namesField, []byte{letter})
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	s := &phoneticIndex{added: map[string]string{}}
	var all strings.Builder
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		if sound := phoneticKey(entry.Term); sound != "" {
			s.entries = append(s.entries, phoneticEntry{hashKey(sound), uint32(all.Len())})
			all.WriteByte(byte(len(entry.Term)))
			all.WriteString(entry.Term)
		}
	}
	s.names, s.entries = all.String(), slices.Clip(s.entries)
	slices.SortFunc(s.entries, func(a, b phoneticEntry) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.at, b.at)) })
	return s, nil
}

// phoneticKey returns the sound of a term of the names; "" of one that tells of a title, or whose sound tells little.
func phoneticKey(term string) string {
	if strings.Contains(term, roleMark) || len(term) > maxPhoneticBytes {
		return ""
	}
	if sound := names.Sound(term); len(sound) >= names.MinSound {
		return sound
	}
	return ""
}

// namesFor returns the names that have a sound, in alphabetical order. Some may be gone by now.
func (s *phoneticIndex) namesFor(sound string) []string {
	var out []string
	hash := hashKey(sound)
	first, _ := slices.BinarySearchFunc(s.entries, hash, func(k phoneticEntry, h uint32) int { return cmp.Compare(k.hash, h) })
	for _, k := range s.entries[first:] {
		if k.hash != hash {
			break
		}
		name := s.names[k.at+1:][:s.names[k.at]]
		if names.Sound(name) == sound {
			out = append(out, name)
		}
	}
	for name, its := range s.added {
		if its == sound {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// SoundingLike returns names of the corpus that have a sound, in alphabetical order. Some may have gone lately.
func (x *Index) SoundingLike(sound string) ([]string, error) {
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
	return found[:min(maxNames, len(found))], nil
}

// phoneticUnder returns the sounds of the names that begin with a letter. The caller holds soundsMu.
func (x *Index) phoneticUnder(letter byte) (s *phoneticIndex, err error) {
	if s, ok := x.phonetic[letter]; ok {
		return s, nil
	}
	err = x.read(func(r bindex.IndexReader) error {
		s, err = newPhoneticIndex(r, letter)
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

// addPhonetic notes the names of new articles under the letters that are known already.
func (x *Index) addPhonetic(changes []Change) {
	x.phoneticMu.Lock()
	defer x.phoneticMu.Unlock()
	for _, c := range changes {
		if c.names == nil || len(x.phonetic) == 0 {
			continue
		}
		for term := range c.names.counts {
			s, known := x.phonetic[term[0]]
			if sound := phoneticKey(term); known && sound != "" {
				s.added[term] = sound
			}
		}
	}
	for letter, s := range x.phonetic {
		if len(s.added) > maxPhoneticAdded {
			delete(x.phonetic, letter)
		}
	}
}

// maxPhoneticAdded is how many names may come until all of their letter are read anew.
const maxPhoneticAdded = 2000
