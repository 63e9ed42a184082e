package store

import (
	"errors"
	"fmt"
	"path/filepath"
)

// logs are the files of a store.
type logs struct {
	catalog, records, bodies *log
}

// The names of the files, each followed by the number of compactions.
const (
	catalogName = "catalog-"
	recordsName = "records-"
	bodiesName  = "articles-"
)

var logNames = []string{catalogName, recordsName, bodiesName}

func logPath(dir, name string, number int) string {
	return filepath.Join(dir, fmt.Sprintf("%s%d", name, number))
}

func logsInMemory() logs { return logs{&log{}, &log{}, &log{}} }

// openLogs opens the files with a number; fresh creates them. A suffix is that of the catalog's name. The catalog comes first: it refers
// to nothing that the others do not have, even if another process writes. After an error, those that are open are returned.
func openLogs(dir string, number int, suffix string, readOnly, fresh bool) (l logs, err error) {
	open := func(name string) *log {
		if err != nil {
			return &log{}
		}
		var opened *log
		opened, err = openLog(logPath(dir, name, number)+suffix, readOnly, fresh)
		suffix = ""
		return opened
	}
	l.catalog, l.records, l.bodies = open(catalogName), open(recordsName), open(bodiesName)
	return l, err
}

func (l logs) close() error {
	return errors.Join(l.catalog.close(), l.records.close(), l.bodies.close())
}

// cut drops what writes without an add have written.
func (l logs) cut() error {
	return errors.Join(l.catalog.cut(), l.records.cut(), l.bodies.cut())
}
