package store

import "errors"

// What the catalog says about numbers of a Common: commonRecord gives a number its meaning, and the entries behind it use it until
// another commonRecord does. A writer gives a number another meaning only when no entry in the catalog uses it.

// maxGap is how many numbers may be left out, those of commits that failed: far more than a commit has files, and so few that a wrong
// number does not take the memory.
const maxGap = 1 << 16

// errBadNumber is the error of a number of a Common, or an id, that cannot be.
var errBadNumber = errors.New("a record of the catalog has a wrong number")

// set gives a number its Common.
func (e *entries) set(n uint64, c *Common) error {
	if n > uint64(len(e.commons)+maxGap) {
		return errBadNumber
	}
	for uint64(len(e.commons)) <= n {
		e.commons, e.users = append(e.commons, nil), append(e.users, 0)
	}
	if e.users[n] > 0 {
		return errBadNumber
	}
	if e.commons[n] != nil {
		e.vacate(uint32(n))
	}
	e.commons[n] = c.clone()
	e.known[string(c.appendKey(nil))] = uint32(n)
	return nil
}

// count counts an entry that uses its number.
func (e *entries) count(x *entry) error {
	if n := x.common; x.id == (ID{}) || uint64(n) >= uint64(len(e.commons)) || e.commons[n] == nil {
		return errBadNumber
	}
	e.users[x.common]++
	return nil
}

// endLoading frees the numbers that no entry uses.
func (e *entries) endLoading() {
	e.loading, e.vacant = false, nil
	for n := range e.commons {
		switch {
		case e.commons[n] == nil:
			e.vacant = append(e.vacant, uint32(n))
		case e.users[n] == 0:
			e.vacate(uint32(n))
		}
	}
}
