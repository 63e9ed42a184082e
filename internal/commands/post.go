package commands

import (
	"context"
	"errors"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/delivery"
	"lede/internal/follow"
	"lede/internal/state"
	"lede/internal/store"
)

// digestLines is how many stories a digest names.
const digestLines = 10

// errBehind is returned for a post about articles that the index may not have yet: another process may have matched them.
var errBehind = errors.New("commands: the index may lack the articles of a post; it has not been compared with the whole folder since")

// Post returns what a post says, in the language of its follow, and the id of the user whom it pings; "" for nobody. The error is
// delivery.ErrVoid if it has nothing to say any more.
func (s *Service) Post(ctx context.Context, p state.Post) (reply Reply, ping string, err error) {
	defer recovered(&err)
	if p.Kind == state.FeedPost {
		reply, err = s.feedPost(ctx, p)
		return reply, "", err
	}
	f, err := s.News.State.Follow(ctx, p.Follow)
	if errors.Is(err, state.ErrNone) {
		return Reply{}, "", delivery.ErrVoid
	}
	if err != nil {
		return Reply{}, "", err
	}
	r := PostResult{Kind: p.Kind, Follow: f}
	if p.Kind != state.BrokenPost {
		r.Stories, r.More, err = s.postStories(ctx, f, p.ID)
		if errors.Is(err, delivery.ErrVoid) && s.mayLack(p.At) {
			err = errBehind
		}
		if err != nil {
			return Reply{}, "", err
		}
		if f.Ping {
			ping = f.Owner.User
		}
	}
	return s.Present(Locale(f.Locale), Outcome{Result: r}), ping, nil
}

// postStories returns the stories of a post that are still there, as many as a digest names, and how many more there are.
func (s *Service) postStories(ctx context.Context, f state.Follow, post string) (stories []PostStory, more int, err error) {
	matches, err := s.News.State.Matches(ctx, post)
	if err != nil {
		return nil, 0, err
	}
	q, err := follow.Parse(f.Words, f.At, s.index().Aliases())
	if err != nil {
		return nil, 0, delivery.ErrVoid
	}
	for _, m := range matches {
		if len(stories) == digestLines {
			more++
			continue
		}
		story, ok, err := s.postStory(ctx, q, m.Article)
		if err != nil {
			return nil, 0, err
		}
		if ok {
			stories = append(stories, story)
		}
	}
	if len(stories) == 0 {
		return nil, 0, delivery.ErrVoid
	}
	return stories, more, nil
}

// postStory returns an article with the sentence that shows why it matches. It returns false for an article that is gone.
func (s *Service) postStory(ctx context.Context, q follow.Query, id string) (PostStory, bool, error) {
	a, err := s.index().Article(ctx, id)
	if err != nil && !errors.Is(err, store.ErrDamage) {
		return PostStory{}, false, err
	}
	if a == nil || len(a.Sentences) == 0 {
		return PostStory{}, false, nil
	}
	copies, err := s.copies(ctx, id)
	if err != nil {
		return PostStory{}, false, err
	}
	i, marks := q.Evidence(a)
	story := PostStory{Article: &a.Card, Copies: copies, Sentence: a.Sentence(i)}
	for _, m := range marks {
		story.Marks = append(story.Marks, answer.Mark{Start: m.Start - a.Sentences[i].Start, End: m.End - a.Sentences[i].Start})
	}
	return story, true, nil
}

// PostStory is a story of a post.
type PostStory struct {
	Article  *article.Card
	Copies   []*article.Card
	Sentence string        // that shows why it matches
	Marks    []answer.Mark // the followed words in it
}

// PostResult is what a post says.
type PostResult struct {
	Kind    state.PostKind
	Follow  state.Follow
	Stories []PostStory
	More    int // stories that it does not name
}

// PostRecord is a post for programs.
type PostRecord struct {
	Follow  FollowRecord `json:"follow"`
	Stories []ArticleRef `json:"stories"`
	More    int          `json:"more"`
}

// Record returns a PostRecord.
func (r PostResult) Record() any {
	out := PostRecord{followRecord(r.Follow, nil), []ArticleRef{}, r.More}
	for _, story := range r.Stories {
		out.Stories = append(out.Stories, refTo(story.Article))
	}
	return out
}
