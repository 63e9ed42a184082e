//go:build unix

package main

import (
	"crypto/rand"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/commands"
	"lede/internal/discordtest"
	"lede/internal/eval"
	"lede/internal/index"
	engine "lede/internal/index/opensearch"
	"lede/internal/localdiscord"
	"lede/internal/state"
	"lede/internal/testkit"
	"lede/internal/testkit/growth"
	"lede/internal/testkit/opensearch"
	"lede/internal/testkit/postgres"
)

// Flags that make TestFleet a measurement. The machine must have nothing else to do; the index is best full before:
//
//	go test ./cmd/bot -run TestFleet -v -fleet 60s -rate 20 -index http://127.0.0.1:9200/news -articles DIR -questions FILE \
//	  -during 'opensearch.sh kill 1; sleep 15; opensearch.sh startnode 1'
var (
	fleetTime      = flag.Duration("fleet", 0, "how long TestFleet asks; 0: two seconds, and no limits")
	fleetRate      = flag.Int("rate", 5, "how many questions a second TestFleet asks")
	fleetIndex     = flag.String("index", "", "the address of TestFleet's index; none: a new one")
	fleetArticles  = flag.String("articles", "", "the articles of TestFleet's index, which come to more by -writes; none: a copy of the shipped ones")
	fleetQuestions = flag.String("questions", "", "what TestFleet asks, a file as of an evaluation set")
	fleetDuring    = flag.String("during", "", "a command of the shell that runs after a quarter of TestFleet's time")
	fleetAgain     = flag.Float64("again", .01, "the share of TestFleet's replies that may be \"try again\"")
	fleetWrites    = flag.Bool("writes", true, "an article comes every second of TestFleet, as a file or by the state")
)

// What is allowed of a fleet, at -fleet.
const (
	fleetP99    = 1500 * time.Millisecond // of the first response
	fleetMemory = 150 << 20               // bytes of a process that answers
)

// What asks: so many users of so many servers, half of which each process that answers has.
const (
	fleetGuilds    = 40
	fleetAsked     = 100 // different questions
	fleetAnswerers = 2
)

// fleet is two processes that answer and one that indexes.
type fleet struct {
	*indexers
	index     index.Engine // to look at
	answerers []*indexerProcess
	questions []string
	written   []string          // titles of the articles that were acknowledged
	calm      []map[string]bool // the replies to each question without a load, before and after it
}

// sent is a question that was asked.
type sent struct {
	*discordtest.Interaction
	question int
	user     localdiscord.User
	after    time.Duration // since the first one
}

// TestFleet asks a fleet questions at a steady rate, while articles come and something may happen to what it needs: each reply must be one
// that comes before or after, without a load, or ask to try again, and every article that was acknowledged must be in the index once. Before
// and after differ, if rarely: an article more makes the words of all others rarer.
func TestFleet(t *testing.T) {
	if *fleetTime == 0 {
		t.Parallel()
	}
	f := newFleet(t)
	f.calm = make([]map[string]bool, len(f.questions))
	f.askCalmly()
	again := f.ask(0, len(f.questions), 4)
	f.report("a second time, at 4 a second", again, f.replies(again))
	span := *fleetTime
	if span == 0 {
		span = 2 * time.Second
	}
	memory := f.sampleMemory()
	driver := growth.ProcessorTime()
	if *fleetDuring != "" {
		time.AfterFunc(span/4, func() {
			out, err := exec.Command("sh", "-c", *fleetDuring).CombinedOutput()
			t.Logf("%s: %v %s", *fleetDuring, err, out)
		})
	}
	before := f.index.Len()
	written := f.writeEverySecond(span)
	asked := f.ask(0, int(span.Seconds()*float64(*fleetRate)), *fleetRate)
	replies := f.replies(asked)
	written()
	f.checkWritten(before)
	t.Logf("%d replies are others now", f.askCalmly())
	p99, busy := f.report(fmt.Sprintf("%d a second for %v", *fleetRate, span), asked, replies)
	t.Logf("the test took %v of a core", growth.ProcessorTime()-driver)
	for i, most := range memory() {
		t.Logf("process %d of those that answer: at most %d MB", i, most>>20)
		if *fleetTime > 0 && most > fleetMemory {
			t.Errorf("more than %d MB", fleetMemory>>20)
		}
	}
	if *fleetTime > 0 && (busy > *fleetAgain || *fleetDuring == "" && p99 > fleetP99) {
		t.Errorf("more than %v of \"try again\" or p99 over %v", *fleetAgain, fleetP99)
	}
}

