package commands

import (
	"strings"
	"time"
)

// Span is a stretch of text in one style. Its Text is raw: front ends escape it as their medium needs.
type Span struct {
	Text string
	Bold bool
	URL  string    // http(s) link of the text; "" for none
	At   time.Time // an instant, which a front end may show in the reader's own zone instead of Text; zero for none
	User string    // id of a person, whose name a front end may show instead of Text; "" for none
	Role string    // the same of a role
	Room string    // the same of a channel
}

// Text is a line of spans.
type Text []Span

// Plain returns s as an unstyled Text; Plain("") is empty.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{{Text: s}}
}

// String returns the text without its styles and links.
func (t Text) String() string {
	var b strings.Builder
	for _, span := range t {
		b.WriteString(span.Text)
	}
	return b.String()
}

// Kind is how a block is shown.
type Kind int

// The kinds of block.
const (
	Paragraph Kind = iota
	Quote          // a passage of an article
	Bullet         // one item of a list
	Heading        // a heading
	Small          // small print
)

// Block is one block of a reply's body.
type Block struct {
	Kind Kind
	Text Text
}

// Section is a part of a reply: blocks, and at most one button at their side.
type Section struct {
	Divider   bool // a line above it
	Blocks    []Block
	Accessory *Button // nil for none
}

// Tone colours a reply.
type Tone int

// The tones of a reply.
const (
	Neutral  Tone = iota
	Sure          // the verdict is "answered"
	Doubtful      // the verdict is "related"
	Negative      // the verdict is "none", or an error
)

// Button is one press away from another reply. A button with a URL opens it; any other carries State back.
type Button struct {
	Label    string // 80 characters at most
	State    State
	URL      string // http(s); a front end leaves the button out if its medium cannot carry the link
	Disabled bool
}

// Item is one choice of a Menu. Front ends shorten label and description to 100 characters.
type Item struct {
	Label       string
	Description string // may be empty
	Value       string // 100 characters at most; unique in its menu
}

// Menu lets the reader pick one of up to 25 items. The choice comes back as the Value of a Press on State.
type Menu struct {
	Placeholder string
	State       State
	Items       []Item
}

// Form is what a reader fills in. What they typed comes back as a Submit with its State.
type Form struct {
	Title  string // 45 characters at most
	State  State
	Fields []Field // one to five
}

// Field is a text that the reader types.
type Field struct {
	Name      string // in Submit.Values
	Label     string // 45 characters at most
	Hint      string // under the label, 100 characters at most; may be empty
	Value     string // what is there already
	Long      bool   // it has several lines
	Required  bool
	MaxLength int // in characters, 4,000 at most
}

// Reply is what a presenter makes of an outcome: a card as plain data, complete, in the reader's language, of any length.
// A front end fits it to its medium by shortening blocks at a sentence end, the last ones first.
type Reply struct {
	Err      error // what went wrong, if the reply says so; such a reply is shown to the actor alone
	Tone     Tone
	State    ReplyState // a press gets it back; the front end shows it above the sections
	Sections []Section
	Rows     [][]Button // of buttons under the sections
	Menu     *Menu
	Form     *Form  // shown in place of everything else; nil for none
	Result   Result // what the reply was made of; nil with Err
}

// Choice is one suggestion of an autocomplete, or one value of a closed option.
type Choice struct {
	Name  string // what is shown, 100 characters at most
	Value string // what is sent, 100 characters at most
}
