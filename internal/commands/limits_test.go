package commands

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
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

// TestSlots checks that what finds no slot waits in the order in which it came, that only so much may wait, and that the rest is refused
// at once.
func TestSlots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(1, 0)
		leave, ok := l.enter(t.Context(), 0)
		if !ok {
			t.Fatal("no slot")
		}
		began := time.Now()
		var order []int
		for i := range queuePerSlot {
			if l.full() {
				t.Fatalf("full with %d that wait", i)
			}
			go func() {
				leave, ok := l.enter(t.Context(), queueTime)
				if !ok {
					t.Errorf("%d is refused", i)
					return
				}
				order = append(order, i)
				time.Sleep(time.Second)
				leave()
			}()
			synctest.Wait()
		}
		if _, ok := l.enter(t.Context(), queueTime); ok || !l.full() || time.Since(began) != 0 {
			t.Errorf("more than may wait: entered is %v after %v", ok, time.Since(began))
		}
		leave()
		time.Sleep(queuePerSlot * time.Second)
		synctest.Wait()
		if !slices.IsSorted(order) || len(order) != queuePerSlot || l.full() {
			t.Errorf("the order is %v", order)
		}
		for range 100 {
			if wait := l.uses.take("ann", noon); wait != 0 {
				t.Fatalf("0 is a limit: ann waits %v", wait)
			}
		}
	})
}

// TestSlotsEnd checks that waiting ends after the time, and with the context, and leaves its place to others.
func TestSlotsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(1, 0)
		leave, _ := l.enter(t.Context(), 0)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for ctx, want := range map[context.Context]time.Duration{t.Context(): queueTime, ctx: time.Second} {
			began := time.Now()
			if _, ok := l.enter(ctx, queueTime); ok || time.Since(began) > want {
				t.Errorf("entered is %v after %v", ok, time.Since(began))
			}
		}
		leave()
		if _, ok := l.enter(t.Context(), 0); !ok || l.slots.Load().waiting.Load() != 0 {
			t.Error("a place is not left")
		}
	})
}

// TestLimitsChange changes the limits while something is at work: the new ones count from then on, and the end of the old work
// frees none of theirs.
func TestLimitsChange(t *testing.T) {
	l := newLimits(1, 1)
	leave, ok := l.enter(t.Context(), 0)
	if _, more := l.enter(t.Context(), 0); !ok || more {
		t.Fatal("not one at work at once")
	}
	l.uses.take("ann", noon)
	l.set(2, 3)
	leave()
	for n, want := range []bool{true, true, false} {
		if _, ok := l.enter(t.Context(), 0); ok != want {
			t.Errorf("%d at work: entering is %v", n, ok)
		}
	}
	for n, want := range []time.Duration{0, 0, 0, perUserSpan / 3} {
		if wait := l.uses.take("ann", noon); wait.Round(time.Millisecond) != want.Round(time.Millisecond) {
			t.Errorf("after %d uses ann waits %v, want %v", n, wait, want)
		}
	}
	l.set(2, 3)
	if _, ok := l.enter(t.Context(), 0); ok || l.uses.take("ann", noon) == 0 {
		t.Error("the same limits begin anew")
	}
	l.set(0, 0)
	if _, ok := l.enter(t.Context(), 0); !ok || l.full() || l.uses.take("ann", noon) != 0 {
		t.Error("0 is a limit")
	}
}
