package answer

import (
	"strings"

	"lede/internal/analysis"
)

// opposites are pairs of words of which a sentence with one does not answer a question with the other. A side is a list of words;
// one with * at its end is the beginning of words, one with ^ before it counts in small letters alone.
var opposites = newOpposites([][2]string{
	{`largest biggest greatest`, `smallest least`}, {`most`, `least fewest`}, {`highest`, `lowest`}, {`first`, `last final`}, {`best`, `worst`},
	{`^north ^northern`, `^south ^southern`}, {`^east ^eastern`, `^west ^western`}, {`before`, `after`}, {`more`, `less fewer`},
	{`maximum`, `minimum`}, {`rise rose risen increas* grew`, `declin* decreas* fell dropped reduc*`}, {`old older oldest`, `new newer newest young younger youngest`},
	{`import imports imported`, `export exports exported`}, {`accept*`, `reject* refus*`}, {`allow* permit*`, `forbid* forbad* prohibit* ban banned`},
	{`open opens opened opening`, `close closes closed closing`}, {`man men male males`, `woman women female females`}, {`strong*`, `weak*`},
	{`upper`, `lower`}, {`internal*`, `external*`}, {`direct directly`, `indirect indirectly`}, {`public`, `private`}, {`born birth`, `died death`},
	{`support*`, `oppos*`}, {`begin begins beginning began begun start*`, `end ends ended ending finish*`}, {`early earli*`, `late later latest`},
	{`positive`, `negative`}, {`full`, `partial`}, {`major`, `minor`}, {`simpl*`, `complex*`}, {`urban`, `rural`}, {`buy* bought`, `sell* sold`},
	{`attack*`, `defend* defens*`}, {`gain*`, `loss* lost*`}, {`enemy enemies`, `ally allies`},
	{`最大`, `最小`}, {`最高`, `最低`}, {`最多`, `最少`}, {`之前 以前`, `之后 以后`}, {`增加 增长 上升 上涨`, `减少 下降 下跌`}, {`进口`, `出口`}, {`首次 第一`, `最后`},
	{`男`, `女`}, {`获胜 战胜`, `战败 落败`}, {`支持 赞成`, `反对`}, {`出生`, `去世 逝世`}, {`直接`, `间接`}, {`买`, `卖`},
})

// sides are the sides of the pairs that a text has a word of, a bit a pair.
type sides struct{ one, other uint64 }

func (s sides) union(t sides) sides { return sides{s.one | t.one, s.other | t.other} }

// opposing reports whether one text has a word of one side of a pair alone, and the other text one of the other side alone.
func (s sides) opposing(t sides) bool {
	return s.one&^s.other&t.other&^t.one|s.other&^s.one&t.one&^t.other != 0
}

// oppositeWords finds the sides of a text.
type oppositeWords struct {
	whole, small map[string]sides // by word in small letters; small are those that only count as they are
	begins       [256][]beginning // by the first letter
	parts        []beginning      // Chinese words, anywhere in a text
}

// beginning is what words of a side begin with.
type beginning struct {
	text string
	sides
}

// maxOpposites is how many pairs fit sides.
const maxOpposites = 64

// newOpposites returns a finder of the sides of some pairs. It panics if they are more than maxOpposites.
func newOpposites(pairs [][2]string) *oppositeWords {
	if len(pairs) > maxOpposites {
		panic("answer: too many opposites")
	}
	w := &oppositeWords{whole: map[string]sides{}, small: map[string]sides{}}
	for i, pair := range pairs {
		w.add(pair[0], sides{one: 1 << i})
		w.add(pair[1], sides{other: 1 << i})
	}
	return w
}

// add adds a list of words.
func (w *oppositeWords) add(list string, s sides) {
	for _, word := range strings.Fields(list) {
		prefix, begins := strings.CutSuffix(word, "*")
		small, onlySmall := strings.CutPrefix(word, "^")
		switch {
		case strings.IndexFunc(word, analysis.IsHan) >= 0:
			w.parts = append(w.parts, beginning{word, s})
		case begins:
			w.begins[prefix[0]] = append(w.begins[prefix[0]], beginning{prefix, s})
		case onlySmall:
			w.small[small] = w.small[small].union(s)
		default:
			w.whole[word] = w.whole[word].union(s)
		}
	}
}

// in returns the sides of a simplified text.
func (w *oppositeWords) in(text string) sides {
	var found sides
	for _, word := range plainWords(text) {
		small := strings.ToLower(word)
		found = found.union(w.whole[small])
		if small == word {
			found = found.union(w.small[small])
		}
		for _, b := range w.begins[small[0]] {
			if strings.HasPrefix(small, b.text) {
				found = found.union(b.sides)
			}
		}
	}
	if !isASCII(text) {
		for _, p := range w.parts {
			if strings.Contains(text, p.text) {
				found = found.union(p.sides)
			}
		}
	}
	return found
}

// hasOpposite reports whether the sentence has the opposite of a word of the question that it lacks.
func (v *verdictView) hasOpposite() bool {
	return opposites.in(analysis.Simplified(v.query.Words)).opposing(opposites.in(v.text))
}
