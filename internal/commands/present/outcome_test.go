package present_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/commands/present"
	"lede/internal/corpus"
	"lede/internal/query"
)

// reply returns the dump of the reply to an outcome.
func reply(l commands.Locale, o commands.Outcome) string { return dump(present.Reply(l, o)) }

// wants fails the test for each line, or run of lines, that a reply does not have.
func wants(t *testing.T, what, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+text, "\n"+line+"\n") {
			t.Errorf("%s: no line %q in:\n%s", what, line, text)
		}
	}
}

func lacks(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%s: %q is in:\n%s", what, part, text)
		}
	}
}

func TestErrors(t *testing.T) {
	user := &commands.UserError{Text: "Please fill in %s.", Args: []any{"question"}}
	for l, want := range map[commands.Locale]string{commands.English: "Please fill in question.", commands.Chinese: "请填写 question。"} {
		wants(t, "a user's error", reply(l, commands.Outcome{Err: fmt.Errorf("ask: %w", user)}), want, `tone negative, question "", filters ""`)
	}
	text := reply(commands.English, commands.Outcome{Err: errors.New("disk full"), Notice: commands.Notice{Kind: commands.SweepFailed}})
	lacks(t, "a failure", text, "disk full", "could not be indexed")
	if !strings.Contains(text, "Something went wrong on my side.") {
		t.Error(text)
	}
}

func TestNotices(t *testing.T) {
	for _, c := range []struct {
		notice           commands.Notice
		english, chinese string
	}{
		{commands.Notice{}, "", ""},
		{commands.Notice{Kind: commands.SweepFailed}, "~ The newest changes of the corpus could not be indexed; whoever runs this bot finds the reason in /status.", "~ 最新的变动没能编入索引，管理员可用 /status 查看原因。"},
		{commands.Notice{Kind: commands.Indexing}, "~ The articles are still being indexed.", "~ 文章正在编入索引。"},
		{commands.Notice{Kind: commands.Indexing, Done: 1234, All: 41200}, "~ Indexing 1,234 of 41,200: this is out of what is indexed so far.", "~ 正在编入索引（1,234 / 41,200），以上只依据已编入的文章。"},
		{commands.Notice{Kind: commands.JustStarted}, "~ Just started: this is out of the index of the last run, while the folder is looked through for changes.", "~ 刚刚启动：以上依据上次运行时的索引，文件夹的变动还在检查。"},
	} {
		for l, want := range map[commands.Locale]string{commands.English: c.english, commands.Chinese: c.chinese} {
			text := reply(l, commands.Outcome{Result: commands.EmptyResult{}, Notice: c.notice})
			if want != "" {
				wants(t, "a notice", text, want)
			} else {
				lacks(t, "no notice", text, "~ ")
			}
		}
	}
}

func TestEmpty(t *testing.T) {
	text := reply(commands.English, commands.Outcome{Result: commands.EmptyResult{Reading: true}})
	wants(t, "while reading", text, "# I am still reading the articles")
	lacks(t, "while reading", text, "To add one")
	text = reply(commands.English, commands.Outcome{Result: commands.EmptyResult{}})
	wants(t, "an empty corpus", text, "# There are no articles yet", `tone negative, question "", filters ""`)
	if !strings.Contains(text, "To add one, put a file into the corpus folder") || !strings.Contains(text, "Original Source") {
		t.Error(text)
	}
}

// counts returns n counts of falling size.
func counts(name string, n int) []commands.Count {
	var out []commands.Count
	for i := range n {
		out = append(out, commands.Count{Name: fmt.Sprint(name, i), Articles: n - i})
	}
	return out
}

func day(d int) time.Time { return time.Date(2025, 6, d, 0, 0, 0, 0, time.UTC) }

func TestSources(t *testing.T) {
	text := reply(commands.English, commands.Outcome{Result: commands.SourcesResult{Articles: 7, First: day(1), Last: day(3), Undated: 2, Outlets: counts("o", 27), Tags: counts("t", 25)}})
	wants(t, "sources", text, "Articles: 7", "Dates: 1 June 2025 to 3 June 2025", "Without a date: 2", "# Outlets", "- o0 · 27", "- o24 · 3", "~ and 2 more", "# Tags", "- t24 · 1")
	lacks(t, "sources", text, "o25", "and 0 more")
	text = reply(commands.English, commands.Outcome{Result: commands.SourcesResult{Articles: 1, Undated: 1}})
	wants(t, "no dates", text, "No article has a date.")
	lacks(t, "no outlets", text, "# Outlets", "# Tags")
}

