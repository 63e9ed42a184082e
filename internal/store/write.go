package store

import (
	"errors"

	"lede/internal/article"
)

// writer collects what a commit writes to the files of a store.
type writer struct {
	store   *Store
	entries []entry // of the files, with their places

	catalog         encoder
	records, bodies []byte
}

// newWriter returns a writer with room for so many bytes of bodies.
func (s *Store) newWriter(bodies int) *writer {
	return &writer{store: s, bodies: make([]byte, 0, bodies)}
}

// put adds a file and, if it is not nil, its body.
func (w *writer) put(p Put) {
	if p.Body != nil {
		p.File.Body = p.Body.ref(w.store.bodies.size() + int64(len(w.bodies)))
		w.bodies = append(w.bodies, p.Body...)
	}
	var details encoder
	details.details(p.File)
	x, common := entryOf(p.File)
	w.entry(x, &common, details.bytes)
}

// entry adds the entry of a file whose body has its place, and its record.
func (w *writer) entry(x entry, common *Common, record []byte) {
	x.record = Ref{Offset: w.store.records.size() + int64(len(w.records)), Length: int32(len(record)), Sum: checksum(record)}
	w.records = append(w.records, record...)
	w.store.mu.Lock()
	n, added := w.store.entries.use(common)
	w.store.mu.Unlock()
	if x.common = n; added {
		w.catalog.record(commonRecord, func() { w.catalog.uint(uint64(x.common)); w.catalog.common(common) })
	}
	w.catalog.record(putRecord, func() { w.catalog.entry(&x) })
	w.entries = append(w.entries, x)
}

func (w *writer) remove(path string) {
	id, _ := IDOf(article.ID(path))
	w.catalog.record(removeRecord, func() { w.catalog.raw(id[:]) })
}

func (w *writer) commit(number uint64, complete bool) {
	w.catalog.record(commitRecord, func() { w.catalog.uint(number); w.catalog.bool(complete) })
}

// write writes to the files, the catalog last. If it fails they are as before.
func (w *writer) write() error {
	err := w.store.bodies.write(w.bodies)
	if err == nil {
		err = w.store.records.write(w.records)
	}
	if err == nil {
		err = w.store.catalog.write(w.catalog.bytes)
	}
	if err != nil {
		return errors.Join(err, w.undo())
	}
	return nil
}

// undo drops what was collected and written.
func (w *writer) undo() error {
	w.store.mu.Lock()
	defer w.store.mu.Unlock()
	for _, x := range w.entries {
		w.store.entries.drop(x.common)
	}
	return w.store.cut()
}

// add makes what was written a part of the store's files.
func (w *writer) add() {
	w.store.bodies.add(w.bodies)
	w.store.records.add(w.records)
	w.store.catalog.add(w.catalog.bytes)
}
