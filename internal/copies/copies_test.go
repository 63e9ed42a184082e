package copies

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// story returns a text of n words, drawn so that the frequent ones are frequent.
func story(random *rand.Rand, n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", int(random.ExpFloat64()*200))
	}
	return words
}

// changed returns a copy with a share of the words replaced, scattered or in one piece.
func changed(random *rand.Rand, words []string, share float64, scattered bool) []string {
	out := append([]string{}, words...)
	n := int(share * float64(len(words)))
	places := random.Perm(len(words))[:n]
	if !scattered {
		first := random.IntN(len(words) - n + 1)
		for i := range places {
			places[i] = first + i
		}
	}
	for _, p := range places {
		out[p] = fmt.Sprintf("other%d", random.IntN(1000))
	}
	return out
}

func TestSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		a := story(random, 100+random.IntN(900))
		for _, scattered := range []bool{true, false} {
			for share, want := range map[float64]bool{0: true, .05: true, .0999: true, .13: false, .15: false, .3: false} {
				b := changed(random, a, share, scattered)
				text, other := strings.Join(a, " "), strings.Join(b, ", ")
				if Same(text, other) != want || Same(other, text) != want {
					t.Fatalf("%d words, %v replaced (scattered %v): same %v", len(a), share, scattered, !want)
				}
			}
		}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"", "", false}, {"", "a", false}, {"a", "A!", true}, {"a b", "b a", false}, {"...", "???", false},
		{"中美在伦敦举行会谈今天结束了", "中美在伦敦举行会谈，今天结束了。", true}, {"中美在伦敦举行会谈", "中美在东京举行会谈", false},
		{"\xff\xfe", "\xff", false},
		{strings.Repeat("a ", 1e6), strings.Repeat("a ", 1e6), true}, {strings.Repeat("a ", 1e6), strings.Repeat("b ", 1e6), false},
	} {
		if Same(c.a, c.b) != c.want {
			t.Errorf("%.20q and %.20q: same %v", c.a, c.b, !c.want)
		}
	}
}

// TestFinder checks that copies are found, and measures how often other texts are compared.
func TestFinder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const n = 2000
	var stories [][]string
	var sketches []Sketch
	at := func(i int32) Sketch { return sketches[i] }
	for range n {
		s := story(random, 150+random.IntN(600))
		stories = append(stories, s)
		sketches = append(sketches, Of(strings.Join(s, " ")))
	}
	f := NewFinder(n/2, at)
	for i := n / 2; i < n; i++ {
		f.Add(int32(i))
	}
	for _, c := range []struct {
		share       float64
		least, most float64 // of the originals that are found
	}{{0, 1, 1}, {.05, .999, 1}, {.1, .985, 1}, {.3, 0, .6}} {
		found, others := 0, 0
		for i, s := range stories {
			for _, candidate := range f.Candidates(Of(strings.Join(changed(random, s, c.share, true), " "))) {
				if int(candidate) == i {
					found++
				} else {
					others++
				}
			}
		}
		share := float64(found) / n
		t.Logf("%v replaced: %v found, %v others each", c.share, share, float64(others)/n)
		if share < c.least || share > c.most || others > n/10 {
			t.Errorf("%v replaced: %v found, %d others", c.share, share, others)
		}
	}
}

// TestReposts finds every one of many copies of one story, though all share each hash.
func TestReposts(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	s := story(random, 300)
	var sketches []Sketch
	f := NewFinder(0, func(i int32) Sketch { return sketches[i] })
	for i := range int32(600) {
		sketches = append(sketches, Of(strings.Join(changed(random, s, .04, true), " ")))
		if found := f.Candidates(sketches[i]); i > 0 && len(found) < int(i)*9/10 {
			t.Fatalf("the %dth copy finds %d", i, len(found))
		}
		f.Add(i)
	}
}

func TestSketch(t *testing.T) {
	if Of("") != (Sketch{}) || Of(" .,") != (Sketch{}) {
		t.Error("a text without words has a sketch")
	}
	if Of("one") == (Sketch{}) || Of("one") != Of("ONE!") {
		t.Error("a single word has no sketch of its own")
	}
	if Of("a b c d") == Of("a b c e") {
		t.Error("other texts have the same sketch")
	}
}

func FuzzSame(f *testing.F) {
	f.Add("a b c", "a b d")
	f.Add("中美", "\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		if Same(a, b) != Same(b, a) {
			t.Fatal("not symmetric")
		}
		if len(wordsOf(a)) > 0 && (!Same(a, a) || sharedShare(Of(a), Of(a)) != 1) {
			t.Fatal("not the same as itself")
		}
	})
}

func corpusText(b *testing.B) string {
	paths, _ := filepath.Glob("../../corpus/*")
	var text strings.Builder
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			b.Fatal(err)
		}
		text.Write(raw)
	}
	return text.String()
}

func BenchmarkOf(b *testing.B) {
	text := corpusText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Of(text)
	}
}

func BenchmarkSame(b *testing.B) {
	words := strings.Fields(corpusText(b))
	text, other := strings.Join(words, " "), strings.Join(changed(rand.New(rand.NewPCG(1, 1)), words, .09, true), " ")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if !Same(text, other) {
			b.Fatal("not the same")
		}
	}
}

func BenchmarkCandidates(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	sketches := make([]Sketch, 100_000)
	for i := range sketches {
		sketches[i] = Of(strings.Join(story(random, 50), " "))
	}
	f := NewFinder(len(sketches), func(i int32) Sketch { return sketches[i] })
	for b.Loop() {
		f.Candidates(sketches[random.IntN(len(sketches))])
	}
}
