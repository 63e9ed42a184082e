package corpus

import (
	"io/fs"
	"time"

	"lede/internal/store"
)

// stampOf returns what the system tells of a file.
func stampOf(info fs.FileInfo) store.Stamp {
	s := store.Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	s.Changed, s.Inode = inode(info)
	return s
}

// settleTime is how long a file must have been left alone before its stamp is believed: twice the coarsest clock of a
// file system (FAT counts in steps of two seconds).
const settleTime = 4 * time.Second

// statReliable reports whether a file was left alone for so long that a later change will show in its stamp. A file from
// the future is not: the clock was set back, or is another's.
func statReliable(s store.Stamp, now time.Time) bool {
	return now.UnixNano()-max(s.Modified, s.Changed) > int64(settleTime)
}
