package index

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"lede/internal/names"
)

// sounds tells which names of the corpus that begin with one letter have a sound. It is made of bleve's dictionary of
// the names when it is first asked for, and takes eight bytes and the name for each: as terms of their own, sounds would
// take a fifth of the time of indexing. All letters of 100,000 articles take 0.7 s, those of one sound a fifth of that.
type sounds struct {
	names string            // all names, each behind a byte with its length
	known []sounding        // by hash
	added map[string]string // names that came since, with their sounds
}

// sounding is where a name stands that has a sound with a hash.
type sounding struct{ hash, at uint32 }

var soundSeed = maphash.MakeSeed()

func hashOf(sound string) uint32 { return uint32(maphash.String(soundSeed, sound)) }

// maxName is how long a name may be to be known by its sound, in bytes.
const maxName = 255

// newSounds reads the names of an index that begin with a letter.
func newSounds(r bindex.IndexReader, letter byte) (*sounds, error) {
	dict, err := r.FieldDictPrefix(namesField, []byte{letter})
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	s := &sounds{added: map[string]string{}}
	var all strings.Builder
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			break
		}
		if sound := soundOf(entry.Term); sound != "" {
			s.known = append(s.known, sounding{hashOf(sound), uint32(all.Len())})
			all.WriteByte(byte(len(entry.Term)))
			all.WriteString(entry.Term)
		}
	}
	s.names, s.known = all.String(), slices.Clip(s.known)
	slices.SortFunc(s.known, func(a, b sounding) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.at, b.at)) })
	return s, nil
}

// soundOf returns the sound of a term of the names; "" of one that tells of a title, or whose sound tells little.
func soundOf(term string) string {
	if strings.Contains(term, roleMark) || len(term) > maxName {
		return ""
	}
	if sound := names.Sound(term); len(sound) >= names.MinSound {
		return sound
	}
	return ""
}

// like returns the names that have a sound, in alphabetical order. Some may be gone by now.
func (s *sounds) like(sound string) []string {
	var out []string
	hash := hashOf(sound)
	first, _ := slices.BinarySearchFunc(s.known, hash, func(k sounding, h uint32) int { return cmp.Compare(k.hash, h) })
	for _, k := range s.known[first:] {
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
	x.soundsMu.Lock()
	defer x.soundsMu.Unlock()
	var found []string
	for _, letter := range []byte(names.Initials(sound)) {
		s, err := x.soundsUnder(letter)
		if err != nil {
			return nil, err
		}
		found = append(found, s.like(sound)...)
	}
	slices.Sort(found)
	return found[:min(maxNames, len(found))], nil
}

// soundsUnder returns the sounds of the names that begin with a letter. The caller holds soundsMu.
func (x *Index) soundsUnder(letter byte) (s *sounds, err error) {
	if s, ok := x.sounds[letter]; ok {
		return s, nil
	}
	err = x.read(func(r bindex.IndexReader) error {
		s, err = newSounds(r, letter)
		return err
	})
	if err != nil {
		return nil, err
	}
	if x.sounds == nil {
		x.sounds = map[byte]*sounds{}
	}
	x.sounds[letter] = s
	return s, nil
}

// hear notes the names of new articles under the letters that are known already.
func (x *Index) hear(changes []Change) {
	x.soundsMu.Lock()
	defer x.soundsMu.Unlock()
	for _, c := range changes {
		if c.names == nil || len(x.sounds) == 0 {
			continue
		}
		for term := range c.names.counts {
			s, known := x.sounds[term[0]]
			if sound := soundOf(term); known && sound != "" {
				s.added[term] = sound
			}
		}
	}
	for letter, s := range x.sounds {
		if len(s.added) > maxAdded {
			delete(x.sounds, letter)
		}
	}
}

// maxAdded is how many names may come until all of their letter are read anew.
const maxAdded = 2000
