package answer

// Bounds of the confidence that a question is answered, see confidence.go. Chinese has one of its own: its questions share more
// characters with sentences that do not answer. English 0.415: precision of the answerable -0.6, coverage +0.8; 0.435: +0.0 and -0.5. Chinese 0.45: honesty
// -0.3, coverage +1.2.
const (
	surelyEnglish = 0.425
	surelyChinese = 0.54
)

// Bounds of sentence.coverage: the share of the question's term weight in a sentence, plus discounted shares for its
// neighbours and its article. A word that no article contains has the largest weight.
const (
	relatedAt = 0.27 // of a sentence on the subject. From 0.2 to 0.35 no figure changes: both sides count as declined
	furtherAt = 0.55 // of a sentence of another article that answers, too
)

// judge returns the verdict on the sentences, best first.
func judge(c *candidates, best []sentence, weights Vector) Verdict {
	if len(best) == 0 {
		return None
	}
	v := newVerdictView(c, best)
	switch {
	case best[0].coverage < relatedAt:
		return None
	case sigmoid(weights.of(verdictFeatures.values(v))) >= surely(c.asks.lang) && !v.isUnanswered():
		return Answered
	}
	return Related
}

// surely returns the bound of the confidence in a language.
func surely(lang string) float64 {
	if lang == "zh" {
		return surelyChinese
	}
	return surelyEnglish
}

// answers reports whether a sentence of a further article answers by itself.
func (s sentence) answers() bool { return s.coverage >= furtherAt && s.suits > 0 }
