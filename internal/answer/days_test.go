package answer

import (
	"strings"
	"testing"
)

// TestRelativeDays checks that a question for a time is answered by a weekday, and that a day finds one.
func TestRelativeDays(t *testing.T) {
	e := engine(t, folder(t, map[string]string{
		"a.md": "---\ntitle: Ferry\ndate: 2025-06-11\n---\nThe ferry of Harrow capsized on Friday. Divers searched the bay for the wreck. The captain of the ferry was found alive.",
		"b.md": "---\ntitle: 轮渡\ndate: 2025-06-11\n---\n港湾轮渡昨天沉没。潜水员在海湾搜寻残骸。船长获救。",
		"c.md": "---\ntitle: Mill\ndate: 2023-01-11\n---\nThe mill of Brandt burned on Friday. Nobody was hurt there.",
	}))
	for question, want := range map[string]string{
		"When did the ferry of Harrow capsize?": "The ferry of Harrow capsized on Friday.",
		"What capsized on 6 June 2025?":         "The ferry of Harrow capsized on Friday.",
		"6月10日什么沉没？":                            "港湾轮渡昨天沉没。",
		"When did the mill of Brandt burn?":     "The mill of Brandt burned on Friday.",
	} {
		a := ask(t, e, question)
		if len(a.Sentences) == 0 || !strings.Contains(a.Text(), want) {
			t.Errorf("%s: %s", question, a.Text())
		}
	}
}
