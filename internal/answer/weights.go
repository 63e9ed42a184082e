package answer

// Weights are what each feature of a passage and of a sentence counts, in the order of their names.
type Weights struct {
	Passage, Sentence Vector
}

// Vector holds one number a feature.
type Vector []float64

// of returns the weighted sum of some features.
func (v Vector) of(features []float64) float64 {
	sum := 0.0
	for i, f := range features {
		if i < len(v) {
			sum += v[i] * f
		}
	}
	return sum
}

// Fitted returns the weights that `bot fit` found on the development sets.
func Fitted() Weights {
	return Weights{
		Passage:  Vector{3.197, 1.942, 3.152, 6.940, 0.155, 2.637, 2.747, 0.258, 5.757, 1.117, 0.814, 1.365, 1.418, 0.855, 0.845, 2.014, 2.290},
		Sentence: Vector{5.595, 4.610, 6.630, 4.810, 3.002, 2.326, 0.709, -0.632, -1.206, -0.574, 2.355, 0.839, 1.439, 0.306, -0.710, 0.861, -7.350},
	}
}
