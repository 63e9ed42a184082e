package corpus

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lock is the right to write to a data folder. The system takes it back when the program ends, however that is.
type lock struct{ file *flock.Flock }

// errLocked is the error of a lock that another program has.
var errLocked = errors.New("held by another program")

// acquire takes the lock of a data folder, which is made if it is not there. It fails if the lock cannot be written,
// though reading it would be enough to lock it: then nothing else in the folder can be written either.
func acquire(data string) (*lock, error) {
	if err := os.MkdirAll(data, 0o755); err != nil {
		return nil, err
	}
	file := flock.New(filepath.Join(data, "lock"), flock.SetFlag(os.O_CREATE|os.O_RDWR))
	ok, err := file.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errLocked
	}
	return &lock{file}, nil
}

// release gives the lock back; nil does nothing.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return l.file.Unlock()
}
