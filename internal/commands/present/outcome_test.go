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
		{commands.Notice{Kind: commands.SweepFailed}, "~ The newest changes of the corpus could not be indexed; whoever runs this bot finds the reason in /status.", "~ 语料库的最新变动未能编入索引；管理者可在 /status 查看原因。"},
		{commands.Notice{Kind: commands.Indexing}, "~ The articles are still being indexed.", "~ 文章仍在编入索引。"},
		{commands.Notice{Kind: commands.Indexing, Done: 1234, All: 41200}, "~ Indexing 1,234 of 41,200: this is out of what is indexed so far.", "~ 正在编入索引：1,234 / 41,200；以上只依据已编入的文章。"},
		{commands.Notice{Kind: commands.JustStarted}, "~ Just started: this is out of the index of the last run, while the folder is looked through for changes.", "~ 刚刚启动：以上依据上次运行的索引，文件夹的变动还在检查。"},
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
	wants(t, "while reading", text, "title I am still reading the articles")
	lacks(t, "while reading", text, "To add one")
	text = reply(commands.English, commands.Outcome{Result: commands.EmptyResult{}})
	wants(t, "an empty corpus", text, "title There are no articles yet", `tone negative, question "", filters ""`)
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
	wants(t, "sources", text, "Articles: 7", "Dates: 2025-06-01 to 2025-06-03, without a date: 2", "# Outlets", "- o0 · 27", "- o24 · 3", "~ and 2 more", "# Tags", "- t24 · 1")
	lacks(t, "sources", text, "o25", "and 0 more")
	text = reply(commands.English, commands.Outcome{Result: commands.SourcesResult{Articles: 1, Undated: 1}})
	wants(t, "no dates", text, "No article has a date.")
	lacks(t, "no outlets", text, "# ")
}

func TestStatus(t *testing.T) {
	file := corpus.FileError{Path: "a.md", Problem: article.Problem{Line: 3, Text: "no YAML"}}
	full := commands.StatusResult{Articles: 41200, Passages: 1234567, Languages: counts("l", 11), Newest: day(2), Bytes: 12_340_000,
		Sweep: corpus.Status{LastSweep: day(4)}, Running: 90 * time.Second, Version: "v1"}
	wants(t, "status", reply(commands.English, commands.Outcome{Result: full}), `tone sure, question "", filters ""`, "field Articles: 41,200, inline true", "field Passages: 1,234,567, inline true",
		"field Languages: l0 11, l1 10, l2 9, l3 8, l4 7, l5 6, l6 5, l7 4, l8 3, l9 2, inline true", "field Newest date: 2025-06-02, inline true",
		"field Index: 12.3 MB, inline true", "field Last look: 2025-06-04 00:00:00 UTC, inline true", "field Running for: 1m30s, inline true", "field Version: v1, inline true")
	started := commands.StatusResult{InMemory: true, Sweep: corpus.Status{Sweeping: true}, Notice: commands.Notice{Kind: commands.Indexing}, Files: []corpus.FileError{file}}
	text := reply(commands.English, commands.Outcome{Result: started})
	wants(t, "while indexing", text, `tone doubtful, question "", filters ""`, "field Languages: none, inline true", "field Newest date: none, inline true",
		"field Index: in memory, gone when the bot ends, inline true", "field Last look: under way, inline true", "The articles are still being indexed.", "# Not read, or not whole: 1", "- a.md – line 3: no YAML")
	lacks(t, "while indexing", text, "Version")
	failed := commands.StatusResult{Sweep: corpus.Status{Err: errors.New("no such folder")}, Notice: commands.Notice{Kind: commands.SweepFailed}}
	wants(t, "after a failure", reply(commands.Chinese, commands.Outcome{Result: failed}), `tone negative, question "", filters ""`, "no such folder", "field 上次检查: 无, inline true", "field 文章: 0, inline true")
}

