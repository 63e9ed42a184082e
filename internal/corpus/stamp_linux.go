package corpus

import (
	"io/fs"
	"syscall"
)

// inode returns the time of the inode's last change and its number; zeros if info has neither.
func inode(info fs.FileInfo) (changed int64, number uint64) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Ctim.Nano(), stat.Ino
	}
	return 0, 0
}
