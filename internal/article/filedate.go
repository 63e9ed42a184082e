package article

import (
	"regexp"
	"strconv"
	"time"
)

// nameDay is a day in the name of a file or of its folders: "2025-06-03-title.md" as Jekyll and Hexo write,
// "2025/06/03/title.md", "20250603 title.txt", "title 2025年6月3日.txt".
var nameDay = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)(?:([-_./])(\d{1,2})([-_./])(\d{1,2})|(\d\d)(\d\d)|年(\d{1,2})月(\d{1,2})日)(?:[^0-9]|$)`)

// dayOfName returns the last day that a file's path names. It returns the zero time if there is none.
func dayOfName(name string) time.Time {
	for _, m := range nameDay.FindAllStringSubmatch(name, -1) {
		if m[2] != m[4] {
			continue
		}
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[3] + m[6] + m[8])
		day, _ := strconv.Atoi(m[5] + m[7] + m[9])
		if t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC); t.Day() == day && int(t.Month()) == month {
			return t
		}
	}
	return time.Time{}
}
