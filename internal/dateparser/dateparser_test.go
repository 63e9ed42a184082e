package dateparser

import (
	"strings"
	"testing"
)

// TestParse checks days in the orders and languages that pages have.
func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"Veröffentlicht am 3. Juni 2025":      "2025-06-03",
		"24. Mär\u00adz 2021":                 "", // a soft hyphen
		"1er mars 2019":                       "2019-03-01",
		"Publié le 14 août 2020 à 10h":        "2020-08-14",
		"lunes, 3 de junio de 2025":           "2025-06-03",
		"14 d’abril de 2020":                  "2020-04-14",
		"15 gennaio 2018":                     "2018-01-15",
		"10 de março de 2021":                 "2021-03-10",
		"5 czerwca 2022":                      "2022-06-05",
		"5. července 2022":                    "2022-07-05",
		"5. června 2022":                      "2022-06-05",
		"11 ноября 2019 г.":                   "2019-11-11",
		"11 листопада 2019":                   "2019-11-11",
		"2025. június 3.":                     "2025-06-03",
		"2024 m. birželio 13 d.":              "2024-06-13",
		"2025년 6월 3일":                         "2025-06-03",
		"3 Haziran 2025 Salı":                 "2025-06-03",
		"3. kesäkuuta 2025":                   "2025-06-03",
		"٣ يونيو":                             "",
		"3 يونيو 2025":                        "2025-06-03",
		"4. 2. 2022":                          "2022-02-04",
		"26 | 01 | 2022":                      "2022-01-26",
		"17 / 31 / 2022":                      "",
		"30. Februar 2021":                    "",
		"12 Personen 2020":                    "",
		"Settimana 12 2020":                   "",
		"":                                    "",
		"vor 3 Tagen":                         "",
		strings.Repeat("9 juni ", 7) + "2020": "2020-06-09",
	} {
		got := ""
		if d, err := (&Parser{}).Parse(nil, text); err == nil {
			got = d.Time.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

// TestNames checks that the table has twelve months in each language, and that no name is of two months.
func TestNames(t *testing.T) {
	months := map[string]int{}
	for line := range strings.Lines(monthsText) {
		if fields := strings.Fields(line); !strings.HasPrefix(line, "#") && len(fields) != 13 {
			t.Errorf("%d months: %s", len(fields)-1, line)
		}
	}
	for _, n := range names() {
		if months[n.text] > 0 && months[n.text] != n.month {
			t.Errorf("%q is of two months", n.text)
		}
		months[n.text] = n.month
		if monthOf(n.text) != n.month {
			t.Errorf("%q is of %d and %d", n.text, n.month, monthOf(n.text))
		}
	}
}
