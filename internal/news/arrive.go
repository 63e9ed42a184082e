package news

import (
	"context"
	"errors"
	"time"

	"lede/internal/state"
	"lede/internal/store"
)

// arrive matches some articles and commits what comes of it, again if another process has matched one of them meanwhile: then what it
// has found says which stories there are.
func (n *News) arrive(ctx context.Context, files []*store.File) (err error) {
	for range tries {
		if err = n.arriveOnce(ctx, files); !errors.Is(err, state.ErrStale) {
			return err
		}
	}
	return err
}

func (n *News) arriveOnce(ctx context.Context, files []*store.File) error {
	stories, err := n.stories(ctx, files)
	if err != nil {
		return err
	}
	now := n.Now()
	out := outbox{now: now, posts: map[postKey][]state.Match{}}
	var seen []state.Seen
	for _, f := range files {
		s, known := stories.of(f, now)
		if !known {
			seen = append(seen, s)
		} else if now.Sub(s.Arrived) > correctable {
			continue
		}
		if err := n.match(ctx, s, &out); err != nil {
			return err
		}
	}
	posts, err := n.posts(ctx, &out)
	if err != nil {
		return err
	}
	return n.State.Arrive(ctx, seen, posts, out.waiting)
}

// match adds what an article matches to the outbox.
func (n *News) match(ctx context.Context, s state.Seen, out *outbox) error {
	if len(n.follows) == 0 {
		return nil
	}
	a, err := n.Index.Article(ctx, s.ID)
	if err != nil && !errors.Is(err, store.ErrDamage) {
		return err // it is tried again
	}
	if a == nil || len(a.Sentences) == 0 {
		return nil // the next sweep reads its file again, or it is deleted
	}
	for _, i := range n.set.Match(a) {
		if f := n.follows[i]; !f.At.After(s.Arrived) {
			out.add(f, state.Match{Place: f.Place, Story: s.Story, Article: s.ID, Follow: f.ID})
		}
	}
	return nil
}

// outbox collects the matches of an update.
type outbox struct {
	now     time.Time
	keys    []postKey // in order
	posts   map[postKey][]state.Match
	waiting []state.Match
	added   int
}

// postKey is what the posts of one follow in one place have in common.
type postKey struct {
	place  state.Place
	follow string
}

// add adds a match. Each is a nanosecond later than the one before, so that they stay in order.
func (o *outbox) add(f state.Follow, m state.Match) {
	m.At = o.now.Add(time.Duration(o.added))
	o.added++
	if f.Every != "" {
		o.waiting = append(o.waiting, m)
		return
	}
	key := postKey{f.Place, f.ID}
	if o.posts[key] == nil {
		o.keys = append(o.keys, key)
	}
	o.posts[key] = append(o.posts[key], m)
}

// posts returns the posts to send now: one for each story, or a list of all where a follow has many within a short time.
func (n *News) posts(ctx context.Context, o *outbox) ([]state.Post, error) {
	var out []state.Post
	for _, key := range o.keys {
		recent, err := n.State.PostedSince(ctx, key.follow, o.now.Add(-listSpan))
		if err != nil {
			return nil, err
		}
		matches := o.posts[key]
		if recent+distinct(matches) > mostPosts {
			list := o.post(key, state.DigestPost, matches)
			list.Due = o.now.Add(listWait)
			out = append(out, list)
			continue
		}
		for _, m := range matches {
			out = append(out, o.post(key, state.StoryPost, []state.Match{m}))
		}
	}
	return out, nil
}

func (o *outbox) post(key postKey, kind state.PostKind, matches []state.Match) state.Post {
	return state.Post{ID: state.NewPostID(), At: matches[0].At, Place: key.place, Follow: key.follow, Kind: kind, Due: o.now, Matches: matches}
}

// distinct returns how many stories some matches have.
func distinct(matches []state.Match) int {
	stories := map[string]bool{}
	for _, m := range matches {
		stories[m.Story] = true
	}
	return len(stories)
}
