package pdftext

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"time"
)

// What is read of one file at the most.
const (
	maxObjects = 200_000
	maxObject  = 256 << 10 // bytes of an object that is no stream: it is read anew wherever something points to it
	maxStream  = 2 << 20   // bytes of one stream; a page of text has some kilobytes
	maxText    = 48 << 20  // bytes of all streams
	maxTime    = 3 * time.Second
)

var (
	objectHead = regexp.MustCompile(`(?:^|[^0-9])(\d{1,8})[ \t\r\n\f\x00]+(\d{1,5})[ \t\r\n\f\x00]+obj\b`)
	streamHead = regexp.MustCompile(`>>[ \t\r\n\f\x00]*stream(?:\r\n|\n|\r)|\bendobj\b`)
	rootKey    = regexp.MustCompile(`/Root[ \t\r\n]+(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+R`)
	infoKey    = regexp.MustCompile(`/Info[ \t\r\n]+(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+R`)
	encryptKey = regexp.MustCompile(`/Encrypt[ \t\r\n]*(?:<<|\d)`)
	catalog    = regexp.MustCompile(`/Type[ \t\r\n]*/Catalog\b`)
	isStore    = regexp.MustCompile(`/Type[ \t\r\n]*/ObjStm\b`)
	isIndex    = regexp.MustCompile(`/Type[ \t\r\n]*/XRef\b`)
	isPicture  = regexp.MustCompile(`/Subtype[ \t\r\n]*/Image\b|/Length1\b|/(?:DCT|JPX|CCITTFax|JBIG2)Decode\b|/FunctionType\b`)
	filterKey  = regexp.MustCompile(`/Filter[ \t\r\n]*(\[[^\]]*\]|/[A-Za-z0-9]+)`)
	nameOf     = regexp.MustCompile(`/([A-Za-z0-9]+)`)
	lengthKey  = regexp.MustCompile(`/Length[ \t\r\n]+(\d{1,9})(?:[ \t\r\n]*[/>]|[ \t\r\n]+/)`)
	firstKey   = regexp.MustCompile(`/First[ \t\r\n]+(\d{1,9})`)
	predictor  = regexp.MustCompile(`/Predictor[ \t\r\n]+(?:[2-9]|1[0-9])`)
)

// rewriter copies the objects of a PDF into a new one that has a plain table of its objects, none of them in a stream,
// and no compressed stream. So every bound is kept here, and what reads the copy never inflates anything. Pictures
// and fonts are left out. The last object of a number counts, as in a file that was saved again.
type rewriter struct {
	out      bytes.Buffer
	objects  map[int]object
	root     string // "1 0 R"
	info     string
	pictures int
	inflated int
	deadline time.Time
}

// object is where an object of the copy begins, and its second number.
type object struct{ offset, generation int }

// rewrite returns the copy and how many pictures were left out of it.
func rewrite(raw []byte, deadline time.Time) ([]byte, int, error) {
	w := &rewriter{objects: map[int]object{}, deadline: deadline}
	w.out.WriteString("%PDF-1.7\n")
	for pos := 0; ; {
		m := objectHead.FindSubmatchIndex(raw[pos:])
		w.trailer(raw[pos : pos+end(m, len(raw)-pos)])
		if m == nil {
			break
		}
		number, _ := strconv.Atoi(string(raw[pos+m[2] : pos+m[3]]))
		generation, _ := strconv.Atoi(string(raw[pos+m[4] : pos+m[5]]))
		size, err := w.object(number, generation, raw[pos+m[1]:])
		if err != nil {
			return nil, 0, err
		}
		pos += m[1] + size
	}
	switch w.root {
	case encrypted:
		return nil, 0, ErrEncrypted
	case "":
		return nil, 0, errors.New("has no pages")
	}
	return w.finish(), w.pictures, nil
}

// end returns where a match begins, or all if there is none.
func end(m []int, all int) int {
	if m == nil {
		return all
	}
	return m[0]
}

// trailer takes the keys of a trailer out of what is between two objects.
func (w *rewriter) trailer(between []byte) {
	if m := rootKey.FindSubmatch(between); m != nil {
		w.root = fmt.Sprintf("%s %s R", m[1], m[2])
	}
	if m := infoKey.FindSubmatch(between); m != nil {
		w.info = fmt.Sprintf("%s %s R", m[1], m[2])
	}
	if encryptKey.Match(between) {
		w.root = encrypted
	}
}

const encrypted = "encrypted"

// object copies the object that begins a text, and returns its length.
func (w *rewriter) object(number, generation int, text []byte) (int, error) {
	switch {
	case len(w.objects) > maxObjects:
		return 0, ErrTooLarge
	case time.Now().After(w.deadline):
		return 0, ErrTooLarge
	case w.root == encrypted:
		return 0, ErrEncrypted
	}
	m := streamHead.FindIndex(text)
	if m == nil {
		m = []int{len(text), len(text)}
	}
	if string(text[m[0]:m[1]]) == "endobj" || m[0] == len(text) {
		if w.root == "" && catalog.Match(text[:m[0]]) {
			w.root = fmt.Sprintf("%d %d R", number, generation)
		}
		if m[0] <= maxObject {
			w.put(number, generation, text[:m[0]])
		}
		return m[1], nil
	}
	dict, size := text[:m[0]], streamSize(text[:m[0]], text[m[1]:])
	return m[1] + size, w.stream(number, generation, dict, text[m[1]:m[1]+size])
}

