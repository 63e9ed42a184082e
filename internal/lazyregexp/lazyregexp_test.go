package lazyregexp

import "testing"

func TestNew(t *testing.T) {
	if r := New(`(?P<day>\d+) June`); r.FindStringSubmatch("on 9 June")[r.SubexpIndex("day")] != "9" || r.MatchString("June") {
		t.Error("the expression does not match what it says")
	}
	defer func() {
		if recover() == nil {
			t.Error("a test does not see that an expression is not valid")
		}
	}()
	New(`(`)
}
