package article

import (
	"strings"
	"testing"
)

// TestFrontMatterOfPrograms protects what other programs write above a text.
func TestFrontMatterOfPrograms(t *testing.T) {
	const want = "Station|Ann Example|Harrow Gazette|2025-06-03|https://www.harrow.example/1|harbour,lifeboat|"
	for name, head := range map[string]string{
		"Hugo, TOML":           "+++\ntitle = 'Station'\ndate = 2025-06-03T08:30:00+01:00\nlastmod = 2025-06-09\ndraft = false\ntags = [\"harbour\", \"lifeboat\"]\n[params]\nauthor = \"Ann Example\"\nsite_name = \"Harrow Gazette\"\ncanonical_url = \"https://www.harrow.example/1\"\n+++\n",
		"Hugo, YAML":           "---\ntitle: Station\npublishDate: 2025-06-03\ndate: 2025-06-09\nslug: station\nparams:\n  author: Ann Example\n  source: https://www.harrow.example/1\npublisher: Harrow Gazette\ntags: [harbour, lifeboat]\ncategories: [news]\n---\n",
		"Hugo, JSON":           "{\n\t\"title\": \"Station\",\n\t\"date\": \"2025-06-03T08:30:00Z\",\n\t\"author\": [\"Ann Example\"],\n\t\"outlet\": \"Harrow Gazette\",\n\t\"canonicalURL\": \"https://www.harrow.example/1\",\n\t\"tags\": [\"harbour\", \"lifeboat\"]\n}\n",
		"Zola":                 "+++\ntitle = \"Station\"\ndate = 2025-06-03\nauthors = [\"Ann Example\"]\n[taxonomies]\ntags = [\"harbour\", \"lifeboat\"]\n[extra]\nsource = \"https://www.harrow.example/1\"\noutlet = \"Harrow Gazette\"\n+++\n",
		"Jekyll":               "---\nlayout: post\ntitle:  \"Station\"\ndate:   2025-06-03 08:30:00 +0100\nauthor: Ann Example\npermalink: /news/station/\ncanonical_url: https://www.harrow.example/1\nsite: Harrow Gazette\ntags: harbour, lifeboat\ncomments: true\n---\n",
		"Hexo, Chinese":        "---\n标题: Station\n日期: 2025-06-03 08:30:00\n更新时间: 2025-06-09\n作者: Ann Example\n来源: Harrow Gazette\n原文链接: https://www.harrow.example/1\n标签：harbour、lifeboat\n---\n",
		"Hexo, one fence":      "title: Station\ndate: 2025-06-03 08:30:00\nauthor: Ann Example\noutlet: Harrow Gazette\nsource: https://www.harrow.example/1\ntags:\n- harbour\n- lifeboat\n---\n",
		"Web Clipper":          "---\ntitle: \"Station\"\nsource: \"https://www.harrow.example/1\"\nauthor:\n  - \"[[Ann Example]]\"\npublished: 2025-06-03\ncreated: 2025-06-09\ndescription: \"It will be: rebuilt.\"\nsite: \"[[Gazette|Harrow Gazette]]\"\ntags:\n  - \"#harbour\"\n  - \"lifeboat\"\n---\n",
		"Zotero, CSL":          "---\ntype: article-newspaper\ntitle: Station\nauthor:\n  - family: Example\n    given: Ann\nissued:\n  date-parts:\n  - [2025, 6, 3]\naccessed:\n  date-parts:\n  - [2025, 6, 9]\ncontainer-title: Harrow Gazette\nURL: https://www.harrow.example/1\nkeyword: harbour, lifeboat\n---\n",
		"Zotero, notes":        "---\ntitle: Station\nauthors: Ann Example\ncitekey: example2025\nitemType: newspaperArticle\npublicationTitle: Harrow Gazette\ndate: June 3, 2025\ndateAdded: 2025-06-09\nurl: https://www.harrow.example/1\ntags: [harbour, lifeboat]\n---\n",
		"Readwise":             "---\ntitle: Station\nauthor: Ann Example\npublished_date: 2025-06-03T00:00:00.000Z\nsite_name: Harrow Gazette\nurl: <https://www.harrow.example/1>\ntags: \"#harbour #lifeboat\"\nsaved: 2025-06-09\n---\n",
		"quoted keys":          "---\n\"title\": Station\n'author': Ann Example\n\"date\": '2025-06-03'\n\"source\": \"[the page](https://www.harrow.example/1)\"\n\"outlet\": Harrow Gazette\n\"tags\": [harbour, lifeboat]\n---\n",
		"source by name":       "---\ntitle: Station\nauthor: Ann Example\npubDate: 3 June 2025\nsource: Harrow Gazette\nlink: https://www.harrow.example/1\ntags: [harbour, lifeboat]\n---\n",
		"Obsidian, properties": "author:: [[Ann Example]]\npublished:: 2025-06-03\ncreated:: 2025-06-09\ntitle:: Station\noutlet:: Harrow Gazette\nsource:: https://www.harrow.example/1\ntags:: #harbour #lifeboat\n\n",
		"Notion, properties":   "# Station\n\nCreated: June 9, 2025 10:00 AM\nAuthor: Ann Example\nPublished: June 3, 2025\nSource: Harrow Gazette\nURL: https://www.harrow.example/1\nTags: harbour, lifeboat\nReviewed: No\n\n",
		"Chinese, wide colons": "---\n标题：Station\n作者：Ann Example\n发布时间：2025年6月3日 18:05\n来源：Harrow Gazette\n链接：https://www.harrow.example/1\n关键词：harbour；lifeboat\n语言：英文\n---\n",
		"Chinese, traditional": "---\n標題: Station\n作者: [Ann Example]\n發佈日期: 2025-06-03\n媒體: Harrow Gazette\n原文連結: https://www.harrow.example/1\n標籤: [harbour, lifeboat]\n---\n",
		"Hexo, categories":     "---\ntitle: Station\ndate: 2025/06/03\nauthor: By Ann Example\nabbrlink: 3a2b\npermalink: news/station\ncategories:\n  - [News, Local]\n  - Kent\ntags:\n  - harbour\n  - lifeboat\noutlet: Harrow Gazette\nsource: https://www.harrow.example/1\n---\n",
		"Zotero, family first": "---\ntitle: Station\nauthors: [\"Example, Ann\"]\ndate: 2025-06-03\npublication: Harrow Gazette\nURL: https://www.harrow.example/1\noriginal_url: https://www.harrow.example/2\ncanonical_url: https://www.harrow.example/1\ncollections: [x]\ntags: [harbour, lifeboat]\n---\n",
		"settings of a theme":  "---\ntitle: Station\nauthor: Ann Example\ndate: 2025-06-03\nsite_name: Harrow Gazette\nlink: https://www.harrow.example/1\ntags: [harbour, lifeboat]\nmytheme:\n  width: 3\n---\nimport Tabs from \"@theme/Tabs\";\n\n",
		"Notion":               "# Station\n\nAuthor: Ann Example\nPublished: June 3, 2025 8:30 AM\nSource: Harrow Gazette\nURL: https://www.harrow.example/1\nTags: harbour, lifeboat\nStatus: Done\n\n",
	} {
		a, problems := Parse("a.md", []byte(head+"\n"+prose1+"\n"))
		if a.Text != prose1 || len(problems) > 0 {
			t.Errorf("%s: text %q, problems %s", name, a.Text, problemLines(problems))
		}
		if got := facing(a); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestFrontMatterDamaged protects what can be saved of a broken one, and texts that only begin like one.
func TestFrontMatterDamaged(t *testing.T) {
	for _, c := range []struct{ raw, title, text, problem string }{
		{"+++\ntitle = \"Station\"\ntags = [\n+++\nText.", "Station", "Text.", "the front matter is not TOML"},
		{"+++\nNo key here.\n\nText.", "", "+++ No key here.\n\nText.", ""},
		{"{ \"a\": 1 }\n\nText.", "", "{ \"a\": 1 }\n\nText.", ""},
		{"{{< x >}}\n\nText.", "", "Text.", ""},
		{"---\ntitle: Station\nmood: B\n---\nText.", "Station", "Text.", "unknown key \"mood\""},
		{"+++\ntitle = \"Station\"\nauthro = \"A\"\n+++\nText.", "Station", "Text.", "line 3: unknown key \"authro\"; did you mean author?"},
	} {
		a, problems := Parse("a.md", []byte(c.raw))
		if c.title != "" && a.Title != c.title || a.Text != c.text || !strings.Contains(problemLines(problems), c.problem) || c.problem == "" && len(problems) > 0 {
			t.Errorf("%q: title %q, text %q, problems %s", c.raw, a.Title, a.Text, problemLines(problems))
		}
	}
}

// TestShortCodes protects a text from the marks of programs that make pages, and code from losing them.
func TestShortCodes(t *testing.T) {
	for in, want := range map[string]string{
		"One {{< ref \"a.md\" >}}two.":                     "One two.",
		"{{< figure src=\"x.jpg\" >}}\n\nOne.":             "One.",
		"{{% notice note %}}\nOne.\n{{% /notice %}}":       "One.",
		"One{% include x.html a=\"b\" %}.":                 "One.",
		"{% comment %}\nHidden.\n{% endcomment %}\n\nOne.": "One.",
		"One {{ page.title }}two.":                         "One two.",
		"See [[Harbour|the harbour]] and [[Bay]].":         "See the harbour and Bay.",
		"![[plan.png]]\n\nOne ==marked== word.":            "One marked word.",
		"One. %%a note%%":                                  "One.",
		"One.{: .lead }":                                   "One.",
		"One. ^abc123":                                     "One.",
		"[caption id=\"a\" width=\"3\"]One.[/caption]":     "One.",
		"Write `{{< x >}}` here.":                          "Write {{< x >}} here.",
		"```\n{% include %}\n```":                          "{% include %}",
		"[[toc]]\n\n[TOC]\n\n[some words]{.small} and [su_quote a=\"b\"]One.[/su_quote]": "some words and One.",
		":::note Mind this\n\nOne.\n\n:::\n":                                             "One.",
		"<!-- more -->\n\nOne.":                                                          "One.",
		"One.\n\n<!--more-->\n\nTwo.":                                                    "One.\n\nTwo.",
		"It costs {5} and [six] == seven, 50% or 60%.":                                   "It costs {5} and [six] == seven, 50% or 60%.",
		"{{< tweet user=\"a\" id=\"1\" >}}\n{{< youtube x >}}\nOne.":                     "One.",
	} {
		if a, _ := Parse("a.md", []byte(in)); a.Text != want {
			t.Errorf("%q: %q, want %q", in, a.Text, want)
		}
	}
}

// TestTitleBlock protects title blocks of Pandoc, and texts that begin with a percent sign.
func TestTitleBlock(t *testing.T) {
	const body = "\n\nThe board voted on Tuesday to rebuild it.\n"
	for text, want := range map[string]string{
		"% Lifeboat station\n% Ann Example; Bo Sample\n% June 3, 2025":              "Lifeboat station|Ann Example, Bo Sample||2025-06-03|||",
		"% Lifeboat\n  station\n% Ann Example\n  Bo Sample\n% 3 June 2025":          "Lifeboat station|Ann Example, Bo Sample||2025-06-03|||",
		"% 救生艇站\n%\n% 2025-06-03":                                                   "救生艇站|||2025-06-03|||",
		"% Lifeboat station":                                                        "Lifeboat station||||||",
		"% of income spent on rent: 40\n% of income spent on food: 30":              "% of income spent on rent: 40 % of income spent on food: 30||||||",
		"% T\n" + strings.Repeat("  line\n", 20):                                    "% T" + strings.Repeat(" line", 17) + "…||||||",
		"%5 of the boats are new, and the others are to be replaced within a year.": "The board voted on Tuesday to rebuild it||||||",
	} {
		if a, _ := Parse("a.md", []byte(text+body)); facing(a) != want || !strings.Contains(a.Text, strings.TrimSpace(body)) {
			t.Errorf("%s: %s, text %q", text, facing(a), a.Text)
		}
	}
}

// TestAlertWrapped protects a sentence that begins beside the mark of an alert box.
func TestAlertWrapped(t *testing.T) {
	a, _ := Parse("a.md", []byte("# The gate\n\n> [!WARNING] No boat may pass the gate before the\n> tide has turned.\n\n> [!tip]- For keepers\n> The lamp is lit at six.\n"))
	if a.Text != "No boat may pass the gate before the tide has turned.\n\nThe lamp is lit at six." || !contains(a.Captions, "For keepers") {
		t.Errorf("text %q, captions %q", a.Text, a.Captions)
	}
}
