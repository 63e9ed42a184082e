package pdftext

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// file returns a PDF of pages that show what their content streams draw. Its objects but the catalog are in a stream
// of objects if packed.
func file(packed bool, pages ...string) []byte {
	var out, inner bytes.Buffer
	var index []string
	out.WriteString("%PDF-1.7\n")
	object := func(number int, text string) {
		if packed {
			index = append(index, fmt.Sprint(number, inner.Len()))
			inner.WriteString(text + "\n")
			return
		}
		fmt.Fprintf(&out, "%d 0 obj %s endobj\n", number, text)
	}
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 10+2*i)
	}
	object(2, fmt.Sprintf("<</Type /Pages /Kids [%s] /Count %d /Resources <</Font <</F1 3 0 R>>>>>>", kids.String(), len(pages)))
	object(3, "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>")
	for i, content := range pages {
		object(10+2*i, fmt.Sprintf("<</Type /Page /Parent 2 0 R /Contents %d 0 R>>", 11+2*i))
		stream(&out, 11+2*i, "", content)
	}
	if packed {
		head := strings.Join(index, " ") + " "
		stream(&out, 4, fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(index), len(head)), head+inner.String())
	}
	out.WriteString("1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF")
	return out.Bytes()
}

func stream(out *bytes.Buffer, number int, dict, content string) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(content))
	_ = z.Close()
	fmt.Fprintf(out, "%d 0 obj <<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream endobj\n", number, dict, b.Len(), b.Bytes())
}

// at shows lines of a size one below another from a height on.
func at(size, y int, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&b, "BT /F1 %d Tf 1 0 0 1 72 %d Tm (%s) Tj ET\n", size, y-i*size*6/5, l)
	}
	return b.String()
}

func blocks(t *testing.T, raw []byte) string {
	t.Helper()
	doc, err := Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, b := range doc.Blocks {
		out = append(out, fmt.Sprintf("%d %s", b.Level, b.Text))
	}
	return strings.Join(out, "\n")
}

// TestParagraphs protects how lines become paragraphs: by distance, size and page.
func TestParagraphs(t *testing.T) {
	page := at(18, 720, "Harrow Bay to rebuild") + at(10, 690, "The board of Harrow Bay voted on Tuesday to re-", "build the station, which has stood empty since") +
		at(10, 650, "Work is to take eighteen months and is to begin")
	next := at(10, 720, "in the autumn of this year, the board said.")
	want := "1 Harrow Bay to rebuild\n0 The board of Harrow Bay voted on Tuesday to rebuild the station, which has stood empty since\n0 Work is to take eighteen months and is to begin in the autumn of this year, the board said."
	for _, packed := range []bool{false, true} {
		if got := blocks(t, file(packed, page, next)); got != want {
			t.Errorf("packed %v:\n%s", packed, got)
		}
	}
}

// TestBlanks protects blanks that are only gaps between pieces, and kerned words that have none.
func TestBlanks(t *testing.T) {
	got := blocks(t, file(false, "BT /F1 10 Tf 72 700 Td [(Har) 20 (row) -300 (Bay) -300 (v) 60 (otes)] TJ ET BT /F1 10 Tf 1 0 0 1 72 660 Tm (one) Tj 1 0 0 1 95 660 Tm (two three four five) Tj ET"))
	if got != "0 Harrow Bay votes\n0 one two three four five" {
		t.Errorf("%q", got)
	}
}

// TestEdges protects the text from page numbers, running titles and what browsers print.
func TestEdges(t *testing.T) {
	page := func(n int, text string) string {
		return at(8, 780, fmt.Sprintf("6/3/25, 8:30 AM Harrow Gazette %d", n)) + at(10, 700, text) + at(8, 30, fmt.Sprintf("https://www.harrow.example/news %d/2", n))
	}
	doc, err := Read(file(true, page(1, "The first page says a thing."), page(2, "The second page says another thing.")))
	if err != nil || doc.URL != "https://www.harrow.example/news" || len(doc.Blocks) != 2 || doc.Blocks[0].Text != "The first page says a thing." {
		t.Errorf("%v %+v", err, doc)
	}
}

// TestRefused protects the reasons why a PDF is not read.
func TestRefused(t *testing.T) {
	picture := "9 0 obj <</Subtype /Image /Filter /DCTDecode /Length 3>>\nstream\nabc\nendstream endobj\n"
	scan := bytes.Replace(file(false, at(10, 700, "p")), []byte("1 0 obj"), []byte(picture+"1 0 obj"), 1)
	locked := bytes.Replace(file(false, at(10, 700, "Text.")), []byte("trailer <<"), []byte("trailer <</Encrypt 7 0 R "), 1)
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"scan":      {scan, ErrScan},
		"nothing":   {file(false, ""), ErrNoText},
		"noise":     {file(false, at(10, 700, "#$%&*+=", ",_:_._;.,", "~^|<>{}", "ab")), ErrNoise},
		"encrypted": {locked, ErrEncrypted},
	} {
		if _, err := Read(c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, raw := range []string{"", "%PDF-1.4\n%not really", "no PDF"} {
		if _, err := Read([]byte(raw)); err == nil {
			t.Errorf("%q is read", raw)
		}
	}
}

// TestDamage protects PDFs whose table of objects is wrong or cut off, and those that were saved again.
func TestDamage(t *testing.T) {
	raw := file(false, at(10, 700, "The old text of the page."))
	cut := bytes.TrimSuffix(raw, []byte("%%EOF"))
	if got := blocks(t, cut); got != "0 The old text of the page." {
		t.Errorf("cut: %s", got)
	}
	var again bytes.Buffer
	again.Write(raw)
	stream(&again, 11, "", at(10, 700, "The new text of the page."))
	again.WriteString("trailer <</Root 1 0 R /Prev 9>>\nstartxref\n1\n%%EOF")
	if got := blocks(t, again.Bytes()); got != "0 The new text of the page." {
		t.Errorf("saved again: %s", got)
	}
}

// TestFontForms protects ligatures and radicals, which some programs write in place of letters.
func TestFontForms(t *testing.T) {
	if got := fold("eﬃcient ﬁnds ⼆⼗ ⻛"); got != "efficient finds 二十 风" {
		t.Error(got)
	}
}
