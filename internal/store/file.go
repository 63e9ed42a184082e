package store

import (
	"lede/internal/article"
	"lede/internal/copies"
)

// Sum is the first half of a SHA-256 hash. The zero Sum is that of a file that was not read.
type Sum [16]byte

// Stamp is the part of a file's stat that changes with its content. A file with the same reliable stamp is not read
// again.
type Stamp struct {
	Size     int64
	Modified int64 // Unix time in nanoseconds
	Changed  int64 // change of the inode, Unix time in nanoseconds; 0 if the system has none
	Inode    uint64
}

// File is the record of one file of the corpus. If it has no article, only ID and Path of the card are set.
type File struct {
	article.Card
	Stamp        Stamp
	StatReliable bool // Stamp is old enough that any later change of the file changes it
	NotArticle   bool // by its name it contains no article
	Sum          Sum  // of the file's bytes
	DefaultsHash Sum  // of the folder defaults applied when the file was parsed; zero for none
	Problems     []article.Problem
	Sketch       copies.Sketch
	CopyOf       []Sum // sums of files it is a near-copy of, among those indexed before it
	Body         Ref
	Commit       uint64 // the number of the commit that wrote the record
}

// HasArticle reports whether the file contains an article.
func (f *File) HasArticle() bool { return f.Body.Length > 0 }

// Failed reports whether the file was not read or only in part: one of its problems is an error.
func (f *File) Failed() bool {
	for _, p := range f.Problems {
		if p.Level == article.Error {
			return true
		}
	}
	return false
}
