package present

import (
	"strings"
	"testing"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/query"
)

func TestShownDays(t *testing.T) {
	wednesday := time.Date(2025, 6, 11, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ text, mark, want string }{
		{"The talks ended on Friday, he said.", "Friday", "The talks ended on *Friday* (6 June), he said."},
		{"The talks ended on Friday (June 6).", "", "The talks ended on Friday (June 6)."},
		{"On Monday, June 9, and on Tuesday they met.", "", "On Monday, June 9, and on Tuesday (10 June) they met."},
		{"It closed yesterday.", "It closed yesterday.", "*It closed yesterday* (10 June)*.*"},
		{"谈判周五结束。", "周五", "谈判*周五*（6月6日）结束。"},
		{"去年12月31日签署，昨天生效。", "", "去年12月31日（2024年12月31日）签署，昨天（6月10日）生效。"},
		{"It rose last year.", "", "It rose last year."},
	} {
		s := answer.Sentence{Article: &article.Article{Card: article.Card{Published: wednesday}}, Text: c.text}
		if at := strings.Index(c.text, c.mark); c.mark != "" {
			s.Marks = []answer.Mark{{Start: at, End: at + len(c.mark)}}
		}
		var got strings.Builder
		for _, span := range shown(s, query.When) {
			if span.Bold {
				got.WriteString("*" + span.Text + "*")
			} else {
				got.WriteString(span.Text)
			}
		}
		if got.String() != c.want {
			t.Errorf("got %s\nwant %s", got.String(), c.want)
		}
		if plain := shown(s, query.Who); plain.String() != c.text {
			t.Errorf("another question: %s", plain)
		}
		s.Article.Inferred = true
		if plain := shown(s, query.When); plain.String() != c.text {
			t.Errorf("an inferred day: %s", plain)
		}
	}
}
