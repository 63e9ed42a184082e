package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Rights of folders and files at rest: what members ask and editors have not published yet is for the bot's user alone.
const (
	folderMode = 0o700
	fileMode   = 0o600
)

// MakeFolder creates a folder that only the bot's user can read. It takes the rights of others away from one that is
// there, if that is empty or has one of the files that mark it as the bot's own.
func MakeFolder(dir string, marks ...string) error {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	own := err == nil && (len(entries) == 0 || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return slices.Contains(marks, e.Name()) }))
	if own {
		_ = os.Chmod(dir, folderMode) // a file system without rights refuses
	}
	return nil
}

// Protect takes the rights of others away from all files and folders below a folder, as far as that is possible: the
// libraries of the index create some with their own rights.
func Protect(dir string) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
		case d.IsDir():
			_ = os.Chmod(path, folderMode)
		case d.Type().IsRegular():
			_ = os.Chmod(path, fileMode)
		}
		return nil
	})
}

// asidePrefix begins the names of what MoveAside has moved.
const asidePrefix = "aside-"

// MoveAside renames each folder that has the name of a file of the store, or one of the other names, so that the file can
// be created. It returns the new paths.
func MoveAside(dir string, names ...string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var moved []string
	for _, e := range entries {
		if !e.IsDir() || !isFileName(e.Name(), names) {
			continue
		}
		aside, err := freeName(dir, asidePrefix+e.Name())
		if err == nil {
			err = os.Rename(filepath.Join(dir, e.Name()), aside)
		}
		if err != nil {
			return moved, err
		}
		moved = append(moved, aside)
	}
	return moved, nil
}

func isFileName(name string, names []string) bool {
	return slices.Contains(names, name) || slices.ContainsFunc(logNames, func(own string) bool { return strings.HasPrefix(name, own) })
}

// freeName returns a path in a folder that nothing has: the name, or the name with a number.
func freeName(dir, name string) (string, error) {
	path := filepath.Join(dir, name)
	for n := 2; n < 1000; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
		path = filepath.Join(dir, fmt.Sprintf("%s-%d", name, n))
	}
	return "", fmt.Errorf("%s: there are too many of its kind; delete them", path)
}
