package commands

import (
	"fmt"
	"testing"
	"time"
)

var noon = time.Date(2025, 6, 20, 12, 0, 0, 0, time.UTC)

func TestAllowance(t *testing.T) {
	a := allowance{size: 2}
	for range 2 {
		if wait := a.take("ann", noon); wait != 0 {
			t.Fatalf("ann waits %v within the allowance", wait)
		}
	}
	if wait := a.take("ann", noon); wait != 5*time.Second {
		t.Errorf("ann waits %v, want half of the span", wait)
	}
	if wait := a.take("bo", noon); wait != 0 {
		t.Errorf("bo waits %v for ann", wait)
	}
	if wait := a.take("ann", noon.Add(5*time.Second)); wait != 0 {
		t.Errorf("ann waits %v after the wait: a refused use counts", wait)
	}
}

// TestAllowanceOverClockJumps checks that nobody waits for longer than the span after the clock is set a day forth or back.
func TestAllowanceOverClockJumps(t *testing.T) {
	a := allowance{size: 2}
	for i, jump := range []time.Duration{0, 24 * time.Hour, 0, -24 * time.Hour, 0} {
		now := noon.Add(jump + time.Duration(i)*perUserSpan)
		for range 3 {
			if wait := a.take("ann", now); wait > perUserSpan {
				t.Errorf("after a jump to %v ann waits %v", jump, wait)
			}
		}
	}
}

// TestAllowanceForgets checks that entries with a full allowance are dropped, and no others.
func TestAllowanceForgets(t *testing.T) {
	a := allowance{size: 1}
	for i := range maxUsers - 1 {
		a.take(fmt.Sprint(i), noon)
	}
	a.take("new", noon.Add(perUserSpan))
	if a.take("other", noon.Add(perUserSpan)); len(a.users) != 2 {
		t.Errorf("%d entries are left: those with a full allowance stay", len(a.users))
	}
	a = allowance{size: 1}
	for i := range maxUsers {
		a.take(fmt.Sprint(i), noon)
	}
	if a.take("new", noon); len(a.users) != maxUsers+1 {
		t.Errorf("%d entries: those of users that wait are dropped", len(a.users))
	}
	later := noon.Add(perUserSpan)
	for i := range maxUsers + 2 {
		a.take(fmt.Sprint("later", i), later)
	}
	if len(a.users) != maxUsers+2 {
		t.Errorf("%d entries are left of full allowances", len(a.users))
	}
	if a.take("later0", later) == 0 {
		t.Error("an entry that is not full is dropped")
	}
}

func TestSlots(t *testing.T) {
	l := newLimits(1, 0)
	leave, ok := l.enter()
	if !ok {
		t.Fatal("no slot")
	}
	if _, ok := l.enter(); ok {
		t.Error("two at work in one slot")
	}
	leave()
	if _, ok := l.enter(); !ok {
		t.Error("a slot does not come back")
	}
	for range 100 {
		if wait := l.uses.take("ann", noon); wait != 0 {
			t.Fatalf("0 is a limit: ann waits %v", wait)
		}
	}
}

// TestLimitsChange changes the limits while something is at work: the new ones count from then on, and the end of the old work
// frees none of theirs.
func TestLimitsChange(t *testing.T) {
	l := newLimits(1, 1)
	leave, ok := l.enter()
	if _, more := l.enter(); !ok || more || !l.full() {
		t.Fatal("not one at work at once")
	}
	l.uses.take("ann", noon)
	l.set(2, 3)
	leave()
	for n, want := range []bool{true, true, false} {
		if _, ok := l.enter(); ok != want {
			t.Errorf("%d at work: entering is %v", n, ok)
		}
	}
	for n, want := range []time.Duration{0, 0, 0, perUserSpan / 3} {
		if wait := l.uses.take("ann", noon); wait.Round(time.Millisecond) != want.Round(time.Millisecond) {
			t.Errorf("after %d uses ann waits %v, want %v", n, wait, want)
		}
	}
	l.set(2, 3)
	if !l.full() || l.uses.take("ann", noon) == 0 {
		t.Error("the same limits begin anew")
	}
	l.set(0, 0)
	if _, ok := l.enter(); !ok || l.full() || l.uses.take("ann", noon) != 0 {
		t.Error("0 is a limit")
	}
}
