package corpus

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"lede/internal/store"
)

// lock is an exclusive lock on a data folder. The operating system releases it when the process ends.
type lock struct{ file *flock.Flock }

// errLocked is returned if another process has the lock.
var errLocked = errors.New("locked by another process")

const lockName = "lock"

// acquire locks a data folder and creates it if needed. It opens the lock file for writing, so that it fails in a
// folder that cannot be written.
func acquire(data string) (*lock, error) {
	_ = store.MakeFolder(data, lockName) // without the folder, the lock file cannot be opened
	file := flock.New(filepath.Join(data, lockName), flock.SetFlag(os.O_CREATE|os.O_RDWR))
	ok, err := file.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errLocked
	}
	return &lock{file}, nil
}

// release unlocks the folder; a nil lock does nothing.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return l.file.Unlock()
}
