package commands

import (
	"context"
	"slices"

	"lede/internal/news"
	"lede/internal/state"
)

// followingSize is how many follows a page of /following lists.
const followingSize = 8

func followingCommand() Command {
	return Command{
		Name: "following", Description: "What you follow: look at it, change it, pause it, end it",
		Ephemeral: true, NeedsNews: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, _ Options) (job, error) { return s.followingPage(a, 0), nil },
	}
}

// followingPage returns the work of listing the follows that an actor may change.
func (s *Service) followingPage(a Actor, page int) job {
	return func(ctx context.Context) (Result, error) {
		all, err := s.News.State.Follows(ctx)
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(f state.Follow) bool { return !s.mayChange(a, f) })
		r := FollowingResult{Pages: max(1, (len(all)+followingSize-1)/followingSize), Total: len(all)}
		r.Number = min(page, r.Pages-1)
		r.Follows = all[r.Number*followingSize : min((r.Number+1)*followingSize, len(all))]
		return r, nil
	}
}

// FollowingResult is a page of what is followed.
type FollowingResult struct {
	Number, Pages int // the page from 0, and how many there are
	Total         int
	Follows       []state.Follow // the oldest first
}

// FollowingRecord is a page of what is followed, for programs.
type FollowingRecord struct {
	Follows []FollowRecord `json:"follows"` // the oldest first
	Total   int            `json:"total"`
}

// Record returns a FollowingRecord.
func (r FollowingResult) Record() any {
	out := FollowingRecord{Follows: []FollowRecord{}, Total: r.Total}
	for _, f := range r.Follows {
		out.Follows = append(out.Follows, followRecord(f, nil))
	}
	return out
}

// storiesOf returns the articles of some stories for programs.
func storiesOf(stories []news.Story) []StoryRecord {
	out := []StoryRecord{}
	for _, story := range stories {
		out = append(out, StoryRecord{refTo(story.Card), refsTo(story.Copies)})
	}
	return out
}

// StoryRecord is a story for programs.
type StoryRecord struct {
	Article ArticleRef   `json:"article"`
	Copies  []ArticleRef `json:"copies"` // where else the story is
}
