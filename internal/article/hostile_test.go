package article

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
)

// zipOf returns a zip file that holds the named texts.
func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	station = "The harbour board of Harrow Bay voted on Tuesday to rebuild the lifeboat station, which has stood empty since a storm took its roof."
	months  = "Work is to take eighteen months and cost about four million pounds, the board said, and it is to begin in the autumn of this year."
)

func wordFile(t testing.TB, body string) []byte {
	return zipOf(t, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+body+`</w:body></w:document>`,
		"word/styles.xml", `<w:styles xmlns:w="w"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>`,
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Template</dc:title><dc:creator>Computer</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>`)
}

func bookFile(t testing.TB, chapters ...string) []byte {
	files := []string{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`}
	var items, spine strings.Builder
	for i, c := range chapters {
		fmt.Fprintf(&items, `<item id="c%d" href="c%%20%d.xhtml"/>`, i, i)
		fmt.Fprintf(&spine, `<itemref idref="c%d"/>`, i)
		files = append(files, fmt.Sprintf("OPS/c %d.xhtml", i), `<?xml version="1.0"?><html><head><title/><script src="x"/></head><body>`+c+`</body></html>`)
	}
	files = append(files, "OPS/book.opf", `<package xmlns:dc="d"><metadata><dc:title>The Book</dc:title><dc:creator>Ann Example</dc:creator><dc:creator>Bo Sample</dc:creator><dc:date>2025-06-03</dc:date><dc:language>en</dc:language></metadata><manifest>`+
		items.String()+`</manifest><spine>`+spine.String()+`</spine></package>`)
	return zipOf(t, files...)
}

// pdfFile returns a PDF whose page shows what a content stream draws, compressed or not.
func pdfFile(content string, compressed bool) []byte {
	filter := ""
	if compressed {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = z.Write([]byte(content))
		_ = z.Close()
		content, filter = b.String(), "/Filter /FlateDecode "
	}
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"+
		"3 0 obj <</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj\n"+
		"4 0 obj <</Length %d %s>>\nstream\n%s\nendstream endobj\n5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>> endobj\n"+
		"trailer <</Root 1 0 R /Size 6>>\n%%%%EOF\n", len(content), filter, content)
}

func pdfLines(lines ...string) string {
	var b strings.Builder
	b.WriteString("BT /F1 12 Tf 14 TL 72 700 Td ")
	for _, l := range lines {
		fmt.Fprintf(&b, "(%s) Tj T* ", l)
	}
	return b.String() + "ET"
}

const mailFile = "From: Ann Example <ann@x.example>\r\nSubject: =?utf-8?q?Harrow_Bay_to_rebuild?=\r\nDate: Tue, 03 Jun 2025 23:30:00 -0700\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nPlain =E2=82=AC.\r\n" +
	"--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+t/DR6bi8uNu/2jwvcD4=\r\n--b--\r\n"

