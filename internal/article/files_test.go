package article

import (
	"encoding/xml"
	"strings"
	"testing"
)

// TestWordShapes protects what is in a .docx file beside plain paragraphs.
func TestWordShapes(t *testing.T) {
	p := func(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }
	raised := `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>`
	box := `<w:txbxContent>` + p("The tide was low.") + `</w:txbxContent>`
	for _, c := range []struct{ name, body, want string }{
		{"a table for the layout", "<w:tbl><w:tr><w:tc>" + p(station) + p(months) + "</w:tc></w:tr></w:tbl>", station + "\n\n" + months},
		{"a text box alone in its paragraph", p(station) + "<w:p><w:r><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback>" + box + "</mc:Fallback></mc:AlternateContent></w:r></w:p>" + p(months), station + "\n\nThe tide was low.\n\n" + months},
		{"a table of contents", `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("Costs 4") + "</w:sdtContent></w:sdt>" + p(station) + p(months), station + "\n\n" + months},
		{"an exponent", p(station) + "<w:p><w:r><w:t>The bay has 20 km</w:t></w:r>" + raised + "<w:r><w:t xml:space=\"preserve\"> of water, the board of the harbour says.</w:t></w:r></w:p>", station + "\n\nThe bay has 20 km² of water, the board of the harbour says."},
		{"the number of a note", "<w:p><w:r><w:t>" + station + "</w:t></w:r>" + raised + "</w:p>" + p(months), station + "\n\n" + months},
		{"hidden words", p(station) + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r><w:r><w:t>" + months + "</w:t></w:r></w:p>", station + "\n\n" + months},
	} {
		if _, text := readOne(t, "a.docx", wordFile(t, p("Station")+c.body)); text != c.want {
			t.Errorf("%s: %q", c.name, text)
		}
	}
}

// TestForwarded protects the text, the author and the day of a mail that was forwarded in the text of another one, and the
// text of an answer.
func TestForwarded(t *testing.T) {
	text := station + "\n\n" + months
	quoted := "> " + strings.ReplaceAll(text, "\n", "\n> ")
	for _, c := range []struct{ name, body, says string }{
		{"Apple", "Begin forwarded message:\n\n> From: Ann Example <ann@x.example>\n> Subject: Station\n> Date: 3 June 2025 at 17:00:00 GMT\n> To: list@x.example\n> \n" + quoted, "Station|Ann Example||2025-06-03|||"},
		{"Outlook", "See below.\n\n-----Original Message-----\nFrom: Ann Example <ann@x.example>\nSent: Tuesday, June 3, 2025 5:00 PM\nTo: list\nSubject: FW: Station\n\n" + text, "Station|Ann Example||2025-06-03|||"},
		{"in Chinese", "------------------ 原始邮件 ------------------\n发件人: \"陈小雨\" <c@x.example>;\n发送时间: 2025年6月3日(星期二) 下午5:00\n收件人: \"me\" <me@x.example>;\n主题: 码头\n\n" + text, "码头|陈小雨||2025-06-03|||"},
		{"an answer", text + "\n\nOn Mon, 2 Jun 2025 at 10:00, Sam <sam@x.example> wrote:\n> Do you have it?\n> Sam\n", "Note|Me||2025-06-09|||"},
	} {
		says, got := readOne(t, "a.eml", []byte("From: Me <me@x.example>\nSubject: Fwd: Note\nDate: Mon, 9 Jun 2025 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"+c.body+"\n"))
		if says != c.says || got != text {
			t.Errorf("%s: %s %q", c.name, says, got)
		}
	}
}

// TestAnswered protects the text of a mail that answers another one or ends in a quotation.
func TestAnswered(t *testing.T) {
	for _, c := range []struct{ subject, body, keeps string }{
		{"RE: Station", "We open it in May.\n\n-----Original Message-----\nFrom: Ann Example <ann@x.example>\nSent: Tuesday, June 3, 2025 5:00 PM\nSubject: Station\n\n" + station, "We open it in May."},
		{"回复：码头", "我们五月开放码头。\n\n---- 原始邮件 ----\n发件人：陈小雨 <c@x.example>\n发送时间：2025年6月3日\n主题：码头\n\n" + station, "我们五月开放码头。"},
		{"Station", station + "\n\nOn the door of the hut she wrote:\n\n> The sea is grey,", "The sea is grey,"},
		{"Station", station + "\n\nOn 7 June 1911 the keeper wrote:\n\n> No ship today.", "No ship today."},
		{"码头", station + "\n\n1936年，她在信中写道：\n\n> 船都没有出港。", "船都没有出港。"},
		{"Station", station + "\n\nYou received this message from the sea, the keeper said.", "You received this message"},
	} {
		says, got := readOne(t, "a.eml", []byte("From: Me <me@x.example>\nSubject: "+c.subject+"\nDate: Mon, 9 Jun 2025 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"+c.body+"\n"))
		if !strings.Contains(says, "|Me||2025-06-09|") || !strings.Contains(got, c.keeps) {
			t.Errorf("%s: %s %q", c.keeps, says, got)
		}
	}
}

// TestNewsletter protects the text of a mail from the lines that its program writes.
func TestNewsletter(t *testing.T) {
	page := "<table><tr><td><h1>Station</h1></td></tr><tr><td><p>" + station + "</p><p>" + months + "</p></td></tr><tr><td><p>You are receiving this email because you opted in via our website.</p><p>Our mailing address is: 1 Quay</p></td></tr></table>"
	says, text := readOne(t, "a.eml", []byte("From: Bay News <n@x.example>\nSubject: Station\nList-Unsubscribe: <https://x.example>\nDate: Tue, 3 Jun 2025 10:00:00 +0000\nContent-Type: text/html\n\n"+page))
	if says != "Station||Bay News|2025-06-03|||" || text != station+"\n\n"+months {
		t.Errorf("%s %q", says, text)
	}
}

// TestSavedFrames protects the page of a .mhtml file from those of the frames in it.
func TestSavedFrames(t *testing.T) {
	part := func(address, page string) string {
		return "--b\nContent-Type: text/html\nContent-Location: " + address + "\n\n<html><body>" + page + "</body></html>\n"
	}
	raw := "Snapshot-Content-Location: https://x.example/1\nSubject: Station\nContent-Type: multipart/related; boundary=b\n\n" +
		part("https://ads.example/", "<p>Buy this boat now, it is the best one of all.</p>") + part("https://x.example/1", "<h1>Station</h1><p>"+station+"</p><p>"+months+"</p>") + "--b--\n"
	if _, text := readOne(t, "a.mhtml", []byte(raw)); text != station+"\n\n"+months {
		t.Errorf("%q", text)
	}
}

// TestHidden protects runs of Word whose format says that hiding is off.
func TestHidden(t *testing.T) {
	for value, want := range map[string]string{"off": "boat", "0": "boat", "false": "boat", "": "", "1": ""} {
		vanish := &node{name: "vanish", attrs: []xml.Attr{{Name: xml.Name{Local: "val"}, Value: value}}}
		run := &node{name: "r", children: []*node{{name: "rPr", children: []*node{vanish}}, {name: "t", text: "boat"}}}
		if got := runText("", run); got != want {
			t.Errorf("%q: %q", value, got)
		}
	}
}

// TestBookShapes protects the titles of chapters in the table of contents, the authors among those who made a book, and
// books without a container.
func TestBookShapes(t *testing.T) {
	const pack = `<package><metadata><creator id="a" role="aut">Ann Example</creator><creator id="b">Bo Sample</creator><meta refines="#b" property="role">trl</meta></metadata>` +
		`<manifest><item id="c" href="c.xhtml"/><item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine><itemref idref="c"/></spine></package>`
	const contents = `<ncx><navMap><navPoint><navLabel><text>The station</text></navLabel><content src="c.xhtml#top"/></navPoint></navMap></ncx>`
	book := zipOf(t, "EPUB/p.opf", pack, "EPUB/toc.ncx", contents, "EPUB/c.xhtml", "<html><body><p>"+station+"</p><p>"+months+"</p></body></html>")
	if links := contentLinks(&node{children: []*node{
		{name: "nav", attrs: []xml.Attr{{Name: xml.Name{Local: "type"}, Value: "page-list"}}, children: []*node{{name: "a", text: "Twelve"}}},
		{name: "nav", children: []*node{{name: "a", text: "The station"}}},
	}}); len(links) != 1 || links[0].all() != "The station" {
		t.Errorf("%d links", len(links))
	}
	if says, _ := readOne(t, "a.epub", book); says != "The station|Ann Example|||||" {
		t.Error(says)
	}
}