func TestStatus(t *testing.T) {
	file := corpus.FileError{Path: "a.md", Problem: article.Problem{Line: 3, Text: "no YAML"}}
	full := commands.StatusResult{Articles: 41200, Passages: 1234567, Languages: counts("l", 11), Newest: day(2), Bytes: 12_340_000,
		Sweep: corpus.Status{LastSweep: day(4)}, Running: 90 * time.Second, Version: "v1"}
	wants(t, "status", reply(commands.English, commands.Outcome{Result: full}), `tone sure, question "", filters ""`, "- *Articles*: 41,200", "- *Passages*: 1,234,567",
		"- *Languages*: l0 11, l1 10, l2 9, l3 8, l4 7, l5 6, l6 5, l7 4, l8 3, l9 2", "- *Newest date*: 2 June 2025",
		"- *Index*: 12.3 MB", "- *Last look*: 2025-06-04 00:00:00 UTC", "- *Running for*: 1m30s", "- *Version*: v1")
	started := commands.StatusResult{InMemory: true, Sweep: corpus.Status{Sweeping: true}, Notice: commands.Notice{Kind: commands.Indexing}, Files: []corpus.FileError{file}}
	text := reply(commands.English, commands.Outcome{Result: started})
	wants(t, "while indexing", text, `tone doubtful, question "", filters ""`, "- *Languages*: none", "- *Newest date*: none",
		"- *Index*: in memory, gone when the bot ends", "- *Last look*: under way", "The articles are still being indexed.", "# Not read, or not whole: 1", "- a.md – line 3: no YAML")
	lacks(t, "while indexing", text, "Version")
	lacks(t, "at the terminal", text, "Servers", "Shards", "Interactions")
	shards := commands.StatusResult{Connection: &commands.Connection{First: 4, Last: 7, Of: 16, Connected: 3, Servers: 2500, Endpoint: "[::]:8080"}}
	wants(t, "in shards", reply(commands.English, commands.Outcome{Result: shards}), "- *Servers*: 2,500", "- *Shards*: 3 of 4 connected (4 to 7 of 16)", "- *Interactions*: over HTTP at [::]:8080")
	wants(t, "in shards", reply(commands.Taiwan, commands.Outcome{Result: shards}), "- *分片*：已連線 3 / 4（第 4 至 7 片，共 16 片）")
	failed := commands.StatusResult{Sweep: corpus.Status{Err: errors.New("no such folder")}, Notice: commands.Notice{Kind: commands.SweepFailed}}
	wants(t, "after a failure", reply(commands.Chinese, commands.Outcome{Result: failed}), `tone negative, question "", filters ""`, "no such folder", "- *上次检查*：无", "- *文章*：0")
}

func TestReload(t *testing.T) {
	many := make([]string, 12)
	for i := range many {
		many[i] = fmt.Sprintf("f%d.md", i)
	}
	r := commands.ReloadResult{Diff: corpus.Diff{Added: many, Removed: many[:10], Took: 1234 * time.Millisecond}, Articles: 3}
	text := reply(commands.English, commands.Outcome{Result: r})
	wants(t, "reload", text, "# The corpus folder is read", "# Added: 12", "- f9.md", "~ and 2 more", "# Removed: 10", "~ Articles: 3 · took 1.2 s")
	lacks(t, "reload", text, "f10.md", "Changed", "Nothing has changed", "and 0 more", "Not read")
	text = reply(commands.English, commands.Outcome{Result: commands.ReloadResult{}})
	wants(t, "no change", text, "Nothing has changed.")
	text = reply(commands.English, commands.Outcome{Result: commands.ReloadResult{UnderWay: true, Notice: commands.Notice{Kind: commands.Indexing, Done: 1, All: 2}}})
	wants(t, "under way", text, "# The corpus folder is being read already", "Indexing 1 of 2: this is out of what is indexed so far.")
}