func newFleet(t *testing.T) *fleet {
	t.Helper()
	address := *fleetIndex
	if address == "" {
		address = opensearch.Index(t)
	}
	articles, err := filepath.Abs(*fleetArticles)
	must(t, err)
	if *fleetArticles == "" {
		articles = t.TempDir()
		must(t, os.CopyFS(articles, os.DirFS(shipped)))
	}
	database := state.Options{URL: postgres.Empty(t)}
	server, err := discordtest.Start(localdiscord.Options{Guilds: fleetGuilds, Shards: fleetAnswerers, MaxConcurrency: fleetAnswerers})
	must(t, err)
	t.Cleanup(func() { _ = server.Close() })
	f := &fleet{indexers: &indexers{Client: server, t: t, dir: articles, program: program(t), config: filepath.Join(t.TempDir(), "c.yaml")}}
	must(t, os.WriteFile(f.config, fmt.Appendf(nil, "discord:\n  api_url: %s\nstate:\n  url: %q\nindex:\n  url: %s\n  replicas: 0\nlimits:\n  per_user: 100\n",
		server.URL(), database.URL, address), 0o600))
	f.state, err = state.Open(t.Context(), database)
	must(t, err)
	t.Cleanup(func() { _ = f.state.Close() })
	f.start(roleIndex)
	f.index, err = engine.Open(t.Context(), engine.Options{URL: address}, index.Snapshot)
	must(t, err)
	t.Cleanup(func() { _ = f.index.Close() })
	f.until("the index is complete", 10*time.Minute, f.index.Complete)
	for n := range fleetAnswerers {
		f.answerers = append(f.answerers, f.start(roleAnswer, "--shards", fmt.Sprintf("%d/%d", n, fleetAnswerers)))
	}
	must(t, f.WaitCommands(t.Context(), len(commands.Table())))
	f.until("all shards", time.Minute, func() bool { return len(f.ConnectedShards()) == fleetAnswerers })
	f.questions = []string{testkit.Question, "Who led the Chinese side?", "何立峰什么时候访问英国？", "Who won the Champions League final?"}
	if *fleetQuestions != "" {
		set, err := eval.Lines[eval.Question](*fleetQuestions)
		must(t, err)
		f.questions = nil
		for _, q := range set[:min(fleetAsked, len(set))] {
			f.questions = append(f.questions, q.Question)
		}
	}
	return f
}

// ask asks n questions at a rate, from the first on, each of another user and in another server.
func (f *fleet) ask(first, n, rate int) []sent {
	f.t.Helper()
	out := make([]sent, n)
	began := time.Now()
	for i := range out {
		time.Sleep(time.Until(began.Add(time.Duration(i) * time.Second / time.Duration(rate))))
		s := sent{question: (first + i) % len(f.questions), user: localdiscord.User{ID: strconv.Itoa(1 + i%fleetGuilds), Name: "user", Locale: "en-US"}, after: time.Since(began)}
		var err error
		s.Interaction, err = f.SlashIn(localdiscord.ChannelOf(i%fleetGuilds), s.user, "ask", map[string]any{"question": f.questions[s.question]})
		must(f.t, err)
		out[i] = s
	}
	return out
}

// askCalmly asks each question by itself, notes the replies, and returns how many are others than those before.
func (f *fleet) askCalmly() (others int) {
	for i, before := range f.calm {
		reply := f.replies(f.ask(i, 1, 1))[0]
		if len(before) > 0 && !before[reply] {
			others++
			f.t.Logf("%q gets another reply now:\n%s", f.questions[i], reply)
		}
		if before == nil {
			f.calm[i] = map[string]bool{}
		}
		f.calm[i][reply] = true
	}
	return others
}

// replies waits for the replies to some questions and returns their texts; "" for one that never came.
func (f *fleet) replies(all []sent) []string {
	out := make([]string, len(all))
	for end := time.Now().Add(20 * time.Second); slices.Contains(out, "") && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		texts := map[string]string{}
		for i := range min(fleetGuilds, len(all)) {
			for _, m := range f.Messages(all[i].user) {
				if !m.Loading() && !m.Failed {
					texts[m.ChangedBy] = textOf(m)
				}
			}
		}
		for i, s := range all {
			out[i] = texts[s.ID]
		}
	}
	return out
}

