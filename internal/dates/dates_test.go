package dates

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"lede/internal/testkit/growth"
)

// show writes a mention as text=first[..last][ year][ day].
func show(text string, m Mention) string {
	s := text[m.Start:m.End] + "=" + m.First.Format(time.DateOnly)
	if !m.Last.Equal(m.First) {
		s += ".." + m.Last.Format(time.DateOnly)
	}
	if !m.Year {
		s += " yearless"
	}
	return s
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"on Monday, June 9, 2025, to engage", "June 9, 2025=2025-06-09"},
		{"announced on Friday (June 6) that", "June 6=0000-06-06 yearless"},
		{"in Geneva from May 10-11 reached", "May 10-11=0000-05-10..0000-05-11 yearless"},
		{"9th of June 2025; 10 and 11 May 2025", "9th of June 2025=2025-06-09|10 and 11 May 2025=2025-05-10..2025-05-11"},
		{"from May 31 to June 2, 2025", "May 31 to June 2, 2025=2025-05-31..2025-06-02"},
		{"In April this year, you may go in May", "April=0000-04-01..0000-04-30 yearless|May=0000-05-01..0000-05-31 yearless"},
		{"they may march", ""},
		{"June 31, 2025 is no day", "2025=2025-01-01..2025-12-31"},
		{"2025-06-09 and 2025/6/9 and 25.12.2024 and 06/09/2025", "2025-06-09=2025-06-09|2025/6/9=2025-06-09|25.12.2024=2024-12-25|2025=2025-01-01..2025-12-31"},
		{"Jan. 15, 2025", "Jan. 15, 2025=2025-01-15"},
		{"于2025年6月9日至10日在伦敦", "2025年6月9日至10日=2025-06-09..2025-06-10"},
		{"6月8日至13日访问", "6月8日至13日=0000-06-08..0000-06-13 yearless"},
		{"二〇二五年六月九日", "二〇二五年六月九日=2025-06-09"},
		{"２０２５年６月９号", "２０２５年６月９号=2025-06-09"},
		{"2025年6月，六个月", "2025年6月=2025-06-01..2025-06-30"},
		{"since 2023, 1,238 tonnes and 2117 t", "2023=2023-01-01..2023-12-31"},
		{"June 9-31 is no span", ""},
		{"from May 31 to June 1, 2025", "May 31 to June 1, 2025=2025-05-31..2025-06-01"},
		{"30 May to 1 June 2025", "30 May to 1 June 2025=2025-05-30..2025-06-01"},
		{"December 30 to January 2, 2025", "December 30 to January 2, 2025=2024-12-30..2025-01-02"},
		{"12/13/2024 and 13.12.2024 and 12/12/2024 and 05.05.2025", "12/13/2024=2024-12-13|13.12.2024=2024-12-13|12/12/2024=2024-12-12|05.05.2025=2025-05-05"},
		{"2025-00-09 and 2025-06-00 and 2025-13-01", "2025=2025-01-01..2025-12-31|2025=2025-01-01..2025-12-31|2025=2025-01-01..2025-12-31"},
		{"1月1日和12月31日，13月和0月", "1月1日=0000-01-01 yearless|12月31日=0000-12-31 yearless"},
		{"5月31日至6月1日", "5月31日至6月1日=0000-05-31..0000-06-01 yearless"},
		{"11月和十二月，2025年", "11月=0000-11-01..0000-11-30 yearless|十二月=0000-12-01..0000-12-31 yearless|2025年=2025-01-01..2025-12-31"},
		{"in\tJanuary, of december", "January=0000-01-01..0000-01-31 yearless|december=0000-12-01..0000-12-31 yearless"},
		{"Sept. 1, 2025 and Dec 31 2025", "Sept. 1, 2025=2025-09-01|Dec 31 2025=2025-12-31"},
		{"the year 999, 1000 and 2099, 2100", "1000=1000-01-01..1000-12-31|2099=2099-01-01..2099-12-31"},
		{"version2025 and 12025 and May2025", ""},
		{"December 30 to January 2; 2025年12月30日至1月2日", "December 30 to January 2=0000-12-30..0001-01-02 yearless|2025年12月30日至1月2日=2025-12-30..2026-01-02"},
		{"9-Jun-2025, Jun-9-2025, 9/Jun/2025, Oct-2, then 16. Nov. 2016", "9-Jun-2025=2025-06-09|Jun-9-2025=2025-06-09|9/Jun/2025=2025-06-09|Oct-2=0000-10-02 yearless|16. Nov. 2016=2016-11-16"},
		{"the third of May, Jan. twenty-second, June the fourth, May first, 2016", "third of May=0000-05-03 yearless|Jan. twenty-second=0000-01-22 yearless|June the fourth=0000-06-04 yearless|May first, 2016=2016-05-01"},
		{"they may first march second; a May second and June second-quarter", ""},
		{"2nd of Feb, 2016 and 21/04/16 and 9-18-2015 and 10/2/15", "2nd of Feb, 2016=2016-02-02|21/04/16=2016-04-21|9-18-2015=2015-09-18"},
		{"民國114年6月9日、民国元年、令和7年6月，昭和六十四年，民國一百零五年", "民國114年6月9日=2025-06-09|民国元年=1912-01-01..1912-12-31|令和7年6月=2025-06-01..2025-06-30|昭和六十四年=1989-01-01..1989-12-31|民國一百零五年=2016-01-01..2016-12-31"},
		{"两千零二十五年六月九日，兩千年，二千零五年", "两千零二十五年六月九日=2025-06-09|兩千年=2000-01-01..2000-12-31|二千零五年=2005-01-01..2005-12-31"},
		{"2025年6月9日、10日和12日，6月9日、10人", "2025年6月9日=2025-06-09|10日=2025-06-10|12日=2025-06-12|6月9日=0000-06-09 yearless"},
		{"16年5月1日，98年3月1日", "16年5月1日=2016-05-01|98年3月1日=1998-03-01"},
		{"9-18-15 and 01-23-45-67 and 10.2.15 and 3-15-16-7", "9-18-15=2015-09-18"},
		{"2016-Nov-12, 2016 Nov 13, 2010 01 29, June 9 of 2025, 3 May of 2024", "2016-Nov-12=2016-11-12|2016 Nov 13=2016-11-13|2010 01 29=2010-01-29|June 9 of 2025=2025-06-09|3 May of 2024=2024-05-03"},
		{"二〇一六年五月六，2004年8月15。2024年8月15万人", "二〇一六年五月六=2016-05-06|2004年8月15=2004-08-15|2024年8月=2024-08-01..2024-08-31"},
		{"农历2015年十月初一、農曆六月十五日、闰六月，三月初三，陰曆甲辰年五月五日", ""},
		{"1046 BC and 1046 B.C. and 1046 was; 公元前1046年", "1046=1046-01-01..1046-12-31"},
		{"3-Aug, 3-August. From 14-March 31; on 8/30, by 30/8 (not on 24/7, on 9/11 or on 3/4)", "3-Aug=0000-08-03 yearless|3-August=0000-08-03 yearless|March 31=0000-03-31 yearless|8/30=0000-08-30 yearless|30/8=0000-08-30 yearless"},
		{"April the 7th to the 9th; April twenty-third", "April the 7th to the 9th=0000-04-07..0000-04-09 yearless|April twenty-third=0000-04-23 yearless"},
		{"in the 1960s; 1990年代；康熙二十年9月3日、光緒26年七月三日", "1990年=1990-01-01..1990-12-31"},
		{"843年8月10日，四八三年二月，五六八年前；104年9月11日", "843年8月10日=0843-08-10|四八三年二月=0483-02-01..0483-02-28"},
		{"06年建成，06年3月开工，零五年停工，20年停工", "06年=2006-01-01..2006-12-31|06年3月=2006-03-01..2006-03-31|零五年=2005-01-01..2005-12-31"},
		{"Sales fell in March, and April last year; they may this year", "March=0000-03-01..0000-03-31 yearless|April=0000-04-01..0000-04-30 yearless"},
		{"from Monday, 30 December 2024 to Thursday, 2 January 2025; 2024年12月29日至2025年1月2日", "30 December 2024 to Thursday, 2 January 2025=2024-12-30..2025-01-02|2024年12月29日至2025年1月2日=2024-12-29..2025-01-02"},
		{"3 May 2020 to 2 June 2024; 2025 06/03", "3 May 2020=2020-05-03|2 June 2024=2024-06-02|2025 06/03=2025-06-03"},
		{"", ""},
	} {
		var got []string
		for _, m := range Find(c.text) {
			got = append(got, show(c.text, m))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("Find(%q)\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// A question for a time is answered by a day rather than by a month or a year, and a day without a year gets the
// article's.
func TestFindParts(t *testing.T) {
	for text, want := range map[string]string{
		"June 1, 2025": "year day", "June 1": "day", "1月1日": "day", "May 1-2": "day", "June 2025": "year", "in June": "", "2025": "year", "2025年": "year",
	} {
		found, got := Find(text), ""
		if len(found) == 1 && found[0].Year {
			got += "year "
		}
		if len(found) == 1 && found[0].Day {
			got += "day"
		}
		if len(found) != 1 || strings.TrimSpace(got) != want {
			t.Errorf("%q: %v, %q, want one mention with %q", text, found, got, want)
		}
	}
}

func TestUnclear(t *testing.T) {
	day := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for _, c := range []struct{ text, other, want string }{
		{"on 10/2/15 it", "2015-10-05", "2015-10-02"},
		{"on 10/2/15 it", "2015-01-30", "2015-02-10"},
		{"on 10/2/15 it", "2012-01-30", ""},
		{"05-06-2024", "2024-06-05", "2024-06-05"},
		{"05-06-2024", "2024-05-20", ""},
	} {
		found := FindUnclear(c.text)
		if len(found) != 1 {
			t.Fatalf("%q: %v", c.text, found)
		}
		if got, ok := found[0].Beside(time.Time{}, day(c.other)); ok != (c.want != "") || ok && !got.Equal(day(c.want)) {
			t.Errorf("%q beside %s: %v, %v, want %q", c.text, c.other, got, ok, c.want)
		}
	}
	for _, text := range []string{"10/10/2015", "13/2/2015", "1/2/3", "1.2.3.4", "01-02-03-04", "0/1/2015"} {
		if got := FindUnclear(text); got != nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2025-06-09", "2025-06-09..2025-06-09"},
		{"June 9 2025", "2025-06-09..2025-06-09"},
		{"june 9, 2025", "2025-06-09..2025-06-09"},
		{"Mon, 9 Jun 2025", "2025-06-09..2025-06-09"},
		{"2025年6月9日", "2025-06-09..2025-06-09"},
		{"2025-06-09T23:30:00+08:00", "2025-06-09..2025-06-09"},
		{"20250609", "2025-06-09..2025-06-09"},
		{"Mon Jun  9 23:30:00 2025", "2025-06-09..2025-06-09"},
		{"Monday, 09-Jun-25 23:30:00 UTC", "2025-06-09..2025-06-09"},
		{"on Wednesday June 11, 2025.", "2025-06-11..2025-06-11"},
		{" 2025年6月9日。", "2025-06-09..2025-06-09"},
		{"May 10-11, 2025", "2025-05-10..2025-05-11"},
		{"2025-01", "2025-01-01..2025-01-31"},
		{"2025/12", "2025-12-01..2025-12-31"},
		{"2025-00", `"2025-00" is not a date; write it like 2025-06-09`},
		{"2025-13", `"2025-13" is not a date; write it like 2025-06-09`},
		{"since June 9, 2025", `"since June 9, 2025" is not a date; write it like 2025-06-09`},
		{"June 9, 2025 and later", `"June 9, 2025 and later" is not a date; write it like 2025-06-09`},
		{"2025-06-09T23:30Z", "2025-06-09..2025-06-09"},
		{"2025-06-09 23:30:00+08:00", "2025-06-09..2025-06-09"},
		{"2025-06-09 23:30:00 America/New_York", "2025-06-09..2025-06-09"},
		{"2025/06/09 23:30 CEST", "2025-06-09..2025-06-09"},
		{"June 9, 2025, at 11:30 p.m. EST", "2025-06-09..2025-06-09"},
		{"Mon Jun 9, 2025 23:30:00 GMT+0200 (CEST)", "2025-06-09..2025-06-09"},
		{"2025年6月9日 23:30", "2025-06-09..2025-06-09"},
		{"23:30", `"23:30" is not a date; write it like 2025-06-09`},
		{"June 9 23:30", `"June 9 23:30" has no year; write it like 2025-06-09`},
		{"2025-06", "2025-06-01..2025-06-30"},
		{"June 2025", "2025-06-01..2025-06-30"},
		{"2025", "2025-01-01..2025-12-31"},
		{"June 9", `"June 9" has no year; write it like 2025-06-09`},
		{"soon", `"soon" is not a date; write it like 2025-06-09`},
		{"2025-13-40", `"2025-13-40" is not a date; write it like 2025-06-09`},
	} {
		r, err := Parse(c.in)
		got := fmt.Sprintf("%s..%s", r.Since.Format(time.DateOnly), r.Until.Format(time.DateOnly))
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("Parse(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}

func TestBefore(t *testing.T) {
	now := time.Date(2025, 6, 9, 23, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{"7d": "2025-06-02", "2w": "2025-05-26", "3m": "2025-03-09", "1Y": "2024-06-09"} {
		if got, ok := Before(now, in); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("Before(%q) = %v, %v, want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"0d", "d", "7", "7 d", "7h", "-7d", "10000d", ""} {
		if got, ok := Before(now, in); ok {
			t.Errorf("Before(%q) = %v", in, got)
		}
	}
	west := time.Date(2025, 6, 9, 23, 0, 0, 0, time.FixedZone("", -4*3600)) // June 10 in UTC
	if got, _ := Before(west, "1d"); got.Format(time.DateOnly) != "2025-06-09" || got.Location() != time.UTC {
		t.Errorf("Before(%v, 1d) = %v", west, got)
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct {
		text string
		year int
		want string // "" for none
	}{
		{"February 29", 2025, ""},
		{"February 29", 2024, "February 29=2024-02-29"},
		{"February 28-29", 2025, ""},
		{"May 10-11", 2025, "May 10-11=2025-05-10..2025-05-11"},
		{"June 9, 2024", 2025, "June 9, 2024=2024-06-09"},
	} {
		m, ok := Find(c.text)[0].In(c.year)
		if got := show(c.text, m); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q in %d: %s, %v, want %q", c.text, c.year, got, ok, c.want)
		}
	}
}

// Articles come from anywhere. Each of these parts of a text makes a pattern try again at every character, or gives a
// mention for every few characters.
func TestTimeIsBounded(t *testing.T) {
	parts := []string{"on June 6, 2025 he said. ", "1 to 2 and 3-", "May May ", "in in since ", "2025 ", "1月", "年月日至", "九", "1.1.1.", "on Friday ", "5日在", "two days ago "}
	growth.Check(t, 6_000, func(n int) func() {
		text := ""
		for _, s := range parts {
			text += strings.Repeat(s, n/len(parts)/len(s)) + " is no date; "
		}
		return func() {
			Find(text)
			_, _ = Parse(text)
			Resolve(text, written)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"June 9, 2025", "6月9日至10日", "May 10-11", "２０２５年", "0/0/2000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range Find(text) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || m.Last.Before(m.First) {
				t.Fatalf("%q: bad mention %+v after %d", text, m, end)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[m.Start:m.End]) {
				t.Fatalf("%q: mention cuts a character", text)
			}
			end = m.End
		}
		if got, want := Find(text), findUncut(text); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %v in pieces, %v in the whole", text, got, want)
		}
		_, _ = Parse(text)
	})
}
