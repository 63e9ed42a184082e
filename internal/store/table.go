package store

import (
	"encoding/binary"
	"math/bits"
)

// table finds the places of entries by id. It has no ids of its own: a place is four bytes, where a map takes twenty, and an id that is not
// there is found out without a look at the entries. It is a hash table with linear probing (Knuth, The Art of Computer Programming 3,
// 6.4, algorithms L and R), at most half full.
type table struct {
	slots []uint32 // place + 1; 0 for none. The length is a power of two.
	used  int
}

// minSlots is the first size.
const minSlots = 1 << 8

// home returns the slot where the search for an id begins. Ids are parts of hashes, in letters.
func (t *table) home(id ID) int {
	const golden = 0x9e3779b97f4a7c15 // 2^64 by the golden ratio: multiplicative hashing, the same, 6.4
	hash := binary.LittleEndian.Uint64(id[:]) * golden
	return int(hash >> (64 - bits.TrailingZeros(uint(len(t.slots)))))
}

// find returns the slot of an id, or the free one where it belongs. The table has slots.
func (t *table) find(all []entry, id ID) (slot int, found bool) {
	for slot = t.home(id); t.slots[slot] != 0; slot = t.next(slot) {
		if all[t.slots[slot]-1].id == id {
			return slot, true
		}
	}
	return slot, false
}

func (t *table) next(slot int) int { return (slot + 1) & (len(t.slots) - 1) }

// get returns the place of an id.
func (t *table) get(all []entry, id ID) (place uint32, ok bool) {
	if t.used == 0 {
		return 0, false
	}
	slot, ok := t.find(all, id)
	if !ok {
		return 0, false
	}
	return t.slots[slot] - 1, true
}

// add adds the place of an id that it does not have.
func (t *table) add(all []entry, id ID, place uint32) {
	if 2*(t.used+1) > len(t.slots) {
		t.grow(all, t.used+1)
	}
	slot, _ := t.find(all, id)
	t.slots[slot] = place + 1
	t.used++
}

// grow makes room for so many ids in all.
func (t *table) grow(all []entry, n int) {
	old := t.slots
	t.slots = make([]uint32, max(minSlots, 1<<bits.Len(uint(2*n))))
	for _, place := range old {
		if place != 0 {
			slot, _ := t.find(all, all[place-1].id)
			t.slots[slot] = place
		}
	}
}

// remove removes an id that it has, and moves those behind it that would not be found any more.
func (t *table) remove(all []entry, id ID) {
	free, _ := t.find(all, id)
	t.used--
	for slot := t.next(free); t.slots[slot] != 0; slot = t.next(slot) {
		home := t.home(all[t.slots[slot]-1].id)
		if (slot-home)&(len(t.slots)-1) >= (slot-free)&(len(t.slots)-1) { // it may be at the free slot
			t.slots[free] = t.slots[slot]
			free = slot
		}
	}
	t.slots[free] = 0
}
