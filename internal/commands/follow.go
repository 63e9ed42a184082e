package commands

import (
	"context"
	"errors"
	"strings"
	"time"

	"lede/internal/follow"
	"lede/internal/news"
	"lede/internal/query"
	"lede/internal/schedule"
	"lede/internal/state"
)

// Limits on what is followed.
const (
	maxFollows  = 50 // of one person
	previewDays = 30 // that /follow looks back
	maxClock    = 20 // of the options at and zone, in characters
	maxZone     = 40
)

// The values of the options when and where.
const (
	atOnce  = "now"
	inHere  = "here"
	directM = "dm"
)

func followCommand() Command {
	return Command{
		Name: "follow", Description: "Be told of new articles about a subject, here or by direct message",
		Options: append([]Option{{Name: "words", Description: `Words, "a phrase", -word, source:, tag:`, Required: true, MaxLength: query.MaxLength}},
			append(timingOptions(),
				Option{Name: "where", Description: "Where to post; if you manage messages, the channel of /settings or this one", Choices: []Choice{{"in this channel", inHere}, {"by direct message", directM}}},
				notifyOption())...),
		Ephemeral: true, NeedsNews: true, OnDiscord: true, WorksWhenEmpty: true,
		prepare: func(s *Service, a Actor, o Options) (job, error) {
			f, err := s.newFollow(a, o)
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context) (Result, error) { return s.propose(ctx, f) }, nil
		},
	}
}

// timingOptions say when posts come.
func timingOptions() []Option {
	return []Option{
		{Name: "when", Description: "At once, or as a digest", Choices: []Choice{{"at once", atOnce}, {"a digest every day", string(schedule.Daily)}, {"a digest every week", string(schedule.Weekly)}}},
		{Name: "at", Description: "Time of the digest, like 08:00 or 6 pm", MaxLength: maxClock},
		{Name: "zone", Description: "Time zone of the digest, like Europe/London", MaxLength: maxZone, Complete: completeZone},
		{Name: "day", Description: "Day of a weekly digest", Choices: []Choice{{"Monday", "1"}, {"Tuesday", "2"}, {"Wednesday", "3"},
			{"Thursday", "4"}, {"Friday", "5"}, {"Saturday", "6"}, {"Sunday", "0"}}},
	}
}

func notifyOption() Option {
	return Option{Name: "notify", Description: "Whether posts ping anybody; nobody if you leave it out", Choices: []Choice{{"me", "me"}}}
}

func completeZone(_ context.Context, _ *Service, typed string) ([]Choice, error) {
	var out []Choice
	typed = strings.ToLower(strings.ReplaceAll(typed, " ", "_"))
	for _, zone := range schedule.Zones() {
		if strings.Contains(strings.ToLower(zone), typed) {
			out = append(out, Choice{zone, zone})
		}
	}
	if zone, ok := schedule.ParseZone(typed); ok && len(out) == 0 {
		out = append(out, Choice{zone, zone})
	}
	return out, nil
}

// Permission bits of Discord: members with one of them may have posts in a channel.
const (
	manageChannels uint64 = 1 << 4
	manageMessages uint64 = 1 << 13
)

// mayPostHere reports whether an actor may have posts in the channel where they are.
func (s *Service) mayPostHere(a Actor) bool {
	return a.Guild != "" && a.Channel != "" && (s.mayEdit(a) || a.Permissions&(AdminPermission|ManagePermission|manageChannels|manageMessages) != 0)
}

// newFollow returns what somebody asks to follow. The error is a *UserError.
func (s *Service) newFollow(a Actor, o Options) (state.Follow, error) {
	if a.User == "" {
		return state.Follow{}, refuse("Posts go to Discord: use /follow there. /following lists what is followed.")
	}
	now := s.Now()
	f := state.Follow{ID: state.NewID(), At: now, Owner: editorOf(a), Words: query.Clean(o.Text("words")), Locale: string(a.Locale),
		Place: state.ToUser(a.User), Ping: o.Text("notify") == "me", Status: state.FollowProposed}
	if _, err := follow.Parse(f.Words, now, s.index().Aliases()); err != nil {
		return f, followError(err)
	}
	channel, err := s.channelFor(a, o.Text("where"))
	if err != nil {
		return f, err
	}
	if channel != "" {
		f.Place = state.InChannel(channel)
	}
	return f, setTiming(&f, o, now)
}

