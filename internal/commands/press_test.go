package commands_test

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// press returns the reply to the press of a button.
func press(t *testing.T, s *commands.Service, p commands.Press) commands.Reply {
	t.Helper()
	return testkit.Accept(s, commands.English, p).Run(t.Context())
}

// many returns a service over n articles, each of which makes one passage with the word "rain"; the higher the number, the
// newer the article.
func many(t *testing.T, n int) *commands.Service {
	t.Helper()
	files := map[string]string{}
	places := strings.Fields("Arbon Belvar Cordia Delmont Estrada Falken Gorlitz Hartung Istria Jadran Korvin Lucerna Morava")
	for i := range n {
		place := places[i]
		files[fmt.Sprintf("%02d.md", i)] = fmt.Sprintf("---\ntitle: %s\npublished: 2024-01-%02d\n---\n\nIn %s there was rain. The mayor of %s measured %d litres.", place, i+1, place, place, i*7+3)
	}
	return testkit.Service(t, testkit.Folder(t, files), nil)
}

// TestPages turns the pages of a search one by one, and asks for pages that are not there.
func TestPages(t *testing.T) {
	for n, pages := range map[int]int{0: 0, 1: 1, 5: 1, 6: 2, 10: 2, 11: 3} {
		s := many(t, max(1, n))
		query := "rain"
		if n == 0 {
			query = "xyzzy"
		}
		r := use(t, s, commands.English, "search", commands.Options{"query": query})
		result := r.Result.(commands.SearchResult)
		if result.Pages() != pages || len(result.Found.Passages) != n {
			t.Fatalf("%d articles: %d passages on %d pages, want %d pages", n, len(result.Found.Passages), result.Pages(), pages)
		}
		if number, _, _ := result.Page(); number != 0 {
			t.Errorf("%d articles: a search begins on page %d", n, number)
		}
		seen := map[string]bool{}
		for page := range pages {
			r := press(t, s, commands.Press{State: commands.State{Kind: commands.TurnPage, Page: page}, Reply: r.State})
			number, offset, shown := r.Result.(commands.SearchResult).Page()
			if number != page || offset != page*5 || len(shown) != min(5, n-offset) {
				t.Errorf("%d articles: page %d is number %d from %d with %d passages", n, page, number, offset, len(shown))
			}
			for _, p := range shown {
				seen[p.Article.ID] = true
			}
		}
		if len(seen) != n {
			t.Errorf("%d of %d articles are on the pages", len(seen), n)
		}
		r = press(t, s, commands.Press{State: commands.State{Kind: commands.TurnPage, Page: 1000}, Reply: r.State})
		if number, _, _ := r.Result.(commands.SearchResult).Page(); number != max(0, pages-1) {
			t.Errorf("%d articles: a page beyond the last is %d", n, number)
		}
	}
}

// TestShowing checks who sees the reply to which input, and what it replaces.
func TestShowing(t *testing.T) {
	s := stories(t)
	id := use(t, s, commands.English, "article", commands.Options{"article": "report.md"}).Result.(commands.ArticleResult).Article.ID
	asked := commands.ReplyState{Question: "rain"}
	for _, c := range []struct {
		action              commands.Action
		ephemeral, replaces bool
	}{
		{commands.Use{Command: "search", Options: commands.Options{"query": "rain"}}, false, false},
		{commands.Use{Command: "search", Options: commands.Options{"query": "rain", "private": true}}, true, false},
		{commands.Use{Command: "search", Options: commands.Options{"query": "rain", "private": false}}, false, false},
		{commands.Use{Command: "help"}, true, false},
		{commands.Use{Command: "status"}, true, false},
		{commands.Use{Command: "search"}, true, false}, // refused
		{commands.Press{State: commands.State{Kind: commands.TurnPage}, Reply: asked, ByAsker: true}, false, true},
		{commands.Press{State: commands.State{Kind: commands.TurnPage}, Reply: asked}, true, false},
		{commands.Press{State: commands.State{Kind: commands.MorePassages}, ByAsker: true}, true, false}, // refused
		{commands.Press{State: commands.State{Kind: commands.MorePassages}, Reply: asked, ByAsker: true}, true, false},
		{commands.Press{State: commands.State{Kind: commands.ShowSummary, ID: id}, ByAsker: true}, true, false},
		{commands.Press{}, true, false},
	} {
		task := testkit.Accept(s, commands.English, c.action)
		if task.Ephemeral != c.ephemeral || task.Replaces != c.replaces {
			t.Errorf("%+v: ephemeral %v, replaces %v", c.action, task.Ephemeral, task.Replaces)
		}
	}
}