// report says how some questions were answered: how long the first response took, and which replies never come without a load.
func (f *fleet) report(what string, all []sent, texts []string) (p99 time.Duration, again float64) {
	f.t.Helper()
	var took, refused []time.Duration
	late, words := 0, map[string]int{}
	for i, s := range all {
		first, ok := s.Took()
		took = append(took, first)
		if ok && first >= fleetP99 {
			late++
		}
		switch text := texts[i]; {
		case text == "":
			f.t.Errorf("%s: no reply after %v to %q", what, s.after, f.questions[s.question])
		case strings.Contains(text, "try again"):
			refused = append(refused, s.after.Round(time.Second))
			words[text]++
		case !f.calm[s.question][text]:
			f.t.Errorf("%s: after %v %q got\n%s\nand without a load\n%s", what, s.after, f.questions[s.question], text, strings.Join(slices.Sorted(maps.Keys(f.calm[s.question])), "\n"))
		}
	}
	slices.Sort(took)
	p99, again = took[len(took)*99/100], float64(len(refused))/float64(len(all))
	f.t.Logf("%s: first response p50 %v, p99 %v, at most %v; %d of %d deferred; %d \"try again\" %v %v", what, took[len(took)/2], p99, took[len(took)-1], late, len(all), len(refused), words, refused)
	return p99, again
}

// writeEverySecond has an article come every second, as a file and by a row of the state in turn. The returned function waits for the last
// one.
func (f *fleet) writeEverySecond(span time.Duration) (wait func()) {
	var writes sync.WaitGroup
	var mu sync.Mutex
	writes.Go(func() {
		for n := 0; *fleetWrites && n < int(span.Seconds()); n++ {
			time.Sleep(time.Second)
			writes.Go(func() { // one that waits does not keep the next one back
				title, err := f.writeOne(n%2 == 0)
				if err != nil {
					f.t.Errorf("not acknowledged: %v", err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				f.written = append(f.written, title)
			})
		}
	})
	return writes.Wait
}

// writeOne writes an article and returns its title.
func (f *fleet) writeOne(asFile bool) (title string, err error) {
	id := strings.ToLower(rand.Text())
	title, name := "Ferries of pier "+id, "pier-"+id+".md"
	text := fmt.Sprintf("---\ntitle: %s\n---\n\n%s\n", title, body(id))
	if asFile {
		return title, os.WriteFile(filepath.Join(f.dir, name), []byte(text), 0o600)
	}
	return title, f.keepRow(name, text)
}

// keepRow adds an article by a row of the state.
func (f *fleet) keepRow(name, text string) error {
	d := state.Draft{ID: state.NewID(), At: time.Now(), Name: name, Content: text}
	if err := f.state.SaveDraft(f.t.Context(), d); err != nil {
		return err
	}
	_, err := f.state.Keep(f.t.Context(), d.ID, "added/"+name, state.Entry{At: d.At, Action: state.Added})
	return err
}

// checkWritten checks that the articles that were acknowledged come to the index, each once.
func (f *fleet) checkWritten(before int) {
	f.t.Helper()
	start := time.Now()
	for _, title := range f.written {
		f.until("an article is in the index: "+title, 2*time.Minute, func() bool {
			cards, err := f.index.Titled(f.t.Context(), title, 10)
			return err == nil && len(cards) == 1
		})
	}
	f.until("the index has the number of articles", time.Minute, func() bool { return f.index.Len() >= before+len(f.written) })
	f.t.Logf("%d articles were written; all are in the index %v later, of %d", len(f.written), time.Since(start).Round(time.Millisecond), f.index.Len())
	if n := f.index.Len() - before; *fleetDuring == "" && n != len(f.written) {
		f.t.Errorf("%d more articles in the index, %d written", n, len(f.written))
	}
}

// sampleMemory samples the resident memory of the processes that answer until the returned function is called, which returns the most of
// each in bytes. Where the system does not say it, that is nothing.
func (f *fleet) sampleMemory() (most func() []int) {
	resident := regexp.MustCompile(`VmRSS:\s*(\d+) kB`)
	out := make([]int, len(f.answerers))
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			for i, p := range f.answerers {
				raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
				if found := resident.FindSubmatch(raw); found != nil {
					kilobytes, _ := strconv.Atoi(string(found[1]))
					out[i] = max(out[i], kilobytes<<10)
				}
			}
			select {
			case <-stop:
				return
			case <-time.After(time.Second):
			}
		}
	}()
	return func() []int {
		close(stop)
		<-done
		return out
	}
}
