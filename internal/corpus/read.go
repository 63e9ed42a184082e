package corpus

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"lede/internal/store"
)

// errChanging is the error of a file that somebody writes all the time.
var errChanging = errors.New("it changes while it is read")

// Bounds of reading a file that somebody may be writing. Time stamps of files have steps of up to 4 ms, and a program that
// writes is stopped by others that run for about as long: settledAfter a change the file counts as written.
const (
	readTries    = 5
	settledAfter = 50 * time.Millisecond
)

// fileReader reads files of the corpus. What is at a path may be another file than the walk has seen: a link that leads out of
// the folder is not followed, what is no regular file or too large is an error.
type fileReader struct {
	root *os.Root
	most int64 // bytes of a file
}

// newFileReader returns a reader of the files below a folder. It must be closed.
func newFileReader(dir string, most int64) (*fileReader, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("corpus folder: %w", err)
	}
	return &fileReader{root, most}, nil
}

func (r *fileReader) close() { _ = r.root.Close() } // nothing was written

// read returns the bytes of a file and the stamp that they belong to. A file that was changed just now, or changes
// meanwhile, is read again a little later, so that the bytes are of one version; the error is errChanging if that does not
// succeed.
func (r *fileReader) read(real string) ([]byte, store.Stamp, error) {
	name, err := filepath.Rel(r.root.Name(), real)
	if err != nil {
		return nil, store.Stamp{}, err
	}
	for range readTries {
		raw, before, after, err := r.once(name)
		if err != nil {
			return nil, store.Stamp{}, err
		}
		age := time.Since(time.Unix(0, max(after.Modified, after.Changed)))
		if before == after && (age < 0 || age > settledAfter) {
			return raw, before, nil
		}
		time.Sleep(settledAfter - max(0, age))
	}
	return nil, store.Stamp{}, errChanging
}

// once reads a file once, with its stamps before and after that.
func (r *fileReader) once(name string) (raw []byte, before, after store.Stamp, err error) {
	file, err := r.root.OpenFile(name, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, before, after, err
	}
	defer file.Close()
	first, err := file.Stat()
	switch {
	case err != nil:
		return nil, before, after, err
	case !first.Mode().IsRegular():
		return nil, before, after, errors.New("it is not a regular file")
	case first.Size() > r.most:
		return nil, before, after, fmt.Errorf("it has %d bytes; at most %d are read", first.Size(), r.most)
	}
	raw = make([]byte, first.Size()+1) // one more, so that the end is found
	n, err := io.ReadFull(file, raw)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, before, after, err
	}
	second, err := file.Stat()
	if err != nil {
		return nil, before, after, err
	}
	return raw[:n], stampOf(first), stampOf(second), nil
}
