package article

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// readOne returns what a file of one article says and its text, in lines.
func readOne(t *testing.T, name string, raw []byte) (string, string) {
	t.Helper()
	articles, problems := ReadAll(File{Path: name, Raw: raw})
	if len(articles) != 1 || len(problems) > 0 {
		t.Fatalf("%s: %d articles, problems %s", name, len(articles), problemLines(problems))
	}
	return facing(articles[0]), articles[0].Text
}

// TestWord protects what is read of a .docx file: styles by name, tables, notes; and what is not: deleted text, a text
// box said twice, the title of the template.
func TestWord(t *testing.T) {
	p := func(style, text string) string {
		if style != "" {
			style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
		}
		return "<w:p>" + style + "<w:r><w:t>" + text + "</w:t></w:r></w:p>"
	}
	body := p("Titel", "Station") + p("", "By Ann Example") + p("", "June 3, 2025") + p("", station) +
		`<w:p><w:r><w:t>One</w:t><w:tab/><w:t xml:space="preserve">two </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>three.</w:t></w:r></w:ins></w:p>` +
		p("berschrift1", "Cost") + `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>2025</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<mc:AlternateContent xmlns:mc="m"><mc:Choice><w:p><w:r><w:t>Boxed text.</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Boxed text.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>`
	says, text := readOne(t, "a.docx", wordFile(t, body))
	if says != "Station|Ann Example||2025-06-03|||" {
		t.Error(says)
	}
	if want := station + "\n\nOne two three.\n\n2025, 4\n\nBoxed text."; text != want {
		t.Errorf("%q", text)
	}
}

// TestBook protects that each chapter of an .epub file is an article, with the facts of the book.
func TestBook(t *testing.T) {
	book := bookFile(t, "<h1>Cover</h1>", "<h2>One</h2><p>"+station+`<a epub:type="noteref" href="#n">1</a></p><h3>Part</h3><p>`+months+"</p>", "<p>"+months+"</p><p>"+station+"</p>")
	articles, problems := ReadAll(File{Path: "x/a.epub", Raw: book, Defaults: Defaults{Tags: []string{"shelf"}}})
	if len(articles) != 2 || len(problems) > 0 {
		t.Fatalf("%d articles, %s", len(articles), problemLines(problems))
	}
	a := articles[0]
	if got := facing(a); got != "One|Ann Example, Bo Sample|The Book|2025-06-03||shelf|" || a.Path != "x/a.epub/1" || a.Text != station+"\n\n"+months {
		t.Errorf("%s %s %q", a.Path, got, a.Text)
	}
	if fmt.Sprint(a.HeadingPaths) != "[[] [] [Part]]" {
		t.Errorf("%q", a.HeadingPaths)
	}
	if b := articles[1]; b.Path != "x/a.epub/2" || b.ID == a.ID || b.ID != ID(b.Path) || !strings.HasPrefix(b.Text, months) {
		t.Errorf("%+v", b.Card)
	}
}

