package state

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Names of the SQLite database and of the lock of its migration, in their folder.
const (
	databaseName = "state.db"
	lockName     = "lock"
)

// makePrivate makes the folder of the SQLite database and the database, which SQLite would make with rights for others. It takes
// the rights of others away from those that are there. SQLite gives the files beside the database its rights.
func makePrivate(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, databaseName)
	if len(entries) == 0 || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == databaseName }) { // it is the state's own
		_ = os.Chmod(dir, 0o700) // a file system without rights refuses
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	for _, name := range []string{databaseName, databaseName + "-wal", databaseName + "-shm", lockName} {
		_ = os.Chmod(filepath.Join(dir, name), 0o600) // it may not be there
	}
	return file.Close()
}
