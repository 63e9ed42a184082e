package store

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// TestTable compares a table with a map, after random additions and removals; many ids have the same home.
func TestTable(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(4, 2))
	var places table
	var all []entry
	want := map[ID]uint32{}
	for range 20000 {
		var id ID
		binary.LittleEndian.PutUint32(id[4*random.IntN(2):], random.Uint32N(600)+1)
		id[11] = byte(random.IntN(3))
		place, ok := places.get(all, id)
		if n, there := want[id]; ok != there || place != n {
			t.Fatalf("%d, %v; want %d, %v", place, ok, n, there)
		}
		switch {
		case !ok:
			all = append(all, entry{id: id})
			want[id] = uint32(len(all) - 1)
			places.add(all, id, want[id])
		case random.IntN(2) == 0:
			places.remove(all, id)
			delete(want, id)
		}
		if places.used != len(want) || 2*places.used > len(places.slots) {
			t.Fatalf("%d of %d, want %d", places.used, len(places.slots), len(want))
		}
	}
}
