package answer

import (
	"strings"
	"testing"

	"lede/internal/query"
)

// braced returns a sentence without its braces, and the marks of what was in them.
func braced(sentence string) (text string, marks []Mark) {
	for i, part := range strings.FieldsFunc(sentence, func(r rune) bool { return r == '{' || r == '}' }) {
		if i%2 == 1 != strings.HasPrefix(sentence, "{") {
			marks = append(marks, Mark{len(text), len(text) + len(part)})
		}
		text += part
	}
	return text, marks
}

// marked returns the marked parts of a text.
func marked(text string, marks []Mark) string {
	var out []string
	for _, m := range marks {
		out = append(out, text[m.Start:m.End])
	}
	return strings.Join(out, "|")
}

// TestBoldWords checks which words of an answer are bold: those that a reader looks for, not more and not half of them. Words of
// the question are those in braces.
func TestBoldWords(t *testing.T) {
	long := strings.Repeat("abcd ", 16)
	for _, c := range []struct{ question, sentence, want string }{
		// dates
		{"When did it end?", "It ended from 9 to 11 June 2025.", "9 to 11 June 2025"},
		{"When did it end?", "It ended on 9 June – 11 June.", "9 June – 11 June"},
		{"When did it end?", "It ended on 9 June, 11 June and in July.", "9 June|11 June"},
		// amounts
		{"How much did it cost?", "It cost 3,000 dollars.", "3,000 dollars"},
		{"How much did it grow?", "It grew 3.5% in all.", "3.5%"},
		{"How many sank?", "About two million sank.", "two million"},
		{"How long did it last?", "It lasted two weeks and a half, or 18 days.", "18 days"},
		{"How long did it last?", "It lasted a week.", "a week"},
		{"How much did it cost?", "It cost $1.5 million, then 12 per cent.", "1.5 million|12 per cent"},
		{"How many sank?", "Of 40 ships of the navy 12 small boats are left.", "40 ships|12 small"},
		// persons
		{"Who is Ann Smith?", "{Ann Smith} spoke to the board of the harbour.", "spoke to the board of the harbour"},
		{"Who is Ann Smith?", "The chief engineer {Ann Smith} and her aide {Smith} spoke.", "chief engineer"},
		{"Who is Ann Smith?", "It was signed by harbour master {Ann Smith} at noon.", "harbour master"},
		{"Who is Ann Smith?", "Talks with and letters of chief engineer {Ann Smith} were long.", "chief engineer"},
		{"Who is the envoy?", "The trade {envoy} met Ann Smith in London.", "Ann Smith"},
		{"Who won?", "Ann Smith {won}.", "Ann Smith"},
		{"Who won?", "It {won} Smith’s heart, Bob Lee's eye and that of Toyota.", "Smith|Bob Lee"},
		{"Who won?", "So Ann, Bob, Cy, Dee and Ed {won}.", "Ann|Bob|Cy|Dee"},
		{"Who won?", "Then Anna of the Hague {won} on Monday.", "Anna of the Hague"},
		{"Who won?", "Then Vincent van Gogh and Leonardo da Vinci {won}.", "Vincent van Gogh|Leonardo da Vinci"},
		{"Who won?", "The Hague {won}.", "Hague"},
		{"Who won?", "On Friday Bank Holiday riders {won}.", "Bank Holiday"},
		// places
		{"Where did it sink?", "It {sank} near the Isle of Wight, outside Cowes, to Bob's grief.", "Isle of Wight|Cowes|Bob"},
		{"会议在哪里？", "{会议}位于日内瓦，中方在场。", "日内瓦"},
		// one of a kind
		{"Which ship sank?", "The {ship} Erika {sank}, not the Prestige II.", "Erika|Prestige II"},
		// anything else: the clause behind the question's words
		{"What of the duty?", "The {duty}, however, falls to a third in June.", "falls to a third in June"},
		{"What of the duty?", "It falls to a third in June, the {duty}.", "falls to a third in June"},
		{"What of the duty?", "The {duty} is.", ""},
		{"What of the duty?", "The {duty}", ""},
		{"What of the duty?", "{duty} of the and a {duty}", ""},
		{"What of the duty?", "The {duty} " + long + "abcdefghij, fell and fell.", long + "abcdefghij"},
		{"What of the duty?", "The {duty} " + long + "abcdefghijk, fell and fell.", "fell and fell"},
		{"What of the duty?", "Nothing is said of it.", ""},
		{"关税怎么样？", "{关税}，据说，将在六月下降三分之一。", "将在六月下降三分之一"},
		{"谁出席？", "中方说，王文涛和总理李强{出席}。", "李强"},
		{"谁邀请王文涛去英国？", "国务院说，{王文涛}应{英国}政府{邀请}，于6月8日{访问}{英国}。", "英国政府"},
		{"谁邀请王文涛去英国？", "{王文涛}于6月8日。", ""},
		{"Who spoke for the Chinese side?", "Mr Bessent {spoke} for the States; Vice Premier He {spoke} for China.", "Vice Premier He"},
		{"谁批准了出口？", "商务部发言人何亚东说，中方{批准}了{出口}。", "中方"},
		{"谁在伦敦会谈？", "双方巩固日内瓦{会谈}成果的措施框架。", "双方"},
		{"Who led the American side?", "He {led} the Chinese {side}; Mr Bessent {led} the American one.", "Mr Bessent"},
		{"Who met He Lifeng?", "Mr Greer and Vice Premier {He Lifeng} shook hands.", "Mr Greer"},
		{"Why did it {sink}?", "The {ship} sank because of a storm, and fog.", "because of a storm, and fog"},
		{"Why did it sink?", "It {sank} due to a storm, " + long + long + ".", "due to a storm"},
		{"Why did it sink?", "It {sank} in a storm.", "storm"},
		{"Why did it sink?", "Because of a storm, the {ship} sank.", "Because of a storm"},
		{"为什么停航？", "由于大雾，渡轮{停航}。", "由于大雾"},
		{"Where did it sink?", "It {sank} when a storm came.", ""},
		{"王文涛是谁？", "商务部部长{王文涛}说，会谈结束。", "商务部部长"},
	} {
		q := must(query.Parse(c.question, asked))
		text, asked := braced(c.sentence)
		if got := marked(text, newAnswerType(q).answering(text, asked)); got != c.want {
			t.Errorf("%s | %s\n got %q\nwant %q", c.question, c.sentence, got, c.want)
		}
	}
}
