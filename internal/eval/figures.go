package eval

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"lede/internal/answer"
	"lede/internal/article"
)

// Figure is one measure over a set: its mean and a bootstrap interval.
type Figure struct {
	Name      string
	Mean      float64
	Low, High float64 // 95% interval of the mean over resampled sets (Efron, 1979)
	N         int     // number of questions or summaries
}

// String returns the figure as a line of a table.
func (f Figure) String() string {
	return fmt.Sprintf("%-22s %.4f  [%.4f, %.4f]  n=%d", f.Name, f.Mean, f.Low, f.High, f.N)
}

// names are the figures in the order in which they are printed.
var names = []string{"success@1", "MRR@10", "recall@5", "passage-hit@1", "passage-hit@3", "passage-hit@5",
	"answer-contains", "best-sentence", "precision", "precision-known", "coverage", "answered-rate", "declined-rate",
	"declined-adversarial", "honesty",
	"rouge1", "rouge2", "rougeL"}

// samples are the values of each figure, one a question.
type samples map[string][]float64

func (s samples) add(name string, value float64) { s[name] = append(s[name], value) }

// when returns 1 for true, 0 for false.
func when(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// Score returns the figures of runs, where runs[i] is the answer to questions[i].
func Score(questions []Question, runs []Run) []Figure {
	s := samples{}
	for i, q := range questions {
		s.verdict(q, runs[i])
		s.trust(q, runs[i])
		if q.Absent || q.Unanswerable {
			continue
		}
		if len(q.Articles) > 0 {
			s.ranking(q.Articles, runs[i].Articles)
		}
		if len(q.Answers) > 0 {
			s.wording(q.Answers, runs[i])
		}
	}
	figures := s.figures()
	return append(figures, honesty(figures)...)
}

func (s samples) verdict(q Question, r Run) {
	answered := r.Verdict == answer.Answered
	switch {
	case q.Absent:
		s.add("declined-rate", when(!answered))
	case q.Unanswerable:
		s.add("declined-adversarial", when(!answered))
	case len(q.Articles) > 0 && len(q.Answers) > 0:
		s.add("answered-rate", when(answered))
	}
}

// trust scores how far the verdict "answered" can be trusted, and how often it is given.
func (s samples) trust(q Question, r Run) {
	answered, known := r.Verdict == answer.Answered, !q.Absent && !q.Unanswerable
	if known && len(q.Answers) == 0 {
		return // what is right is unknown
	}
	if known {
		s.add("coverage", when(answered))
	}
	if !answered {
		return
	}
	right := when(known && answerHolds(r.Answer, q.Answers))
	s.add("precision", right)
	if known {
		s.add("precision-known", right)
	}
}

// answerHolds reports whether an answer, cut to an answer's limit, contains one of the expected answers.
func answerHolds(text string, answers []string) bool {
	return holds(head(text, answerWords, answerHan), answers)
}

// ranking scores the articles that were found, best first.
func (s samples) ranking(relevant, found []string) {
	reciprocal, recalled := 0.0, 0
	for i, path := range found[:min(10, len(found))] {
		if !slices.Contains(relevant, path) {
			continue
		}
		if reciprocal == 0 {
			reciprocal = 1 / float64(i+1)
		}
		if i < 5 {
			recalled++
		}
	}
	s.add("success@1", when(reciprocal == 1))
	s.add("MRR@10", reciprocal)
	s.add("recall@5", float64(recalled)/float64(len(relevant)))
}

// wording scores whether the passages and the answer contain the expected words.
func (s samples) wording(answers []string, r Run) {
	first := slices.IndexFunc(r.Passages, func(p string) bool { return holds(head(p, passageWords, article.HanUnit), answers) })
	for _, k := range []int{1, 3, 5} {
		s.add(fmt.Sprintf("passage-hit@%d", k), when(first >= 0 && first < k))
	}
	s.add("answer-contains", when(answerHolds(r.Answer, answers)))
	s.add("best-sentence", when(answerHolds(r.Sentence, answers)))
}

// resamples is the number of sets that the bootstrap draws.
const resamples = 1000

// figures returns the means of all samples with their intervals, drawn with a fixed seed.
func (s samples) figures() []Figure {
	var out []Figure
	for name, values := range s {
		f := Figure{Name: name, Mean: mean(values), N: len(values)}
		random := rand.New(rand.NewPCG(1, uint64(len(values))))
		means := make([]float64, resamples)
		for i := range means {
			sum := 0.0
			for range values {
				sum += values[random.IntN(len(values))]
			}
			means[i] = sum / float64(len(values))
		}
		slices.Sort(means)
		f.Low, f.High = means[resamples*25/1000], means[resamples*975/1000]
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Figure) int { return cmp.Compare(slices.Index(names, a.Name), slices.Index(names, b.Name)) })
	return out
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(max(1, len(values)))
}

// honesty is the mean of how often an answerable question is answered and an absent one declined.
func honesty(figures []Figure) []Figure {
	find := func(name string) (Figure, bool) {
		i := slices.IndexFunc(figures, func(f Figure) bool { return f.Name == name })
		if i < 0 {
			return Figure{}, false
		}
		return figures[i], true
	}
	a, ok := find("answered-rate")
	d, ok2 := find("declined-rate")
	if !ok || !ok2 {
		return nil
	}
	return []Figure{{Name: "honesty", Mean: (a.Mean + d.Mean) / 2, Low: (a.Low + d.Low) / 2, High: (a.High + d.High) / 2, N: a.N + d.N}}
}

// ScoreSummaries returns the ROUGE figures (F1) of summaries. A summary is compared with each reference of its article
// and gets the best figure.
func ScoreSummaries(references, summaries []Reference) []Figure {
	s := samples{}
	for _, sum := range summaries {
		best := map[string]float64{}
		for _, r := range references {
			if r.Article == sum.Article {
				for name, value := range rouge(sum.Summary, r.Summary) {
					best[name] = max(best[name], value)
				}
			}
		}
		for name, value := range best {
			s.add(name, value)
		}
	}
	return s.figures()
}

// Table returns the figures, one per line.
func Table(figures []Figure) string {
	var b strings.Builder
	for _, f := range figures {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}
