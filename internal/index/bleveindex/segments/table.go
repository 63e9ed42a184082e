package segments

import "hash/maphash"

// table finds the numbers of texts: an open-addressing hash table that is cleared at the cost of what it has. The texts are
// those of its caller.
type table struct {
	slots []uint32 // number of a text + 1; 0 for none. The length is a power of two, twice the number of texts at least.
	used  []uint32 // slots that are not 0
}

// minSlots is the first size: an article of 10 KB has 500 distinct terms.
const minSlots = 1 << 11

var seed = maphash.MakeSeed()

func hashOf(text string) uint32 { return uint32(maphash.String(seed, text)) }

// number returns the number of a text in a list; if the list does not have it, it is added.
func (t *table) number(in *texts, hash uint32, text string) (number int, added bool) {
	if 2*len(t.used) >= len(t.slots) {
		t.grow(in)
	}
	mask := uint32(len(t.slots) - 1)
	at := hash & mask
	for ; t.slots[at] != 0; at = (at + 1) & mask {
		n := int(t.slots[at] - 1)
		if in.hashes[n] == hash && in.text(n) == text {
			return n, false
		}
	}
	in.add(hash, text)
	t.slots[at] = uint32(len(in.ends))
	t.used = append(t.used, at)
	return len(in.ends) - 1, true
}

// grow doubles the table.
func (t *table) grow(in *texts) {
	t.slots = make([]uint32, max(minSlots, 2*len(t.slots)))
	t.used = t.used[:0]
	mask := uint32(len(t.slots) - 1)
	for n, hash := range in.hashes {
		at := hash & mask
		for t.slots[at] != 0 {
			at = (at + 1) & mask
		}
		t.slots[at] = uint32(n + 1)
		t.used = append(t.used, at)
	}
}

func (t *table) clear() {
	for _, at := range t.used {
		t.slots[at] = 0
	}
	t.used = t.used[:0]
}
