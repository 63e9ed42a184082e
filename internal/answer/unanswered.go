package answer

import (
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/lazyregexp"
	"lede/internal/lexicon"
	"lede/internal/query"
)

var (
	// negation is a negation in a question, notNegative what looks like one.
	negation    = lazyregexp.New(`(?i)\b(?:not|never|cannot|no longer|without)\b|n['’]t\b|没有|没能|未[能曾]|[尚从]未|从不|不[是能会曾可再]|无法|并非`)
	notNegative = lazyregexp.New(`有没有|是不是|能不能|会不会|可不可|不能不|《[^》]*》`)
	// negative is a negation in a sentence, by whatever word.
	negative = lazyregexp.New(`(?i)\b(?:not|never|cannot|no|none|nor|neither|nobody|nothing|without|un\w+ed|unable|refus\w+|fail\w*|den(?:y|ie[sd]|ying)|reject\w*|lack\w*|except|instead|prevent\w*|forb[ia]d\w*|prohibit\w*|ban(?:s|ned)?|oppos\w+|rather|cease\w*|stop\w*|absent|absence|exclud\w+|impossible|independent\w*|little|few|rarely|hardly)\b|n['’]t\b|不|没|未|无|非|否|拒|禁|缺|除|别|莫`)
	// opinion asks for what no article decides.
	opinion = lazyregexp.New(`(?i)^(?:so |and )?(?:(?:what|who|which|how|why|where|when) )?should\b|\b(?:should|shall) (?:i|we)\b|\b(?:do|would|did) you\b|\byour (?:opinion|view|take)\b|你(?:觉得|认为|怎么看|看好|支持)|(?:我们?|咱们?)(?:应|该|要不要)|(?:应不应|该不)该|值不值|好不好|对不对`)
)

// isUnanswered reports whether the best sentence surely does not answer: the question asks for an opinion or offers a choice
// ("did A call B or B call A", which words alone cannot decide), it is negated and the sentence is not, or the sentence lacks what the
// question asks for or contradicts it.
func (v *verdictView) isUnanswered() bool {
	undecidable := opinion.MatchString(v.query.Words) || v.asks.Type == query.YesNo && choice.MatchString(v.query.Words)
	return undecidable || v.unknown() > mostUnknown || v.isNegated() && !negative.MatchString(v.text) || v.lacksAsked() || v.isContradicted()
}

// isNegated reports whether the question has a negation.
func (v *verdictView) isNegated() bool {
	return negation.MatchString(notNegative.ReplaceAllString(analysis.Simplified(v.query.Words), ""))
}

// lacksAsked reports whether the sentence lacks the date, the amount, the duration, the cause, the way, the place or the decision
// that the question asks for.
func (v *verdictView) lacksAsked() bool {
	switch v.asks.Type {
	case query.Why:
		return !cause.MatchString(v.text)
	case query.How:
		return v.asks.lang == "en" && !way.MatchString(v.text)
	case query.Where:
		return !v.hasPlace()
	case query.YesNo:
		return !v.decides()
	case query.HowMany:
		return v.suits == 0 || v.suits < 1 && !figureWord.MatchString(v.text)
	}
	return v.asks.isVisible() && v.suits == 0
}

// figureWord is an amount other than "one" and "no", which mostly count nothing: "on the one hand".
var figureWord = lazyregexp.New(`(?i)[0-9]|\b(?:` + strings.TrimSuffix(strings.TrimPrefix(numberWords, "one|"), "|no") + `)\b|` + hanDigs)

// decides reports whether the sentences shown have every word of a yes/no question that is no name, as it is or in a word of its
// family.
func (v *verdictView) decides() bool {
	shown := v.found
	text := v.sentence.text()
	if m := v.second.matches; m != nil {
		shown, text = shown.union(m.terms(v.second.n, v.second.n+1)), text+" "+v.second.text()
	}
	has := v.terms.own(shown)
	for i, t := range v.terms.list[:v.terms.asked] {
		form := t.forms[analysis.English]
		if t.name || t.han || has.has(i) || len(form) >= minAkin && findPrefix(text, form[:max(minAkin, len(form)-3)]) >= 0 {
			continue
		}
		return false
	}
	return true
}

