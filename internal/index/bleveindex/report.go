package bleveindex

import (
	"log/slog"
	"path/filepath"
	"sync"
)

// reports maps bleve's folder to the logger of its index: bleve's callback gets only the path.
var reports sync.Map

// report logs a failed write with the logger of the index that the path belongs to.
func report(err error, path string) {
	log, ok := reports.Load(filepath.Dir(path))
	if !ok {
		return
	}
	log.(*slog.Logger).Error("the index cannot be written; free some space on its disk", "folder", filepath.Dir(path), "err", err)
}
