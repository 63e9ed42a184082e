package answer

// The verdict's bounds, on the coverage of the best sentence (see weighSentence): the share of the question's
// weight that it and, for less, its surroundings hold. A word that stands nowhere in the corpus weighs most.
const (
	answeredAt = 0.55
	relatedAt  = 0.27
)

// verdict judges the sentences, best first. A question that wants something visible (a date, a figure, a
// duration) is answered only by a sentence that shows it.
func (ev *evidence) verdict(best []scored) Verdict {
	if len(best) == 0 {
		return None
	}
	switch {
	case answers(best[0]):
		return Answered
	case best[0].coverage >= relatedAt:
		return Related
	}
	return None
}

// answers reports whether a sentence answers by itself.
func answers(s scored) bool { return s.coverage >= answeredAt && s.suits > 0 }