// choice joins the two sides of a choice.
var choice = lazyregexp.New(`(?i)\bor\b|还是|還是`)

// mostUnknown is the share of a question that words may be which no article has: what is asked about "price" is in no article
// without the word. 0.25: 40 of 1,930 right answers lost for 20 others, en and zh; 1: 19 right ones gained for 24 others.
const mostUnknown = 0.35

// way is a way or a condition, by the words that join it to what it brings about. Chinese has none that its sentences need.
var way = lazyregexp.New(`(?i)\b(?:by|through|via|using|uses?|used|with|means? of|methods?|ways?|because|due to|in order to|after|when|if|as|like|into|from|so that|thus|thereby)\b`)

// whereabouts is a preposition of place.
var whereabouts = lazyregexp.New(`(?i)\b(?:in|at|on|near|from|to|into|inside|within|between|along|across|throughout|outside|under|over|around|north|south|east|west|beneath|above|through|via|of)\b`)

// hanWhereabouts are the ends of Chinese names of places, and characters before and behind places.
var hanWhereabouts = lazyregexp.New(`[在于至赴位从自到]|[国省市县区镇乡村州岛山河江湖海湾港城京都宫馆厅院楼站场路街桥寺园洲洋]|[东西南北内外上下]部`)

var (
	// hanIsAt asks where something takes place or is, hanAt is the preposition that its answer has.
	hanIsAt = lazyregexp.New(`[在到去]哪|在什么地方|何处`)
	hanAt   = lazyregexp.New(`[在于到至赴抵位]`)
)

// hanPlaceScore returns how well a simplified Chinese text says where something is: 1 with a place and its preposition (在伦敦举行).
func (t answerType) hanPlaceScore(text string) float64 {
	switch {
	case t.isAt && hanPlace.MatchString(text):
		return 1
	case t.isAt && !hanAt.MatchString(text):
		return noName
	}
	return unknownType
}

// hasPlace reports whether the sentence may say where something is.
func (v *verdictView) hasPlace() bool {
	if v.asks.isAt && strings.IndexFunc(v.text, analysis.IsHan) >= 0 {
		return hanAt.MatchString(v.text)
	}
	return whereabouts.MatchString(v.text) || hanWhereabouts.MatchString(v.text) || hasName(v.text)
}

// hasName reports whether a Chinese text has a name.
func hasName(text string) bool {
	return slices.ContainsFunc(lexicon.Segment(text), func(w lexicon.Word) bool { return w.Kind == lexicon.Name })
}

// cause is a cause or a purpose, by the words that join it to what it explains.
var cause = lazyregexp.New(`(?i)\b(?:because|due to|owing to|thanks to|since|as a result|result(?:s|ed|ing)? (?:of|from|in)|in order|in response|` +
	`so (?:that|as)|reasons?|caus(?:e[sd]?|ing)|based on|out of|after|(?:by|for) \w+ing|led to|lead(?:s|ing)? to|given|therefore|hence|thus|` +
	`fear(?:s|ed|ing)?|wish(?:ed|ing)?|hop(?:ed|ing)|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|allow(?:s|ed|ing)?|enabl(?:e[sd]?|ing)|prevent(?:s|ed|ing)?|avoid(?:s|ed|ing)?|(?:trying|seeking|sought|meant) to|in (?:protest|an? (?:attempt|effort|bid))|combination of)\b|` +
	`\bto (?:help|make|avoid|stop|protect|ensure|support|reduce|keep|prevent|allow|gain|get|give|find|show|raise|save|increase|improve|control|pay|buy|provide|secure|maintain|convert|defend|discuss|meet)\b|` +
	`因|由于|为了|所以|原因|基于|导致|使|由|以便|以防|避免|防止|致|令|出于|回应|鉴于|为此|故|缘|目的|愤而|(?:^|[，。；,])为`)
