//go:build !linux && !darwin

package corpus

import "io/fs"

// inode returns zeros: this system has no inodes.
func inode(fs.FileInfo) (changed int64, number uint64) { return 0, 0 }
