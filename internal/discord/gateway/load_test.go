package gateway

import (
	"flag"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// loadTime makes TestLoad a measurement; the machine must have nothing else to do:
//
//	go test ./internal/discord/gateway -run TestLoad -load 60s -v
var loadTime = flag.Duration("load", 0, "how long TestLoad asks 50 times a second, and for a third of it 500 times; 0: a second and a fifth, and no limit for the time of a response")

// What is allowed under load, at -load.
const (
	steadyRate = 50 // interactions a second
	burstRate  = 500
	steadyP99  = 250 * time.Millisecond // of the first response
	settleIn   = 60 * time.Second       // until memory and goroutines are as before
	moreMemory = 16 << 20               // bytes that may be kept: caches, and what the local Discord shows
)

// TestLoad asks at a steady rate, and in a burst that is too much for the limits: each question gets a first response,
// which may say that the bot is busy, and afterwards nothing of it is left.
func TestLoad(t *testing.T) {
	steady, burst := *loadTime, *loadTime/3
	measure := steady > 0
	if !measure {
		steady, burst = time.Second, time.Second/5
	}
	service := testkit.ServiceOver(t, testkit.ShippedCorpus(t), func(c *commands.Config) { c.AtWork, c.PerUser = 8, 5 })
	r := connect(t, localdiscord.Options{OnRequest: func(string, string, []byte) {}}, over(service)).ready(t)
	r.load(t, steadyRate, time.Second) // warms caches
	goroutines, memory := usage()
	p50, p99 := r.load(t, steadyRate, steady)
	t.Logf("%d a second for %v: first response p50 %v, p99 %v", steadyRate, steady, p50, p99)
	if measure && p99 > steadyP99 {
		t.Errorf("the 99th percentile is over %v", steadyP99)
	}
	p50, p99 = r.load(t, burstRate, burst)
	t.Logf("%d a second for %v: first response p50 %v, p99 %v", burstRate, burst, p50, p99)
	if r.log.has("an answer is lost") {
		t.Error("a response came too late")
	}
	for end := time.Now().Add(settleIn); ; time.Sleep(time.Second) {
		g, m := usage()
		more := 0
		if !measure {
			more = 3 * 64 // they close after idleTime
		}
		if g <= goroutines+more+10 && m <= memory+moreMemory {
			t.Logf("goroutines %d, then %d; memory %d kB, then %d kB", goroutines, g, memory>>10, m>>10)
			return
		}
		if time.Now().After(end) {
			t.Fatalf("after %v %d goroutines and %d kB, before %d and %d kB", settleIn, g, m>>10, goroutines, memory>>10)
		}
	}
}

// usage returns how many goroutines there are and how many bytes are in use.
func usage() (goroutines, memory int) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), int(m.HeapAlloc)
}

// load asks at a rate, each time as another user, waits for all first responses, and returns the times that they took.
func (r *rig) load(t *testing.T, rate int, span time.Duration) (p50, p99 time.Duration) {
	t.Helper()
	questions := []string{testkit.Question, "Who led the Chinese side?", "何立峰什么时候访问英国？", "Who won the Champions League final?"}
	asked := make([]*discordtest.Interaction, int(span.Seconds()*float64(rate)))
	began := time.Now()
	for n := range asked {
		time.Sleep(time.Until(began.Add(time.Duration(n) * time.Second / time.Duration(rate))))
		user := localdiscord.User{ID: strconv.Itoa(n), Name: "user", Locale: "en-US"}
		var err error
		if asked[n], err = r.Slash(user, "ask", question(questions[n%len(questions)])); err != nil {
			t.Fatal(err)
		}
	}
	var took []time.Duration
	for end := time.Now().Add(10 * time.Second); len(took) < len(asked); {
		if time.Now().After(end) {
			t.Fatalf("%d of %d got a response", len(took), len(asked))
		}
		time.Sleep(100 * time.Millisecond)
		took = took[:0]
		for _, i := range asked {
			if d, ok := i.Took(); ok {
				took = append(took, d)
			}
		}
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*99/100]
}
