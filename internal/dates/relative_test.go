package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// The texts are of Wednesday, 11 June 2025.
var written = time.Date(2025, 6, 11, 0, 0, 0, 0, time.UTC)

func TestResolve(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The talks ended on Friday.", "on Friday=2025-06-06 weekday 0"},
		{"They met Wednesday.", "Wednesday=2025-06-11 weekday 0"},
		{"The court will rule on Friday.", "on Friday=2025-06-13 weekday 0"},
		{"He will speak on Wednesday.", "on Wednesday=2025-06-18 weekday 0"},
		{"It closed last Monday and last Wednesday.", "last Monday=2025-06-09 weekday 0|last Wednesday=2025-06-04 weekday 0"},
		{"next Friday and this Sunday", "next Friday=2025-06-13 weekday 0|this Sunday=2025-06-15 weekday 0"},
		{"Yesterday it rained, today not; tomorrow snow.", "Yesterday=2025-06-10 relative 1|today=2025-06-11 relative 1|tomorrow=2025-06-12 relative 1"},
		{"the day before yesterday", "the day before yesterday=2025-06-09 relative 1"},
		{"It fell last week and will rise next month.", "last week=2025-06-02..2025-06-08 relative 1|next month=2025-07-01..2025-07-31 relative 1"},
		{"They left two days ago; a week later it burned.", "two days ago=2025-06-09 relative 0|a week later=2025-06-18 relative 0"},
		{"Three months earlier the mill closed.", "Three months earlier=2025-03-01..2025-03-31 relative 0"},
		{"It opened on the 9th, he said.", "on the 9th=2025-06-09 relative 0"},
		{"It opened on the 20th.", "on the 20th=2025-05-20 relative 0"},
		{"She lives on the 9th floor and in the 9th century.", ""},
		{"The vote is on June 20.", "June 20=2025-06-20 written 1"},
		{"It fell on December 30.", "December 30=2024-12-30 written 1"},
		{"It fell on June 9, 2024.", "June 9, 2024=2024-06-09 written 2"},
		{"Polls are on June 14, 21 and 28.", "June 14=2025-06-14 written 1|21=2025-06-21 written 1|28=2025-06-28 written 1"},
		{"Votes were held on May 3, 4 and 5, 2024.", "May 3=2024-05-03 written 2|4=2024-05-04 written 2|5, 2024=2024-05-05 written 2"},
		{"It rained on 3, 4, 8 and 9 May in Rome.", "3=2025-05-03 written 1|4=2025-05-04 written 1|8 and 9 May=2025-05-08..2025-05-09 written 1"},
		{"On May 3, 15 and 16 people died; on June 2, 3 boats sank.", "May 3=2025-05-03 written 1|June 2=2025-06-02 written 1"},
		{"The fair runs from Friday to Sunday.", "Friday to Sunday=2025-06-13..2025-06-15 weekday 0"},
		{"It rained from Saturday until Monday.", "Saturday until Monday=2025-06-07..2025-06-09 weekday 0"},
		{"展览将于周五至周日举行。", "周五至周日=2025-06-13..2025-06-15 weekday 0"},
		{"The firm, which runs 40 ferries, cut fares on Tuesday.", "on Tuesday=2025-06-10 weekday 0"},
		{"The bar, which opens at eight, lost its roof on Monday.", "on Monday=2025-06-09 weekday 0"},
		{"He runs a bar and on Friday shot a man.", "on Friday=2025-06-06 weekday 0"},
		{"Shares fell on Tuesday – Monday was quiet.", "on Tuesday=2025-06-10 weekday 0|Monday=2025-06-09 weekday 0"},
		{"They moved the hearing from Monday to Friday.", "Monday=2025-06-09 weekday 0|Friday=2025-06-06 weekday 0"},
		{"The game was put off from Friday to Sunday.", "Friday=2025-06-06 weekday 0|Sunday=2025-06-08 weekday 0"},
		{"会议推迟，从周五到周日。", "周五=2025-06-06 weekday 0|周日=2025-06-08 weekday 0"},
		{"On June 3, 4 and 5 of the crew met.", "June 3=2025-06-03 written 1"},
		{"On June 3, 12 and 15 were rescued.", "June 3=2025-06-03 written 1"},
		{"At the age of 12, 15 and 16 June came.", "15 and 16 June=2025-06-15..2025-06-16 written 1"},
		{"It opens on Monday.", "on Monday=2025-06-16 weekday 0"},
		{"The one on the 3rd was closed.", "on the 3rd=2025-06-03 relative 0"},
		{"In May it rained.", ""},
		{"委员会周五开会，上周三已表决。", "周五=2025-06-06 weekday 0|上周三=2025-06-04 weekday 1"},
		{"委员会将于周五开会。", "周五=2025-06-13 weekday 0"},
		{"下星期一和本週日", "下星期一=2025-06-16 weekday 1|本週日=2025-06-15 weekday 1"},
		{"昨天下雨，前天晴，後天有雪。", "昨天=2025-06-10 relative 1|前天=2025-06-09 relative 1|後天=2025-06-13 relative 1"},
		{"本月5日，上个月20号，下月", "本月5日=2025-06-05 relative 1|上个月20号=2025-05-20 relative 1|下月=2025-07-01..2025-07-31 relative 1"},
		{"去年12月，今年，明年3月5日", "去年12月=2024-12-01..2024-12-31 relative 1|今年=2025-01-01..2025-12-31 relative 1|明年3月5日=2026-03-05 relative 1"},
		{"三天前签署，两周后生效。", "三天前=2025-06-08 relative 0|两周后=2025-06-25 relative 0"},
		{"今后和目前，前者将军", ""},
		{"本月31日", ""},
		{"It fell on Friday the 13th, and on Monday the second.", "on Friday the 13th=2025-06-13 weekday 1|on Monday the second=2025-06-02 weekday 1"},
		{"the first Monday of May, the last Friday in July 2026, the second Tuesday of next month", "the first Monday of May=2025-05-05 weekday 1|the last Friday in July 2026=2026-07-31 weekday 1|the second Tuesday of next month=2025-07-08 weekday 1"},
		{"on Friday next week; last week on Monday; the 20th of last month", "on Friday next week=2025-06-20 weekday 1|last week on Monday=2025-06-02 weekday 1|the 20th of last month=2025-05-20 relative 1"},
		{"He came on the 9th and left; two days before the vote", "on the 9th=2025-06-09 relative 0"},
		{"on Friday (June 6), on Monday, 5 May 2014; 6月6日（星期五）; yesterday (10 June)", "June 6=2025-06-06 written 1|5 May 2014=2014-05-05 written 2|6月6日=2025-06-06 written 1|10 June=2025-06-10 written 1"},
		{"It opened on 5/6/2025, not 1/2/20.", "5/6/2025=2025-06-05 written 0"},
		{"委员会5日表决，记者20日获悉，将于25日起实行。", "5日=2025-06-05 relative 0|20日=2025-05-20 relative 0|25日=2025-06-25 relative 0"},
		{"十五日晚，二十五日上午；连续5日上涨，3日内，10日游，第5日", "十五日=2025-05-15 relative 0|二十五日=2025-05-25 relative 0"},
		{"上一个周三和这个星期一", "上一个周三=2025-06-04 weekday 1|这个星期一=2025-06-09 weekday 1"},
		{"It fell on 5 November last year, in March this year and last April, and will end next May.", "5 November last year=2024-11-05 relative 1|March this year=2025-03-01..2025-03-31 relative 1|last April=2025-04-01..2025-04-30 relative 1|next May=2026-05-01..2026-05-31 relative 1"},
		{"on Tuesday, November 5, last year, and on November 5-7 of this year", "November 5, last year=2024-11-05 relative 1|November 5-7 of this year=2025-11-05..2025-11-07 relative 1"},
		{"去年11月5日至7日，今年的3月，明年1月", "去年11月5日至7日=2024-11-05..2024-11-07 relative 1|今年的3月=2025-03-01..2025-03-31 relative 1|明年1月=2026-01-01..2026-01-31 relative 1"},
		{"They gathered over the weekend; they will meet next weekend. It was hot last weekend.", "the weekend=2025-06-07..2025-06-08 relative 0|next weekend=2025-06-21..2025-06-22 relative 0|last weekend=2025-06-07..2025-06-08 relative 0"},
		{"本月5日至7日；this weekend", "本月5日至7日=2025-06-05..2025-06-07 relative 1|this weekend=2025-06-14..2025-06-15 relative 0"},
		{"It will open at the weekend.", "the weekend=2025-06-14..2025-06-15 relative 0"},
		{"上周已开工，下下周完工，上周末有雨；上周期，本周边", "上周=2025-06-02..2025-06-08 relative 1|下下周=2025-06-23..2025-06-29 relative 1|上周末=2025-06-07..2025-06-08 relative 1"},
		{"Profit fell in the third quarter of 2024 and the first half of last year; a third quarter", "the third quarter of 2024=2024-07-01..2024-09-30 relative 2|the first half of last year=2024-01-01..2024-06-30 relative 1"},
		{"2024年第三季度、去年下半年、四季度", "2024年第三季度=2024-07-01..2024-09-30 relative 2|去年下半年=2024-07-01..2024-12-31 relative 1|四季度=2025-10-01..2025-12-31 relative 0"},
		{"every Friday, on Black Friday, the following Monday, in the Sunday Telegraph, the Mail on Sunday", ""},
		{"Friday night in Kent; on Monday Night Live", "Friday=2025-06-06 weekday 0"},
		{"in the 1960s and mid-1970s, the late 1800s, 1.960s", "1960s=1960-01-01..1969-12-31 written 2|1970s=1970-01-01..1979-12-31 written 2|1800s=1800-01-01..1899-12-31 written 2"},
		{"20世纪60年代、上世紀七十年代、80年代、2010年代，本世纪20年代。20年代", "20世纪60年代=1960-01-01..1969-12-31 written 2|上世紀七十年代=1970-01-01..1979-12-31 written 2|80年代=1980-01-01..1989-12-31 written 2|2010年代=2010-01-01..2019-12-31 written 2|本世纪20年代=2020-01-01..2029-12-31 written 2"},
		{"乾隆五年、光緒二十六年七月三日，宣统元年", "乾隆五年=1740-01-01..1740-12-31 written 2|光緒二十六年=1900-01-01..1900-12-31 written 2|宣统元年=1909-01-01..1909-12-31 written 2"},
		{"每周五、逢週六、每个星期一、一周两次、一周五天、第三个周四", ""},
		{"此前年均、以后年度、过去年年，当月5日", ""},
		{"Last night it rained; this morning it did not.", "Last night=2025-06-10 relative 1|this morning=2025-06-11 relative 1"},
		{"昨（10）日、今(11)日、大前天、大后天", "昨（10）日=2025-06-10 relative 1|今(11)日=2025-06-11 relative 1|大前天=2025-06-08 relative 1|大后天=2025-06-14 relative 1"},
		{"It was built two years, one month and ten days ago, and shut fifteen years later.", "two years, one month and ten days ago=2023-05-01 relative 0|fifteen years later=2040-01-01..2040-12-31 relative 0"},
		{"a fortnight ago, two decades ago", "a fortnight ago=2025-05-28 relative 0|two decades ago=2005-01-01..2005-12-31 relative 0"},
		{"It was the coldest night in three weeks.", ""},
		{"It will close in three weeks.", "in three weeks=2025-07-02 relative 0"},
		{"on Wed. He left on Fri., and the sun on Sun Street", "on Wed=2025-06-11 weekday 0|on Fri=2025-06-06 weekday 0"},
		{"This may be so; over the next month, for the last year", ""},
		{"去年本月10日，以下月份", "去年本月10日=2024-06-10 relative 1"},
		{"记者8日走访多家商店。5日均价，1日平均，5日元", "8日=2025-06-08 relative 0"},
	} {
		var got []string
		for _, d := range Resolve(c.text, written) {
			got = append(got, fmt.Sprintf("%s %s %d", show(c.text, d.Mention), d.Kind, d.Certainty))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("Resolve(%q)\n got %s\nwant %s", c.text, s, c.want)
		}
	}
	if got := Resolve("on Friday, June 9 and June 9, 2024", time.Time{}); len(got) != 1 || got[0].Certainty != Stated {
		t.Errorf("without a day of writing: %v", got)
	}
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"on Friday, two days ago, the 31st", "上周三、本月5日，去年12月", "Friday the 13th; the last Friday of May 2026", "5日，十五日晚在", "10/2/15 Friday next week", "农历六月十五日（周五）"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, d := range Resolve(text, written) {
			if d.Start < end || d.End <= d.Start || d.End > len(text) || d.Last.Before(d.First) {
				t.Fatalf("%q: bad date %+v after %d", text, d, end)
			}
			end = d.End
		}
	})
}
