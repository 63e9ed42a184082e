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

// Fitted returns the weights that `bot fit` found on the development sets, where the encyclopaedia counted three
// times and the abstracts twice: they have the least room.
func Fitted() Weights {
	return Weights{
		Passage: Vector{1.663, 1.973, 2.054, 3.653, 1.852, 2.969, 2.465, 0.006, 4.828, 0.378, 0.495, -0.506, 1.977, 0.316, 0.330, -0.358,
			1.544, 8.338, 6.205, 0.928, 9.548, -2.879, -8.861, 0.992},
		Sentence: Vector{5.857, 4.257, 5.155, 4.950, 3.035, 2.244, -0.566, -0.315, -0.050, 0.301, 1.507, 0.840, 2.085, 0.186, 0.279, -0.487, 0.549, -7.076},
	}
}
