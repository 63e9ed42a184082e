package store

// journal lists the files that the last commits have put or removed, so that finding them does not take a look at all files.
type journal struct {
	entries []journalEntry // in the order of the commits
	from    uint64         // the commits after this one are complete
}

type journalEntry struct {
	commit uint64
	id     ID
}

// maxJournal is the most entries: a quarter of a megabyte.
const maxJournal = 1 << 13

// add adds a file to the last commit.
func (j *journal) add(commit uint64, id ID) {
	if len(j.entries) == maxJournal {
		half := j.entries[:maxJournal/2]
		j.from = half[len(half)-1].commit
		j.entries = append([]journalEntry{}, j.entries[len(half):]...)
	}
	j.entries = append(j.entries, journalEntry{commit, id})
}

// since returns the ids of the files that commits after the given one have put or removed, each once. It returns false if
// it does not go back so far.
func (j *journal) since(commit uint64) ([]ID, bool) {
	if commit < j.from {
		return nil, false
	}
	var ids []ID
	seen := map[ID]bool{}
	for i := len(j.entries) - 1; i >= 0 && j.entries[i].commit > commit; i-- {
		if id := j.entries[i].id; !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids, true
}
