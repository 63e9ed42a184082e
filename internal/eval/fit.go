package eval

import (
	"math"
	"runtime"
	"sync"
)

// Example is one question of the training data: its candidates and how good each is.
type Example struct {
	Weight     float64 // of the question in the loss
	Candidates []Candidate
}

// Candidate is a passage or a sentence that the ranking may put first.
type Candidate struct {
	Features []float64
	Gain     float64 // 1 for a right candidate, 0 for a wrong one, between for one that is right in part
	Hit      bool    // right by the definition of passage-hit or answer-contains
}

// Constants of the fit. After 400 steps the loss no longer changes in its third digit; further steps fit noise.
const (
	steps = 400
	rate  = 0.03
	// shrink is the weight of the squared weights, over features of unit variance, in the loss. In cross-validation of the sentences
	// 0.002: best sentence -0.3 en-news, 0 to -0.3 in the encyclopaedias; 0.02: -0.5 and -0.2; 0.005: the same.
	shrink = 0.01
)

// Fit returns the weights that rank the right candidates first. It minimizes the cross entropy of a softmax over each
// question's candidates (ListNet's top-one loss; Cao et al., 2007) with Adam (Kingma and Ba, 2015), from weights of 0. Feature i
// keeps the weight held[i] if free[i] is false.
func Fit(examples []Example, free []bool, held []float64) []float64 {
	n := len(free)
	scale := deviations(examples, n)
	w, m, v, g := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range w {
		if !free[i] {
			w[i] = held[i] * scale[i]
		}
	}
	for step := 1; step <= steps; step++ {
		gradient(examples, w, scale, g)
		for i := range w {
			if !free[i] {
				continue
			}
			d := g[i] + 2*shrink*w[i]
			m[i] = 0.9*m[i] + 0.1*d
			v[i] = 0.999*v[i] + 0.001*d*d
			mean, square := m[i]/(1-math.Pow(0.9, float64(step))), v[i]/(1-math.Pow(0.999, float64(step)))
			w[i] -= rate * mean / (math.Sqrt(square) + 1e-9)
		}
	}
	for i := range w {
		w[i] /= scale[i]
	}
	return w
}

// deviations returns the standard deviation of each feature over all candidates, 1 for a constant feature.
func deviations(examples []Example, n int) []float64 {
	sum, square, count := make([]float64, n), make([]float64, n), 0.0
	for _, e := range examples {
		for _, c := range e.Candidates {
			for i, f := range c.Features {
				sum[i] += f
				square[i] += f * f
			}
			count++
		}
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Sqrt(max(0, square[i]/count-sum[i]/count*sum[i]/count))
		if out[i] < 1e-9 {
			out[i] = 1
		}
	}
	return out
}

// gradient sets g to the loss's derivatives at the weights w of features divided by scale.
func gradient(examples []Example, w, scale, g []float64) {
	scaled := make([]float64, len(w))
	for k := range w {
		scaled[k] = w[k] / scale[k]
	}
	workers := runtime.GOMAXPROCS(0)
	parts := make([][]float64, workers)
	var group sync.WaitGroup
	for i := range workers {
		parts[i] = make([]float64, len(w))
		group.Go(func() {
			for n := i; n < len(examples); n += workers {
				examples[n].descend(scaled, parts[i])
			}
		})
	}
	group.Wait()
	for k := range g {
		g[k] = 0
		for _, part := range parts {
			g[k] += part[k] / scale[k]
		}
	}
}

// descend adds the derivatives of one question's loss at the weights w to g.
func (e Example) descend(w, g []float64) {
	p := make([]float64, len(e.Candidates))
	top := math.Inf(-1)
	for i, c := range e.Candidates {
		p[i] = dot(w, c.Features)
		top = max(top, p[i])
	}
	all, right := 0.0, 0.0
	for i, c := range e.Candidates {
		p[i] = math.Exp(p[i] - top)
		all += p[i]
		right += p[i] * c.Gain
	}
	if right == 0 {
		return // no candidate is right
	}
	for i, c := range e.Candidates {
		if d := e.Weight * p[i] * (1/all - c.Gain/right); math.Abs(d) > 1e-12 {
			for k, f := range c.Features {
				g[k] += d * f
			}
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// First returns the weighted share of the questions whose best-scored candidate is a hit.
func First(examples []Example, w []float64) float64 {
	hits, all := 0.0, 0.0
	for _, e := range examples {
		best, top := -1, math.Inf(-1)
		for i, c := range e.Candidates {
			if s := dot(w, c.Features); s > top {
				best, top = i, s
			}
		}
		if best >= 0 && e.Candidates[best].Hit {
			hits += e.Weight
		}
		all += e.Weight
	}
	return hits / max(all, 1e-9)
}
