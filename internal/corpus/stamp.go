package corpus

import (
	"io/fs"
	"time"

	"lede/internal/store"
)

// stampOf returns the stamp of a file.
func stampOf(info fs.FileInfo) store.Stamp {
	s := store.Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	s.Changed, s.Inode = inode(info)
	return s
}

// settleTime is the age of the last change from which on a stamp is reliable: twice the coarsest time stamps of a file
// system (FAT has steps of two seconds).
const settleTime = 4 * time.Second

// statReliable reports whether a stamp is old enough that any later change of the file also changes the stamp. A stamp
// in the future is not reliable: a clock was set back, or the stamp is from another machine.
func statReliable(s store.Stamp, now time.Time) bool {
	return now.UnixNano()-max(s.Modified, s.Changed) > int64(settleTime)
}
