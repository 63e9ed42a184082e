package bleveindex

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2/util"
	bolt "go.etcd.io/bbolt"

	"lede/internal/store"
)

// rootName is bleve's file that lists the segments of its index.
const rootName = "root.bolt"

// storePath returns the folder of bleve's segments and root file.
func storePath(dir string) string { return filepath.Join(dir, "store") }

// verify checks the files of bleve's index before bleve maps them into memory, where reading past the end of a file
// kills the process. It reads all of them but the segments that a function says to skip: 300 MB in the page cache take
// 0.1 s.
func verify(dir string, skips ...func(path string) bool) error {
	root := filepath.Join(storePath(dir), rootName)
	if err := checkPages(root); err != nil {
		return err
	}
	segments, err := segmentsOf(root)
	if err != nil {
		return err
	}
	for _, name := range segments {
		path := filepath.Join(storePath(dir), filepath.Base(name))
		if slices.ContainsFunc(skips, func(skip func(string) bool) bool { return skip(path) }) {
			continue
		}
		if err := checkSegment(path); err != nil {
			return err
		}
	}
	return nil
}

// Layout of bolt's meta pages, the first two of its file (see go.etcd.io/bbolt/internal/common/meta.go). Bolt verifies
// their checksums, but not that the file is as long as they say.
const (
	pageHeader = 16
	metaMagic  = 0xED0CDAED
	metaSize   = 64
	metaPages  = 40 // offset of the number of pages
	metaTxID   = 48 // offset of the number of the transaction
)

// checkPages checks that a bolt file is as long as the newer of its meta pages says.
func checkPages(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	defer file.Close()
	meta, err := metaOf(file, 0)
	if err != nil {
		return err
	}
	size := int64(binary.LittleEndian.Uint32(meta[8:]))
	other, err := metaOf(file, size)
	if err != nil {
		return err
	}
	if binary.LittleEndian.Uint64(other[metaTxID:]) > binary.LittleEndian.Uint64(meta[metaTxID:]) {
		meta = other
	}
	stat, err := file.Stat() // after the pages: bolt makes the file longer first
	if err != nil {
		return fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	if pages := int64(binary.LittleEndian.Uint64(meta[metaPages:])); size <= 0 || pages <= 0 || stat.Size()/size < pages {
		return fmt.Errorf("%w: %s is too short", store.ErrDamage, filepath.Base(path))
	}
	return nil
}

// metaOf reads the meta page at an offset.
func metaOf(file *os.File, offset int64) ([]byte, error) {
	meta := make([]byte, metaSize)
	if _, err := file.ReadAt(meta, offset+pageHeader); err != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	if binary.LittleEndian.Uint32(meta) != metaMagic {
		return nil, fmt.Errorf("%w: %s is not what bleve writes", store.ErrDamage, filepath.Base(file.Name()))
	}
	return meta, nil
}

// segmentsOf returns the names of the segment files of bleve's newest snapshot. It reads all snapshots, so that a
// broken page becomes an error here.
func segmentsOf(root string) (segments []string, err error) {
	defer recoverDamage(&err)()
	db, err := bolt.Open(root, 0o600, &bolt.Options{ReadOnly: true, Timeout: 2 * time.Second})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	defer db.Close()
	err = db.View(func(tx *bolt.Tx) error {
		snapshots := tx.Bucket(util.BoltSnapshotsBucket)
		if snapshots == nil {
			return nil
		}
		return snapshots.ForEachBucket(func(key []byte) error { // the last one is the newest
			segments = nil
			return snapshots.Bucket(key).ForEachBucket(func(name []byte) error {
				if path := snapshots.Bucket(key).Bucket(name).Get(util.BoltPathKey); path != nil {
					segments = append(segments, string(path))
				}
				return nil
			})
		})
	})
	return slices.Compact(segments), err
}

// checkSegment checks a segment against the CRC-32 in its last four bytes, which bleve writes but does not check.
func checkSegment(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	defer file.Close()
	stat, err := file.Stat()
	if err != nil || stat.Size() < 4 {
		return fmt.Errorf("%w: %s is empty", store.ErrDamage, filepath.Base(path))
	}
	sum := crc32.NewIEEE()
	var want [4]byte
	if _, err := io.CopyBuffer(sum, io.LimitReader(file, stat.Size()-4), make([]byte, 1<<20)); err != nil {
		return fmt.Errorf("%w: %w", store.ErrDamage, err)
	}
	if _, err := io.ReadFull(file, want[:]); err != nil || binary.BigEndian.Uint32(want[:]) != sum.Sum32() {
		return fmt.Errorf("%w: the checksum of %s is wrong", store.ErrDamage, filepath.Base(path))
	}
	return nil
}
