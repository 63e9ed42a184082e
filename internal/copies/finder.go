package copies

import (
	"cmp"
	"slices"
)

// Sizes of a Finder.
const (
	keysPerSketch = 8       // hashes of a sketch that are looked up: two copies share one of them with probability 0.998
	maxPerKey     = 4096    // sketches compared for each hash, the newest first: more share a boilerplate phrase, not a story
	minMerged     = 1 << 13 // entries added before they are merged into the sorted ones
)

// minSharedHashes is the least share of their smallest hashes that two sketches must have in common. Of texts that
// share 0.54 of their shingles (a tenth of the words replaced), 4 of 16 hashes are shared with probability 0.995; of
// texts that share 0.2 (a third of the words replaced), with probability 0.4. TestFinder measures both.
const minSharedHashes = 0.25

// Finder finds sketches that are similar to another one. It takes 64 bytes for each.
type Finder struct {
	sketches func(i int32) Sketch
	sorted   []uint64 // hash in the upper 32 bits, number of a sketch in the lower ones
	recent   map[uint32][]int32
	added    int
}

// NewFinder returns a finder over the sketches 0 to n-1. at returns the sketch with a number, later also of those that
// are added.
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

// mergeRecent merges the added entries into the sorted ones.
func (f *Finder) mergeRecent() {
	for key, list := range f.recent {
		for _, i := range list {
			f.sorted = append(f.sorted, entry(key, i))
		}
	}
	slices.Sort(f.sorted)
	f.recent, f.added = map[uint32][]int32{}, 0
}

// Candidates returns the numbers of the sketches whose texts may be copies of the text with sketch s, the most similar
// first, of equally similar ones the newest.
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

// candidate is a sketch with the share of hashes it has in common.
type candidate struct {
	i     int32
	share float64
}

// newestWith returns the newest sketches that contain a hash.
func (f *Finder) newestWith(key uint32) []int32 {
	out := slices.Clone(f.recent[key])
	end, _ := slices.BinarySearch(f.sorted, uint64(key)<<32|0xffffffff)
	for end > 0 && f.sorted[end-1]>>32 == uint64(key) && len(out) < maxPerKey {
		end--
		out = append(out, int32(uint32(f.sorted[end])))
	}
	return out
}

// sharedShare returns the share of the smallest hashes of two sketches that both contain, an estimate of the share of
// shingles their texts have in common. It returns 0 for an empty sketch.
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

// hashAt returns a hash of a sketch; beyond its end a value larger than all hashes.
func hashAt(s Sketch, i int) uint64 {
	if i >= sketchSize || s[i] == 0 {
		return 1 << 32
	}
	return uint64(s[i])
}
