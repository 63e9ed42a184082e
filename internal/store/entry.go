package store

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"path"
	"slices"
	"strings"
	"time"
)

// ID is the id of a file, see article.ID.
type ID [12]byte

// IDOf returns an id without a pointer. It returns false if it is not one that article.ID returns.
func IDOf(id string) (out ID, ok bool) {
	return out, copy(out[:], id) == len(id) && len(id) == len(out)
}

// String returns the id as article.ID does.
func (id ID) String() string { return string(id[:]) }

// entry is what is kept in memory of a record: what sweeps, filters and lists compare. It has no pointers, so that the garbage
// collector does not look at it; 92,000 take 12 MB.
type entry struct {
	id     ID
	flags  uint8
	record Ref
	body   Ref
	commit uint64
	stamp  Stamp
	sum    Sum
	day    int64  // the time of publication in seconds; noDay for none
	parts  uint32 // passages
	common uint32 // number of its Common
}

// noDay is the day of an article without a date.
const noDay = math.MinInt64

// Flags of an entry.
const (
	statReliable = 1 << iota
	notArticle
	hasProblems
	isLinked // it has CopyOf
)

// Common is what many files have in common.
type Common struct {
	Folder             string // of the file
	Outlet, Host, Lang string
	Tags               []string
	DefaultsHash       Sum
}

// Summary is the part of a record that is in memory.
type Summary struct {
	ID           ID
	Stamp        Stamp
	Sum          Sum
	StatReliable bool
	NotArticle   bool
	HasArticle   bool
	HasProblems  bool
	HasCopyOf    bool
	Published    time.Time
	Passages     int
	*Common
}

// entries are the entries of all files. A Common that no file has any more is dropped.
type entries struct {
	all     []entry
	places  table // in all
	free    []uint32
	commons []*Common // never changed
	users   []uint32  // how many entries have each
	vacant  []uint32
	known   map[string]uint32 // places in commons, by key
	loading bool              // a Common without users stays: see loader
}

func newEntries() *entries { return &entries{known: map[string]uint32{}} }

// reserve makes room for so many entries in all.
func (e *entries) reserve(n int) {
	if len(e.all) == 0 && n > 0 {
		e.all = make([]entry, 0, n)
		e.places.grow(nil, n)
	}
}

// get returns the entry of a file; nil for none. It is valid until the next put.
func (e *entries) get(id ID) *entry {
	if place, ok := e.places.get(e.all, id); ok {
		return &e.all[place]
	}
	return nil
}

// put adds an entry or replaces the one with the same id. Its Common is in use already.
func (e *entries) put(in *entry) {
	place, ok := e.places.get(e.all, in.id)
	switch last := len(e.free) - 1; {
	case ok:
		e.drop(e.all[place].common)
		e.all[place] = *in
		return
	case last >= 0:
		place, e.free = e.free[last], e.free[:last]
		e.all[place] = *in
	default:
		place = uint32(len(e.all))
		e.all = append(e.all, *in)
	}
	e.places.add(e.all, in.id, place)
}

// remove removes an entry.
func (e *entries) remove(x *entry) {
	place, _ := e.places.get(e.all, x.id)
	e.places.remove(e.all, x.id)
	e.drop(x.common)
	e.all[place] = entry{}
	e.free = append(e.free, place)
}

// use returns the number of a Common for one more entry, and whether no entry had it.
func (e *entries) use(c *Common) (n uint32, added bool) {
	var buffer [256]byte
	key := c.appendKey(buffer[:0])
	n, ok := e.known[string(key)]
	if !ok {
		n = uint32(len(e.commons))
		if last := len(e.vacant) - 1; last >= 0 {
			n, e.vacant = e.vacant[last], e.vacant[:last]
		} else {
			e.commons, e.users = append(e.commons, nil), append(e.users, 0)
		}
		e.commons[n] = c.clone()
		e.known[string(key)] = n
	}
	e.users[n]++
	return n, !ok
}

// drop undoes one use.
func (e *entries) drop(n uint32) {
	if e.users[n]--; e.users[n] == 0 && !e.loading {
		e.vacate(n)
	}
}

// vacate frees a number that no entry uses.
func (e *entries) vacate(n uint32) {
	if key := e.commons[n].appendKey(nil); e.known[string(key)] == n {
		delete(e.known, string(key))
	}
	e.commons[n] = nil
	e.vacant = append(e.vacant, n)
}

func (c *Common) appendKey(to []byte) []byte {
	text := func(s string) { to = append(binary.AppendUvarint(to, uint64(len(s))), s...) }
	to = append(to, c.DefaultsHash[:]...)
	text(c.Folder)
	text(c.Outlet)
	text(c.Host)
	text(c.Lang)
	for _, tag := range c.Tags {
		text(tag)
	}
	return to
}