func TestReload(t *testing.T) {
	many := make([]string, 12)
	for i := range many {
		many[i] = fmt.Sprintf("f%d.md", i)
	}
	r := commands.ReloadResult{Diff: corpus.Diff{Added: many, Removed: many[:10], Took: 1234 * time.Millisecond}, Articles: 3}
	text := reply(commands.English, commands.Outcome{Result: r})
	wants(t, "reload", text, "title The corpus folder is read", "# Added: 12", "- f9.md", "~ and 2 more", "# Removed: 10", "footer Articles: 3 · took 1.2 s")
	lacks(t, "reload", text, "f10.md", "Changed", "Nothing has changed", "and 0 more", "Not read")
	text = reply(commands.English, commands.Outcome{Result: commands.ReloadResult{}})
	wants(t, "no change", text, "Nothing has changed.")
	text = reply(commands.English, commands.Outcome{Result: commands.ReloadResult{UnderWay: true, Notice: commands.Notice{Kind: commands.Indexing, Done: 1, All: 2}}})
	wants(t, "under way", text, "title The corpus folder is being read already", "Indexing 1 of 2: this is out of what is indexed so far.", "footer ")
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
	wants(t, "an article", text, "~ Also at: B Post <https://b.org> · d.org <https://d.org> · E <https://e.org>",
		"field Also stored as: a.md, b.md, c.md, d.md, e.md, f.md, g.md, , inline false", "field Link: open the source <https://x.org>, inline false",
		"button Summary (summary:x) <> disabled false", "button Source () <https://x.org> disabled false", "footer id x · file x.md")
	alone := story("x", "")
	alone.URL, alone.Published, alone.Inferred = "", day(2), true
	text = reply(commands.English, commands.Outcome{Result: commands.ArticleResult{Article: alone}})
	wants(t, "alone", text, "field Date: 2025-06-02 (inferred), inline true")
	lacks(t, "alone", text, "Also", "Link", "Source", "Outlet", "Author", "Tags", "Captions", "Disclaimer")
}

func TestContext(t *testing.T) {
	text := reply(commands.English, commands.Outcome{Result: commands.ContextResult{Article: story("x", "Post"), N: 1}})
	wants(t, "the middle", text, "title Title x <https://x.org> · Post · 2025-06-01", "~ Above › Below", "> One. *Two.* Three.")
	long := story("x", "")
	long.Text = strings.Repeat("Word. ", 9)
	long.Sentences = nil
	for i := range 9 {
		long.Sentences = append(long.Sentences, article.Sentence{Start: 6 * i, End: 6*i + 5})
	}
	text = reply(commands.English, commands.Outcome{Result: commands.ContextResult{Article: long, N: 4}})
	wants(t, "cut at both ends", text, "> … Word. Word. Word. *Word.* Word. Word. Word. …")
	lacks(t, "cut at both ends", text, "~ ")
	text = reply(commands.English, commands.Outcome{Result: commands.ContextResult{Article: long, N: 0}})
	wants(t, "the first", text, "> *Word.* Word. Word. Word. …")
}

func TestWhy(t *testing.T) {
	x := answer.Explanation{Passage: answer.Passage{Article: story("x", "Post"), Score: 3.14}, Rank: 2, Parts: []answer.Part{
		{Feature: "title", Value: 0.5, Points: 2.06}, {Feature: "words*words", Value: 1, Points: 0.05}, {Feature: "words*title", Value: 0.25, Points: -0.05},
		{Feature: "lead", Value: 1, Points: 0.04}, {Feature: "long", Value: 1, Points: -0.04}},
		FilteredOut: []answer.FilteredOut{{Article: card("y", "Other"), By: query.Filter{Tag: "rain"}}}}
	text := reply(commands.English, commands.Outcome{Result: commands.WhyResult{Explanation: x}})
	wants(t, "why", text, "Place 2, with +3.1 points:", "- *+2.1* · words of the question in the title (50%)",
		"- *+0.1* · words of the question in the passage, squared (100%)", "- *-0.1* · words of the question in the passage, together with words of the question in the title (25%)",
		"Filters held back what would have come before it:", "- Title y <https://y.org> · Other · 2025-06-01 · tag:rain")
	lacks(t, "why", text, "opening", "length")
	x.FilteredOut = nil
	lacks(t, "without filters", reply(commands.English, commands.Outcome{Result: commands.WhyResult{Explanation: x}}), "Filters held back")
}

