package article

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// zipped returns a zip file of names and contents in turn. Contents are packed, or kept as they are.
func zipped(method uint16, files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: files[i], Method: method})
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// word returns a Word file whose body has about n bytes, as they are or packed from ten times as many.
func word(body func(n int) string) (stored, packed func(n int) string) {
	document := func(n int) string {
		return `<w:document xmlns:w="w"><w:body>` + body(n) + `</w:body></w:document>`
	}
	return func(n int) string { return zipped(zip.Store, "word/document.xml", document(n)) },
		func(n int) string { return zipped(zip.Deflate, "word/document.xml", document(10*n)) }
}

// epub returns a book of chapters of about n bytes each, so many that all have about n bytes together.
func epub(size int, chapter func(n int) string) func(n int) string {
	return func(n int) string {
		files := []string{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>`}
		var items, refs strings.Builder
		for i := range n/size + 1 {
			fmt.Fprintf(&items, `<item id="c%d" href="%[1]d.xhtml"/>`, i)
			fmt.Fprintf(&refs, `<itemref idref="c%d"/>`, i)
			files = append(files, fmt.Sprintf("%d.xhtml", i), "<html><body><p>"+strings.Repeat("A text of a chapter. ", 6)+chapter(min(size, n))+"</body></html>")
		}
		opf := `<package xmlns:dc="d"><metadata><dc:title>The Book</dc:title></metadata><manifest>` + items.String() + "</manifest><spine>" + refs.String() + "</spine></package>"
		return zipped(zip.Store, append(files, "a.opf", opf)...)
	}
}

// zipShapes are hostile Word files and books.
func zipShapes() map[string]shape {
	out := map[string]shape{
		"zip, entries":         {"a.docx", zipEntries},
		"book, chapters":       {"a.epub", epub(400, repeated("<p>A b c."))},
		"book, a long chapter": {"a.epub", epub(1<<30, repeated("<p>A b c."))},
		"book, nested":         {"a.epub", epub(1<<30, repeated("<div>"))},
		"book, adoption":       {"a.epub", epub(1<<30, repeated("<b><p>"))},
		"book, notes":          {"a.epub", epub(1<<30, repeated(`<a epub:type="noteref" href="#n">1</a>`))},
		"book, manifest":       {"a.epub", func(n int) string { return bookOf(repeated(`<item id="a" href="b"/>`)(n), `<itemref idref="a"/>`) }},
		"book, spine":          {"a.epub", func(n int) string { return bookOf(`<item id="a" href="b"/>`, repeated(`<itemref idref="a"/>`)(n)) }},
	}
	for name, body := range map[string]func(int) string{
		"paragraphs":     repeated(`<w:p><w:r><w:t>A text of a line.</w:t></w:r></w:p>`),
		"runs":           within(`<w:p>`, repeated(`<w:r><w:t>a </w:t></w:r>`), `</w:p>`),
		"tables":         repeated(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`),
		"tables, nested": nested(`<w:tbl><w:tr><w:tc>`, `</w:tc></w:tr></w:tbl>`),
		"a row":          within(`<w:tbl><w:tr>`, repeated(`<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>`), `</w:tr></w:tbl>`),
		"nested":         nested(`<w:a>`, `</w:a>`),
		"a long word":    within(`<w:p><w:r><w:t>`, repeated("a"), `</w:t></w:r></w:p>`),
		"attributes":     within(`<w:p `, numbered(`a#="b" `), `></w:p>`),
		"namespaces":     repeated(`<a xmlns="b"/>`),
		"entities":       within(`<w:p><w:r><w:t>`, repeated("&#65;&amp;"), `</w:t></w:r></w:p>`),
	} {
		stored, packed := word(body)
		out["Word, "+name], out["Word, packed, "+name] = shape{"a.docx", stored}, shape{"a.docx", packed}
	}
	return out
}

// zipEntries returns a Word file with as many small files as have n bytes.
func zipEntries(n int) string {
	files := []string{"word/document.xml", `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>A text.</w:t></w:r></w:p></w:body></w:document>`}
	for i := range n / 100 {
		files = append(files, fmt.Sprint("word/", i), "x")
	}
	return zipped(zip.Store, files...)
}

// bookOf returns a book whose package document has some items and references.
func bookOf(items, refs string) string {
	return zipped(zip.Store, "META-INF/container.xml", `<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>`,
		"a.opf", `<package xmlns:dc="d"><metadata><dc:title>The Book</dc:title></metadata><manifest>`+items+"</manifest><spine>"+refs+"</spine></package>",
		"b", "<p>"+strings.Repeat("A text of a chapter. ", 6))
}
