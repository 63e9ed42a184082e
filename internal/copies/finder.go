package copies

import (
	"cmp"
	"slices"
)

// Sizes of a Finder.
const (
	keysPerSketch = 8       // hashes of a sketch that are looked up: of copies one is shared with a chance of 0.998
	maxPerKey     = 4096    // sketches looked at for each, the newest: more share a standing phrase, not a story
	minMerged     = 1 << 13 // entries that are added before they are sorted in
)

// minSharedHashes is which share of the smallest hashes of two sketches together both must hold: of 16 hashes of texts that
// share 0.54 of their shingles 4 are in both with a chance of 0.995, of texts that share 0.2 (a third of the words
// replaced) with one of 0.4.
const minSharedHashes = 0.25

// Finder finds sketches that are much like another. It takes 64 bytes for each.
type Finder struct {
	sketches func(i int32) Sketch
	sorted   []uint64 // hash and number of a sketch
	recent   map[uint32][]int32
	added    int
}

// NewFinder returns a finder over the sketches 0 to n-1, which at returns.
func NewFinder(n int, at func(i int32) Sketch) *Finder {
	f := &Finder{sketches: at, sorted: make([]uint64, 0, n*keysPerSketch), recent: map[uint32][]int32{}}
	for i := range int32(n) {
		s := at(i)
		for _, key := range s[:keysPerSketch] {
			if key != 0 {
				f.sorted = append(f.sorted, entry(key, i))
			}
		}
	}
	slices.Sort(f.sorted)
	return f
}

func entry(key uint32, i int32) uint64 { return uint64(key)<<32 | uint64(uint32(i)) }

// Add adds the sketch with the next number.
func (f *Finder) Add(i int32) {
	s := f.sketches(i)
	for _, key := range s[:keysPerSketch] {
		if key != 0 {
			f.recent[key] = append(f.recent[key], i)
			f.added++
		}
	}
	if f.added > max(minMerged, len(f.sorted)/4) {
		f.mergeRecent()
	}
}

// mergeRecent sorts in what was added.
func (f *Finder) mergeRecent() {
	for key, list := range f.recent {
		for _, i := range list {
			f.sorted = append(f.sorted, entry(key, i))
		}
	}
	slices.Sort(f.sorted)
	f.recent, f.added = map[uint32][]int32{}, 0
}

// Candidates returns the numbers of the sketches that may be of copies of a text with the given sketch, the most
// alike first, of those the newest.
func (f *Finder) Candidates(s Sketch) []int32 {
	var found []candidate
	for _, key := range s[:keysPerSketch] {
		if key == 0 {
			break
		}
		for _, i := range f.newestWith(key) {
			if share := sharedShare(s, f.sketches(i)); share >= minSharedHashes {
				found = append(found, candidate{i, share})
			}
		}
	}
	slices.SortFunc(found, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(b.i, a.i)) })
	var out []int32
	for _, c := range slices.Compact(found) {
		out = append(out, c.i)
	}
	return out
}

// candidate is a sketch with what it shares.
type candidate struct {
	i     int32
	share float64
}

// newestWith returns the newest sketches that hold a hash.
func (f *Finder) newestWith(key uint32) []int32 {
	out := slices.Clone(f.recent[key])
	end, _ := slices.BinarySearch(f.sorted, uint64(key)<<32|0xffffffff)
	for end > 0 && f.sorted[end-1]>>32 == uint64(key) && len(out) < maxPerKey {
		end--
		out = append(out, int32(uint32(f.sorted[end])))
	}
	return out
}

// sharedShare returns which share of the smallest hashes of two sketches together both hold: an estimate of what their
// texts share of all shingles. It returns 0 for an empty sketch.
func sharedShare(a, b Sketch) float64 {
	both, seen, i, j := 0, 0, 0, 0
	for seen < sketchSize && (i < sketchSize && a[i] != 0 || j < sketchSize && b[j] != 0) {
		switch x, y := hashAt(a, i), hashAt(b, j); {
		case x == y:
			both, i, j = both+1, i+1, j+1
		case x < y:
			i++
		default:
			j++
		}
		seen++
	}
	return float64(both) / float64(max(1, seen))
}

// hashAt returns a hash of a sketch; behind its end, one that is larger than all.
func hashAt(s Sketch, i int) uint64 {
	if i >= sketchSize || s[i] == 0 {
		return 1 << 32
	}
	return uint64(s[i])
}
