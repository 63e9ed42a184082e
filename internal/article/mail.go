package article

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"path"
	"strings"
	"time"

	"github.com/emersion/go-message"
	"golang.org/x/net/html/charset"

	"lede/internal/lazyregexp"
)

// readMail reads a mail (.eml), or a page that a browser saved in the form of one (.mhtml), see RFC 2045 to 2047, 2557.
func (d *draft) readMail(raw []byte) {
	d.tryRead(func() {
		m := &mailReader{budget: d.budget}
		if err := m.read(raw); err != nil {
			d.refuse(err.Error(), "save it again, or paste its text into a .txt file")
			return
		}
		if m.damage != nil {
			d.problem(0, Warning, "is damaged, and read as far as it is not: "+m.damage.Error(), "save it again")
		}
		if strings.EqualFold(path.Ext(d.Path), ".eml") {
			d.mail(m)
		} else {
			d.savedPage(m)
		}
	})
}

// mailReader collects what belongs to the text of a message.
type mailReader struct {
	*budget
	header   message.Header // of the message, or of the innermost one if that was forwarded whole
	page     []byte         // the first part of type text/html
	charset  string         // that it declares
	text     []byte         // the first part of type text/plain
	textSet  string
	address  string // of the page
	attached []string
	inner    map[string]string // the header of a mail that was forwarded in the text, by the names of its fields
	answers  bool              // the text has a mail in it that it answers
	damage   error             // of the part that is read as the text; nil for none
}

func (m *mailReader) read(raw []byte) error {
	raw = bytes.TrimLeft(raw, "\ufeff \t\r\n")
	if line, rest, ok := bytes.Cut(raw, []byte("\n")); ok && bytes.HasPrefix(line, []byte("From ")) {
		raw = rest // as in a mailbox
	}
	whole, err := message.Read(bytes.NewReader(raw))
	if whole == nil || whole.Header.Len() == 0 {
		return fmt.Errorf("is no mail: %w", orEmpty(err))
	}
	m.header = whole.Header
	m.entity(whole, 0)
	return nil
}

func orEmpty(err error) error {
	if err == nil {
		return io.ErrUnexpectedEOF
	}
	return err
}

// entity reads a message or a part of one. What is damaged ends it.
func (m *mailReader) entity(e *message.Entity, depth int) {
	m.spend(mailParts, 1)
	m.reach(mailDepth, depth)
	if parts := e.MultipartReader(); parts != nil {
		for {
			part, err := parts.NextPart()
			if part == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return
			}
			m.entity(part, depth+1)
		}
	}
	kind, params, err := e.Header.ContentType()
	if err != nil {
		kind = "text/plain"
	}
	disposition, named, _ := e.Header.ContentDisposition()
	switch {
	case disposition == "attachment" && kind != "message/rfc822":
		m.attached = append(m.attached, clean(named["filename"]))
	case kind == "message/rfc822" && m.page == nil && m.text == nil:
		if inner, _ := message.Read(e.Body); inner != nil && inner.Header.Len() > 0 {
			m.header = inner.Header
			m.entity(inner, depth+1)
		}
	case (kind == "text/html" || kind == "application/xhtml+xml") && (m.page == nil || m.isMain(e)):
		m.page, m.damage = readPart(e.Body)
		m.charset = params["charset"]
		m.address, _ = e.Header.Text("Content-Location")
	case kind == "text/plain" && m.text == nil:
		var damage error
		m.text, damage = readPart(e.Body)
		m.textSet = params["charset"]
		if m.page == nil { // else that is the text
			m.damage = damage
		}
	}
}

// isMain reports whether a part is the page that was saved, not that of a frame in it.
func (m *mailReader) isMain(e *message.Entity) bool {
	address := m.field("Snapshot-Content-Location")
	return address != "" && address == clean(e.Header.Get("Content-Location")) && address != clean(m.address)
}

// readPart returns what can be read of a part, and what is wrong behind that. It is no longer than the file.
func readPart(body io.Reader) ([]byte, error) {
	text, err := io.ReadAll(body)
	if text == nil {
		text = []byte{}
	}
	return text, err
}

// decodeAs returns a text in the character set that was declared for it, else in the one that it looks like.
func (d *draft) decodeAs(raw []byte, set string, page bool) string {
	if set != "" && !strings.EqualFold(set, "utf-8") && !strings.EqualFold(set, "us-ascii") {
		if encoding, name := charset.Lookup(set); encoding != nil && name != "replacement" {
			if text, err := encoding.NewDecoder().Bytes(raw); err == nil {
				raw = text
			}
		}
	}
	return d.decode(raw, page)
}

// field returns a field of the header on one line.
func (m *mailReader) field(name string) string {
	raw := m.header.Get(name)
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if text, err := words.DecodeHeader(raw); err == nil {
		raw = text
	}
	return clean(strings.ToValidUTF8(raw, "\ufffd"))
}

// savedPage reads the page of a .mhtml file. The day of its header is when it was saved.
func (d *draft) savedPage(m *mailReader) {
	if m.page == nil {
		d.refuse("holds no page", "save the page again as .html")
		return
	}
	text := d.decodeAs(m.page, m.charset, true)
	d.withFallback(func() { d.html(text) }, func() { d.textWithoutTags(text) })
	for _, address := range []string{m.field("Snapshot-Content-Location"), m.address} {
		if d.URL == "" {
			d.URL = webURL(address)
		}
	}
	if d.Title == "" {
		d.Title = m.field("Subject")
	}
}

// forwardMark is what mail programs put before a subject.
var forwardMark = lazyregexp.New(`(?i)^(?:\s*(?:fwd?|re|aw|wg|tr|转发|轉寄|回复|答复|回覆)\s*(?:\[\d+\])?\s*[:：])+\s*`)

// mail reads the text of a mail, and who sent what when.
func (d *draft) mail(m *mailReader) {
	switch {
	case m.page != nil:
		text := d.decodeAs(m.page, m.charset, true)
		d.withFallback(func() { d.fragmentPage(text) }, func() { d.textWithoutTags(text) })
	case m.text != nil:
		text := d.decodeAs(m.text, m.textSet, false)
		d.spendText(text)
		r := &reader{draft: d}
		for _, line := range joinWrapped(d.forwarded(m, strings.Split(text, "\n"))) {
			r.add(line)
		}
	default:
		d.refuse("is a mail without a text", "save what is attached to it into the folder")
		return
	}
	d.Title = forwardMark.ReplaceAllString(m.field("Subject"), "")
	d.takeNotices()
	d.takeForwarded(m.inner)
	if m.answers { // the header in it is another mail's
		d.cleanLines(d.paragraphs)
	} else {
		d.lines(d.paragraphs)
	}
	sender := m.field("From")
	if from, err := mail.ParseAddress(sender); err == nil {
		sender = from.Name
	}
	switch list := m.header.Has("List-Id") || m.header.Has("List-Unsubscribe"); {
	case list && d.siteName == "":
		d.siteName = sender
	case !list && d.Author == "":
		d.Author = sender
	}
	if day, err := mail.ParseDate(m.field("Date")); err == nil && d.Published.IsZero() {
		d.Published = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	}
	for i, name := range m.attached {
		if i < 5 {
			d.problem(0, Warning, fmt.Sprintf("what is attached to the mail is not read: %q", name), "save it into the folder if it is an article")
		}
	}
}
