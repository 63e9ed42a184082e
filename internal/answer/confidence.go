package answer

import (
	"math"
	"regexp"

	"lede/internal/analysis"
	"lede/internal/query"
)

// verdictView is what the confidence in an answer is computed from: its best sentence beside the others.
type verdictView struct {
	*sentenceView
	sentence        sentence
	best            []sentence // best first, see preferSuited
	near            set        // terms in the sentence, those beside it and the title
	text            string     // the sentence, simplified
	negated, denies bool       // the question and the sentence have a negation
}

func newVerdictView(c *candidates, best []sentence) *verdictView {
	first := best[0]
	v := &verdictView{sentenceView: first.view, sentence: first, best: best, text: analysis.Simplified(first.text())}
	v.near = first.matches.terms(first.n-1, first.n+2).union(first.matches.title)
	v.negated = negation.MatchString(notNegative.ReplaceAllString(analysis.Simplified(c.query.Words), ""))
	v.denies = negative.MatchString(v.text)
	return v
}

var (
	// negation is a negation in a question, notNegative what looks like one.
	negation    = regexp.MustCompile(`(?i)\b(?:not|never|cannot|no longer|without)\b|n['’]t\b|没有|没能|未[能曾]|[尚从]未|从不|不[是能会曾可再]|无法|并非`)
	notNegative = regexp.MustCompile(`有没有|是不是|能不能|会不会|可不可|不能不|《[^》]*》`)
	// negative is a negation in a sentence, by whatever word.
	negative = regexp.MustCompile(`(?i)\b(?:not|never|cannot|no|none|nor|neither|nobody|nothing|without|un\w+ed|unable|refus\w+|fail\w*|den(?:y|ie[sd]|ying)|reject\w*|lack\w*|except|instead|prevent\w*|forb[ia]d\w*|prohibit\w*|ban(?:s|ned)?|oppos\w+|rather|cease\w*|stop\w*|absent|absence|exclud\w+|impossible|independent\w*|little|few|rarely|hardly)\b|n['’]t\b|不|没|未|无|非|否|拒|禁|缺|除|别|莫`)
	// opinion asks for what no article decides.
	opinion = regexp.MustCompile(`(?i)^(?:so |and )?(?:(?:what|who|which|how|why|where|when) )?should\b|\b(?:should|shall) (?:i|we)\b|\b(?:do|would|did) you\b|\byour (?:opinion|view|take)\b|你(?:觉得|认为|怎么看|看好|支持)|(?:我们?|咱们?)(?:应|该|要不要)|(?:应不应|该不)该|值不值|好不好|对不对`)
)

// verdictFeatures are the features of the confidence that the best sentence answers.
var verdictFeatures = newFeatureTable([]feature[verdictView]{
	{"bias", func(*verdictView) float64 { return 1 }, -4.136, "the same for all"},
	{"own", func(v *verdictView) float64 { return v.own }, 2.062, "how much of the question the sentence has"},
	{"around", func(v *verdictView) float64 { return v.around - v.own }, 1.958, "what the sentences beside it add"},
	{"within", func(v *verdictView) float64 { return v.within - v.around }, -0.276, "what its article adds"},
	{"title", func(v *verdictView) float64 { return v.terms.covered(v.near) - v.around }, 3.474, "what its title adds"},
	{"rest", func(v *verdictView) float64 { return v.rest(v.found) }, -0.614, "what the title does not name of the question"},
	{"local", func(v *verdictView) float64 { return v.local() }, 0.636, "words that few sentences of its article have"},
	{"chars", func(v *verdictView) float64 { return v.characters() }, 0.944, "single Chinese characters of the question"},
	{"akin", func(v *verdictView) float64 { return v.akin() }, 2.686, "words of one family with the question's"},
	{"near", func(v *verdictView) float64 { return v.terms.near(v.matches.in(v.n, v.n+1)) }, 0.557, "neighbouring words near each other"},
	{"run", func(v *verdictView) float64 { return v.terms.longestRun(v.matches.in(v.n, v.n+1)) }, -0.637, "words in the question's order"},
	{"lacks", func(v *verdictView) float64 { return v.heaviest(func(*term) bool { return true }) }, 3.221, "the weightiest word that is not there"},
	{"names", func(v *verdictView) float64 { return v.heaviest((*term).isName) }, -2.697, "the weightiest name that is not there"},
	{"unknown", func(v *verdictView) float64 { return v.unknown() }, -1.822, "words that no article has"},
	{"score", func(v *verdictView) float64 { return v.sentence.score / 10 }, 1.213, "its score, in tens of points"},
	{"margin", func(v *verdictView) float64 { return v.margin(func(sentence) bool { return true }) }, 0.610, "how far the next sentence is behind"},
	{"apart", func(v *verdictView) float64 {
		return v.margin(func(s sentence) bool { return s.matches != v.sentence.matches && !s.answers() })
	}, 1.708, "how far articles that do not answer are behind"},
	{"why", func(v *verdictView) float64 { return is(v.asks.Type == query.Why) }, -0.847, "that it asks why"},
	{"how", func(v *verdictView) float64 { return is(v.asks.Type == query.How) }, -0.252, "that it asks how"},
	{"novel", func(v *verdictView) float64 { return v.novelty() }, -0.256, "what it adds to the question's words"},
	{"asked", func(v *verdictView) float64 { return min(1, float64(v.terms.asked)/20) }, 1.084, "how many words the question has"},
	{"lead", func(v *verdictView) float64 { return v.matches.lead(v.n) }, 0.571, "nearness to the article's opening"},
}, nil)