// channelFor returns the id of the channel that an actor may have posts in: where they are, or if they do not say so, the one that the server
// has set; "" for direct messages. The error is a *UserError.
func (s *Service) channelFor(a Actor, where string) (string, error) {
	switch set := s.settings.of(a.Guild).Channel; {
	case where == directM || a.Guild == "":
		return "", nil
	case !s.mayPostHere(a) && where == inHere:
		return "", refuse("Only members who may manage messages can have posts in this channel. Choose “by direct message” to get them yourself.")
	case !s.mayPostHere(a):
		return "", nil
	case where == "" && set != "" && set != a.Channel:
		return set, nil
	case a.CannotPost:
		return "", refuse("I may not post in this channel. Give my role View Channel and Send Messages here, or choose “by direct message”.")
	}
	return a.Channel, nil
}

// setTiming sets when posts come, as far as the options say. The error is a *UserError.
func setTiming(f *state.Follow, o Options, now time.Time) error {
	if text := o.Text("at"); text != "" {
		minute, ok := schedule.ParseClock(text)
		if !ok {
			return refuse("“%s” is not a time of the day that I can read; write it like 08:00 or 6 pm.", text)
		}
		f.Minute = minute
	} else if f.Every == "" {
		f.Minute = digestMinute
	}
	if text := o.Text("zone"); text != "" {
		zone, ok := schedule.ParseZone(text)
		if !ok {
			return refuse("“%s” is not a time zone that I know; pick one from the list that appears while you type.", text)
		}
		f.Zone = zone
	}
	if day := o.Text("day"); day != "" {
		f.Weekday = int(day[0] - '0')
	} else if f.Every == "" {
		f.Weekday = int(time.Monday)
	}
	switch when := o.Text("when"); {
	case when == atOnce:
		f.Every = ""
	case when != "":
		f.Every = when
	case f.Every == "" && o.Has("day"):
		f.Every = string(schedule.Weekly)
	case f.Every == "" && (o.Has("at") || o.Has("zone")):
		f.Every = string(schedule.Daily)
	}
	f.Due = news.ScheduleOf(*f).Next(now)
	return nil
}

// digestMinute is when a digest comes that nobody chose a time for: 08:00.
const digestMinute = 8 * 60

// followError makes an error of package follow one that the user can do something about.
func followError(err error) error {
	switch {
	case errors.Is(err, follow.ErrNothing):
		return refuse("There is nothing to look for in that; please type a few words.")
	case errors.Is(err, follow.ErrDated):
		return refuse("What you follow is what comes from now on; leave the days out.")
	}
	return queryError(err)
}

// propose keeps a follow until it is confirmed, and returns what it would have posted.
func (s *Service) propose(ctx context.Context, f state.Follow) (Result, error) {
	all, err := s.News.State.Follows(ctx)
	if err != nil {
		return nil, err
	}
	own := 0
	for _, other := range all {
		if other.Owner.User != f.Owner.User {
			continue
		}
		own++
		if other.Place == f.Place && strings.EqualFold(other.Words, f.Words) {
			return nil, refuse("You follow that there already; /following shows it.")
		}
	}
	if own >= maxFollows {
		return nil, refuse("You follow %d subjects, which is as many as one person can; /following removes some.", own)
	}
	stories, err := s.would(ctx, f)
	if err != nil {
		return nil, err
	}
	return FollowResult{Follow: f, Stories: stories}, s.News.State.SaveFollow(ctx, f)
}

// would returns the stories of the last days that a follow would have posted.
func (s *Service) would(ctx context.Context, f state.Follow) ([]news.Story, error) {
	q, err := follow.Parse(f.Words, s.Now(), s.index().Aliases())
	if err != nil {
		return nil, followError(err)
	}
	if err := s.upToDate(ctx); err != nil {
		return nil, err
	}
	return s.News.Would(ctx, q, s.Now().AddDate(0, 0, -previewDays))
}