// clone returns a copy that shares no memory.
func (c *Common) clone() *Common {
	out := &Common{Folder: strings.Clone(c.Folder), Outlet: strings.Clone(c.Outlet), Host: strings.Clone(c.Host),
		Lang: strings.Clone(c.Lang), DefaultsHash: c.DefaultsHash}
	for _, tag := range c.Tags {
		out.Tags = append(out.Tags, strings.Clone(tag))
	}
	return out
}

// entryOf returns the entry of a file, but for the place of its record, and what it shares with others.
func entryOf(f *File) (entry, Common) {
	e := entry{body: f.Body, commit: f.Commit, stamp: f.Stamp, sum: f.Sum, day: noDay, parts: uint32(f.Passages)}
	e.id, _ = IDOf(f.ID)
	flag := func(flag uint8, set bool) {
		if set {
			e.flags |= flag
		}
	}
	flag(statReliable, f.StatReliable)
	flag(notArticle, f.NotArticle)
	flag(hasProblems, len(f.Problems) > 0)
	flag(isLinked, len(f.CopyOf) > 0)
	if !f.Published.IsZero() {
		e.day = f.Published.Unix()
	}
	return e, Common{path.Dir(f.Path), f.Outlet, f.Host, f.Lang, f.Tags, f.DefaultsHash}
}

// fill makes a file what its entry and its Common say.
func (e *entry) fill(f *File, c *Common) {
	*f = File{Stamp: e.stamp, StatReliable: e.has(statReliable), NotArticle: e.has(notArticle), Sum: e.sum, DefaultsHash: c.DefaultsHash,
		Body: e.body, Commit: e.commit}
	f.ID = e.id.String()
	if !f.HasArticle() {
		return
	}
	f.Outlet, f.Host, f.Lang, f.Tags = c.Outlet, c.Host, c.Lang, slices.Clip(c.Tags)
	f.Published, f.Passages = e.published(), int(e.parts)
}

func (e *entry) has(flag uint8) bool { return e.flags&flag != 0 }

// published returns the time of publication; the zero time for none.
func (e *entry) published() time.Time {
	if e.day == noDay {
		return time.Time{}
	}
	return time.Unix(e.day, 0).UTC()
}

func (e *entry) hasArticle() bool { return e.body.Length > 0 }

// summary returns an entry as others see it.
func (e *entries) summary(x *entry) Summary {
	return Summary{ID: x.id, Stamp: x.stamp, Sum: x.sum, HasArticle: x.hasArticle(), Passages: int(x.parts), Common: e.commons[x.common],
		StatReliable: x.has(statReliable), NotArticle: x.has(notArticle), HasProblems: x.has(hasProblems), HasCopyOf: x.has(isLinked),
		Published: x.published()}
}

// SummaryOf returns the summary of a record.
func SummaryOf(f *File) Summary {
	x, common := entryOf(f)
	return (&entries{commons: []*Common{&common}}).summary(&x)
}

// Summary returns the summary of a file; false if there is none.
func (s *Store) Summary(id ID) (Summary, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if e := s.entries.get(id); e != nil {
		return s.entries.summary(e), true
	}
	return Summary{}, false
}

// Summaries yields the summaries of all files, unordered. The store must not be used meanwhile.
func (s *Store) Summaries() iter.Seq[Summary] {
	return func(yield func(Summary) bool) {
		s.mu.RLock()
		defer s.mu.RUnlock()
		for i := range s.entries.all {
			if e := &s.entries.all[i]; e.id != (ID{}) && !yield(s.entries.summary(e)) {
				return
			}
		}
	}
}

// File returns the record of the file with the given id. It returns nil, nil if there is none, and ErrDamage if its bytes are
// not those that were written.
func (s *Store) File(id string) (*File, error) {
	key, ok := IDOf(id)
	if !ok {
		return nil, nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if e := s.entries.get(key); e != nil {
		return s.decode(e)
	}
	return nil, nil
}

// decode reads the record of an entry. The caller has locked mu.
func (s *Store) decode(e *entry) (*File, error) {
	buffer := buffers.Get().(*buffer)
	defer buffers.Put(buffer)
	raw, err := s.records.read(e.record, buffer.packed)
	if err != nil {
		return nil, err
	}
	buffer.packed = raw
	f := &File{}
	if err := s.entries.decode(e, string(raw), f); err != nil {
		return nil, err
	}
	return f, nil
}

// decode fills the file of an entry, given its record. The error is ErrDamage.
func (e *entries) decode(x *entry, record string, f *File) error {
	x.fill(f, e.commons[x.common])
	d := decoder{text: record}
	if d.details(f); d.err != nil {
		return fmt.Errorf("%w: %w", ErrDamage, d.err)
	}
	return nil
}