// story returns an article of three sentences.
func story(id, outlet string) *article.Article {
	return &article.Article{Card: article.Card{ID: id, Path: id + ".md", Title: "Title " + id, URL: "https://" + id + ".org", Outlet: outlet, Host: id + ".org", Published: day(1)},
		Text: "One. Two. Three.", HeadingPaths: [][]string{nil, {"Above", "Below"}},
		Sentences: []article.Sentence{{Start: 0, End: 4}, {Start: 5, End: 9, HeadingPath: 1}, {Start: 10, End: 16}}}
}

func card(id, outlet string) *article.Card { return &story(id, outlet).Card }

// TestCopies checks which other places of a story are named: each once, without the article's own, four at most.
func TestCopies(t *testing.T) {
	copies := []*article.Card{card("a", "Own Post"), card("b", "B Post"), card("c", "B Post"), card("d", ""), card("e", "E"), card("f", "F"), card("g", "G"), {ID: "h"}}
	text := reply(commands.English, commands.Outcome{Result: commands.ArticleResult{Article: story("x", "Own Post"), Copies: copies}})
	wants(t, "an article", text, "- Also at: B Post <https://b.org> · d.org <https://d.org> · E <https://e.org>",
		"- *Also stored as*: a.md, b.md, c.md, d.md, e.md, f.md, g.md, ",
		"[Summary] summary:0:x", "[Source] <https://x.org>", "~ id x · file x.md")
	alone := story("x", "")
	alone.URL, alone.Host, alone.Published, alone.Inferred = "", "", day(2), true
	text = reply(commands.English, commands.Outcome{Result: commands.ArticleResult{Article: alone}})
	wants(t, "alone", text, "- *Date*: 2 June 2025 (inferred)")
	lacks(t, "alone", text, "Also", "<h", "Outlet", "Author", "Tags", "Captions", "Disclaimer")
}

func TestContext(t *testing.T) {
	text := reply(commands.English, commands.Outcome{Result: commands.ContextResult{Article: story("x", "Post"), N: 1}})
	wants(t, "the middle", text, "# Title x <https://x.org>", "~ Post <https://x.org> · 1 Jun 2025", "~ Above › Below", "> One. *Two.* Three.")
	long := story("x", "")
	long.Text = strings.Repeat("Word. ", 9)
	long.Sentences = nil
	for i := range 9 {
		long.Sentences = append(long.Sentences, article.Sentence{Start: 6 * i, End: 6*i + 5})
	}
	text = reply(commands.English, commands.Outcome{Result: commands.ContextResult{Article: long, N: 4}})
	wants(t, "cut at both ends", text, "> … Word. Word. *Word.* Word. Word. …")
	lacks(t, "cut at both ends", text, "›")
	text = reply(commands.English, commands.Outcome{Result: commands.ContextResult{Article: long, N: 0}})
	wants(t, "the first", text, "> *Word.* Word. Word. …")
}

// TestWhy checks the three reasons: the weightiest families of features, each once, with their evidence.
func TestWhy(t *testing.T) {
	p := passage(story("x", "Post"), 1)
	x := answer.Explanation{Passage: p, Rank: 2, Fitting: []string{"Rome", "Ostia"}, Asked: 3, Articles: 2, Newest: true, Parts: []answer.Part{
		{Feature: "title", Points: 2.06}, {Feature: "words", Points: 1.5}, {Feature: "words*words", Points: 0.7}, {Feature: "bm25", Points: 0.5},
		{Feature: "suits", Points: 0.6}, {Feature: "lead", Points: 0.04}, {Feature: "long", Points: 3}, {Feature: "near", Points: -3}},
		FilteredOut: []answer.FilteredOut{{Article: card("y", "Other"), By: query.Filter{Tag: "rain"}}}}
	r := commands.WhyResult{Query: query.Query{Type: query.Where}, Explanation: x}
	text := reply(commands.English, commands.Outcome{Result: r})
	wants(t, "why", text, "- These of your words are in it: Two\n- Its title is about what you asked: Title x\n- You asked where, and it names a place: Rome, Ostia\n---",
		"Left out by your filters, though nearer to the question:", "- Title y <https://y.org> · Other · 1 June 2025 · tag:rain")
	wants(t, "why", reply(commands.Chinese, commands.Outcome{Result: r}), "- 含有你的用词：Two\n- 标题就与所问有关：Title x\n- 你问的是地点，这里提到了：Rome、Ostia\n---")
	lacks(t, "why", text, "frequent", "beginning", "close together", "%", "points")
	r.FilteredOut, r.Asked, r.Parts = nil, 1, []answer.Part{{Feature: "words", Points: 1}, {Feature: "timely", Points: 0.5}, {Feature: "suits"}}
	text = reply(commands.English, commands.Outcome{Result: r})
	wants(t, "other reasons", text, "- All of your words are in it: Two\n- It is in the newest of 2 articles on this")
	lacks(t, "other reasons", text, "You asked where")
	r.Newest = false
	wants(t, "an older article", reply(commands.English, commands.Outcome{Result: r}), "- Its day is nearest to the time you asked about: 1 June 2025")
	lacks(t, "without filters", reply(commands.English, commands.Outcome{Result: r}), "Left out")
}

