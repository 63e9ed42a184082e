package answer

import (
	"strings"
	"testing"
	"time"

	"lede/internal/query"
)

// TestHighlight checks which words of a sentence answer a question. Words of the question are those in braces.
func TestHighlight(t *testing.T) {
	for _, c := range []struct{ question, sentence, want string }{
		{"When did it end?", "It ended on Thursday, 5 June 2025, late in May they said.", "5 June 2025"},
		{"When did it end?", "It ended late in May.", "May"},
		{"How much did it fall?", "One paper puts it at 1,238 tonnes, down 74% on 3 June.", "1,238 tonnes|74%"},
		{"How many sank?", "Two of them sank.", "Two"},
		{"How long did it last?", "The {call} lasted an hour and a half.", "an hour and a half"},
		{"Where did they meet?", "American envoys {met} at Lancaster House in {London} on Friday.", "Lancaster House"},
		{"Who met?", "On Monday Vice Premier He Lifeng {met} Greer for the United States.", "Vice Premier He Lifeng|Greer"},
		{"Who is Li Chenggang?", "Wang Wentao and trade negotiator {Li Chenggang} spoke.", "trade negotiator"},
		{"Which chips are named?", "It names the Ascend 910B and the Ascend 910C.", "Ascend 910B|Ascend 910C"},
		{"What did Xi ask?", "{Xi} {asked} the States to withdraw the measures.", "States to withdraw the measures"},
		{"What of the duty?", "The {duty} falls from 145% to 30%, made up of two parts.", "falls from 145% to 30%"},
		{"会议什么时候举行？", "首次{会议}于2025年6月9日至10日在伦敦{举行}。", "2025年6月9日至10日"},
		{"会议在哪里举行？", "首次{会议}于2025年6月9日至10日在{伦敦}兰卡斯特宫{举行}。", "兰卡斯特宫"},
		{"會議在哪裡舉行？", "首次{會議}在倫敦{舉行}。", "倫敦"},
		{"谁是代表？", "美方{代表}是财政部长贝森特、商务部长卢特尼克和贸易{代表}格里尔。", "贝森特|卢特尼克|格里尔"},
		{"谁说没有赢家？", "双方表示满意，何立峰还说，贸易战{没有赢家}。", "何立峰"},
		{"何亚东是谁？", "6月12日，商务部发言人{何亚东}说，中方已经批准。", "商务部发言人"},
		{"本质是什么？", "何立峰表示，关系的{本质}是互利共赢。", "互利共赢"},
	} {
		q, err := query.Parse(c.question, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		text, asked := "", []Mark(nil)
		for i, part := range strings.FieldsFunc(c.sentence, func(r rune) bool { return r == '{' || r == '}' }) {
			if marked := i%2 == 1 != strings.HasPrefix(c.sentence, "{"); marked {
				asked = append(asked, Mark{len(text), len(text) + len(part)})
			}
			text += part
		}
		var got []string
		for _, m := range newAnswerType(q).answering(text, asked) {
			got = append(got, text[m.Start:m.End])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s\n%s\n got %q\nwant %q", c.question, c.sentence, s, c.want)
		}
	}
}

// TestShorten checks that a lead-in without content goes, that a long sentence ends at a mark of weight, and nothing else is cut.
func TestShorten(t *testing.T) {
	long := strings.Repeat("word ", 30)
	for sentence, want := range map[string]string{
		"A重磅 piece of news has just come in: Trump will travel to London on Monday.": "… Trump will travel to London on Monday.",
		"重磅消息：双方代表将于下周在伦敦举行会谈。":                                                      "… 双方代表将于下周在伦敦举行会谈。",
		"Trump said on Monday: The deal is done and all have signed it.":             "Trump said on Monday: The deal is done and all have signed it.",
		"In 2025 three things came: Rain and snow fell on all of the fields.":        "In 2025 three things came: Rain and snow fell on all of the fields.",
		"Note: short.":                 "Note: short.",
		long + "one; " + long + "two.": strings.TrimSpace(long) + " one …",
		long + "one, " + long + "two.": long + "one, " + long + "two.",
		"One; two.":                    "One; two.",
	} {
		if got := Shorten(sentence); got != want {
			t.Errorf("%q\n got %q\nwant %q", sentence, got, want)
		}
	}
}

// TestMissingWords checks that what was not found is told in whole words, without those that only frame a question.
func TestMissingWords(t *testing.T) {
	for question, want := range map[string]string{
		"who's Besseint?": "Besseint", "Who uses C++, C#?": "C++|C#", "How many ppl got anything at Teslas-Works?": "Teslas-Works", "大豆关税是多少？": "大豆|关税", "华为芯片被禁了吗？": "华为|芯片", "華為晶片在臺北嗎": "華為|晶片|臺北",
		"今天天气怎么样": "天气", "總結一下關稅": "關稅", "What about the Zürich’s plan?": "Zürich|plan",
	} {
		f := found(question, "")
		if got := strings.Join(f.terms.missing(f.query), "|"); got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
}
