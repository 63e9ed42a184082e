package article

import (
	"flag"
	"maps"
	"runtime"
	"strings"
	"testing"
	"time"

	"lede/internal/testkit/growth"
)

var hostile = flag.Bool("hostile", false, "read each hostile shape at the size of its limit, within 5 s and 500 MB")

func shapes() map[string]shape {
	all := map[string]shape{}
	for _, some := range []map[string]shape{textShapes, markdownShapes, pageShapes, otherShapes, zipShapes()} {
		maps.Copy(all, some)
	}
	return all
}

// TestGrowth protects that a file of twice the size costs about twice as much, whatever it holds.
func TestGrowth(t *testing.T) {
	all := shapes()
	for i, name := range sortedKeys(all) {
		if !*hostile && i%2 > 0 { // half of the shapes take half of the time
			continue
		}
		t.Run(name, func(t *testing.T) {
			size := 1 << 10
			if _, ok := markdownShapes[name]; ok {
				size = 1 << 14 // where the limits hold
			}
			growth.Check(t, size, func(n int) func() {
				f := File{Path: all[name].file, Raw: []byte(all[name].text(n))}
				return func() { ReadAll(f) }
			})
		})
	}
}

// TestShapes reads files of the greatest size that is read by default.
func TestShapes(t *testing.T) {
	sizes := []int{50_000}
	if *hostile {
		sizes = []int{100_000, 1_000_000, 1_990_000, 10_000_000} // the third is the most text of an article
	}
	all := shapes()
	for _, name := range sortedKeys(all) {
		t.Run(name, func(t *testing.T) {
			for _, size := range sizes {
				f := File{Path: all[name].file, Raw: []byte(all[name].text(size))}
				used, took := peak(func() { ReadAll(f) })
				t.Logf("%d bytes: %v, %d MB", size, took.Round(time.Millisecond), used>>20)
				if *hostile && took > 5*time.Second || used > 500<<20 {
					t.Errorf("%d bytes take %v and %d MB", size, took, used>>20)
				}
			}
		})
	}
}

// peak returns the most memory on the heap while some work is done, and the processor time that it takes.
func peak(work func()) (used uint64, took time.Duration) {
	runtime.GC()
	done, most := make(chan bool), make(chan uint64)
	go func() {
		var stats runtime.MemStats
		highest, tick := uint64(0), time.NewTicker(20*time.Millisecond)
		defer tick.Stop()
		for {
			runtime.ReadMemStats(&stats)
			highest = max(highest, stats.HeapInuse)
			select {
			case <-done:
				most <- highest
				return
			case <-tick.C:
			}
		}
	}()
	start := growth.ProcessorTime()
	work()
	took = growth.ProcessorTime() - start
	done <- true
	return <-most, took
}

// TestOverBudget protects that a file over its budget is kept out whole, with the figure that it passed and a hint.
func TestOverBudget(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"text":         {"a.txt", strings.Repeat("A word. ", 300_000), "has 2400000 bytes of text in one article; at most 2000000 are read"},
		"lines":        {"a.txt", strings.Repeat("a\n", 100_000), "has 100000 lines in one article; at most 60000 are read"},
		"table":        {"a.md", wideTable(32_000), "cells of tables; at most 200000 are read"},
		"emphasis":     {"a.md", "Text.\n\n" + strings.Repeat("*a ", 20_000), "has 20000 brackets or marks of emphasis and code in one paragraph"},
		"quotes":       {"a.md", "Text.\n\n" + strings.Repeat(">", 500) + "a", "has 500 levels of quotes, lists or boxes"},
		"footnotes":    {"a.md", strings.Repeat("[^1]\n\n", 6000), "has 6000 footnotes"},
		"page":         {"a.html", "<p>Text." + strings.Repeat("<p>a", 150_000), "has 200001 elements of markup"},
		"copies":       {"a.html", growing(func(int) string { return "<b><p>" })(12_000), "elements of markup"},
		"raw markup":   {"a.md", "Text.\n\n<div>" + strings.Repeat("<p>a", 150_000), "elements of markup"},
		"JSON":         {"a.json", "[" + strings.Repeat("1,", 300_000) + "1]", "has 300001 elements of markup"},
		"mail":         {"a.eml", numbered("Content-Type: multipart/mixed; boundary=b#\r\n\r\n--b#\r\n")(2_000), "has 13 mails or parts in each other"},
		"XML":          {"a.docx", string(zipOf(t, "word/document.xml", strings.Repeat("<a>", 300))), "has 201 levels"},
		"unpacked":     {"a.docx", string(zipOf(t, "word/document.xml", "<w>"+strings.Repeat("\x00", 30<<20))), "bytes when it is unpacked; at most 24000000 are read"},
		"a good table": {"a.md", "|a|b|\n|-|-|\n" + strings.Repeat("|one|*two* and **three**|\n", 1000), ""},
		"numbers":      {"a.md", strings.Repeat("12. *one* [two](https://x.example) **three**\n", 2000), ""},
		"a good list":  {"a.md", strings.Repeat("- *one* [two](https://x.example) **three**\n", 5000), ""},
	} {
		articles, problems := ReadAll(File{Path: c.file, Raw: []byte(c.text)})
		if c.want == "" {
			if len(problems) > 0 || len(articles[0].Sentences) == 0 {
				t.Errorf("%s: %s", name, problemLines(problems))
			}
			continue
		}
		if len(problems) != 1 || !strings.Contains(problems[0].Text, c.want) || problems[0].Hint == "" || problems[0].Level != Error {
			t.Errorf("%s: %q", name, problemLines(problems))
		}
		if len(articles) != 1 || len(articles[0].Sentences) > 0 {
			t.Errorf("%s: a part of the file is read", name)
		}
	}
}
