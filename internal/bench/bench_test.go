package bench

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"lede/internal/corpus"
)

// copied returns a copy of the shipped corpus, or of the folder that TEST_CORPUS names, and its bytes.
func copied(b *testing.B) (corpus.Options, int64) {
	from := "../../corpus"
	if named := os.Getenv("TEST_CORPUS"); named != "" {
		from = named
	}
	o := corpus.Options{Dir: filepath.Join(b.TempDir(), "corpus"), Data: filepath.Join(b.TempDir(), "data"), MaxFileSize: 10 << 20}
	_, bytes, err := Generate(from, o.Dir, 0)
	if err != nil {
		b.Fatal(err)
	}
	return o, bytes
}

// BenchmarkBuild builds an index from nothing, and bleve's default one over the same passages.
func BenchmarkBuild(b *testing.B) {
	o, text := copied(b)
	for b.Loop() {
		o.Data = b.TempDir()
		built, err := Build(b.Context(), o)
		if err != nil {
			b.Fatal(err)
		}
		baseline, err := Baseline(b.Context(), o, filepath.Join(b.TempDir(), "baseline"))
		if err != nil {
			b.Fatal(err)
		}
		size, err := Size(o.Data)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(baseline.Seconds()/built.Took.Seconds(), "times-default")
		b.ReportMetric(float64(size)/float64(text), "disk/text")
		b.ReportMetric(float64(built.Peak.Anonymous)/1e6, "peak-MB")
	}
}

// BenchmarkServe starts with a warm index, answers and waits for edits to show.
func BenchmarkServe(b *testing.B) {
	o, _ := copied(b)
	if _, err := Build(b.Context(), o); err != nil {
		b.Fatal(err)
	}
	questions := []string{"Who is travelling to London?", "When were the talks held?", "How many licences were given?"}
	for b.Loop() {
		s, err := Serve(b.Context(), o, time.Now(), questions)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(s.FirstAnswer.Seconds()*1e3, "first-answer-ms")
		b.ReportMetric(float64(s.Idle.Anonymous)/1e6, "idle-MB")
		b.ReportMetric(s.P50.Seconds()*1e3, "p50-ms")
		b.ReportMetric(s.P99.Seconds()*1e3, "p99-ms")
		b.ReportMetric(slices.Max(s.Edits).Seconds()*1e3, "edit-ms")
	}
}

// TestGenerate checks that the generated articles are always the same, and differ from their source by Replaced.
func TestGenerate(t *testing.T) {
	var first []byte
	for range 2 {
		dir := t.TempDir()
		n, bytes, err := Generate("../../corpus", dir, 20)
		if err != nil || n != 20 || bytes < 20_000 {
			t.Fatal(n, bytes, err)
		}
		raw, err := os.ReadFile(filepath.Join(dir, "1", "2025-06-05-trump-xi-call.md"))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = raw
		} else if string(first) != string(raw) {
			t.Error("two runs differ")
		}
	}
	original, err := os.ReadFile("../../corpus/2025-06-05-trump-xi-call.md")
	if err != nil {
		t.Fatal(err)
	}
	if share := shareReplaced(t, original, first); share < Replaced/2 || share > Replaced {
		t.Errorf("%.2f of the words differ", share)
	}
}

// shareReplaced returns the share of words that are others, place by place.
func shareReplaced(t *testing.T, a, b []byte) float64 {
	t.Helper()
	wordsA, wordsB := words(a), words(b)
	if len(wordsA) != len(wordsB) {
		t.Fatalf("%d words became %d", len(wordsA), len(wordsB))
	}
	n := 0
	for i := range wordsA {
		if wordsA[i] != wordsB[i] {
			n++
		}
	}
	return float64(n) / float64(len(wordsA))
}

func words(raw []byte) []string {
	var out []string
	for len(raw) > 0 {
		advance, token, err := bufio.ScanWords(raw, true)
		if err != nil || token == nil {
			break
		}
		out, raw = append(out, string(token)), raw[advance:]
	}
	return out
}
