package bleveindex

import (
	"math"
	"sync"
	"sync/atomic"

	"lede/internal/analysis"
)

// frequencies keeps the decoded frequencies of terms that many articles of a segment have, and the norms of the articles:
// bleve takes 15 ns to decode a posting, one that is kept takes 2. Segments never change.
type frequencies struct {
	mu         sync.Mutex
	young, old map[keptTerm]termCounts
	bytes      int // of young
	norms      map[keptField]norms
}

// keptField is a field of a segment.
type keptField struct {
	segment uint64
	field   string
}

// termCounts are how often each article of a segment with a term has it, removed ones included.
type termCounts struct {
	counts []uint8
	most   float64 // the largest share
}

// keptTerm is a term of a field.
type keptTerm struct {
	keptField
	term string
}

// keptBytes is the most memory of the frequencies, at a byte for each article of each term: when half of it was added, what
// was not used since the last time is dropped. Of 92,000 articles, all terms that 128 or more have take 20 MB.
const keptBytes = 8 << 20

// keptEntry is about what a term takes beside its frequencies.
const keptEntry = 120

// get returns the frequencies of a term and the norms of its articles; nil if they are not kept.
func (k *frequencies) get(key keptTerm) (termCounts, norms) {
	k.mu.Lock()
	defer k.mu.Unlock()
	counts, ok := k.young[key]
	if !ok {
		if counts, ok = k.old[key]; ok {
			k.add(key, counts)
		}
	}
	if norms := k.norms[key.keptField]; norms != nil {
		return counts, norms
	}
	return termCounts{}, nil
}

// put keeps the frequencies of a term.
func (k *frequencies) put(key keptTerm, counts termCounts) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.add(key, counts)
}

func (k *frequencies) add(key keptTerm, counts termCounts) {
	if k.young == nil || k.bytes > keptBytes/2 {
		k.young, k.old, k.bytes = map[keptTerm]termCounts{}, k.young, 0
	}
	k.young[key] = counts
	k.bytes += len(counts.counts) + keptEntry
}

// normsOf returns the norms of a field, zeros where they are not set yet.
func (k *frequencies) normsOf(key keptField, articles int) norms {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.norms == nil {
		k.norms = map[keptField]norms{}
	}
	if k.norms[key] == nil {
		k.norms[key] = make(norms, articles)
	}
	return k.norms[key]
}

// forget drops the norms of all but some segments, if they are many.
func (k *frequencies) forget(but []segmentPostings) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.norms) <= 2*len(analysis.Langs())*len(but) {
		return
	}
	live := map[uint64]bool{}
	for _, s := range but {
		live[s.id] = true
	}
	for key := range k.norms {
		if !live[key.segment] {
			delete(k.norms, key)
		}
	}
}

// clear drops everything: the numbers of segments begin again.
func (k *frequencies) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.young, k.old, k.norms, k.bytes = nil, nil, nil, 0
}

// norms are the norms of a segment's articles in one field, as bits of float32. They are set and read concurrently, always to
// the same value.
type norms []uint32

func (n norms) of(article uint32) float32 {
	return math.Float32frombits(atomic.LoadUint32(&n[article]))
}

func (n norms) set(article uint32, norm float32) {
	atomic.StoreUint32(&n[article], math.Float32bits(norm))
}
