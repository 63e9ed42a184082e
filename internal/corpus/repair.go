package corpus

import (
	"path"

	"lede/internal/index"
)

// repair rebuilds what another program has damaged in the data folder. The articles are verified then.
func (s *sweep) repair() error {
	x, ok := s.Index.(index.Mender)
	if !ok {
		return nil
	}
	repaired, err := x.Repair()
	if repaired || s.damaged.Swap(false) {
		s.verified = false
	}
	return err
}

// verifyArticles finds damaged articles in the index, once after each start, after damage, and in full sweeps, so that their
// files are read again.
func (s *sweep) verifyArticles() {
	x, ok := s.Index.(index.Mender)
	if !ok || s.verified && !s.readAll {
		return
	}
	for _, f := range x.Damaged(s.ctx) {
		s.Log.Warn("an article of the index is damaged; its file is read again", "file", f.Path)
		s.reread[f.Path], s.reread[path.Dir(f.Path)] = true, true // of a part, the file that contains it
	}
	s.verified = true
}