// passage returns a passage over all of an article, whose second sentence is the best and has its word marked.
func passage(a *article.Article, citation int) answer.Passage {
	return answer.Passage{Article: a, End: 3, Best: 1, Citation: citation, Marks: []answer.Mark{{Start: 5, End: 8}}}
}

// TestAnswers checks what an answer shows of its sources: the best passage of each in the order of their numbers, then
// others of theirs, three in all, and a line for each source without a passage.
func TestAnswers(t *testing.T) {
	a, b, c := story("a", "A"), story("b", "B"), story("c", "C")
	answered := answer.Answer{Verdict: answer.Answered,
		Sentences: []answer.Sentence{{Article: b, Text: "Two.", Marks: []answer.Mark{{Start: 0, End: 3}}, Citation: 1}, {Article: a, Text: "One.", Citation: 2}},
		Others:    []answer.Sentence{{Article: c, Text: "Three.", Citation: 3}},
		Passages:  []answer.Passage{passage(story("z", "Z"), 0), passage(a, 2), passage(b, 1), passage(b, 1), passage(a, 2)},
		Citations: []answer.Citation{{N: 1, Article: b}, {N: 2, Article: a}, {N: 3, Article: c}}, Newest: day(9), Spellings: []string{"Twoo"}, Missing: []string{"lost"}, Undated: 4}
	text := reply(commands.English, commands.Outcome{Result: commands.AskResult{Answer: answered}})
	want := strings.Join([]string{"*Two*. [1] One. [2]", "~ Other articles say:", "- Three. [3] · 2025-06-01", "~ Also spelled: Twoo",
		"~ [1] Title b <https://b.org> · B · 2025-06-01", "> One. *Two*. Three.", "~ [2] Title a <https://a.org> · A · 2025-06-01", "> One. *Two*. Three.",
		"~ [1] Title b <https://b.org> · B · 2025-06-01", "> One. *Two*. Three.", "~ [3] Title c <https://c.org> · C · 2025-06-01", "~ Articles left out because they have no date: 4",
		"footer Answered from the corpus · articles up to 2025-06-09", "button More passages (more:0) <> disabled false"}, "\n")
	wants(t, "an answer", text, want)
	lacks(t, "an answer", text, "Title z", "lost")
	answered.Passages = answered.Passages[1:4]
	answered.Newest = time.Time{}
	text = reply(commands.English, commands.Outcome{Result: commands.AskResult{Answer: answered}})
	wants(t, "three passages", text, "button More passages (more:0) <> disabled true", "footer Answered from the corpus")

	related := answered
	related.Verdict, related.Newest = answer.Related, day(9)
	text = reply(commands.English, commands.Outcome{Result: commands.AskResult{Answer: related}})
	wants(t, "related", text, `tone doubtful, question "", filters ""`, "I found no sentence that answers this. The closest:", "> *Two*. [1] One. [2]",
		"~ Not found anywhere: lost", "~ Also spelled: Twoo", "footer Related only, not an answer · articles up to 2025-06-09")
	lacks(t, "related", text, "Other articles say")

	none := answer.Answer{Verdict: answer.None, Missing: []string{"one", "two"}, Newest: day(9)}
	text = reply(commands.Chinese, commands.Outcome{Result: commands.AskResult{Answer: none}})
	wants(t, "none", text, `tone negative, question "", filters ""`, "语料库中没有相关内容。", "未找到这些词：one、two", "语料库收录的最新日期是 2025-06-09。", "footer 没有找到")
	lacks(t, "none", text, "button", "~ ")
	text = reply(commands.English, commands.Outcome{Result: commands.AskResult{}})
	lacks(t, "nothing known", text, "newest date", "Not found anywhere")
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
	wants(t, "a search", text, "~ Also spelled: x", "~ Not found anywhere: y", "~ Articles left out because they have no date: 1", "footer Page 1 of 1 · passages: 2",
		"button ◀ Previous (page:0:back) <> disabled true", "button Next ▶ (page:0) <> disabled true", "item [2] Title a: Two. ("+one.Article.SentenceID(1)+")")
}

func TestUnknownResult(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a result without a reply passes in silence")
		}
	}()
	present.Reply(commands.English, commands.Outcome{})
}
