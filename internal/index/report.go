package index

import (
	"log/slog"
	"path/filepath"
	"sync"
)

// reports holds the loggers of the open indexes by the folder of bleve's files: bleve's callback knows no more.
var reports sync.Map

func report(err error, path string) {
	log, ok := reports.Load(filepath.Dir(path))
	if !ok {
		return
	}
	log.(*slog.Logger).Error("the index cannot be written; free some space on its disk", "folder", filepath.Dir(path), "err", err)
}
