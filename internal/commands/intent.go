package commands

import (
	"context"
	"regexp"
	"strings"
	"time"

	"lede/internal/analysis"
	"lede/internal/query"
)

// GreetingResult answers a greeting: what one can ask here.
type GreetingResult struct {
	Articles int
	Latest   LatestResult
}

// GreetingRecord is a GreetingResult for programs.
type GreetingRecord struct {
	Articles int `json:"articles"`
}

// Record returns a GreetingRecord.
func (r GreetingResult) Record() any { return GreetingRecord{r.Articles} }

// intent is a text that asks for something else than an answer out of the articles.
type intent struct {
	re   *regexp.Regexp // over the whole text in lower case and simplified characters
	work func(s *Service, q query.Query, found []string) job
}

// whole compiles a pattern that must match a text as a whole, with marks and politeness around it.
func whole(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`^[\s"'“”‘]*(?:please |pls |can you |could you |请|麻烦)?(?:` + pattern + `)(?:,? (?:please|pls))?[\s.!?。！？~"'“”]*$`)
}

// intents are tried in order.
var intents = []intent{
	{whole(`hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening)|你好|您好|嗨|哈喽|早上好|早安|晚上好|大家好`), (*Service).greet},
	{whole(`help|help me|what can you do|how (?:do|does) (?:you|this|it) work|what is this|commands|帮助|帮帮我|怎么用|你能做什么|你会什么|有什么功能`), (*Service).showHelp},
	{whole(sumUp + `(?:the )?(?:latest|newest|most recent|最新的?|最近的?) *(?:news|article|story|one|新闻|文章|消息)?`), (*Service).summarizeNewest},
	{whole(`(?:what'?s|what is|anything|any) *new(?: today)?|(?:show me )?(?:the )?(?:latest|newest|recent)(?: (?:news|articles|stories))?|(?:any )?news`), (*Service).showNewest},
	{whole(`最新|(?:有什么|有没有|有哪些|有)?(?:最新|新)?的?(?:消息|新闻|文章|动态)(?:吗|有哪些)?|最近(?:有什么|有哪些)?(?:新闻|消息|文章)`), (*Service).showNewest},
	{whole(`(?:since[: ] *)?(?:(?:the )?(?:news|articles|what happened|anything)(?: from| of| since)? )?(today|yesterday|this week|last week)`), (*Service).showSince},
	{whole(`(今天|昨天|[本这上][周週])(?:的|有什么|有哪些)*(?:新闻|消息|文章)?(?:有哪些|有什么|呢)?`), (*Service).showSince},
	{whole(sumUp + `(?:(?:the )?article |文章)?(.+)`), (*Service).summarizeNamed},
}

// sumUp begins a request for a summary.
const sumUp = `(?:summari[sz]e|sum up|summary of|总结|概括|摘要)(?: ?一下)? *`

// intended returns the work that a question asks for if it is not an answer; nil if it is.
func (s *Service) intended(q query.Query) job {
	if len(q.Phrases) > 0 || len(q.Excluded) > 0 {
		return nil
	}
	text := strings.ReplaceAll(analysis.Simplified(strings.ToLower(strings.TrimSpace(q.Words))), "’", "'")
	for _, i := range intents {
		if found := i.re.FindStringSubmatch(text); found != nil {
			if work := i.work(s, q, found); work != nil {
				return work
			}
		}
	}
	return nil
}

func (s *Service) greet(query.Query, []string) job {
	return func(ctx context.Context) (Result, error) {
		latest, err := s.latest(ctx, query.Filter{}, 0)
		return GreetingResult{s.index().Len(), latest}, err
	}
}

// showHelp lists what everybody may do: all in the channel can read it.
func (s *Service) showHelp(query.Query, []string) job { return s.help(Actor{}) }

func (s *Service) showNewest(q query.Query, _ []string) job { return s.latestPage(q.Filter, 0) }

// showSince lists what was published on the day, or in the week, that a text names, or since then.
func (s *Service) showSince(q query.Query, found []string) job {
	f := q.Filter
	f.Since, f.Until, _ = query.Days(found[1], s.Now())
	if strings.Contains(found[0], "since") {
		f.Until = time.Time{}
	}
	return s.latestPage(f, 0)
}

func (s *Service) summarizeNewest(q query.Query, _ []string) job {
	return func(ctx context.Context) (Result, error) {
		newest, _, err := s.index().Latest(ctx, q.Filter, 0, 1)
		switch {
		case err != nil:
			return nil, err
		case len(newest) == 0:
			return s.answer(q)(ctx)
		}
		return s.summaryOf(newest[0].ID, mediumSummary)(ctx)
	}
}

// summarizeNamed sums up the article that a text names with most of its title, or else what several articles have about the subject that it names.
func (s *Service) summarizeNamed(q query.Query, found []string) job {
	name := strings.TrimRight(found[1], " .?!。？！")
	return func(ctx context.Context) (Result, error) {
		card, err := s.exactly(ctx, name)
		if err != nil {
			return nil, err
		}
		if card == nil {
			titled, err := s.index().Titled(ctx, name, 2)
			if err != nil {
				return nil, err
			}
			if len(titled) == 1 && 2*len(name) > len(titled[0].Title) {
				card = titled[0]
			}
		}
		if card != nil {
			return s.summaryOf(card.ID, mediumSummary)(ctx)
		}
		return s.summarizeSubject(q, name)(ctx)
	}
}
