package article

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func seed(t testing.TB) Article {
	t.Helper()
	raw, err := os.ReadFile("testdata/seed.txt")
	if err != nil {
		t.Fatal(err)
	}
	a, problems := Parse("seed.txt", raw)
	if len(problems) > 0 {
		t.Fatalf("seed: %v", problems)
	}
	return a
}

func TestSeed(t *testing.T) {
	a := seed(t)
	for _, c := range []struct{ what, got, want string }{
		{"URL", a.URL, "https://www.toutiao.com/article/7513025742142325311/"},
		{"Host", a.Host, "toutiao.com"},
		{"Outlet", a.Outlet, "toutiao.com"},
		{"Date", a.Date(), "2025-06-06"},
		{"Lang", a.Lang, "en"},
		{"Title", a.Title, "US President Trump announced on Friday (June 6) that US Treasury Secretary Scott…"},
		{"Captions", strings.Join(a.Captions, "|"), "US Treasury Secretary Besseint|US Commerce Secretary Rutnik|US Trade Representative Grille|Rare earth elements"},
		{"first sentence", a.Sentence(0), "The Sino-US trade relationship has always been the most eye-catching focus on the global economic stage."},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if !a.Inferred {
		t.Error("the date is not marked as inferred")
	}
	if !strings.HasPrefix(a.Disclaimer, "The article represents") || strings.Contains(a.Text, "Disclaimer") || strings.Contains(a.Text, "toutiao") {
		t.Errorf("disclaimer %q or source line left in the text", a.Disclaimer)
	}
	if !strings.HasPrefix(a.Sentence(1), "A重磅 piece of news has just come in: US President Trump") || !strings.HasSuffix(a.Sentence(1), "trade agreement.") {
		t.Errorf("second sentence: %q", a.Sentence(1))
	}
	for _, caption := range a.Captions {
		if strings.Contains(a.Text, "\n"+caption+"\n") {
			t.Errorf("caption %q left in the text", caption)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, path, raw, want string }{
		{"front matter", "a.md", "---\ntitle: A b\nsource: https://www.x.org/1\npublished: 2025-06-09\nauthor: [A, B]\ntags: x, y\nlang: zh-CN\n---\n\n正文在此。", "A b|https://www.x.org/1|x.org|2025-06-09|A, B|x,y|zh|正文在此。|"},
		{"aliases refused", "a.md", "---\ntitle: &t A\noutlet: *t\n---\nText here.", "A||||||en|Text here.|line 3 outlet has a value of the wrong kind"},
		{"broken YAML", "a.md", "---\ntitle: \"A\nsource: https://x.org/1\n---\nText here.", "A|https://x.org/1|x.org||||en|Text here.|line 2 the front matter is not YAML"},
		{"no end", "a.md", "---\ntitle: A\nText here is kept. And so is this.", "A||||||en|Text here is kept. And so is this.|line 1 the front matter has no end"},
		{"wrong kind", "a.md", "---\ntitle: [A, B]\n---\nText here.", "Text here||||||en|Text here.|line 2 title has a value of the wrong kind"},
		{"unknown key", "a.md", "---\nauthro: A\n---\nText here.", "Text here||||||en|Text here.|line 2 unknown key"},
		{"bad date", "a.md", "---\npublished: soon\n---\nText here.", "Text here||||||en|Text here.|line 2 published is no day"},
		{"bad link", "a.md", "---\nsource: javascript:alert(1)\n---\nText here.", "Text here||||||en|Text here.|line 2 source is no web address"},
		{"thematic break", "a.md", "---\n\nText here.", "Text here||||||en|Text here.|"},
		{"empty", "a.txt", " \n\n", "a||||||und||the file is empty"},
		{"binary", "a.txt", "PK\x03\x04\x00\x00", "a||||||und||is not text"},
		{"bad UTF-8", "a.txt", "First line.\nSecond \x81 line.", "First line||||||en|First line.\n\nSecond \ufffd line.|line 2 has bytes that are not UTF-8"},
		{"BOM and CRLF", "a.txt", "\ufeffFirst line.\r\nSecond line.\r\n", "First line||||||en|First line.\n\nSecond line.|"},
		{"direction marks", "a.txt", "A \u202eevil\u202c line.", "A evil line||||||en|A evil line.|"},
		{"wrapped", "a.txt", "This paragraph was wrapped by hand at a width\nthat editors use. It is one.\n\nThis one is another.", "This paragraph was wrapped by hand at a width that editors use||||||en|This paragraph was wrapped by hand at a width that editors use. It is one.\n\nThis one is another.|"},
		{"headline", "a.txt", "Harvest fails in Ruritania\nThe harvest has failed. Nobody knows why it did.\nSource: https://x.org/2", "Harvest fails in Ruritania|https://x.org/2|x.org||||en|The harvest has failed. Nobody knows why it did.|"},
		{"Chinese credits", "a.txt", "部长周一表示，谈判进展顺利。\n来源：https://x.cn/1\n免责声明：仅供参考。", "部长周一表示，谈判进展顺利|https://x.cn/1|x.cn||||zh|部长周一表示，谈判进展顺利。|"},
	} {
		a, problems := Parse(c.path, []byte(c.raw))
		problem := ""
		if len(problems) > 0 {
			problem = problems[0].String()
			problem = strings.Replace(problem, ":", "", 1)
		}
		got := strings.Join([]string{a.Title, a.URL, a.Outlet, a.Date(), a.Author, strings.Join(a.Tags, ","), a.Lang, a.Text, ""}, "|")
		fields := strings.Split(c.want, "|")
		wantProblem := fields[len(fields)-1]
		if got != strings.TrimSuffix(c.want, wantProblem) || !strings.HasPrefix(problem, strings.Replace(wantProblem, ":", "", 1)) || wantProblem == "" && problem != "" {
			t.Errorf("%s:\n got %s%s\nwant %s", c.name, got, problem, c.want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	a, problems := Parse("a.md", []byte("# The *title*\n\nIntro with a [link](https://x.org) and `code`.\n\n![A caption](p.png)\n\n## One\n\n- item one.\n- item two.\n\n### Deep\n\n> Quoted text.\n\n## Two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div onclick=x>Raw <b>HTML</b><script>evil()</script></div>\n"))
	if len(problems) > 0 || a.Title != "The title" || !slices.Equal(a.Captions, []string{"A caption"}) {
		t.Errorf("title %q, captions %q, problems %v", a.Title, a.Captions, problems)
	}
	var got []string
	for i, s := range a.Sentences {
		got = append(got, strings.Join(a.HeadingPaths[s.HeadingPath], ">")+":"+a.Sentence(i))
	}
	want := []string{":Intro with a link and code.", "One:item one.", "One:item two.", "One>Deep:Quoted text.", "Two:a, b", "Two:1, 2", "Two:Raw HTML"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestHTML(t *testing.T) {
	body := strings.Repeat("<p>The minister said on Monday that the harvest had failed, and that nobody knew why it did so this year.</p>", 6)
	raw := `<!doctype html><html lang="en-GB"><head><title>Harvest fails - The Daily</title><meta property="og:site_name" content="The Daily">
<link rel="canonical" href="https://daily.example/harvest"><meta property="article:published_time" content="2025-03-04T05:06:07Z"><meta name="author" content="A. Writer"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Harvest fails</h1><h2>What happened</h2>` + body + `<figure><img src=x><figcaption>A field</figcaption></figure><script>evil()</script></article></body></html>`
	a, problems := Parse("a.html", []byte(raw))
	if len(problems) > 0 {
		t.Error(problems)
	}
	got := fmt.Sprintf("%s|%s|%s|%s|%s|%v|%s|%v", a.Title, a.URL, a.Outlet, a.Date(), a.Author, a.Inferred, a.Lang, a.Captions)
	if want := "Harvest fails|https://daily.example/harvest|The Daily|2025-03-04|A. Writer|false|en|[A field]"; !strings.HasPrefix(got, "Harvest fails") || !strings.HasSuffix(got, strings.TrimPrefix(want, "Harvest fails")) {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if strings.Contains(a.Text, "evil") || strings.Contains(a.Text, "Home") || strings.Count(a.Text, "harvest") != 6 {
		t.Errorf("text: %q", a.Text)
	}
}

func TestInferDate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The ministers met on 3 March. They will meet again on 9 March 2024.", "2024-03-03"},
		{"It was signed on May 5, 2023. On June 1 it took effect.", "2023-06-01"},
		{"On Friday, March 1 the court ruled. The case began on 3 May 2023 and an appeal was lodged on 2 January 2024.", "2024-03-01"},
		{"The law was passed on 3 March.", ""},
		{"In 2023 sales rose.", ""},
		{"会议将于2025年6月9日举行。部长6月6日宣布了这一消息。", "2025-06-06"},
		{"The summit is scheduled for 9 June 2025.", ""},
	} {
		a, _ := Parse("a.txt", []byte(c.text))
		if got := a.Date(); got != c.want || a.Inferred != (c.want != "") {
			t.Errorf("%q: inferred %q (%v), want %q", c.text, got, a.Inferred, c.want)
		}
	}
}

func TestPassages(t *testing.T) {
	for _, c := range []struct {
		name     string
		sentence string
		n        int
	}{{"English", "The minister said that nobody knew why the harvest had failed. ", 60}, {"Chinese", "部长表示没有人知道今年的收成为什么会失败。", 60}} {
		a, _ := Parse("a.txt", []byte(strings.Repeat(strings.Repeat(c.sentence, 5)+"\n", c.n/5)))
		if len(a.Cut()) < 3 {
			t.Errorf("%s: %d passages", c.name, len(a.Cut()))
		}
		for _, p := range a.Cut() {
			if n := Units(a.Range(p.First, p.End)); n < minPassage || n > maxPassage {
				t.Errorf("%s: a passage of %.0f words", c.name, n)
			}
		}
	}
	a := seed(t)
	for _, p := range a.Cut() {
		if n := Units(a.Range(p.First, p.End)); n < minPassage || n > maxPassage {
			t.Errorf("seed: a passage of %.0f words", n)
		}
	}
}

func TestSentenceID(t *testing.T) {
	a := seed(t)
	id := a.SentenceID(3)
	if i, ok := a.Find(id); !ok || i != 3 {
		t.Errorf("Find(%q) = %d, %v", id, i, ok)
	}
	changed, _ := Parse("seed.txt", []byte("Something else. Two. Three. Four. Five."))
	if _, ok := changed.Find(id); ok || changed.ID != a.ID {
		t.Error("the id of a changed sentence still finds it")
	}
	for _, bad := range []string{"", "x", a.ID, a.ID + ".99999.abcd", a.ID + ".-1.abcd", a.ID + ".3", id + ".x", "x" + id,
		fmt.Sprintf("%s.%d.abcd", a.ID, len(a.Sentences)), a.SentenceID(3) + "x"} {
		if _, ok := a.Find(bad); ok {
			t.Errorf("Find(%q) finds", bad)
		}
	}
}
