package pdftext

import (
	"time"

	"github.com/ledongthuc/pdf"
)

// run is a piece of text on a page, as it is drawn.
type run struct {
	text       string
	x, y, endX float64 // in points, from the lower left
	size       float64 // of the letters
}

// matrix maps (x, y) to (a*x+c*y+e, b*x+d*y+f).
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) times(n matrix) matrix {
	return matrix{m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d, m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f}
}

// state is what operators set, see PDF 32000-1:2008, 8.4 and 9.3.
type state struct {
	page                 matrix
	font                 *font
	size, scale, leading float64
	letter, word, rise   float64 // extra space
	mode                 int
}

// Bounds of one file.
const (
	maxOperators = 3_000_000
	maxRuns      = 1_000_000
	maxForms     = 8 // nested
)

// extractor collects the runs of pages.
type extractor struct {
	deadline      time.Time
	operators     int
	runs          int
	fonts         map[string]*font
	pages         [][]run
	shown, hidden int // bytes of text; hidden: drawn invisibly, as programs for scans do

	state      state
	saved      []state
	text, line matrix
	resources  pdf.Value
	depth      int
}

// stop ends an interpretation that has gone on for too long.
type stop struct{}

func (x *extractor) spent() bool {
	return x.operators > maxOperators || x.runs > maxRuns || time.Now().After(x.deadline)
}

func (x *extractor) page(p pdf.Page) {
	x.pages = append(x.pages, nil)
	x.state, x.saved = state{page: identity, scale: 1}, nil
	x.resources = inherited(p.V, "Resources")
	contents := p.V.Key("Contents")
	if contents.Kind() != pdf.Array {
		x.show(contents)
		return
	}
	for i := 0; i < contents.Len() && !x.spent(); i++ {
		x.show(contents.Index(i))
	}
}

// inherited returns a key of a page or of the nodes above it.
func inherited(node pdf.Value, key string) pdf.Value {
	for range 50 {
		if v := node.Key(key); !v.IsNull() || node.IsNull() {
			return v
		}
		node = node.Key("Parent")
	}
	return pdf.Value{}
}

// show interprets a stream up to its end, or up to what cannot be read in it: a ">" stands at the end of each.
func (x *extractor) show(stream pdf.Value) {
	if stream.Kind() != pdf.Stream {
		return
	}
	defer func() { _ = recover() }()
	pdf.Interpret(stream, func(stack *pdf.Stack, op string) {
		if x.operators++; x.operators%16 == 0 && x.spent() {
			panic(stop{})
		}
		args := make([]pdf.Value, min(stack.Len(), 8))
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		for stack.Len() > 0 {
			stack.Pop()
		}
		x.operator(op, args)
	})
}

func number(args []pdf.Value, i int) float64 {
	if i >= len(args) {
		return 0
	}
	return args[i].Float64()
}

func matrixOf(args []pdf.Value) matrix {
	return matrix{number(args, 0), number(args, 1), number(args, 2), number(args, 3), number(args, 4), number(args, 5)}
}

// operator carries out what moves or shows text.
func (x *extractor) operator(op string, args []pdf.Value) {
	s := &x.state
	switch op {
	case "q":
		if len(x.saved) < 1000 {
			x.saved = append(x.saved, *s)
		}
	case "Q":
		if n := len(x.saved); n > 0 {
			*s, x.saved = x.saved[n-1], x.saved[:n-1]
		}
	case "cm":
		s.page = matrixOf(args).times(s.page)
	case "BT":
		x.text, x.line = identity, identity
	case "Tm":
		x.line = matrixOf(args)
		x.text = x.line
	case "Td":
		x.move(number(args, 0), number(args, 1))
	case "TD":
		s.leading = -number(args, 1)
		x.move(number(args, 0), number(args, 1))
	case "T*":
		x.move(0, -s.leading)
	case "Do":
		x.form(args)
	case "Tj", "'", "\"", "TJ":
		x.showText(op, args)
	default:
		x.setting(op, args)
	}
}

// setting carries out what sets how text is shown.
func (x *extractor) setting(op string, args []pdf.Value) {
	s := &x.state
	switch op {
	case "Tf":
		if len(args) == 2 {
			s.font, s.size = x.fontOf(args[0].Name()), number(args, 1)
		}
	case "TL":
		s.leading = number(args, 0)
	case "Tc":
		s.letter = number(args, 0)
	case "Tw":
		s.word = number(args, 0)
	case "Tz":
		s.scale = number(args, 0) / 100
	case "Ts":
		s.rise = number(args, 0)
	case "Tr":
		s.mode = int(number(args, 0))
	}
}

func (x *extractor) move(dx, dy float64) {
	x.line = matrix{1, 0, 0, 1, dx, dy}.times(x.line)
	x.text = x.line
}

// form interprets a piece of a page that is kept apart.
func (x *extractor) form(args []pdf.Value) {
	if len(args) == 0 || x.depth >= maxForms {
		return
	}
	stream := x.resources.Key("XObject").Key(args[0].Name())
	if stream.Key("Subtype").Name() != "Form" {
		return
	}
	state, saved, resources := x.state, x.saved, x.resources
	x.depth++
	if m := stream.Key("Matrix"); m.Len() == 6 {
		values := make([]pdf.Value, 6)
		for i := range values {
			values[i] = m.Index(i)
		}
		x.state.page = matrixOf(values).times(x.state.page)
	}
	if own := stream.Key("Resources"); !own.IsNull() {
		x.resources = own
	}
	x.show(stream)
	x.depth--
	x.state, x.saved, x.resources = state, saved, resources
}

func (x *extractor) showText(op string, args []pdf.Value) {
	switch op {
	case "\"":
		x.state.word, x.state.letter = number(args, 0), number(args, 1)
		fallthrough
	case "'":
		x.move(0, -x.state.leading)
	}
	if len(args) == 0 {
		return
	}
	last := args[len(args)-1]
	if op != "TJ" {
		x.draw(last.RawString())
		return
	}
	for i := range last.Len() {
		if v := last.Index(i); v.Kind() == pdf.String {
			x.draw(v.RawString())
		} else {
			x.advance(-v.Float64() / 1000 * x.state.size * x.state.scale)
		}
	}
}

func (x *extractor) advance(dx float64) { x.text = matrix{1, 0, 0, 1, dx, 0}.times(x.text) }

// draw adds one string to the runs of the page.
func (x *extractor) draw(raw string) {
	s := &x.state
	if s.font == nil {
		return
	}
	text, width, codes, blanks := s.font.decode(raw)
	before := x.text.times(s.page)
	x.advance((width*s.size + float64(codes)*s.letter + float64(blanks)*s.word) * s.scale)
	after := x.text.times(s.page)
	x.shown += len(text)
	if s.mode == 3 {
		x.hidden += len(text)
	}
	if turned := abs(before.b) > abs(before.a); turned || text == "" { // text along the side of a page
		return
	}
	x.runs++
	page := &x.pages[len(x.pages)-1]
	*page = append(*page, run{text: text, x: before.e, y: before.f + s.rise, endX: after.e, size: abs(s.size * before.d)})
}

func abs(v float64) float64 { return max(v, -v) }
