package store

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"slices"
)

// log is a file that is only appended to. If it was opened read-only, appended bytes stay in memory.
type log struct {
	file   *os.File // nil for a log in memory
	memory bool     // appends go to extra
	stored int64    // bytes in the file
	extra  []byte   // what follows them
}

// openLog opens a log; fresh creates an empty one.
func openLog(path string, readOnly, fresh bool) (*log, error) {
	flag := os.O_RDWR
	switch {
	case readOnly:
		flag = os.O_RDONLY
	case fresh:
		flag = os.O_RDWR | os.O_CREATE | os.O_TRUNC
	}
	file, err := os.OpenFile(path, flag, fileMode)
	if errors.Is(err, fs.ErrNotExist) && !fresh {
		return &log{}, fmt.Errorf("%w: %w", ErrDamage, err)
	}
	if err != nil {
		return &log{}, err
	}
	stat, err := file.Stat()
	if err != nil {
		return &log{file: file}, err
	}
	return &log{file: file, memory: readOnly, stored: stat.Size()}, nil
}

func (l *log) size() int64 { return l.stored + int64(len(l.extra)) }

// inMemory reports whether appended bytes stay in memory.
func (l *log) inMemory() bool { return l.file == nil || l.memory }

// append writes at the end. If it fails, some bytes may have been written; see cut.
func (l *log) append(raw []byte) error {
	if err := l.write(raw); err != nil {
		return err
	}
	l.add(raw)
	return nil
}

// write writes bytes behind the end of the file, where nothing reads them until add. If it fails, some bytes may have been
// written; see cut.
func (l *log) write(raw []byte) error {
	if l.inMemory() {
		return nil
	}
	_, err := l.file.WriteAt(raw, l.stored)
	return err
}

// add makes the bytes of the last write a part of the log.
func (l *log) add(raw []byte) {
	if l.inMemory() {
		l.extra = append(l.extra, raw...)
		return
	}
	l.stored += int64(len(raw))
}

// cut drops what writes without an add have written.
func (l *log) cut() error {
	if l.inMemory() {
		return nil
	}
	return l.file.Truncate(l.stored)
}

// truncate drops everything from an offset on, including what a failed append wrote.
func (l *log) truncate(size int64) error {
	l.extra = l.extra[:max(0, min(int64(len(l.extra)), size-l.stored))]
	l.stored = min(l.stored, size)
	if l.inMemory() {
		return nil // bytes of the file beyond l.stored are not read
	}
	return l.file.Truncate(size)
}

// readAt fills a buffer with the content from an offset on, and returns how much of it there is.
func (l *log) readAt(to []byte, offset int64) (n int, err error) {
	if offset < l.stored && l.file != nil {
		n, err = l.file.ReadAt(to[:min(int64(len(to)), l.stored-offset)], offset)
		if err != nil && err != io.EOF {
			return n, err
		}
		offset += int64(n)
	}
	if at := offset - l.stored; at >= 0 && at < int64(len(l.extra)) {
		n += copy(to[n:], l.extra[at:])
	}
	return n, nil
}

// Ref is the location of a record or a body.
type Ref struct {
	Offset int64
	Length int32 // 0 if there is no body
	Sum    uint32
}

func (r Ref) end() int64 { return r.Offset + int64(r.Length) }

// read returns the bytes of a reference, in buffer's memory if that is large enough. It returns ErrDamage if the
// checksum does not match.
func (l *log) read(r Ref, buffer []byte) ([]byte, error) {
	raw := slices.Grow(buffer[:0], int(max(0, r.Length)))[:max(0, r.Length)]
	switch at := r.Offset - l.stored; {
	case r.Offset < 0 || r.Offset+int64(r.Length) > l.size():
		return nil, fmt.Errorf("%w: it has %d bytes less than it should", ErrDamage, r.Offset+int64(r.Length)-l.size())
	case at >= 0:
		copy(raw, l.extra[at:])
	default:
		if _, err := l.file.ReadAt(raw, r.Offset); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamage, err)
		}
	}
	if checksum(raw) != r.Sum {
		return nil, fmt.Errorf("%w: the checksum of an article or its record is wrong", ErrDamage)
	}
	return raw, nil
}

func (l *log) close() error {
	if l == nil || l.file == nil {
		return nil
	}
	return l.file.Close()
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(raw []byte) uint32 { return crc32.Checksum(raw, castagnoli) }