// upToDate has the newest articles matched. It waits a little for the first reading of the corpus: what is there then is not new.
func (s *Service) upToDate(ctx context.Context) error {
	s.waitFor(ctx, s.index().Complete)
	ready, err := s.News.Ready(ctx)
	if err == nil && !ready {
		err = refuse("I am still reading the articles; please try again in a moment.")
	}
	return err
}

// FollowResult is a follow, with what it would have posted lately.
type FollowResult struct {
	Follow  state.Follow
	Stories []news.Story // the newest first; nil where it is not asked for
	Changed bool         // it was confirmed, changed, paused or resumed just now
}

// FollowRecord is a follow for programs.
type FollowRecord struct {
	ID     string       `json:"id"`
	Words  string       `json:"words"`
	Place  string       `json:"place"`  // "channel:…" or "user:…" with the id
	When   string       `json:"when"`   // now, daily or weekly
	At     string       `json:"at"`     // time of the digest, 08:00; empty without one
	Zone   string       `json:"zone"`   // IANA name; empty without a digest
	Next   string       `json:"next"`   // the next digest, RFC 3339, UTC; empty without one
	Notify bool         `json:"notify"` // posts ping the owner
	Status string       `json:"status"` // proposed, active, paused or broken
	Last   []ArticleRef `json:"last"`   // of the last 30 days, where it was asked for
}

// Record returns a FollowRecord.
func (r FollowResult) Record() any { return followRecord(r.Follow, r.Stories) }

func followRecord(f state.Follow, stories []news.Story) FollowRecord {
	out := FollowRecord{ID: f.ID, Words: f.Words, Place: string(f.Place), When: atOnce, Notify: f.Ping, Status: string(f.Status), Last: []ArticleRef{}}
	if f.Every != "" {
		s := news.ScheduleOf(f)
		out.When, out.At, out.Zone, out.Next = f.Every, s.Clock(), s.ZoneName(), f.Due.UTC().Format(time.RFC3339)
	}
	for _, story := range stories {
		out.Last = append(out.Last, refTo(story.Card))
	}
	return out
}

// mayChange reports whether an actor may change a follow: its owner, and in its server those who manage that.
func (s *Service) mayChange(a Actor, f state.Follow) bool {
	_, inChannel := f.Place.Channel()
	return a.Operator || f.Owner.User == a.User && a.User != "" ||
		inChannel && a.Guild != "" && a.Guild == f.Owner.Guild && a.Permissions&(AdminPermission|ManagePermission) != 0
}

// The kinds of State of what is followed, new or missing.
const (
	ConfirmFollow  StateKind = "follow"       // makes the proposed follow ID active
	ShowFollow     StateKind = "followed"     // shows the follow ID
	PauseFollow    StateKind = "pausefollow"  // pauses the follow ID
	ResumeFollow   StateKind = "resumefollow" // makes the follow ID active again
	EndFollow      StateKind = "unfollow"     // deletes the follow ID
	EditFollow     StateKind = "editfollow"   // of a button: asks for what is to be changed of the follow ID; of that form: changes it
	FollowAtOnce   StateKind = "atonce"       // posts of the follow ID come at once
	FollowDaily    StateKind = "daily"        // they come in a digest every day
	FollowWeekly   StateKind = "weekly"       // they come in a digest every week
	TurnFollowing  StateKind = "follows"      // shows another page of what the actor follows in place of this one
	TurnFollowBack StateKind = "followsback"  // the same towards the first page
	TurnNew        StateKind = "new"          // shows another page of what is new since ID, in Unix seconds, in place of this one
	TurnNewBack    StateKind = "newback"      // the same towards the first page
	NotAnswer      StateKind = "notanswer"    // counts the question of the reply as one that has no answer
	TurnGaps       StateKind = "gaps"         // shows another page of the gaps in place of this one
	TurnGapsBack   StateKind = "gapsback"     // the same towards the first page
)

