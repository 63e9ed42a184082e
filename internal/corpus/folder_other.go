//go:build !linux

package corpus

import (
	"os"

	"lede/internal/store"
)

// openFolder is an open folder whose files are looked up without its path.
type openFolder struct {
	*os.Root
	path string
}

func openForStamps(dir string) (*openFolder, error) {
	root, err := os.OpenRoot(dir)
	return &openFolder{root, dir}, err
}

// lstat returns the stamp of a file in the folder, of a link's own.
func (f *openFolder) lstat(name string) (store.Stamp, error) {
	info, err := f.Lstat(name)
	if err != nil {
		return store.Stamp{}, err
	}
	return stampOf(info), nil
}

func lstat(path string) (store.Stamp, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return store.Stamp{}, err
	}
	return stampOf(info), nil
}
