package commands_test

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// asked returns a service over articles of yesterday, of the week before and of last year, and what kind of reply a text gets.
func asked(t *testing.T) func(text string) string {
	t.Helper()
	s := testkit.Service(t, testkit.Folder(t, map[string]string{ // asked on Friday, 20 June 2025
		"today.md":     "---\ntitle: Rain over Ruritania\npublished: 2025-06-20\n---\n\nIt rained in Ruritania. The mayor of Ruritania was surprised by that.",
		"yesterday.md": "---\ntitle: 暴雨袭击鲁里坦尼亚\npublished: 2025-06-19\n---\n\n昨天鲁里坦尼亚下了暴雨。没有人感到意外。",
		"monday.md":    "---\ntitle: Snow over Borduria\npublished: 2025-06-16\n---\n\nIt snowed in Borduria. The mayor of Borduria was surprised as well.",
		"last.md":      "---\ntitle: Fog over Syldavia\npublished: 2025-06-15\n---\n\nThere was fog in Syldavia. Ships waited.",
		"old.md":       "---\ntitle: Hail over Poldavia\npublished: 2024-06-15\n---\n\nThere was hail in Poldavia. Farmers lost their wheat.",
	}), nil)
	return func(text string) string {
		r := testkit.Use(t, s, commands.English, "ask", commands.Options{"question": text})
		switch result := r.Result.(type) {
		case nil:
			return "Refused"
		case commands.LatestResult:
			_, articles := result.Page()
			var paths []string
			for _, a := range articles {
				paths = append(paths, strings.TrimSuffix(a.Path, ".md"))
			}
			return "latest " + strings.Join(paths, " ")
		case commands.SubjectResult:
			var paths []string
			for _, p := range result.Picks {
				paths = append(paths, strings.TrimSuffix(p.Article.Path, ".md"))
			}
			return "subject " + strings.Join(paths, " ")
		case commands.SummaryResult:
			return "summary " + strings.TrimSuffix(result.Article.Path, ".md")
		default:
			return strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%T", result), "commands."), "Result")
		}
	}
}

