package corpus

import (
	"io/fs"
	"os"

	"golang.org/x/sys/unix"

	"lede/internal/store"
)

// openFolder is an open folder whose files are looked up without its path, and without the memory that package os takes for each.
type openFolder struct {
	*os.File
	path string
}

func openForStamps(dir string) (*openFolder, error) {
	f, err := os.Open(dir)
	return &openFolder{f, dir}, err
}

// lstat returns the stamp of a file in the folder, of a link's own.
func (f *openFolder) lstat(name string) (store.Stamp, error) { return lstatAt(int(f.Fd()), name) }

func lstat(path string) (store.Stamp, error) { return lstatAt(unix.AT_FDCWD, path) }

func lstatAt(folder int, name string) (store.Stamp, error) {
	var stat unix.Stat_t
	err := unix.Fstatat(folder, name, &stat, unix.AT_SYMLINK_NOFOLLOW)
	for err == unix.EINTR {
		err = unix.Fstatat(folder, name, &stat, unix.AT_SYMLINK_NOFOLLOW)
	}
	if err != nil {
		return store.Stamp{}, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return store.Stamp{Size: stat.Size, Modified: stat.Mtim.Nano(), Changed: stat.Ctim.Nano(), Inode: stat.Ino}, nil
}
