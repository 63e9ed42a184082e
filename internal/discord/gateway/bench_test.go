package gateway

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/localdiscord"
)

// gatewayFaults are faults of a gateway and of REST, for the tests and the benchmark.
func gatewayFaults() map[string]func(*rig) {
	return map[string]func(*rig){
		"op 7":                    func(r *rig) { r.SendReconnect() },
		"op 9":                    func(r *rig) { r.InvalidateSessions() },
		"dropped":                 func(r *rig) { r.DropConnections() },
		"resume refused":          func(r *rig) { r.RefuseResume(1); r.DropConnections() },
		"op 7 first after resume": func(r *rig) { r.ReconnectFirstAfterResume(1); r.DropConnections() },
		"closed 4000":             func(r *rig) { r.CloseWith(4000) },
		"no ACK":                  func(r *rig) { r.MuteACK(true); time.AfterFunc(2*time.Second, func() { r.MuteACK(false) }) },
		"duplicate event":         func(r *rig) { r.DuplicateEvents(1) },
		"late event":              func(r *rig) { r.DelayEvents(time.Second, 1) },
		"429":                     func(r *rig) { r.RateLimit("/callback", time.Second, 1, false) },
		"global 429":              func(r *rig) { r.RateLimit("/callback", time.Second, 1, true) },
		"500":                     func(r *rig) { r.Fail("/callback", 500, 1) },
		"503":                     func(r *rig) { r.Fail("/callback", 503, 1) },
		"op 9 again and again": func(r *rig) {
			for range 3 {
				r.InvalidateSessions()
			}
		},
		"losses one after the other": func(r *rig) {
			for range 4 {
				r.DropConnections()
				r.answered(r.t)
			}
		},
	}
}

// BenchmarkFault measures the time from a fault to the first answer after it. Interactions without a connected session are
// lost, as with Discord.
func BenchmarkFault(b *testing.B) {
	for name, fault := range gatewayFaults() {
		b.Run(name, func(b *testing.B) {
			r := connect(b, localdiscord.Options{HeartbeatInterval: 500 * time.Millisecond}, func(o *setup) { o.spacing = identifySpacing }).ready(b)
			for b.Loop() {
				fault(r)
				r.answered(b)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/answer")
		})
	}
}

// The load of BenchmarkLoad.
const (
	loadRate    = 50 // interactions a second
	loadSeconds = 60
)

// BenchmarkLoad sends 50 interactions a second for a minute. It reports the time to the first response and the peak of the
// memory.
func BenchmarkLoad(b *testing.B) {
	r := connect(b, localdiscord.Options{}, nil).ready(b)
	questions := []string{"Where in London were the talks held?", "Who led the Chinese side?", "何立峰什么时候访问英国？", "Who won the Champions League final?"}
	for b.Loop() {
		var group sync.WaitGroup
		took := make([]time.Duration, loadRate*loadSeconds)
		ticker := time.NewTicker(time.Second / loadRate)
		for n := range took {
			<-ticker.C
			i, err := r.Slash(ann, "ask", question(questions[n%len(questions)]))
			if err != nil {
				b.Fatal(err)
			}
			group.Go(func() {
				var err error
				if took[n], err = i.Took(b.Context()); err != nil {
					b.Error(err)
				}
			})
		}
		ticker.Stop()
		group.Wait()
		if n := len(r.Messages(ann)); n%len(took) != 0 {
			b.Errorf("%d messages for %d interactions", n, len(took))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		b.ReportMetric(peakMB(b), "peak-MB")
	}
}

// peakMB returns the peak resident memory of this process, bot and local Discord together, 0 where /proc is missing.
func peakMB(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.Atoi(strings.Fields(rest + " 0")[0])
	if err != nil {
		return 0
	}
	return float64(kb) / 1024
}