// TestIntents checks what texts get that are no questions about the articles, in both languages and both scripts, and that
// questions which only begin like them are answered.
func TestIntents(t *testing.T) {
	const all = "latest today yesterday monday last" // the first page
	kind := asked(t)
	for text, want := range map[string]string{
		"hi": "Greeting", "Hello!": "Greeting", "good morning": "Greeting", "你好": "Greeting", "您好！": "Greeting", "大家好": "Greeting", "早安": "Greeting",
		"help": "Help", "Help me please": "Help", "what can you do?": "Help", "how does this work": "Help", "怎么用？": "Help", "你能做什麼": "Help", "有什么功能": "Help",
		"what's new": all, "What’s new?": all, "whats new today": all, "what is new": all, "any news?": all, "latest news": all, "the latest": all, "show me the latest": all,
		"最新消息": all, "最新的新聞": all, "有什么新闻": all, "有什么最新消息吗？": all, "最近有什么新闻": all, "有新的文章吗": all, "新闻": all,
		"summarise the latest news": "summary today", "Summarize the newest article, please": "summary today", "总结最新新闻": "summary today", "概括一下最新的文章": "summary today", "總結一下最新消息": "summary today",
		"yesterday": "latest yesterday", "since: yesterday": "latest today yesterday", "since yesterday": "latest today yesterday", "news from yesterday": "latest yesterday", "昨天的": "latest yesterday", "昨天的新闻": "latest yesterday", "昨天有什么新闻？": "latest yesterday",
		"today": "latest today", "今天的消息": "latest today", "news today": "latest today", "since:yesterday": "latest today yesterday", "after:昨天 before:yesterday": "latest yesterday", "tag:none-such": "Refused", "this week": "latest today yesterday monday", "本周的新闻": "latest today yesterday monday", "last week": "latest last", "上週的文章": "latest last",
		"summarize snow over borduria": "summary monday", "Summarise the article Fog over Syldavia": "summary last", "总结暴雨袭击鲁里坦尼亚": "summary yesterday", "總結暴雨襲擊魯里坦尼亞": "summary yesterday",
		"Where did it rain?": "Ask", "hi there, where was fog?": "Ask", "What is new in Syldavia?": "Ask", "summarize nothing that is there": "Ask", "summarize the surprised mayor": "subject monday today", "help the farmers": "Ask", "昨天哪里下了暴雨？": "Ask", `"hi"`: "Ask", "hi -rain": "Ask",
	} {
		if got := kind(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if got := kind("what's new after:2025-06-18"); got != "latest today yesterday" {
		t.Errorf("under a filter: %s", got)
	}
}

// TestUnknownFilters checks that an outlet or a tag that no article has is refused with the nearest that there is, in every command.
func TestUnknownFilters(t *testing.T) {
	s := stories(t)
	for _, c := range []struct{ command, option, value, english, chinese string }{
		{"ask", "source", "Exmaple Post", "No outlet is called “Exmaple Post”. The nearest is “Example Post”; /sources lists all.", "没有名为“Exmaple Post”的媒体，最接近的是“Example Post”；用 /sources 查看全部。"},
		{"search", "source", "other", "No outlet is called “other”. The nearest is “Other Post”; /sources lists all.", "没有名为“other”的媒体，最接近的是“Other Post”；用 /sources 查看全部。"},
		{"latest", "tag", "harvets", "No article has the tag “harvets”. The nearest is “harvest”; /sources lists all.", "没有文章带标签“harvets”，最接近的是“harvest”；用 /sources 查看全部。"},
		{"latest", "tag", "locomotives", "No article has the tag “locomotives”. /sources lists those there are.", "没有文章带标签“locomotives”。用 /sources 查看现有的标签。"},
		{"ask", "source", "Reuters", "No outlet is called “Reuters”. /sources lists those there are.", "没有名为“Reuters”的媒体。用 /sources 查看收录的媒体。"},
		{"ask", "tag", "Harvest", "", ""},
		{"ask", "source", "EXAMPLE.org", "", ""},
	} {
		options := commands.Options{"question": "rain", "query": "rain", c.option: c.value}
		for l, want := range map[commands.Locale]string{commands.English: c.english, commands.Chinese: c.chinese} {
			if got := strings.TrimSpace(refused(t, s, l, commands.Use{Command: c.command, Options: options})); got != want {
				t.Errorf("/%s %s %s: %q, want %q", c.command, c.option, c.value, got, want)
			}
		}
	}
	if got := refused(t, s, commands.English, commands.Use{Command: "ask", Options: commands.Options{"question": "rain source:Exmaple"}}); !strings.Contains(got, "Exmaple") {
		t.Errorf("a filter in the question: %q", got)
	}
}

// TestOtherScript checks that articles are named and suggested in either script: one of just this title, then the newest, with their days.
func TestOtherScript(t *testing.T) {
	s := testkit.Service(t, testkit.Folder(t, map[string]string{
		"old.md": "---\ntitle: 中美经贸会谈\npublished: 2025-06-01\n---\n\n中美举行会谈。会谈持续两天。",
		"new.md": "---\ntitle: 中美經貿協議\npublished: 2025-06-09\n---\n\n中美達成協議。協議有效兩年。",
		"any.md": "---\ntitle: 中美经贸\n---\n\n没有日期的文章。也没有内容。",
	}), nil)
	for _, typed := range []string{"中美經貿", "中美经贸"} {
		if got, want := strings.Join(complete(s, operator, "summary", "article", typed), "|"), "中美经贸|中美經貿協議 · 2025-06-09|中美经贸会谈 · 2025-06-01"; got != want {
			t.Errorf("%s suggests %s, want %s", typed, got, want)
		}
	}
	for name, want := range map[string]string{"中美經貿會談": "old.md", "中美经贸协议": "new.md", "經貿": "new.md", "中美經貿協議 · 2025-06-09": "new.md"} {
		if got := use(t, s, commands.Chinese, "summary", commands.Options{"article": name}).Result.(commands.SummaryResult).Article.Path; got != want {
			t.Errorf("%s names %s, want %s", name, got, want)
		}
	}
}

// TestHelpForAdministrators checks that help lists the commands for administrators to those who may use them, and not where a
// question asks for help, since everybody can read the reply.
func TestHelpForAdministrators(t *testing.T) {
	s := stories(t)
	for who, c := range map[string]struct {
		actor commands.Actor
		lists bool
	}{
		"the operator": {operator, true}, "a member": {commands.Actor{User: "1", Guild: "2"}, false},
		"an administrator": {commands.Actor{User: "1", Guild: "2", Permissions: commands.AdminPermission}, true},
	} {
		text := said(s.Accept(commands.Input{Actor: c.actor, Action: commands.Use{Command: "help"}}).Run(t.Context()))
		if lists := strings.Contains(text, "/reload") && strings.Contains(text, "/status"); lists != c.lists || !strings.Contains(text, "/ask") {
			t.Errorf("%s:\n%s", who, text)
		}
		text = said(s.Accept(commands.Input{Actor: c.actor, Action: commands.Use{Command: "ask", Options: commands.Options{"question": "help"}}}).Run(t.Context()))
		if strings.Contains(text, "/reload") || !strings.Contains(text, "/ask") {
			t.Errorf("%s asks for help:\n%s", who, text)
		}
	}
}

// TestSpellings checks that a question without an answer offers to ask with a word that is there, and that the button does.
func TestSpellings(t *testing.T) {
	s := many(t, 13)
	r := use(t, s, commands.English, "ask", commands.Options{"question": "What about Estrazza?"})
	b := button(t, r, commands.AskInstead)
	if got := press(t, s, commands.Press{State: b.State, Reply: r.State}); got.Err != nil || !strings.Contains(said(got), "Estrada") {
		t.Errorf("%s: %v\n%s", b.Label, got.Err, said(got))
	}
	if got := use(t, s, commands.English, "ask", commands.Options{"question": "What about xyz?"}); strings.Contains(said(got), "Ask with") {
		t.Error(said(got))
	}
}

// TestAskAgain checks that a press on a button of an earlier version says so, with the question to ask again.
func TestAskAgain(t *testing.T) {
	s := stories(t)
	for l, want := range map[commands.Locale]string{commands.English: "Please ask again.", commands.Chinese: "请再问一次", commands.Taiwan: "請再問一次"} {
		r := testkit.Accept(s, l, commands.Press{State: commands.ParseState("more:0"), Reply: commands.ReplyState{Question: "Who won?"}}).Run(t.Context())
		if r.State.Question != "Who won?" || !strings.Contains(said(r), want) || r.Err == nil {
			t.Errorf("%s: %+v\n%s", l, r.State, said(r))
		}
	}
}

// TestWithin checks that a question asked of one article alone is answered out of that article.
func TestWithin(t *testing.T) {
	s := many(t, 5)
	r := use(t, s, commands.English, "ask", commands.Options{"question": "Where was rain?"})
	id := use(t, s, commands.English, "article", commands.Options{"article": "02.md"}).Result.(commands.ArticleResult).Article.ID
	within := press(t, s, commands.Press{State: commands.State{Kind: commands.AskWithin, ID: id}, Reply: r.State})
	for _, p := range within.Result.(commands.AskResult).Answer.Passages {
		if p.Article.ID != id {
			t.Errorf("a passage of %s", p.Article.Path)
		}
	}
	if within.State.Filters != "article:"+id {
		t.Errorf("its buttons work under %q", within.State.Filters)
	}
}