// TestMail protects the text, the sender, the day of the sender's clock and the subject of a mail.
func TestMail(t *testing.T) {
	says, text := readOne(t, "a.eml", []byte(mailFile))
	if says != "Harrow Bay to rebuild|Ann Example||2025-06-03|||" || text != "凤检楦父刍诟" && !strings.ContainsFunc(text, isHan) {
		t.Errorf("%s %q", says, text)
	}
	plain := "From: News <n@x.example>\nList-Id: <n.x.example>\nSubject: Fwd: Re: Station\nDate: 3 Jun 2025 08:30:00 +0800\n\n" + station + "\n\n" + months + "\n\nUnsubscribe here\n"
	if says, text = readOne(t, "a.eml", []byte(plain)); says != "Station||News|2025-06-03|||" || text != station+"\n\n"+months {
		t.Errorf("%s %q", says, text)
	}
	_, problems := ReadAll(File{Path: "a.eml", Raw: []byte("From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + station + "\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=plan.pdf\n\nx\n--b--\n")})
	if !strings.Contains(problemLines(problems), `not read: "plan.pdf"`) {
		t.Error(problemLines(problems))
	}
}

// TestSavedPages protects pages in the form of a mail and in XHTML, which closes scripts and titles at once.
func TestSavedPages(t *testing.T) {
	for _, name := range []string{"a.mhtml", "a.xhtml"} {
		articles, _ := ReadAll(File{Path: name, Raw: samples(t)[name]})
		if a := articles[0]; name == "a.mhtml" && a.Title != "Station" || !strings.Contains(a.Text, months) || name == "a.mhtml" && a.URL != "https://x.example/1" {
			t.Errorf("%s: %s %q", name, facing(a), a.Text)
		}
	}
}

// TestExports protects the lists that other programs export.
func TestExports(t *testing.T) {
	for name, raw := range map[string]string{
		"JSON Feed":    `{"version":"https://jsonfeed.org/version/1.1","title":"Feed","items":[{"id":"1","url":"https://x.example/1","title":"Station","content_html":"<p>TEXT</p>","date_published":"2025-06-03T08:00:00-07:00","authors":[{"name":"Ann Example"}],"tags":["harbour"]}]}`,
		"wallabag":     `[{"id":1,"title":"Station","url":"https://x.example/1","content":"<p>TEXT</p>","published_at":"2025-06-03 08:00:00","published_by":["Ann Example"],"tags":["harbour"],"created_at":"2025-06-09"}]`,
		"Pocket":       `{"status":1,"list":{"77":{"item_id":"77","resolved_title":"Station","resolved_url":"https://x.example/1","content":"<div><p>TEXT</p></div>","published":"1748908800","author":"Ann Example","tags":{"harbour":{"item_id":"77"}}}}}`,
		"Omnivore":     `[{"slug":"s","title":"Station","originalUrl":"https://x.example/1","content":"TEXT","publishedAt":"2025-06-03T00:00:00.000Z","author":"Ann Example","labels":[{"label":"harbour"}]}]`,
		"Karakeep":     `{"bookmarks":[{"createdAt":1749427200,"title":"Station","tags":["harbour"],"content":{"type":"link","url":"https://x.example/1","htmlContent":"<p>TEXT</p>","author":"Ann Example","datePublished":"2025-06-03T00:00:00.000Z"}}]}`,
		"a single one": `{"title":"Station","url":"https://x.example/1","markdown":"TEXT","date":"2025-06-03","author":"Ann Example","tags":"harbour"}`,
		"JSON lines":   `{"title":"Station","url":"https://x.example/1","content":"TEXT","date":"2025-06-03","author":"Ann Example","tags":"harbour"}` + "\n",
		"Chinese keys": `[{"标题":"Station","链接":"https://x.example/1","正文":"TEXT","发布日期":"2025-06-03","作者":"Ann Example","标签":["harbour"]}]`,
		"FreshRSS":     `{"items":[{"title":"Station","author":"Ann Example","published":1748908800,"canonical":[{"href":"https://x.example/1"}],"summary":{"content":"<p>TEXT</p>"},"categories":["harbour"]}]}`,
		"highlights":   `{"results":[{"title":"Station","source_url":"https://x.example/1","author":"Ann Example","published_date":"2025-06-03","tags":["harbour"],"highlights":[{"text":"TEXT"}]}]}`,
	} {
		raw = strings.Replace(raw, "TEXT", station, 1)
		if !json.Valid([]byte(raw)) {
			t.Fatal(name)
		}
		articles, problems := ReadAll(File{Path: "a.json", Raw: []byte(raw)})
		a := articles[0]
		if got := facing(a); len(articles) != 1 || len(problems) > 0 || a.Path != "a.json/1" || a.Text != station || got != "Station|Ann Example|x.example|2025-06-03|https://x.example/1|harbour|" {
			t.Errorf("%s: %s %q %s", name, got, a.Text, problemLines(problems))
		}
	}
}

// TestDamagedLine checks that a line which is not JSON costs its own article alone, and is named.
func TestDamagedLine(t *testing.T) {
	good := `{"title": "Station", "text": "` + station + `"}` + "\n"
	for name, c := range map[string]struct {
		raw   string
		lines []int
	}{
		"first.jsonl":  {`{"title": "A", "te` + "\n" + good, []int{1}},
		"middle.jsonl": {good + "{\"title\": \n\n" + good, []int{2}},
		"cut.jsonl":    {good + good + `{"title": "A", "text": "It was`, []int{3}},
		"values.json":  {good + "[\n" + good, []int{2}},
		"many.jsonl":   {good + strings.Repeat("[\n", 9), []int{2, 3, 4, 5, 6, 0}},
	} {
		articles, problems := ReadAll(File{Path: name, Raw: []byte(c.raw)})
		var lines []int
		for _, p := range problems {
			lines = append(lines, p.Line)
			if p.Level != Warning || p.Hint == "" {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if len(articles) != strings.Count(c.raw, good) || articles[0].Text != station || !slices.Equal(lines, c.lines) {
			t.Errorf("%s: %d articles, problems %s", name, len(articles), problemLines(problems))
		}
	}
}

// TestDamagedMail checks that a mail which is cut or wrongly coded says so.
func TestDamagedMail(t *testing.T) {
	for _, raw := range []string{
		"Subject: x\nContent-Transfer-Encoding: base64\n\nVGhlIHN0YXRpb24gb3BlbmVkLiA=\n*damaged*\n",
		"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe station opened. It clo",
	} {
		articles, problems := ReadAll(File{Path: "a.eml", Raw: []byte(raw)})
		if !strings.HasPrefix(articles[0].Text, "The station opened.") || len(problems) != 1 || !strings.Contains(problems[0].Text, "is damaged") {
			t.Errorf("%q, problems %s", articles[0].Text, problemLines(problems))
		}
	}
}

// TestNotRead protects the reasons why a file is not read.
func TestNotRead(t *testing.T) {
	for name, c := range map[string]struct{ raw, why string }{
		"a.docx":  {"no zip", "is no zip file"},
		"b.docx":  {string(zipOf(t, "x", "y")), "the file is empty"},
		"a.epub":  {string(zipOf(t, "x", "y")), `lacks the file "META-INF/container.xml"`},
		"a.pdf":   {"%PDF-1.4\n%not really", "has no pages"},
		"a.eml":   {"", "is no mail"},
		"b.eml":   {"Subject: x\nContent-Type: image/png\n\nx", "without a text"},
		"a.mhtml": {"Subject: x\n\nText.", "holds no page"},
		"a.json":  {`{"a": 1}`, "without articles"},
		"b.json":  {`[{"title": "A", "url": "https://x.example/1"}]`, "without their texts"},
		"c.json":  {`{"a"`, "is not JSON"},
		"d.json":  {"[\n{\"a\": 1},\n{\"a\"; 1}\n]", "that can be read: line 3"},
		"e.jsonl": {"x\ny", "is not JSON"},
		"a.html":  {"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><DT><A HREF=x>y</A></DL>", "is a list of links"},
		"b.html":  {"<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><ul><li><a href=x>y</a></ul>", "is a list of links"},
	} {
		articles, problems := ReadAll(File{Path: name, Raw: []byte(c.raw)})
		if len(articles) != 1 || articles[0].Text != "" || !strings.Contains(problemLines(problems), c.why) || problems[0].Hint == "" {
			t.Errorf("%s: %q, problems %s", name, articles[0].Text, problemLines(problems))
		}
	}
	for _, name := range []string{"a.png", "a.DOC", "a.zip", "a.csv", "a", "a.xyz", "x.yaml"} {
		if p := NotRead(name); IsRead(name) || p.Text == "" || p.Hint == "" {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
