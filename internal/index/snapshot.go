package index

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lede/internal/store"
)

// snapshotAttempts is how often a view is tried while another program changes the files.
const snapshotAttempts = 20

// takeSnapshot returns a folder of this program's own that holds bleve's index as it is in dir. Segments never change, so they
// are linked; the rest is small, and copied. The caller removes it.
func takeSnapshot(dir string) (own string, err error) {
	own, err = os.MkdirTemp("", "lede-view-")
	if err != nil {
		return "", err
	}
	for range snapshotAttempts {
		if err = copyFiles(own, dir); err == nil {
			return own, nil
		}
		err = errors.Join(err, os.RemoveAll(storePath(own)))
	}
	return "", errors.Join(err, os.RemoveAll(own))
}

// copyFiles tries to make a view.
func copyFiles(own, dir string) error {
	if err := os.MkdirAll(storePath(own), 0o700); err != nil {
		return err
	}
	meta, err := os.ReadFile(filepath.Join(dir, "index_meta.json"))
	if err != nil {
		return err
	}
	root := filepath.Join(storePath(dir), rootName)
	before, err := os.ReadFile(root)
	if err != nil {
		return err
	}
	if err := linkSegments(own, dir); err != nil {
		return err
	}
	// Bolt writes the pages of a transaction before the page that makes them count, and never over those of the
	// last one; so a copy is good if no transaction ended while it was made.
	after, err := os.ReadFile(root)
	if err != nil {
		return err
	}
	if !bytes.Equal(before, after) {
		return fmt.Errorf("%w: it is being changed", store.ErrDamage)
	}
	return errors.Join(os.WriteFile(filepath.Join(own, "index_meta.json"), meta, 0o600),
		os.WriteFile(filepath.Join(storePath(own), rootName), before, 0o600))
}

func linkSegments(own, dir string) error {
	entries, err := os.ReadDir(storePath(dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".zap") {
			continue
		}
		from, err := filepath.Abs(filepath.Join(storePath(dir), e.Name()))
		if err != nil {
			return err
		}
		to := filepath.Join(storePath(own), e.Name())
		if err := os.Link(from, to); err == nil || errors.Is(err, fs.ErrNotExist) {
			continue // a segment that is gone already belongs to no newer snapshot
		}
		if err := os.Symlink(from, to); err != nil { // another disk
			return err
		}
	}
	return nil
}

// removeSnapshot removes a view.
func removeSnapshot(dir string) error {
	if dir == "" {
		return nil
	}
	return os.RemoveAll(dir)
}
