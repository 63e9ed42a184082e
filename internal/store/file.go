package store

import (
	"lede/internal/article"
	"lede/internal/copies"
)

// Sum is the first half of a SHA-256 hash. The zero Sum stands for a file that could not be read.
type Sum [16]byte

// Stamp is what the system tells of a file without reading it. A file whose stamp is the same is taken to hold the
// same bytes.
type Stamp struct {
	Size     int64
	Modified int64 // nanoseconds since 1970
	Changed  int64 // of the inode, nanoseconds since 1970; 0 where the system has none
	Inode    uint64
}

// File is what is known of one file of the corpus. Of a file without an article the card holds ID and Path only.
type File struct {
	article.Card
	Stamp        Stamp
	StatReliable bool // it was read long enough after its last change that a later change alters the stamp
	NotArticle   bool // it is of a kind that holds no article
	Sum          Sum  // of its bytes
	DefaultsHash Sum  // of all else that decided how it is read: what its folders say of their articles
	Problems     []article.Problem
	Sketch       copies.Sketch
	CopyOf       []Sum // files that it is a near-copy of, as far as they were there when it was read
	Body         Ref
	Commit       uint64 // that wrote it
}

// HasArticle reports whether the file holds an article.
func (f *File) HasArticle() bool { return f.Body.Length > 0 }

// Failed reports whether something of the file is lost.
func (f *File) Failed() bool {
	for _, p := range f.Problems {
		if p.Level == article.Error {
			return true
		}
	}
	return false
}