// following are the kinds of state about one follow.
var following = map[StateKind]bool{ConfirmFollow: true, ShowFollow: true, PauseFollow: true, ResumeFollow: true, EndFollow: true, EditFollow: true, FollowAtOnce: true,
	FollowDaily: true, FollowWeekly: true}

// pressFollow returns the work of a press about a follow.
func (s *Service) pressFollow(a Actor, st State) job {
	return func(ctx context.Context) (Result, error) {
		f, err := s.ownFollow(ctx, a, st.ID)
		if err != nil {
			return nil, err
		}
		return s.changeFollow(ctx, f, st.Kind)
	}
}

// ownFollow returns the follow with an id. The error is a *UserError if there is none, or the actor may not change it.
func (s *Service) ownFollow(ctx context.Context, a Actor, id string) (state.Follow, error) {
	f, err := s.News.State.Follow(ctx, id)
	if errors.Is(err, state.ErrNone) || err == nil && !s.mayChange(a, f) {
		err = refuse("That is not followed any more, or it is not yours to change.")
	}
	return f, err
}

// editFollow returns the work of changing a follow by a form. What it would have posted with the new words is shown.
func (s *Service) editFollow(a Actor, sub Submit) (job, error) {
	words := query.Clean(sub.text(WordsField))
	if _, err := follow.Parse(words, s.Now(), s.index().Aliases()); err != nil {
		return nil, followError(err)
	}
	o := Options{"at": sub.text(ClockField), "zone": sub.text(ZoneField)}
	return func(ctx context.Context) (Result, error) {
		f, err := s.ownFollow(ctx, a, sub.State.ID)
		if err != nil {
			return nil, err
		}
		f.Words = words
		every := f.Every
		if err := setTiming(&f, o, s.Now()); err != nil {
			return nil, err
		}
		f.Every = every
		f.Due = news.ScheduleOf(f).Next(s.Now())
		stories, err := s.would(ctx, f)
		if err != nil {
			return nil, err
		}
		return FollowResult{Follow: f, Stories: stories}, s.News.State.SaveFollow(ctx, f)
	}, nil
}

// Names of the fields of the form that changes a follow.
const (
	WordsField = "words"
	ClockField = "at"
	ZoneField  = "zone"
)

// EditFollowResult asks for what is to be changed of a follow.
type EditFollowResult struct{ Follow state.Follow }

// Record returns a FollowRecord.
func (r EditFollowResult) Record() any { return followRecord(r.Follow, nil) }

// changeFollow does with a follow what a button says.
func (s *Service) changeFollow(ctx context.Context, f state.Follow, kind StateKind) (Result, error) {
	now := s.Now()
	next := news.ScheduleOf(f).Next(now)
	var err error
	switch kind {
	case ShowFollow:
		stories, err := s.would(ctx, f)
		return FollowResult{Follow: f, Stories: stories}, err
	case EditFollow:
		return EditFollowResult{f}, nil
	case EndFollow:
		return FollowEndedResult{f}, s.News.State.RemoveFollow(ctx, f.ID)
	case PauseFollow:
		f.Status, err = state.FollowPaused, s.News.State.Pause(ctx, f.ID)
	case ConfirmFollow, ResumeFollow:
		f.Status, f.Due, err = state.FollowActive, next, s.News.State.Resume(ctx, f.ID, now, next)
	default:
		f.Every = map[StateKind]string{FollowDaily: string(schedule.Daily), FollowWeekly: string(schedule.Weekly)}[kind]
		f.Due = news.ScheduleOf(f).Next(now)
		if err = s.News.State.SaveFollow(ctx, f); err == nil && f.Every == "" {
			err = s.News.State.Digest(ctx, f, now, time.Time{}) // what waits for a digest that does not come
		}
	}
	return FollowResult{Follow: f, Changed: true}, err
}

// FollowEndedResult is the end of a follow.
type FollowEndedResult struct{ Follow state.Follow }

// FollowEndedRecord is a FollowEndedResult for programs.
type FollowEndedRecord struct {
	Removed string `json:"removed"` // what was followed
}

// Record returns a FollowEndedRecord.
func (r FollowEndedResult) Record() any { return FollowEndedRecord{r.Follow.Words} }
