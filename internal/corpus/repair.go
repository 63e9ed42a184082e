package corpus

import (
	"context"
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
	damaged, _ := x.Damaged(s.ctx)
	for _, p := range damaged {
		s.Log.Warn("an article of the index is damaged; its file is read again", "file", p)
		s.reread[p], s.reread[path.Dir(p)] = true, true // of a part, the file that contains it
	}
	s.verified = true
}

// verifyLater leaves the verification of the articles to the returned function, which has them all read again if one is
// damaged. What is read until then is checked when it is read.
func (c *Corpus) verifyLater() (verify func(ctx context.Context, damaged func())) {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	x, ok := c.Index.(index.Mender)
	if !ok || c.verified || c.Index.Commits() == 0 {
		return func(context.Context, func()) {}
	}
	c.verified = true
	return func(ctx context.Context, damaged func()) {
		if paths, forgotten := x.Damaged(ctx); len(paths)+forgotten > 0 {
			c.damaged.Store(true)
			damaged()
		}
	}
}

// VerifyWhenRead has the next sweep verify the articles only if one that was read until then is damaged.
func (c *Corpus) VerifyWhenRead() {
	c.sweeping.Lock()
	defer c.sweeping.Unlock()
	c.verified = true
	c.onDamage(func() {})
}

// onDamage sets what is called when the index finds damage, besides that the next sweep repairs it.
func (c *Corpus) onDamage(f func()) {
	if x, ok := c.Index.(index.Mender); ok {
		x.OnDamage(func() {
			c.damaged.Store(true)
			f()
		})
	}
}
