package article

import "testing"

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
