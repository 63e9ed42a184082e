package article

import (
	"fmt"
	"testing"
)

func TestTense(t *testing.T) {
	for text, want := range map[string]string{
		"The deal was signed by both presidents on June 6, 2025.":               "2025-06-06",
		"Due to the storm on June 6, 2025 the court closed.":                    "2025-06-06",
		"As of June 6, 2025, 12 people have died.":                              "2025-06-06",
		"On June 6, 2025 the minister quit.":                                    "2025-06-06",
		"The bill passed on June 6, 2025 and takes effect July 1, 2025.":        "2025-06-06",
		"The ministers agreed on 6 June 2025 that they would meet on 9 June.":   "2025-06-06",
		"The talks opened in May; they may end on June 9, 2025.":                "",
		"The court must rule by Monday, June 9, 2025.":                          "",
		"Will Smith spoke on June 6, 2025.":                                     "2025-06-06",
		"On Friday, June 6 the ministers met. The law is of December 12, 2024.": "2025-06-06", // weekday: the year after
		"On Friday, June 6 the ministers met.":                                  "",           // no year anywhere
		"Updated June 6, 2025, 4:33 p.m.":                                       "2025-06-06",
		"The court delayed it until at least Monday, June 9, 2025.":             "",
		"The ministers met on June 6. The plan is for 2030.":                    "", // a year alone is not sure
		"The ministers met on Friday, June 6. The plan of 2025 held.":           "2025-06-06",
		"The ministers met on June 6. Sales fell in May 2025.":                  "2025-06-06",
		"A meeting on June 9, 2025.":                                            "", // no verb
		"截至2025年6月6日，已有五人。":                                                     "2025-06-06",
		"2025年6月6日，外交部发言人主持例行记者会。":                                              "2025-06-06",
		"会议计划于2025年6月9日举行，部长6月6日抵达。":                                            "2025-06-06",
		"双方将于2025年6月9日在伦敦会谈。":                                                   "",
		"路透社6月6日（星期五）报道，代表团将于2025年6月9日赴伦敦。":                                     "2025-06-06",
		"将军2025年6月6日抵达北京。":                                                      "2025-06-06",
		"申请须于2025年6月9日之前提交。":                                                    "",
		"从2024年12月30日到2025年1月2日，他访问了北京。":                                        "2025-01-02",
	} {
		a, _ := Parse("a.txt", []byte(text))
		if a.Date() != want {
			t.Errorf("%s: %q, want %q", text, a.Date(), want)
		}
	}
}

// The weekday beside a day gives its year: June 8 is a Sunday in 2025.
func TestWeekdays(t *testing.T) {
	for i, names := range [][]string{
		{"Sunday", "星期日", "周天"}, {"Monday", "星期一"}, {"Tuesday", "周二"}, {"Wednesday", "星期三"}, {"Thursday", "周四"}, {"Friday", "星期五"}, {"Saturday", "周六"},
	} {
		for _, name := range names {
			text := fmt.Sprintf("On %s, June %d the ministers met. The law is of December 12, 2024.", name, 8+i)
			if name > "a" {
				text = fmt.Sprintf("部长于6月%d日（%s）抵达。法律于2024年12月12日签署。", 8+i, name)
			}
			if a, _ := Parse("a.md", []byte(text)); a.Date() != fmt.Sprintf("2025-06-%02d", 8+i) {
				t.Errorf("%s: %s", text, a.Date())
			}
		}
	}
}

func TestYearOfDay(t *testing.T) {
	for text, want := range map[string]string{
		"It was signed in May 2023, and on June 6 it was in force. A second one was signed in the year after that, on July 1, 2024.":               "2024-07-01",
		"It was signed in March 2024. The first one was signed on May 5, 2023, and on June 6 it was in force.":                                     "2023-06-06",
		"The ministers met on June 6. It was in May 2025.":                                                                                         "2025-06-06",
		"On Friday, June 6 the ministers met. The laws are of May 2025 and of May 2024.":                                                           "2025-06-06", // not in 2024
		"On Friday, June 6 the ministers met, and on Monday, June 9 they left. It was in May 2025.":                                                "2025-06-09",
		"On Friday the ministers met in the old hall of the harbour, on June 6, in May 2024.":                                                      "2024-06-06", // the weekday is too far away
		"Friday, June 6, not Monday, is the day on which the ministers met. It was in May 2025.":                                                   "2025-06-06",
		"A Monday, not Friday, June 6, was the day on which the ministers met. It was in May 2025.":                                                "2025-06-06",
		"It was signed in May 2023 by all of the ministers. On June 6 it was in force, as in May 2024.":                                            "2024-06-06",
		"The ministers met on February 29. It was in May 2023.":                                                                                    "",
		"The ministers met on 6 June 2025 and on 9 June 2025. They had met on 3 March 2024.":                                                       "2025-06-09",
		"The ministers had met on December 30, 2024, and the rules were published by January 2, 2025. They must be signed before January 9, 2025.": "2024-12-30",
		"The rules had been published before June 6, 2025.":                                                                                        "",
		"On 6 June 2025, one hundred people met.":                                                                                                  "2025-06-06",
		"发布于2025年6月6日。":        "2025-06-06",
		"申请截止日期为2025年6月9日。":    "",
		"2025年6月9日以前申请了。":      "",
		"了解到，会议将于2025年6月9日举行。": "",
	} {
		if a, _ := Parse("a.md", []byte(text)); a.Date() != want {
			t.Errorf("%s: %q, want %q", text, a.Date(), want)
		}
	}
}
