package corpus

import (
	"maps"
	"os"
	"slices"

	"lede/internal/store"
)

// walked is what a scan of the whole folder notes beside the files.
type walked struct {
	folders map[string]store.Stamp // stamps of all folders by absolute path, each taken before its files were listed
	links   bool                   // some files are reached by symbolic links, whose targets' changes are reported by other paths
}

// addFolder notes the stamp of a folder; a zero one if files may still be added to it without a change of the stamp.
func (w *walker) addFolder(real string) {
	if w.folders == nil {
		return
	}
	stamp := store.Stamp{}
	if info, err := os.Lstat(real); err == nil && statReliable(stampOf(info), w.now) {
		stamp = stampOf(info)
	}
	w.folders[real] = stamp
}

// isUnchanged reports whether no folder has another stamp than in the last scan of the whole folder: no file was added,
// removed or renamed. An edit in place does not show. It counts as a sweep of the whole folder then.
func (c *Corpus) isUnchanged() bool {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	if len(c.walked.folders) == 0 || c.damaged.Load() || c.Status().Err != nil {
		return false
	}
	for path, before := range c.walked.folders {
		if info, err := os.Lstat(path); err != nil || stampOf(info) != before {
			return false
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.status.LastSweep = c.Now()
	return true
}

// folders returns the absolute paths of the folders of the last scan of the whole folder.
func (c *Corpus) folders() []string {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	return slices.Collect(maps.Keys(c.walked.folders))
}

func (c *Corpus) hasLinks() bool {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	return c.walked.links
}
