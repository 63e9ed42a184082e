package corpus

import (
	"io/fs"
	"syscall"
)

// inode returns when a file's inode was changed and its number; zeros if the system does not tell.
func inode(info fs.FileInfo) (changed int64, number uint64) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Ctimespec.Nano(), stat.Ino
	}
	return 0, 0
}
