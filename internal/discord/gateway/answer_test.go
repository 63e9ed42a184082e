package gateway

import (
	"testing"
	"time"

	"lede/internal/localdiscord"
	"lede/internal/testkit"
)

// TestRestFaults answers under each fault of REST: with one message, on time.
func TestRestFaults(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(r *rig, path string){
		"500":                func(r *rig, path string) { r.Fail(path, 500, 2) },
		"502":                func(r *rig, path string) { r.FailBare(path, 502, 2) },
		"429":                func(r *rig, path string) { r.RateLimit(path, 300*time.Millisecond, 1, false) },
		"global 429":         func(r *rig, path string) { r.RateLimit(path, 300*time.Millisecond, 1, true) },
		"429 without a body": func(r *rig, path string) { r.FailBare(path, 429, 2) },
		"connection lost":    func(r *rig, path string) { r.DropCalls(path, 2) },
		"answer lost":        func(r *rig, path string) { r.DropAnswers(path, 1) },
		"no answer":          func(r *rig, path string) { r.Block(path) },
		"global 429 of another call": func(r *rig, _ string) {
			r.RateLimit("/gateway/bot", 20*time.Second, 1, true)
			if _, err := r.bot.API.GatewayBot(r.ctx); err == nil {
				r.t.Error("there is no limit")
			}
		},
	} {
		for path, change := range map[string]func(*setup){"/callback": nil, "/messages/@original": deferred} {
			t.Run(name+" "+path, func(t *testing.T) {
				t.Parallel()
				r := connect(t, localdiscord.Options{}, change).ready(t)
				fault(r, path)
				m := r.slash(t, ann, "ask", question(testkit.Question))
				wantText(t, m, testkit.QuestionSource)
				for _, other := range r.Messages(ann) {
					if other.ID != m.ID && other.Interaction == m.Interaction || other.Loading() {
						t.Errorf("one more message: %+v", other)
					}
				}
			})
		}
	}
}

// TestLostAnswerIsLogged lets every first response fail: the log has the interaction's id.
func TestLostAnswerIsLogged(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, nil).ready(t)
	r.DropCalls("/callback", 1000)
	i, err := r.Slash(ann, "help", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := i.Wait(r.ctx); err == nil {
		t.Fatal("an answer was sent")
	}
	r.logged(t, `"an answer is lost: sending it to Discord failed" interaction=`+i.ID)
}

// logged waits until the log has a text.
func (r *rig) logged(t testing.TB, text string) {
	t.Helper()
	for !r.log.has(text) {
		if r.ctx.Err() != nil {
			t.Fatalf("the log has no %q", text)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestRegistrationAgain lets the registration at the start fail.
func TestRegistrationAgain(t *testing.T) {
	t.Parallel()
	r := connect(t, localdiscord.Options{}, func(o *setup) { o.client.Fail("/commands", 500, 1) })
	r.logged(t, "registering the commands failed")
	r.logged(t, "commands are registered")
	r.ready(t)
}