// TestButtonsOfOldReplies presses buttons of replies that do not fit any more.
func TestButtonsOfOldReplies(t *testing.T) {
	s := stories(t)
	r := use(t, s, commands.English, "ask", commands.Options{"question": "When did the harvest of Ruritania fail?"})
	article := r.Result.(commands.AskResult).Answer.Citations[0].Article
	const gone, changed = "The article is not in the corpus any more", "The article has changed since this answer"
	for _, c := range []struct {
		press commands.Press
		want  string
	}{
		{commands.Press{}, "This button is from an older version"},
		{commands.Press{State: commands.State{Kind: "delete"}}, "This button is from an older version"},
		{commands.Press{State: commands.State{Kind: commands.ShowSummary, ID: "nothing"}}, gone},
		{commands.Press{State: commands.State{Kind: commands.ShowContext, ID: "nothing.1.abcd"}}, gone},
		{commands.Press{State: commands.State{Kind: commands.ShowContext, ID: article.ID + ".1.zzzz"}}, changed},
		{commands.Press{State: commands.State{Kind: commands.ShowContext, ID: article.ID}}, changed},
		{commands.Press{State: commands.State{Kind: commands.Follow}}, "This button is from an older version"},
		{commands.Press{State: commands.State{Kind: commands.Follow}, Values: []string{"context:0:" + article.ID + ".99.zzzz"}}, changed},
		{commands.Press{State: commands.State{Kind: commands.Follow}, Values: []string{"context:0:" + article.SentenceID(1)}}, ""},
		{commands.Press{State: commands.State{Kind: commands.ExplainRanking, ID: "nothing"}, Reply: r.State}, gone},
		{commands.Press{State: commands.State{Kind: commands.ExplainRanking, ID: article.ID}}, "There is nothing to look for in that"},
		{commands.Press{State: commands.State{Kind: commands.MorePassages}}, "There is nothing to look for in that"},
		{commands.Press{State: commands.State{Kind: commands.TurnPage}, Reply: commands.ReplyState{Question: "rain", Filters: "after:soon"}}, "“soon” is not a date"},
		{commands.Press{State: commands.State{Kind: commands.TurnPage}, Reply: commands.ReplyState{Question: strings.Repeat("x", 201)}}, "That is longer than 200 characters"},
	} {
		if got := refused(t, s, commands.English, c.press); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%+v: %q, want %q", c.press, got, c.want)
		}
	}
}

// TestLongState turns a page of the longest question under the longest filters: together they are longer than a query may be.
func TestLongState(t *testing.T) {
	s := stories(t)
	state := commands.ReplyState{Question: "rain " + strings.Repeat("x", 195), Filters: `source:"Example Post" tag:harvest after:2024-01-01 before:2024-12-31`}
	r := press(t, s, commands.Press{State: commands.State{Kind: commands.TurnPage}, Reply: state})
	if r.Err != nil || r.State != state {
		t.Fatalf("%v: the state %+v comes back as %+v", r.Err, state, r.State)
	}
	if found := r.Result.(commands.SearchResult).Found.Passages; len(found) != 1 || found[0].Article.Path != "report.md" {
		t.Errorf("found %+v", found)
	}
	state.Filters = "tag:nothing"
	if r := press(t, s, commands.Press{State: commands.State{Kind: commands.TurnPage}, Reply: state}); len(r.Result.(commands.SearchResult).Found.Passages) != 0 {
		t.Error("the filters are lost")
	}
}

