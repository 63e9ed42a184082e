package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"lede/internal/analysis"
)

// Type is what a question asks for.
type Type string

// The types of question.
const (
	Other   Type = ""         // not a question, or none of the others
	Who     Type = "who"      // a person or an organisation
	When    Type = "when"     // a date or a time
	Where   Type = "where"    // a place
	HowMany Type = "how many" // a count, an amount, a share
	HowLong Type = "how long" // a duration
	Why     Type = "why"      // a reason
	How     Type = "how"      // a manner
	Which   Type = "which"    // a name or thing out of a kind
	What    Type = "what"     // a thing
	YesNo   Type = "yes/no"   // "Did Trump call Xi?"
)

// form is a way to ask for a type. What it matches is no content: classify puts blanks in its place.
type form struct {
	asks Type
	re   *regexp.Regexp
	han  bool // it has Chinese characters, and so does what it matches
}

// forms are tried in order: the first that matches decides the type.
var forms = []form{
	{HowLong, re(`\bhow long\b|\b(?:for )?how many (?:more )?(?:seconds|minutes|hours|days|weeks|months|years|decades)\b|\bwhat (?:duration|length of time|period of time)\b`), false},
	{HowMany, re(`\bhow (?:many|much|big|large|high|tall|old|far|often)\b|\bwhat (?:share|percentage|per ?cent|proportion|number|amount|quantity|fraction|portion)(?: of)?\b|^(?:the )?per ?cent(?:age)?\b(?: of)?`), false},
	{When, re(`\bwhen(?:'s)?\b|\b(?:what|which|whats) (?:is the )?(?:date|day|month|year|time)(?: of the week)?\b|\bhow soon\b`), false},
	{Where, re(`\bwhere(?:'s)?\b|\b(?:in|at|to|from) (?:what|which) (?:place|location)\b`), false},
	{Why, re(`\bwhy\b|\b(?:what|which) (?:is|was|were|are)? ?(?:the )?reasons?(?: for)?\b|\bwhat (?:caused|causes)\b|\bhow come\b`), false},
	{Who, re(`\bwho(?:m|se|'s)?\b|\b(?:what|which) (?:person|people|man|woman)\b`), false},
	{How, re(`\bhow(?:'s)?\b`), false},
	{Which, re(`\bwhich\b`), false},
	{What, re(`\bwhat(?:'s|s)?\b`), false},
	{HowLong, re(`多久|多长时间|几个?(?:月|年|天|小时|星期|周)|多少(?:个月|天|年|小时)`), true},
	{When, re(`何时|什么时候|什么时间|啥时候?|几时|几点钟?|时候(?:[去来到开]|$)|哪一?[天年日]|几(?:月|号|日)(?:几[号日])?`), true},
	{Where, re(`哪里|哪儿|何处|什么地方|啥地方|何地|[在去到]哪(?:[开办去]|举行|$)`), true},
	{What, re(`(?:[称作名改视误译认誉喻分变更命叫选成定]为|[^因])什么$|[称作名改视误译认誉喻分变更命叫定]为什么`), true},
	{Why, re(`为什么|为何|为啥|什么原因`), true},
	{HowMany, re(`多少|几[个名人家次种项成岁座层条架艘辆只]|百分之几|有?多[大高重快远宽深长厚]`), true},
	{Who, re(`都?有?谁|哪位|哪些人|何人|什么人`), true},
	{How, re(`怎么样|怎样|怎么|如何|咋样|咋`), true},
	{Which, re(`哪一?[个些家种项款部位国支]|哪`), true},
	{What, re(`干[嘛啥什]么?的?|什么|何种|啥`), true},
	{Other, re(`有没有(?:说到?|提到?|讲到?|关于)|^关于|的?(?:消息|新闻|情况|内容)$`), true},
	{YesNo, re(`吗[？?]?|是否|有没有|是不是|了?没有?[？?]?$`), true},
	{Other, re(`请问|请告诉我|告诉我`), true},
	{Other, re(`\b(?:please|tell me(?: more)? about|tell me|can you tell me|do you know|is it true that|what about|(?:anything|something|info(?:rmation)?|news) (?:on|about))\b`), false},
}

