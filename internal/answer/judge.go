package answer

// Thresholds on sentence.coverage: the share of the question's term weight in the best sentence, plus discounted shares
// for its neighbours and its article. A word that no article contains has the largest weight.
//
// answeredAt trades answers for refusals. 0.5: answered +4.7 en and +4.5 zh, declined -2.3 en and -2.2 zh (of all
// questions); 0.6: answered -5.0 and -6.5, declined +2.0 and +0.7. relatedAt from 0.2 to 0.35 changes none of them: both
// of its sides count as declined.
const (
	answeredAt = 0.55
	relatedAt  = 0.27
)

// judge returns the verdict on the sentences, best first. A question for something visible (a date, a figure, a
// duration) is answered only by a sentence that has it.
func judge(best []sentence) Verdict {
	switch {
	case len(best) == 0:
		return None
	case best[0].answers():
		return Answered
	case best[0].coverage >= relatedAt:
		return Related
	}
	return None
}

// answers reports whether a sentence answers by itself.
func (s sentence) answers() bool { return s.coverage >= answeredAt && s.suits > 0 }