// streamSize returns how long a stream is: what its dictionary says if "endstream" is there, else up to that word.
func streamSize(dict, text []byte) int {
	if m := lengthKey.FindSubmatch(dict); m != nil {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n <= len(text) && bytes.HasPrefix(bytes.TrimLeft(text[n:min(len(text), n+20)], "\r\n \t"), []byte("endstream")) {
			return n
		}
	}
	if n := bytes.Index(text, []byte("endstream")); n >= 0 {
		return n
	}
	return len(text)
}

func (w *rewriter) stream(number, generation int, dict, text []byte) error {
	switch {
	case isIndex.Match(dict):
		w.trailer(dict)
		return nil
	case isPicture.Match(dict):
		w.pictures++
		return nil
	}
	plain, err := w.inflate(dict, text)
	if err != nil {
		return err
	}
	if isStore.Match(dict) {
		w.store(dict, plain)
		return nil
	}
	// A ">" behind a stream ends a string that its last line leaves open; see Page.show.
	w.put(number, generation, fmt.Appendf(nil, "%s/Length %d/Filter null/DecodeParms null>>stream\n%s\n>\nendstream\n", dict, len(plain)+2, plain))
	return nil
}

// store copies the objects of a stream of objects.
func (w *rewriter) store(dict, plain []byte) {
	m := firstKey.FindSubmatch(dict)
	if m == nil {
		return
	}
	first, _ := strconv.Atoi(string(m[1]))
	fields := bytes.Fields(plain[:min(first, len(plain))])
	for i := 0; i+1 < len(fields) && len(w.objects) <= maxObjects; i += 2 {
		number, err1 := strconv.Atoi(string(fields[i]))
		from, err2 := strconv.Atoi(string(fields[i+1]))
		to := len(plain)
		if i+3 < len(fields) {
			if next, err := strconv.Atoi(string(fields[i+3])); err == nil {
				to = min(to, first+next)
			}
		}
		from += first
		if err1 != nil || err2 != nil || number < 0 || from < first || from > to || to-from > maxObject {
			continue
		}
		if w.root == "" && catalog.Match(plain[from:to]) {
			w.root = strconv.Itoa(number) + " 0 R"
		}
		w.put(number, 0, plain[from:to])
	}
}

func (w *rewriter) put(number, generation int, body []byte) {
	if number > 10*maxObjects || w.out.Len()+len(body) > 2*maxText {
		return
	}
	w.objects[number] = object{w.out.Len(), generation}
	fmt.Fprintf(&w.out, "%d %d obj\n%s\nendobj\n", number, generation, body)
}

// finish writes the table and returns the file.
func (w *rewriter) finish() []byte {
	top := 0
	for number := range w.objects {
		top = max(top, number)
	}
	at := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n", top+1)
	for number := range top + 1 {
		if o, ok := w.objects[number]; ok {
			fmt.Fprintf(&w.out, "%010d %05d n \n", o.offset, o.generation)
		} else {
			w.out.WriteString("0000000000 65535 f \n")
		}
	}
	fmt.Fprintf(&w.out, "trailer\n<</Size %d/Root %s", top+1, w.root)
	if w.info != "" {
		fmt.Fprintf(&w.out, "/Info %s", w.info)
	}
	fmt.Fprintf(&w.out, ">>\nstartxref\n%d\n%%%%EOF\n", at)
	return w.out.Bytes()
}

// inflate returns what a stream holds. A stream of a kind that holds no text, or that is too long, is empty.
func (w *rewriter) inflate(dict, text []byte) ([]byte, error) {
	var filters []string
	if m := filterKey.FindSubmatch(dict); m != nil {
		for _, name := range nameOf.FindAllSubmatch(m[1], 4) {
			filters = append(filters, string(name[1]))
		}
	}
	if len(filters) > 3 || predictor.Match(dict) {
		return nil, nil
	}
	for _, filter := range filters {
		var rd io.Reader
		switch filter {
		case "FlateDecode", "Fl":
			z, err := zlib.NewReader(bytes.NewReader(text))
			if err != nil {
				return nil, nil
			}
			rd = z
		case "ASCII85Decode", "A85":
			before, _, _ := bytes.Cut(bytes.TrimPrefix(bytes.TrimSpace(text), []byte("<~")), []byte("~"))
			rd = ascii85.NewDecoder(bytes.NewReader(before))
		case "ASCIIHexDecode", "AHx":
			before, _, _ := bytes.Cut(text, []byte(">"))
			rd = hex.NewDecoder(bytes.NewReader(bytes.Join(bytes.Fields(before), nil)))
		default:
			return nil, nil
		}
		out, _ := io.ReadAll(io.LimitReader(rd, maxStream+1)) // what could be read of a damaged stream
		if w.inflated += len(out); w.inflated > maxText {
			return nil, ErrTooLarge
		}
		if len(out) > maxStream {
			return nil, nil
		}
		text = out
	}
	return text[:min(len(text), maxStream)], nil
}