// passage returns a passage over all of an article, whose second sentence is the best and has its word marked.
func passage(a *article.Article, citation int) answer.Passage {
	return answer.Passage{Article: a, End: 3, Best: 1, Citation: citation, Marks: []answer.Mark{{Start: 5, End: 8}}}
}

// answered returns an answer of a sentence each of two articles, to which a third adds one.
func answered() answer.Answer {
	a, b, c, z := story("a", "A"), story("b", "B"), story("c", "C"), story("z", "Z")
	a.Text, b.Text, c.Text, z.Text = "One. Ann. Abbot.", "Bay. Two. Beach.", "Cat. Cow. Three.", "Zoo. Zap. Zebra."
	return answer.Answer{Verdict: answer.Answered, Agreeing: 2,
		Sentences: []answer.Sentence{{Article: b, N: 1, Text: "Two.", Marks: []answer.Mark{{Start: 0, End: 3}}}, {Article: a, Text: "One."}},
		Others:    []answer.Sentence{{Article: c, N: 2, Text: "Three."}},
		Passages:  []answer.Passage{passage(b, 1), passage(a, 2), passage(z, 0)},
		Citations: []answer.Citation{{N: 1, Article: b}, {N: 2, Article: a}, {N: 3, Article: c}}, Newest: day(9), Spellings: []string{"Twoo"}, Missing: []string{"lost"}, Undated: 4}
}

// TestAnswered checks that each sentence comes once, with its source, and what others add behind a line.
func TestAnswered(t *testing.T) {
	a := answered()
	text := reply(commands.English, commands.Outcome{Result: commands.AskResult{Answer: a}})
	wants(t, "an answer", text, `tone sure, question "", filters ""`, strings.Join([]string{"*Two*.", "~ B <https://b.org> · 1 Jun 2025 · +2 say the same", "One.",
		"~ A <https://a.org> · 1 Jun 2025", "~ Also spelled: Twoo", "---", "Three.", "~ C <https://c.org> · 1 Jun 2025",
		"~ Articles left out because they have no date: 4", "[In context] context:0:" + a.Sentences[0].Article.SentenceID(1), "[More] more:0:", "[Summary] summary:0:b"}, "\n"))
	lacks(t, "an answer", text, "lost", "Title z", "Newest article")
	a.Agreeing, a.Sentences = 1, a.Sentences[:1]
	wants(t, "one agrees", reply(commands.English, commands.Outcome{Result: commands.AskResult{Answer: a}}), "~ B <https://b.org> · 1 Jun 2025 · +1 says the same")
	a.Sentences[0].Article.Derived, a.Sentences[0].Article.Outlet = true, "Lede brief"
	for l, want := range map[commands.Locale]string{commands.English: "~ Lede brief <https://b.org>, based on b.org · 1 Jun 2025 · +1 says the same",
		commands.Chinese: "~ Lede 简报 <https://b.org>，依据 b.org · 2025年6月1日 · 另有 1 篇说法相同", commands.Taiwan: "~ Lede 簡報 <https://b.org>，依據 b.org · 2025年6月1日 · 另有 1 篇說法相同"} {
		wants(t, "a brief", reply(l, commands.Outcome{Result: commands.AskResult{Answer: a}}), want)
	}
}

