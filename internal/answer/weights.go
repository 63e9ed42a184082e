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

// Fitted returns the weights that `bot fit` found on the development sets, where the encyclopaedia counted five times,
// the abstracts three times and the news one and a half times, since they have the least room.
func Fitted() Weights {
	return Weights{
		Passage: Vector{1.949, 1.975, 2.408, 3.088, 1.652, 3.233, 2.520, -2.412, 7.357, 0.328, 0.430, -0.861, 2.461, -0.436,
			-0.643, -1.277, 1.576, 2.215, 5.106, 11.265, 6.808, 1.830, 11.013, -4.941, -8.266, 1.751},
		Sentence: Vector{5.732, 4.047, 5.256, 4.541, 2.840, 1.924, 0.191, -0.284, 0.305, -0.540, 2.071, 0.627, 3.430, -0.008,
			0.346, -0.371, 0.424, -8.946},
	}
}