// samples are small files of the formats that were made by other programs, one each.
func samples(t testing.TB) map[string][]byte {
	page := "<html><head><title>Station</title></head><body><h1>Station</h1><p>" + station + "</p><p>" + months + "</p></body></html>"
	export, err := json.Marshal(map[string]any{"items": []any{map[string]any{"title": "Station", "url": "https://x.example/1", "content_html": "<p>" + station + "</p>", "date_published": "2025-06-03T08:00:00Z"}}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"a.docx":  wordFile(t, `<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Station</w:t></w:r></w:p><w:p><w:r><w:t>`+station+`</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`),
		"a.epub":  bookFile(t, "<h1>One</h1><p>"+station+"</p><p>"+months+"</p>", "<h2>Two</h2><p>"+months+"</p><p>"+station+"</p>"),
		"a.pdf":   pdfFile(pdfLines("The harbour board of Harrow Bay voted on Tuesday to", "rebuild the lifeboat station, which has stood empty."), true),
		"b.pdf":   pdfFile(pdfLines("The harbour board of Harrow Bay voted on Tuesday to", "rebuild the lifeboat station, which has stood empty."), false),
		"a.eml":   []byte(mailFile),
		"a.mhtml": []byte("Subject: S\r\nSnapshot-Content-Location: https://x.example/1\r\nContent-Type: multipart/related; boundary=b; type=\"text/html\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://x.example/1\r\n\r\n" + strings.ReplaceAll(page, "=", "=3D") + "\r\n--b--\r\n"),
		"a.json":  export,
		"a.xhtml": []byte(`<?xml version="1.0"?>` + strings.Replace(page, "<title>Station</title>", "<title/><script src='x'/>", 1)),
		"t.md":    []byte("+++\ntitle = \"A\"\ndate = 2025-06-03\n[params]\nauthor = \"Ann\"\n+++\n" + station + "\n\n{{< figure src=\"x\" caption=\"y\" >}}\n\n{% raw %}" + months + "{% endraw %}\n"),
		"j.md":    []byte("{\n\"title\": \"A\", \"date\": \"2025-06-03\"}\n" + station),
		"p.txt":   []byte("HARROW GAZETTE\n\nStation\n\nBy Ann Example and Bo Sample\n\nPublished: Tue 3 Jun 2025, 08:30 BST | Updated 4 Jun 2025\n\n" + station + "\n\nRead more: x\n\n2025年06月03日 08:30 来源：港湾日报 作者：王小明\n"),
	}
}

// TestHostile damages files of each format in many ways: none may panic, hang or be read otherwise than as text.
func TestHostile(t *testing.T) {
	const rounds = 300 // of each of the eleven samples: more than 3,000 files in all
	files := samples(t)
	start := time.Now()
	for _, name := range sortedKeys(files) {
		random := rand.New(rand.NewPCG(1, uint64(len(name))))
		for range rounds {
			raw := damaged(random, files[name])
			articles, _ := ReadAll(File{Path: name, Raw: raw})
			for _, a := range articles {
				checkArticle(t, a)
			}
		}
	}
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("took %v", took)
	}
}

// damaged returns a file with bytes changed, cut out, put in twice or swapped.
func damaged(random *rand.Rand, raw []byte) []byte {
	out := bytes.Clone(raw)
	for range 1 + random.IntN(8) {
		if len(out) < 8 {
			return out
		}
		at := random.IntN(len(out) - 4)
		n := 1 + random.IntN(min(64, len(out)-at-1))
		switch random.IntN(6) {
		case 0:
			out[at] = byte(random.IntN(256))
		case 1:
			out = append(out[:at], out[at+n:]...)
		case 2:
			out = append(out[:at+n:at+n], out[at:]...)
		case 3:
			out = out[:at+1]
		case 4:
			copy(out[at:], []byte{'<', '[', '(', '{', 0xff, 0}[random.IntN(6):])
		case 5:
			copy(out[at:], []byte("9999999999")[:min(10, len(out)-at)])
		}
	}
	return out
}

// TestBombs reads files that swell, nest or go round. What is read of each is bounded.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 60<<20)
	var nested strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	for name, raw := range map[string][]byte{
		"swells.docx":   zipOf(t, "word/document.xml", "<w>"+zeros),
		"swells.epub":   zipOf(t, "META-INF/container.xml", zeros),
		"deep.docx":     zipOf(t, "word/document.xml", strings.Repeat("<a>", 1_000_000)),
		"entities.docx": zipOf(t, "word/document.xml", `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:p><w:t>&b;&b;&b;&b;</w:t></w:p>`),
		"swells.pdf":    pdfFile(zeros, true),
		"numbers.pdf":   pdfFile(strings.Repeat("1 ", 1_900_000), true),
		"open.pdf":      pdfFile("BT /F1 12 Tf <41", true),
		"deep.pdf":      pdfFile(strings.Repeat("[", 1_000_000), true),
		"round.pdf":     []byte("%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Kids [2 0 R 2 0 R 2 0 R]>> endobj\ntrailer <</Root 1 0 R>>"),
		"xref.pdf":      []byte("%PDF-1.4\nxref\n0 99999999999\ntrailer <</Root 1 0 R /Size 99999999999 /Prev 9>>\nstartxref\n9\n%%EOF"),
		"nested.eml":    []byte(nested.String()),
		"deep.json":     []byte(strings.Repeat(`{"a":[`, 100_000)),
		"deep.md":       []byte("+++\na = " + strings.Repeat("[", 100_000) + "\n+++\nText."),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			ReadAll(File{Path: name, Raw: raw})
			runtime.ReadMemStats(&after)
			if got := after.TotalAlloc - before.TotalAlloc; got > 700<<20 {
				t.Errorf("took %d MB", got>>20)
			}
		})
	}
}