// TestRelated checks that what is only near the question says so, with what was not found.
func TestRelated(t *testing.T) {
	a := answered()
	a.Verdict, a.Agreeing = answer.Related, 0
	a.Sentences = a.Sentences[:1]
	text := reply(commands.English, commands.Outcome{Result: commands.AskResult{Answer: a}})
	wants(t, "related", text, `tone doubtful, question "", filters ""`, "# No article says this outright. Closest:\n*Two*.\n~ B <https://b.org> · 1 Jun 2025", "Three.\n~ C <https://c.org> · 1 Jun 2025\n~ Not found: lost")
	lacks(t, "related", text, "One.")
	wants(t, "related", reply(commands.Chinese, commands.Outcome{Result: commands.AskResult{Answer: a}}), "# 没有文章直接说到这一点，最接近的是：", "~ 没有找到：lost")
}

// TestNone checks that an answer without sentences says what was not found, and offers one thing to do.
func TestNone(t *testing.T) {
	none := answer.Answer{Verdict: answer.None, Missing: []string{"one", "two"}, Newest: day(9)}
	r := commands.AskResult{Answer: none, Nearest: card("n", "N")}
	text := reply(commands.Chinese, commands.Outcome{Result: r})
	wants(t, "none", text, `tone negative, question "", filters ""`, "收录的文章里没有提到。", "~ 没有找到：one、two", "~ 最新一篇：2025年6月9日", "~ 标题最接近的：Title n", "[摘要] summary:0:n", "[最新文章] latest:0:")
	r.Instead = []commands.Spelling{{Asked: "Lundon", Found: "london"}, {Asked: "Pariss", Found: "paris"}, {Asked: "Romme", Found: "rome"}}
	text = reply(commands.English, commands.Outcome{Result: r})
	wants(t, "other spellings", text, "[Ask with “london”] instead:0:Lundon>london\n[Ask with “paris”] instead:0:Pariss>paris\n[Newest articles] latest:0:")
	lacks(t, "other spellings", text, "rome", "Nearest")
	lacks(t, "nothing known", reply(commands.English, commands.Outcome{Result: commands.AskResult{}}), "Newest article:", "Not found")
}

// TestMore checks that the passages of an answer's further page are those that it has not shown, and the menu.
func TestMore(t *testing.T) {
	a := answered()
	a.Passages = a.Further()
	text := reply(commands.English, commands.Outcome{Result: commands.MoreResult{SearchResult: commands.SearchResult{Found: a}}})
	wants(t, "more", text, "> Beach.\n~ Title b <https://b.org> · B · 1 June 2025", "> Zoo. *Zap*. Zebra.\n~ Title z <https://z.org> · Z · 1 June 2025",
		"item Why this came first |  (why:0:b)\nitem All sources |  (sources:0:)\nitem Copies of the article |  (copies:0:b)\nitem Ask this article only |  (within:0:b)")
	lacks(t, "more", text, "[More]")
	a.Passages = nil
	wants(t, "nothing more", reply(commands.English, commands.Outcome{Result: commands.MoreResult{SearchResult: commands.SearchResult{Found: a}}}), "There is nothing further on this.")
}

// TestSearchCopies checks that places which several passages share are named once.
func TestSearchCopies(t *testing.T) {
	one, other := passage(story("a", "A"), 0), passage(story("a", "A"), 0)
	one.Copies, other.Copies = []*article.Card{card("b", "B")}, []*article.Card{card("b", "B")}
	found := answer.Answer{Passages: []answer.Passage{one, other}, Spellings: []string{"x"}, Missing: []string{"y"}, Undated: 1}
	text := reply(commands.English, commands.Outcome{Result: commands.SearchResult{Found: found}})
	if strings.Count(text, "~ Also at: B <https://b.org>") != 1 {
		t.Error(text)
	}
	wants(t, "a search", text, "~ Also spelled: x", "~ Not found: y", "~ Articles left out because they have no date: 1", "~ Passages: 2",
		"item 2. Title a | Two. (context:0:"+one.Article.SentenceID(1)+")")
}

func TestUnknownResult(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a result without a reply passes in silence")
		}
	}()
	present.Reply(commands.English, commands.Outcome{})
}
