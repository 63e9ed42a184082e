package bleveindex

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// trustedName is the file in bleve's folder that lists the segments which were verified, or written, by an earlier process,
// with the stamps that they had when it closed the index. A segment that still has its stamp is opened without a look at its
// bytes; Prepare verifies it later. The list is there only between a Close and the next Open, so that after a crash all
// segments are verified.
const trustedName = "verified.json"

// settledAfter is the age of a segment from which on its stamp shows every later change: the time stamps of some file systems
// have steps of two seconds.
const settledAfter = 4 * time.Second

// readTrusted returns the stamps of the trusted segments by name; nil if there is no valid list.
func readTrusted(dir string) map[string]segmentStamp {
	raw, err := os.ReadFile(filepath.Join(dir, trustedName))
	if err != nil {
		return nil
	}
	var out map[string]segmentStamp
	if json.Unmarshal(raw, &out) != nil {
		return nil
	}
	return out
}

// writeTrusted writes the list of an index that is in order, with the segments that are mapped. Without the list, all segments
// are verified by the next start, so that an error is none.
func (w *fileWatch) writeTrusted(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.dir == "" || w.damage != nil {
		return
	}
	trusted := map[string]segmentStamp{}
	for path, stamp := range w.segments {
		if now.Sub(time.Unix(0, stamp.Modified)) > settledAfter {
			trusted[filepath.Base(path)] = stamp
		}
	}
	path := filepath.Join(w.dir, trustedName)
	raw, err := json.Marshal(trusted)
	if err == nil {
		err = os.WriteFile(path+".new", raw, 0o600)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		_ = os.Remove(path) // an older list is of other files at worst, which have other stamps
	}
}

// stampOf returns the stamp of a segment's file.
func stampOf(info fs.FileInfo) segmentStamp {
	return segmentStamp{info.Size(), info.ModTime().UnixNano()}
}

// isTrusted reports whether a segment has the stamp that it is listed with.
func isTrusted(path string, trusted map[string]segmentStamp) bool {
	info, err := os.Stat(path)
	stamp, listed := trusted[filepath.Base(path)]
	return err == nil && listed && stamp == stampOf(info)
}

// verifyTrusted verifies the segments that were trusted, and reports the first that is damaged as the file watch does.
func (x *Index) verifyTrusted() {
	for _, path := range x.trusted {
		x.openMu.RLock()
		closed := x.closed
		x.openMu.RUnlock()
		if closed {
			return
		}
		err := checkSegment(path)
		if err == nil || errors.Is(err, fs.ErrNotExist) { // merged with others since
			continue
		}
		x.files.fail(err)
		_ = x.damaged(err) // reported
		return
	}
}