// frames are words by type that a question has and its answer need not have.
var frames = map[Type]*regexp.Regexp{
	When:    re(`\b(?:take|takes|took|taking|taken) place\b|\b(?:happen(?:s|ed|ing)?|occur(?:s|red|ring)?|held)\b|\b(?:date|day)\b|举行|发生`),
	Where:   re(`\b(?:take|takes|took|taking|taken) place\b|\b(?:happen(?:s|ed|ing)?|occur(?:s|red|ring)?|held|located)\b|举行|发生`),
	HowLong: re(`\b(?:last(?:s|ed|ing)?|take|takes|took|duration)\b`),
	Who:     re(`\b(?:names? of|person|people)\b`),
}

var auxiliary = re(`^(?:did|does|do|is|are|was|were|will|would|has|have|had|can|could|should|must|may|might)\b`)

// present matches questions for what is new.
var present = re(`\b(?:this|last|past|next) (?:week|weekend|month|year|summer|winter|spring|fall|autumn|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|` +
	`\b(?:recent(?:ly)?|today|yesterday|now|currently|latest|newest|so far|upcoming)\b|最近(?:[^的]|$)|近日|目前|现在|最新|[本上][周週](?:[^边邊围圍期岁歲]|$)|今天|昨天|今年|本月`)

func re(s string) *regexp.Regexp { return regexp.MustCompile(`(?i)` + s) }

// classify returns what a question asks for, the offset of the words that ask for it (0 if none do), and the question with blanks
// in place of what frames it, which keeps all offsets. words are simplified. Of several English forms the leftmost of the last sentence decides: "What happened when it
// sank?" asks what.
func classify(words string) (asks Type, start int, content string) {
	erase := func(s string) string { return strings.Repeat(" ", len(s)) }
	content = words
	last, first := lastSentence(words), len(words)
	chinese := strings.ContainsFunc(words, analysis.IsHan)
	for _, f := range forms {
		if f.han && !chinese {
			continue
		}
		at := f.re.FindStringIndex(content[last:])
		switch {
		case at != nil && (asks == Other || at[0] < first && content[last+at[0]] < utf8.RuneSelf):
			asks, first, start = f.asks, at[0], last+at[0]
		case asks == Other && f.re.MatchString(content):
			asks, start = f.asks, f.re.FindStringIndex(content)[0]
		}
		content = f.re.ReplaceAllStringFunc(content, erase)
	}
	if asks == Other && auxiliary.MatchString(words) {
		asks = YesNo
	}
	if frame := frames[asks]; frame != nil {
		content = frame.ReplaceAllStringFunc(content, erase)
	}
	if asks == Other || asks == YesNo {
		start = 0
	}
	return asks, start, content
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”]? +|[。！？]`)

// lastSentence returns the offset of the last sentence of a question that has a word.
func lastSentence(words string) int {
	at := 0
	for _, m := range sentenceEnd.FindAllStringIndex(words, -1) {
		if strings.TrimSpace(words[m[1]:]) != "" {
			at = m[1]
		}
	}
	return at
}

// simplified returns Chinese words as the forms spell them. All offsets stay.
func simplified(words string) string {
	return strings.ReplaceAll(analysis.Simplified(words), "甚么", "什么")
}

// terms returns the content terms of a question under each analyzer. tokens are those of all its words: they
// are used if the content has none ("Who is Who").
func terms(content string, tokens map[analysis.Lang][]analysis.Token) map[analysis.Lang][]analysis.Token {
	if in := analysis.All(content); len(in[analysis.Standard]) > 0 {
		tokens = in
	}
	stop := map[int]bool{}
	for _, t := range tokens[analysis.English] {
		stop[t.Start] = t.Stop
	}
	out := map[analysis.Lang][]analysis.Token{}
	for lang, all := range tokens {
		if found := distinct(all, stop); len(found) > 0 {
			out[lang] = found
		}
	}
	return out
}

// distinct returns the tokens that begin at no stop word, each term once.
func distinct(tokens []analysis.Token, stop map[int]bool) []analysis.Token {
	seen := map[string]bool{}
	var out []analysis.Token
	for _, t := range tokens {
		if !stop[t.Start] && !seen[t.Term] {
			seen[t.Term] = true
			out = append(out, t)
		}
	}
	return out
}