// TestContext checks how many neighbours a sentence is shown with, at both ends of an article and in its middle.
func TestContext(t *testing.T) {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "Sentence number %d speaks of rain. ", i)
	}
	s := testkit.Service(t, testkit.Folder(t, map[string]string{"a.md": "---\ntitle: Rain\n---\n\n" + b.String()}), nil)
	a := use(t, s, commands.English, "article", commands.Options{"article": "a.md"}).Result.(commands.ArticleResult).Article
	for n, want := range map[int][2]int{0: {0, 3}, 1: {0, 4}, 3: {1, 6}, 8: {6, 11}, 11: {9, 12}} {
		r := press(t, s, commands.Press{State: commands.State{Kind: commands.ShowContext, ID: a.SentenceID(n)}})
		if first, end := r.Result.(commands.ContextResult).Range(); [2]int{first, end} != want {
			t.Errorf("sentence %d is shown from %d to %d, want %v", n, first, end, want)
		}
	}
}

func TestLatest(t *testing.T) {
	s := many(t, 12)
	r := use(t, s, commands.English, "latest", nil)
	var paths []string
	for page := range 4 { // a page beyond the last is the last
		if page > 0 {
			r = press(t, s, commands.Press{State: commands.State{Kind: commands.TurnPage, Page: page}, Reply: r.State, ByAsker: true})
		}
		number, articles := r.Result.(commands.LatestResult).Page()
		if number != min(page, 2) {
			t.Errorf("page %d is number %d", page, number)
		}
		for _, a := range articles {
			paths = append(paths, a.Path)
		}
	}
	if got, want := strings.Join(paths, " "), "11.md 10.md 09.md 08.md 07.md 06.md 05.md 04.md 03.md 02.md 01.md 00.md 03.md 02.md 01.md 00.md"; got != want {
		t.Errorf("the pages list %s, want %s", got, want)
	}
	one := use(t, stories(t), commands.English, "latest", commands.Options{"source": "Other Post"}).Result.(commands.LatestResult)
	if _, articles := one.Page(); one.Total() != 1 || articles[0].Path != "copy.md" || one.Filter.Source != "Other Post" {
		t.Errorf("%+v", one)
	}
	sources := use(t, s, commands.English, "sources", nil).Result.(commands.SourcesResult)
	if sources.First.Day() != 1 || sources.Last.Day() != 12 || sources.Undated != 0 || sources.Articles != 12 {
		t.Errorf("%+v", sources)
	}
}

// TestSummaryLengths checks that the length that is asked for reaches the summary; without one it is medium.
func TestSummaryLengths(t *testing.T) {
	s := testkit.ServiceOver(t, testkit.ShippedCorpus(t), nil)
	count := func(length string) int {
		r := use(t, s, commands.English, "summary", commands.Options{"article": "2025-06-12-london-talks-zh.md", "length": length})
		return len(r.Result.(commands.SummaryResult).Picked)
	}
	if short, medium, long, none := count("short"), count("medium"), count("long"), count(""); short != 2 || medium != 3 || long <= medium || none != medium {
		t.Errorf("%d, %d, %d sentences; %d without a length", short, medium, long, none)
	}
}

// TestNewestArticles checks that the button under a reply without articles leads to all of them, not to those of its filter.
func TestNewestArticles(t *testing.T) {
	s := stories(t)
	for command, options := range map[string]commands.Options{"ask": {"question": "xyzzy", "since": "2025-01-01"}, "latest": {"tag": "bread", "source": "Other Post"}} {
		r := use(t, s, commands.English, command, options)
		next := press(t, s, commands.Press{State: button(t, r, commands.ShowLatest).State, Reply: r.State})
		if got := next.Result.(commands.LatestResult).Total(); got != 2 || next.State.Filters != "" {
			t.Errorf("/%s: %d articles under %q", command, got, next.State.Filters)
		}
	}
}
