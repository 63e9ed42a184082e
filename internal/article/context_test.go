package article

import "testing"

func TestNeedsContext(t *testing.T) {
	for sentence, want := range map[string]bool{
		"He said so.": true, "“They left,” she said.": true, "However, it rained.": true, "THIS is new.": true, "These. And more.": true,
		"The minister said so.": false, "Item one.": false, "Heat rose.": false, "": false, "Ministers said he left.": false,
		"他表示同意。": true, "這次會議很成功。": true, "然而，谈判失败了。": true, "部长说他同意。": false,
	} {
		if NeedsContext(sentence) != want {
			t.Errorf("NeedsContext(%q) is %v", sentence, !want)
		}
	}
}
