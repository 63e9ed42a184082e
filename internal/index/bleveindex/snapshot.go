package bleveindex

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

// snapshotAttempts is how often a snapshot is tried while its owner changes the files.
const snapshotAttempts = 20

// takeSnapshot copies bleve's index from dir to a new temporary folder, which the caller removes. Segments never change,
// so they are linked; the other files are small and copied.
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

// copyFiles makes one attempt at a snapshot. It fails if the index changes meanwhile.
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
	// Bolt writes the pages of a transaction before its meta page, and never over pages of the last transaction. So the
	// copy is consistent if no transaction ended while it was made.
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

// linkSegments links all segments of dir into a folder, with symbolic links where the folder is on another disk.
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
			continue // a segment that was just removed is not part of the newest snapshot
		}
		if err := os.Symlink(from, to); err != nil {
			return err
		}
	}
	return nil
}

// removeSnapshot removes the folder of a snapshot; "" does nothing.
func removeSnapshot(dir string) error {
	if dir == "" {
		return nil
	}
	return os.RemoveAll(dir)
}
