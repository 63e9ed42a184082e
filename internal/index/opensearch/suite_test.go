package opensearch_test

import (
	"bytes"
	"context"
	encoding "encoding/pem"
	"errors"
	"io"
	"log"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/internal/answer"
	"lede/internal/article"
	"lede/internal/commands"
	"lede/internal/corpus"
	"lede/internal/index"
	"lede/internal/index/indextest"
	"lede/internal/index/opensearch"
	"lede/internal/query"
	"lede/internal/store"
	"lede/internal/testkit"
	server "lede/internal/testkit/opensearch"
	"lede/internal/testkit/tcp"
)

// opened opens an index.
func opened(t *testing.T, address string, mode index.Mode) *opensearch.Index {
	t.Helper()
	x, err := opensearch.Open(t.Context(), opensearch.Options{URL: address}, mode)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestSuite runs the tests that every engine must pass.
func TestSuite(t *testing.T) {
	address := server.Index(t)
	indextest.Run(t, func(t *testing.T, place string) index.Engine { return opened(t, address+"-"+place, index.Owner) })
}

// shipped returns the shipped corpus, on a cluster or, without an address, in this process.
func shipped(t *testing.T, address string) *corpus.Corpus {
	t.Helper()
	o := corpus.Options{Dir: "../../../corpus", MaxFileSize: 10 << 20}
	if address != "" {
		o.Open = func(_ string, mode index.Mode, logger *slog.Logger) (index.Engine, error) {
			return opensearch.Open(t.Context(), opensearch.Options{URL: address, Log: logger}, mode)
		}
	}
	c, err := corpus.Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// TestAnswers compares the answers on a cluster with those in this process, and counts the calls of each.
func TestAnswers(t *testing.T) {
	address := server.Index(t)
	here := shipped(t, "")
	there := shipped(t, address).Index.(*opensearch.Index)
	for _, text := range []string{"Who is travelling to London for the talks?", "What does China export?", "How many soybeans did China buy?",
		"Who is the trade representative?", "what did trump say about huawei", "中国出口了什么？", "谁去伦敦参加谈判？"} {
		q, err := query.Parse(text, time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		want, err := answer.New(here.Index).Ask(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		before := there.Asked()
		got, err := answer.New(there).Ask(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		calls := there.Asked() - before
		if got.Verdict != want.Verdict || strings.Join(got.Articles, " ") != strings.Join(want.Articles, " ") {
			t.Errorf("%s: %s from %q; in this process %s from %q", text, got.Verdict, got.Articles, want.Verdict, want.Articles)
		}
		if calls > 3 && got.Verdict == answer.Answered {
			t.Errorf("%s: %d calls", text, calls)
		}
		for _, path := range got.Articles {
			wanted, found := explained(t, here.Index, q, path), explained(t, there, q, path)
			if !sameExplanation(found, wanted) {
				t.Errorf("%s: %s is explained as %+v, in this process as %+v", text, path, found, wanted)
			}
		}
	}
}

// sameExplanation reports whether two explanations say the same, and their values differ by less than is shown.
func sameExplanation(a, b answer.Explanation) bool {
	values := map[string]float64{}
	for _, p := range a.Parts {
		values[p.Feature] = p.Value
	}
	for _, p := range b.Parts {
		if v, ok := values[p.Feature]; !ok || math.Abs(v-p.Value) > .005 {
			return false
		}
	}
	return len(a.Parts) == len(b.Parts) && a.Rank == b.Rank && a.Passage.Text() == b.Passage.Text() && slices.Equal(a.Fitting, b.Fitting) && a.Articles == b.Articles
}

// explained returns how an article got its rank for a query.
func explained(t *testing.T, x answer.Index, q query.Query, path string) answer.Explanation {
	t.Helper()
	e, ok, err := answer.New(x).Explain(t.Context(), q, article.ID(path))
	if err != nil || !ok {
		t.Fatalf("%s: %v, %v", path, ok, err)
	}
	return e
}

// TestVersions checks that an index of another format is searched until the one of this format is complete, and is then deleted.
func TestVersions(t *testing.T) {
	address := server.Index(t)
	base, name := address[:strings.LastIndex(address, "/")], address[strings.LastIndex(address, "/")+1:]
	send := func(method, path, body string) string {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, base+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		raw, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	for _, kind := range []string{"", "-files"} {
		send(http.MethodPut, "/"+name+kind+"-v0", `{"aliases":{"`+name+kind+`":{}}}`)
	}
	behind := func() string { return send(http.MethodGet, "/_alias/"+name+","+name+"-files", "") }
	x := opened(t, address, index.Owner)
	if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	if got := behind(); strings.Count(got, "-v0") != 2 || strings.Count(got, "-v") != 2 {
		t.Errorf("while it is built: %s", got)
	}
	write(t, x, "a.md", "---\ntitle: A\n---\nThe harvest failed.")
	if got := behind(); strings.Contains(got, "-v0") || strings.Count(got, "-v") != 2 || x.Len() != 1 || !x.Complete() {
		t.Errorf("when it is complete: %s, %d articles", got, x.Len())
	}
	if got := send(http.MethodGet, "/"+name+"-v0", ""); !strings.Contains(got, "index_not_found") {
		t.Errorf("the old one: %s", got)
	}
}

// TestReader checks that a process which only reads sees what another writes, and cannot write.
func TestReader(t *testing.T) {
	address := server.Index(t)
	reader := opened(t, address, index.Snapshot)
	if reader.Complete() || reader.Len() != 0 {
		t.Errorf("before there is an index: complete %v, %d articles", reader.Complete(), reader.Len())
	}
	writer := opened(t, address, index.Owner)
	if err := writer.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	write(t, writer, "a.md", "---\ntitle: A\n---\nThe harvest failed.")
	for range 100 {
		if reader.Complete() {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if indextest.Frequency(t, reader, "en", "harvest") != 1 || reader.Len() != 1 || reader.Commits() != writer.Commits() {
		t.Errorf("%d articles at commit %d of %d", reader.Len(), reader.Commits(), writer.Commits())
	}
	if err := reader.Apply(t.Context(), nil, nil, true); !errors.Is(err, index.ErrReadOnly) {
		t.Errorf("a reader writes: %v", err)
	}
}

// write adds an article.
func write(t *testing.T, x index.Engine, name, text string) {
	t.Helper()
	a, _ := article.Parse(name, []byte(text))
	if err := x.Apply(t.Context(), []index.Change{x.NewChange(&store.File{Sum: store.Sum{1}}, &a)}, nil, true); err != nil {
		t.Fatal(err)
	}
	if err := x.FinishUpdate(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestOutage checks that while the cluster is gone a search says so, and that what is written meanwhile waits and is there afterwards.
func TestOutage(t *testing.T) {
	p := tcp.NewProxy(t, server.Index(t))
	x := opened(t, p.URL, index.Owner)
	if err := x.CatchUp(t.Context(), func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	write(t, x, "a.md", "---\ntitle: A\n---\nThe harvest failed.")
	p.Cut()
	q, err := query.Parse("harvest", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = x.Search(t.Context(), q, nil, 5)
	if !errors.Is(err, index.ErrUnavailable) || !strings.Contains(err.Error(), "check that it runs") || strings.Contains(err.Error(), "harvest") {
		t.Errorf("a search: %v", err)
	}
	written := make(chan error, 1)
	go func() {
		a, _ := article.Parse("b.md", []byte("---\ntitle: B\n---\nThe harvest was good."))
		err := x.Apply(t.Context(), []index.Change{x.NewChange(&store.File{Sum: store.Sum{2}}, &a)}, nil, true)
		written <- errors.Join(err, x.FinishUpdate(t.Context()))
	}()
	select {
	case err := <-written:
		t.Fatalf("written to nobody: %v", err)
	case <-time.After(3 * time.Second):
	}
	p.Mend()
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	if n := indextest.Frequency(t, x, "en", "harvest"); n != 2 || x.Len() != 2 {
		t.Errorf("afterwards %d articles have the word, of %d", n, x.Len())
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Apply(ended, nil, []string{"a.md"}, true); err == nil {
		t.Error("written after the end")
	}
}

// TestAnswerInOutage checks that a question in an outage gets a sentence that says so, not that the articles do not say, and an answer
// as soon as the cluster is back.
func TestAnswerInOutage(t *testing.T) {
	p := tcp.NewProxy(t, server.Index(t))
	s := testkit.ServiceOver(t, shipped(t, p.URL), nil)
	ask := func() commands.Reply {
		question := commands.Options{"question": "Who is travelling to London for the talks?"}
		return testkit.Accept(s, commands.English, commands.Use{Command: "ask", Options: question}).Run(t.Context())
	}
	p.Cut()
	if r := ask(); r.Err == nil || !strings.Contains(r.Err.Error(), "cannot reach the articles") {
		t.Errorf("in an outage: %v", r.Err)
	}
	p.Mend()
	r := ask()
	if found, ok := r.Result.(commands.AskResult); r.Err != nil || !ok || found.Answer.Verdict != answer.Answered {
		t.Errorf("afterwards: %v, %+v", r.Err, r.Result)
	}
}

// TestSilence has the machine of the cluster go without a word while connections are open: a question is asked again on a new connection, so
// that it is answered in time.
func TestSilence(t *testing.T) {
	p := tcp.NewProxy(t, server.Index(t))
	s := testkit.ServiceOver(t, shipped(t, p.URL), nil)
	ask := func() error {
		question := commands.Options{"question": "Who is travelling to London for the talks?"}
		return testkit.Accept(s, commands.English, commands.Use{Command: "ask", Options: question}).Run(t.Context()).Err
	}
	before := ask()
	p.Silence()
	if err := errors.Join(before, ask()); err != nil {
		t.Error(err)
	}
}

// TestErrors checks that what goes wrong is said with a cure, and that no question and no password is in it.
func TestErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status       int
		answer, want string
	}{
		{401, `{}`, "set OPENSEARCH_USER"},
		{403, `{"error":{"type":"security_exception","reason":"no permissions"}}`, "give it the right"},
		{403, `{"error":{"type":"index_create_block_exception","reason":"create-index blocked"}}`, "free some space"},
		{503, `<html>`, "503"},
		{200, `<html>`, "check that index.url"},
		{200, `{"version":{"number":"8.1.0"}}`, "is no OpenSearch"},
		{200, `{"version":{"distribution":"opensearch","number":"1.3.0"}}`, "take 2.19 or newer"},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(c.status)
			io.WriteString(w, c.answer)
		}))
		_, err := opensearch.Open(t.Context(), opensearch.Options{URL: s.URL, User: "me", Password: "secret"}, index.Owner)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%d %s: %v", c.status, c.answer, err)
		}
		s.Close()
	}
	for address, want := range map[string]string{"localhost:9200": "is no address", "me:secret@h:9200": "is no address", "http://h:9200?key=secret": "is no address", "http://me:secret@h:9200": "OPENSEARCH_PASSWORD", "http://h:9200/A_b": "no name for an index",
		"http://127.0.0.1:1": "check that it runs"} {
		_, err := opensearch.Open(t.Context(), opensearch.Options{URL: address}, index.Owner)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestScheme checks that http where the server speaks https is said, and the other way round.
func TestScheme(t *testing.T) {
	t.Parallel()
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"version":{"distribution":"opensearch","number":"2.19.0"}}`)
	})
	plain, secure := httptest.NewServer(answer), httptest.NewUnstartedServer(answer)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // of the calls that it refuses
	secure.StartTLS()
	defer plain.Close()
	defer secure.Close()
	for address, want := range map[string]string{
		strings.Replace(plain.URL, "http:", "https:", 1):  "write " + plain.URL,
		strings.Replace(secure.URL, "https:", "http:", 1): "write " + secure.URL,
		secure.URL: "set index.ca",
	} {
		_, err := opensearch.Open(t.Context(), opensearch.Options{URL: address}, index.Owner)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestCredentials checks that the key, or else the user and the password, are sent.
func TestCredentials(t *testing.T) {
	t.Parallel()
	var sent bytes.Buffer
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { sent.WriteString(r.Header.Get("Authorization") + "\n") }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // of the certificate that is refused
	s.StartTLS()
	defer s.Close()
	certificate := pem(s.Certificate().Raw)
	for _, o := range []opensearch.Options{{User: "me", Password: "secret"}, {User: "me", Password: "secret", APIKey: "key"}} {
		o.URL, o.CA = s.URL, certificate
		if _, err := opensearch.Open(t.Context(), o, index.Owner); err == nil {
			t.Error("an empty answer is an OpenSearch")
		}
	}
	if got := sent.String(); got != "Basic bWU6c2VjcmV0\nApiKey key\n" {
		t.Errorf("sent %q", got)
	}
	if _, err := opensearch.Open(t.Context(), opensearch.Options{URL: s.URL}, index.Owner); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody signed: %v", err)
	}
}

// pem returns a certificate as a file has it.
func pem(raw []byte) []byte {
	return encoding.EncodeToMemory(&encoding.Block{Type: "CERTIFICATE", Bytes: raw})
}
