package sentences

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// check compares the sentences of a text with those that "|" separates.
func check(t *testing.T, text string) {
	t.Helper()
	joined := strings.NewReplacer(" | ", " ", "|", "").Replace(text)
	var got []string
	for _, s := range Split(joined) {
		got = append(got, joined[s[0]:s[1]])
	}
	want := strings.Split(strings.ReplaceAll(text, " | ", "|"), "|")
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// TestGoldenRules has a text of its own for each kind in the golden rules of pySBD and pragmatic_segmenter, in their
// order.
func TestGoldenRules(t *testing.T) {
	for _, text := range []string{
		"Good morning Vera. | Our ship is the Wren.",
		"Where is the lamp? | Our ship is the Wren.",
		"Here is the lamp! | We lit it.",
		"The keeper is Olga T. Brandt.",
		"The map is on p. 12.",
		"The lamp is in tab. 2. | We lit it.",
		"The case is Dahl v. Brandt. | Cllr. Reed and the Rt. Hon. Ann Vale lost it.",
		"灯塔建于c. 1780年。|它还在。",
		"『快跑！』這部片入圍了。|他走了。",
		"『快跑！』|大家走了。",
		"Did Olga and co. see the lamp?",
		"They sold the wharf to Brandt, Dahl & Co. at dawn.",
		"We should ask Olga and co. | They were there.",
		"They sold the wharf to Brandt, Dahl & Co. | It burned in May.",
		"From the pier we saw Mt. Etna smoke.",
		"St. Anne's Chapel is on 9th st. near the pier.",
		"This was Dahl Sr.'s boat.",
		"She toured the U.S.A. last spring.",
		"We work in the U.K. | What about them?",
		"They were born in the U.S. | Where were you?",
		"He writes for the U.S. Treasury in Boston.",
		"She has sailed in the U.S. for 12 years.",
		"At 4 a.m. Mrs. Dahl lit the lamp. | She put it out at 7 A.M. | Mrs. Dahl then slept.",
		"He keeps $250.00 in a tin.",
		"He keeps $250.00. | It is in a tin.",
		"He paints boats (She once sailed for 3 years as a cook.) at the old wharf.",
		"His address is Olga.Brandt@example.org. | We wrote to him.",
		"The page is: http://www.example.20.org/old-page/the_lamp.php. | You may read it.",
		"He looked at us, 'What a night.' he said.",
		"He looked at us, \"What a night.\" he said.",
		"He looked at us, \"What a night.\" | He held the lamp up for us.",
		"Ahoy!! | We saw you from afar.",
		"Ahoy?? | Are you awake?",
		"Ahoy!? | Are you awake?",
		"Ahoy?! | Are you awake?",
		"1.) The red lamp | 2.) The green lamp",
		"1.) The red lamp. | 2.) The green lamp.",
		"1) The red lamp | 2) The green lamp",
		"1) The red lamp. | 2) The green lamp.",
		"1. The red lamp | 2. The green lamp",
		"1. The red lamp. | 2. The green lamp.",
		"• 9. The red lamp | • 10. The green lamp",
		"⁃9. The red lamp | ⁃10. The green lamp",
		"a. The red lamp | b. The green lamp | c. The white lamp",
		"The wreck lies at N°. 2051.118.904. | Divers found it there.",
		"He was hired by Yahoo! in the spring of that year.",
		"They are a fine crew, she and I. | Have you seen Olga I. Brandt today?",
		"Brandt holds that whoever keeps a lamp, “will find the nights less long. . . .”",
		"\"Dahl [...] drew the old stairs of the lighthouse [...]\" (Brandt 12).",
		"If a name is left out where a line ends, and nothing else is, write three dots with blanks and then the stop . . . . | The next line follows.",
		"We never said so.... | He put the lamp out.",
		"We were not ... well, what we saw...look . . . what I mean, the light is . . . We lost it.",
		"One more lamp that was somewhat dimmer . . . was that of the northern wharf. | . . . The others burned. . . .",
		"Good evening all.Today is Friday.Mrs. Dahl went to the wharf and paid 2,500.That is too much.",
	} {
		if strings.HasPrefix(text, "Good evening") {
			text = strings.NewReplacer("all.", "all.|", "Friday.", "Friday.|", "2,500.", "2,500.|").Replace(text)
		}
		check(t, text)
	}
}

func TestChinese(t *testing.T) {
	for _, text := range []string{
		"港湾市已联络周海家属，协助处理保险事宜，周海家属2月3日晚间搭船抵达北岸，神情落寞、不发一语。|周海来自北岸，去年刚从航海学校毕业，同年8月加入港务局。",
		"我们后天一起去听《起航吧！灯塔》好吗？|好！",
		"电影《奔跑吧，灯塔！》上映三天，票房过亿。|续集将拍。",
		"他说：“灯亮了。我们走吧！”|众人散去。",
		"“灯亮了。我们走吧。”市长周海说。|众人散去。",
		"「燈亮了嗎？」她問。|沒有人回答。",
		"他的“加油！”声很大。|他笑了。",
		"人群高喊“加油！”|声浪很大。",
		"他大叫「加油呀！快走！」。|翌日下雨。",
		"灯塔（建于1900年。现已停用）在北岸。|它是白色的。",
		"灯塔很旧。|（见图。）|它是白色的。",
		"他来了。[1]|她走了。",
		"真的吗？！|是的……|他走了。",
	} {
		check(t, text)
	}
}

func TestSplit(t *testing.T) {
	for _, text := range []string{
		"“Mr. Smith left,” she said. | “Did he?”",
		"He works at Apple Inc. | The firm is large.",
		"Apple Inc. Chairman Tim Cook spoke. | It rained.",
		"She took vitamin C. | It helped.",
		"George W. Bush spoke. | J. K. Rowling wrote.",
		"J.K. Simmons won in the U.S. | Traders had hoped so, and U.S. Marines were there.",
		"See Fig. 3 and e.g. No. 5. | Next.",
		"He left at 5 p.m. on Monday. | The shop closed at 6 p.m. Monday.",
		"It closed at 6 p.m. EST and at 9 p.m. Beijing time. | They left at 5 p.m. | Officials stayed.",
		"Really?! | Yes.",
		"She asked “Why?” and left. | Gone.",
		"It cost 3.5 or .5 units. | Fine.",
		"the end . | of it",
		"He said no. 5 was best. | He said no. | Nobody did.",
		"It was fine. | (So it was.) | Yes.",
		"Is it? yes",
		"Mr. Smith of the U.S. Treasury paid $3.5 million. | It was late.",
		"J. K. Rowling wrote it in Jan. 2001. | She was 35.",
		"“We won.” | “Did we?” she asked. | Yes!",
		"Version 2.0 is out. | No. 5 follows.",
		"the experiment was made . | the results were good .",
		"Wait... what? | Who knows.",
		"Maj. Gen. Lee and Adm. Kim met Amb. Park, Supt. Brown and Det. Green. | It cost Rs. 500 crore in c. 1890.",
		"He sat. | Officials left in the sun. | Crowds came on Sun. Jan. 5.",
		"It was built in 1920.[1][12] | The tower burned.[a] | It is gone.[citation needed]",
		"There are three steps. | 1. Take the lamp. | 2. Light it.",
		"It was J. A. Hobson. | A lamp (c. 1455) fell. | He (d. 1560) was it.",
		"Yahoo! Japan grew. | Yahoo! | It grew.",
		"He left in vain.”She stayed.",
		"See Node.js, Console.WriteLine, example.com and Jane.The@example.org. | Fine.",
		"A pipe of 5\" was laid. | It broke. | \"It was old.\"",
		"They said (it is long " + strings.Repeat("very ", 100) + "so. | It ended.) here.",
		"The U.S. Centers for Health and St. Thomas said so. | THOUSAND OAKS, Calif. (AP) — It rained.",
		"• • Oil fell | • Gas rose",
		"In Springfield, Ill. Mayor Dahl spoke. | He is ill. | Doctors came.",
	} {
		check(t, strings.ReplaceAll(text, "vain.”She", "vain.”|She"))
	}
	for text, want := range map[string]int{"Stop!中文在后。“End?”中文": 4, "Version 2.中文 is out. Fine.": 2, "": 0, "  ": 0, "▪ ▪ ▪": 2} {
		if got := Split(text); len(got) != want {
			t.Errorf("%q: %d sentences", text, len(got))
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, text := range []string{"1. A b. 2. C (d. E) “f. G.” H. . . . I", "《好！》吗？“是。”他说。", "a.B \"c.\" [1] p. 5", "• 9. a • 10. b", "• • a", "•• 1. a • • 2. b 2."} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range Split(text) {
			if strings.Trim(text[at:s[0]], " ") != "" || s[0] >= s[1] || s[1] > len(text) {
				t.Fatalf("%q: %v after %d", text, s, at)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[s[0]:s[1]]) {
				t.Fatalf("%q: %v cuts a character", text, s)
			}
			at = s[1]
		}
		if strings.Trim(text[at:], " ") != "" {
			t.Fatalf("%q: ends at %d", text, at)
		}
	})
}