// heaviest returns the share of the question of its weightiest term of a kind that is neither in the sentence nor around it.
func (v *verdictView) heaviest(kind func(*term) bool) float64 {
	if v.terms.total == 0 {
		return 0
	}
	var has set
	v.terms.each(v.near, func(i int, _ float64) { has.add(i) })
	most := 0.0
	for i := range v.terms.list[:v.terms.asked] {
		if t := &v.terms.list[i]; kind(t) && !has.has(i) {
			most = max(most, t.weight)
		}
	}
	return most / v.terms.total
}

// unknown returns the share of the question in terms that no article has.
func (v *verdictView) unknown() float64 {
	var all set
	for i := range v.terms.list[:v.terms.asked] {
		if v.terms.list[i].frequency == 0 {
			all.add(i)
		}
	}
	return v.terms.covered(all)
}

// maxMargin is how many points count as a full margin.
const maxMargin = 4

// margin returns how many points the best sentence is ahead of the next of a kind, as a share of maxMargin.
func (v *verdictView) margin(kind func(sentence) bool) float64 {
	next := math.Inf(-1)
	for _, s := range v.best[1:] {
		if kind(s) {
			next = max(next, s.score)
		}
	}
	return max(-1, min(1, (v.sentence.score-next)/maxMargin))
}

// sigmoid returns the probability of a logistic regression.
func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// isUnanswered reports whether the best sentence surely does not answer: the question asks for an opinion or offers a choice
// ("did A call B or B call A", which words alone cannot decide), it is negated and the sentence is not, or the sentence lacks the date, the amount, the duration or the cause that the question asks for.
func (v *verdictView) isUnanswered() bool {
	return opinion.MatchString(v.query.Words) || v.asks.Type == query.YesNo && choice.MatchString(v.query.Words) || v.negated && !v.denies || v.asks.isVisible() && v.suits == 0 ||
		v.asks.Type == query.Why && !v.hasCause() || v.unknown() > mostUnknown
}

// choice joins the two sides of a choice.
var choice = regexp.MustCompile(`(?i)\bor\b|还是|還是`)

// mostUnknown is the share of a question that words may be which no article has. Set by hand: what is asked about "price"
// is in no article without the word.
const mostUnknown = 0.35

// hasCause reports whether the sentence has a cause or a purpose.
func (v *verdictView) hasCause() bool { return cause.MatchString(v.text) }

// cause is a cause or a purpose, by the words that join it to what it explains.
var cause = regexp.MustCompile(`(?i)\b(?:because|due to|owing to|thanks to|since|as a result|result(?:s|ed|ing)? (?:of|from|in)|in order|in response|` +
	`so (?:that|as)|reasons?|caus(?:e[sd]?|ing)|based on|out of|after|(?:by|for) \w+ing|led to|lead(?:s|ing)? to|given|therefore|hence|thus|` +
	`fear(?:s|ed|ing)?|wish(?:ed|ing)?|hop(?:ed|ing)|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|allow(?:s|ed|ing)?|enabl(?:e[sd]?|ing)|prevent(?:s|ed|ing)?|avoid(?:s|ed|ing)?|(?:trying|seeking|sought|meant) to|in (?:protest|an? (?:attempt|effort|bid))|combination of)\b|` +
	`\bto (?:help|make|avoid|stop|protect|ensure|support|reduce|keep|prevent|allow|gain|get|give|find|show|raise|save|increase|improve|control|pay|buy|provide|secure|maintain|convert|defend|discuss|meet)\b|` +
	`因|由于|为了|所以|原因|基于|导致|使|由|以便|以防|避免|防止|致|令|出于|回应|鉴于|为此|故|缘|目的|愤而|(?:^|[，。；,])为`)
