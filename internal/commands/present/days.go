package present

import (
	"fmt"
	"strings"
	"time"

	"lede/internal/analysis"
	"lede/internal/answer"
	"lede/internal/commands"
	"lede/internal/dates"
	"lede/internal/query"
)

// shown returns an answer's sentence with its marks. Where the question asks for a time, the days that follow from the
// article's own are in brackets behind what names them: "on Friday (6 June)". The sentence itself stays as it is written.
func shown(s answer.Sentence, asks query.Type) commands.Text {
	text := marked(s.Text, s.Marks)
	if asks != query.When || s.Article.Inferred {
		return text
	}
	all := dates.Resolve(s.Text, s.Article.Published)
	for i := len(all) - 1; i >= 0; i-- {
		if d := all[i]; d.Day && d.Kind != dates.Written {
			text = insert(text, d.End, inBrackets(s.Text[d.Start:d.End], d.First, s.Article.Published))
		}
	}
	return text
}

// inBrackets returns a day in the language of the text that names it, with its year if that is not the article's.
func inBrackets(named string, day, written time.Time) string {
	han, own := strings.ContainsFunc(named, analysis.IsHan), day.Year() == written.Year()
	switch {
	case han && own:
		return fmt.Sprintf("（%d月%d日）", day.Month(), day.Day())
	case han:
		return fmt.Sprintf("（%d年%d月%d日）", day.Year(), day.Month(), day.Day())
	case own:
		return day.Format(" (2 January)")
	}
	return day.Format(" (2 January 2006)")
}

// insert returns a text with a plain span at a byte offset.
func insert(text commands.Text, at int, addition string) commands.Text {
	var out commands.Text
	for i, s := range text {
		if at > len(s.Text) {
			out = append(out, s)
			at -= len(s.Text)
			continue
		}
		head, tail := s, s
		head.Text, tail.Text = s.Text[:at], s.Text[at:]
		out = append(out, head, commands.Span{Text: addition})
		if tail.Text != "" {
			out = append(out, tail)
		}
		return append(out, text[i+1:]...)
	}
	return append(out, commands.Span{Text: addition})
}
