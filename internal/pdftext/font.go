package pdftext

import (
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// font is what a font says of its codes.
type font struct {
	unicode map[string]string // of its ToUnicode table
	encoder pdf.TextEncoding  // where there is no such table
	wide    bool              // a code is two bytes
	widths  map[int]float64   // by code; 1 is the size of the letters
	usual   float64           // width of the other codes
}

// maxFonts is how many fonts of one file are read.
const maxFonts = 500

// fontOf returns the font that the page calls so.
func (x *extractor) fontOf(name string) *font {
	v := x.resources.Key("Font").Key(name)
	key := v.String()
	if len(key) > 2000 {
		key = key[:2000]
	}
	if f, ok := x.fonts[key]; ok || len(x.fonts) > maxFonts || x.spent() {
		return f
	}
	f := x.newFont(v)
	x.fonts[key] = f
	return f
}

func (x *extractor) newFont(v pdf.Value) *font {
	f := &font{usual: 0.5, widths: map[int]float64{}, wide: v.Key("Subtype").Name() == "Type0"}
	if table := v.Key("ToUnicode"); table.Kind() == pdf.Stream {
		f.readTable(v, table)
	} else {
		own := &pdf.Font{V: v}
		f.encoder = own.Encoder()
	}
	if f.wide {
		f.readWideWidths(v.Key("DescendantFonts").Index(0), x.spent)
	} else {
		f.readWidths(v)
	}
	return f
}

// readWidths reads the widths of a font whose codes have one byte. Those of Type 3 are in units of its own.
func (f *font) readWidths(v pdf.Value) {
	unit := 0.001
	if m := v.Key("FontMatrix"); v.Key("Subtype").Name() == "Type3" && m.Len() == 6 {
		unit = m.Index(0).Float64()
	}
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64() * unit
	}
}

// readWideWidths reads lists like "[1 [500 600] 7 9 1000]": the widths of codes from 1 on, and of 7 to 9.
func (f *font) readWideWidths(v pdf.Value, spent func() bool) {
	f.usual = 1
	if dw := v.Key("DW"); !dw.IsNull() {
		f.usual = dw.Float64() / 1000
	}
	w := v.Key("W")
	for i := 0; i+1 < w.Len() && !spent(); {
		first, next := int(w.Index(i).Int64()), w.Index(i+1)
		if next.Kind() == pdf.Array {
			for j := range min(next.Len(), 0x10000) {
				f.widths[first+j] = next.Index(j).Float64() / 1000
			}
			i += 2
			continue
		}
		width := w.Index(i+2).Float64() / 1000
		for code := first; code <= min(int(next.Int64()), first+0xffff) && i+2 < w.Len(); code++ {
			f.widths[code] = width
		}
		i += 3
	}
}

// maxTable is how many codes a table may have.
const maxTable = 70_000

// readTable reads a ToUnicode table. What is wrong in it ends the reading. The dictionaries that it begins are of no
// use here; the font's own serves for them.
func (f *font) readTable(dict, table pdf.Value) {
	defer func() { _ = recover() }()
	f.unicode = map[string]string{}
	pdf.Interpret(table, func(stack *pdf.Stack, op string) {
		values := make([]pdf.Value, min(stack.Len(), 3*1000))
		for i := len(values) - 1; i >= 0; i-- {
			values[i] = stack.Pop()
		}
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(values); i += 2 {
				f.addCode(values[i].RawString(), utf16Text(values[i+1].RawString()))
			}
		case "endbfrange":
			for i := 0; i+2 < len(values); i += 3 {
				f.addRange(values[i].RawString(), values[i+1].RawString(), values[i+2])
			}
		case "findresource", "begincmap", "defineresource":
			stack.Push(dict)
		}
	})
}

func (f *font) addCode(code, text string) {
	if len(code) > 0 && len(f.unicode) < maxTable {
		f.unicode[code] = text
	}
}

// addRange adds the codes from one to another. Their texts are listed, or follow each other from one on.
func (f *font) addRange(from, to string, texts pdf.Value) {
	if len(from) != len(to) || from == "" || len(from) > 4 {
		return
	}
	low, high := codeOf(from), codeOf(to)
	first := []rune(utf16Text(texts.RawString()))
	for i := 0; low+i <= high && i < 0x10000 && len(f.unicode) < maxTable; i++ {
		code := make([]byte, len(from))
		for j, n := len(code)-1, low+i; j >= 0; j, n = j-1, n>>8 {
			code[j] = byte(n)
		}
		switch {
		case texts.Kind() == pdf.Array:
			f.addCode(string(code), utf16Text(texts.Index(i).RawString()))
		case len(first) > 0:
			f.addCode(string(code), string(first[:len(first)-1])+string(first[len(first)-1]+rune(i)))
		}
	}
}

func codeOf(code string) int {
	n := 0
	for i := range len(code) {
		n = n<<8 | int(code[i])
	}
	return n
}

func utf16Text(raw string) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// decode returns the text of a string, its width, and how many codes and how many blanks of one byte it has.
func (f *font) decode(raw string) (text string, width float64, codes, blanks int) {
	var b strings.Builder
	for at := 0; at < len(raw); {
		n := f.codeLength(raw[at:])
		code := raw[at : at+n]
		at += n
		codes++
		w, ok := f.widths[codeOf(code)]
		if !ok {
			w = f.usual
		}
		width += w
		if code == " " {
			blanks++
		}
		switch known, ok := f.unicode[code]; {
		case ok:
			b.WriteString(known)
		case f.encoder == nil:
			b.WriteRune('\ufffd')
		}
	}
	if f.encoder != nil {
		b.WriteString(strings.ToValidUTF8(f.encoder.Decode(raw), "\ufffd"))
	}
	return b.String(), width, codes, blanks
}

// codeLength returns how many bytes the first code of a string has.
func (f *font) codeLength(raw string) int {
	if f.wide {
		return min(2, len(raw))
	}
	return 1
}
