package gateway

import (
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
