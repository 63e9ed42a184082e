package commands

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"lede/internal/added"
	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/corpus"
	"lede/internal/feeds"
	"lede/internal/index"
	"lede/internal/news"
	"lede/internal/query"
)

// Index is what commands need of an index, see index.Engine.
type Index interface {
	answer.Index
	Complete() bool
	Rebuilt() uint64
	IsSnapshot() bool
	Size() int64
	Overview(ctx context.Context) (index.Overview, error)
	Cards(ctx context.Context, ids ...string) (map[string]*article.Card, error)
	CopiesOf(ctx context.Context, text string) ([]*article.Card, error)
	Latest(ctx context.Context, f query.Filter, skip, size int) ([]*article.Card, int, error)
	Titled(ctx context.Context, text string, size int) ([]*article.Card, error)
	Linked(ctx context.Context, place string) ([]*article.Card, error)
	TitleWords(ctx context.Context, word string) ([]string, error)
}

// Config is what a Service needs.
type Config struct {
	Corpus  *corpus.Corpus
	Index   Index            // the articles; nil for those of Corpus
	Added   *added.Articles  // what editors add; nil: there are no commands for that
	Feeds   *feeds.Tracker   // the sites that editors track; nil: there are no commands for that
	News    *news.News       // what is new and what people follow; nil: there are no commands for that
	Gaps    bool             // questions without an answer are counted
	Now     func() time.Time // nil for the system's clock
	Version string           // of the program, for /status
	Started time.Time        // of the program, for /status
	AtWork  int              // how many inputs are worked on at once; 0 for no limit
	PerUser int              // uses that one user has in ten seconds; 0 for no limit
	Log     *slog.Logger     // nil for none

	Observer     Observer          // nil for none
	Connection   func() Connection // how the bot is connected to Discord, for /status; nil at the terminal
	EditorGuilds []string          // ids of the servers whose editors may change the corpus; none: the only one that the bot is in

	// Present makes the reply to an outcome in the reader's language; it is present.Reply.
	Present func(Locale, Outcome) Reply
}

// Service answers inputs from a corpus. It remembers nothing of a reply, so that its buttons work after a restart.
type Service struct {
	Config
	engine   *answer.Engine
	commands []Command
	limits   *limits
	editing  atomic.Pointer[[]string] // as Config.EditorGuilds
	joined   atomic.Pointer[[]string] // ids of the servers that the bot is in
	settings *guildSettings
}

// New returns a service.
func New(c Config) *Service {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Index == nil {
		c.Index = c.Corpus.Index
	}
	list := slices.DeleteFunc(Table(), func(has Command) bool {
		return has.NeedsState && c.Added == nil || has.NeedsFeeds && c.Feeds == nil || has.NeedsNews && c.News == nil || has.NeedsGaps && !c.Gaps
	})
	s := &Service{Config: c, engine: answer.New(c.Index).Observed(c.Observer), commands: list, limits: newLimits(c.AtWork, c.PerUser)}
	s.settings = newGuildSettings(c)
	s.editing.Store(&c.EditorGuilds)
	return s
}

// Reconfigure changes AtWork, PerUser and EditorGuilds while the service is running. What is at work does not count after a change,
// and every user has the full allowance.
func (s *Service) Reconfigure(atWork, perUser int, editorGuilds []string) {
	s.limits.set(atWork, perUser)
	s.editing.Store(&editorGuilds)
}

func (s *Service) index() Index { return s.Config.Index }

// find returns the command with the given name.
func (s *Service) find(name string) (Command, bool) { return named(s.commands, name) }
