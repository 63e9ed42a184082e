// Package answer answers a question out of the index: a verdict, the sentences that answer, ranked passages and
// numbered citations. Engine.Ask (engine.go) is the list of the steps:
//
//   - find (find.go): the question's words become terms with weights (terms.go), names get other spellings
//     (variants.go), the index returns articles, and each article is matched against the terms (matches.go) and cut
//     into windows around the matches (window.go).
//   - score: windows by a weighted sum of features (passages.go, passagefeatures.go; length.go for long requests), which makes
//     passages; their sentences by another (sentences.go, sentencefeatures.go, subject.go, votes.go). answertype.go compares a sentence with what the
//     question asks for: a date, a figure, a name.
//   - judge (judge.go): the verdict, by a fitted confidence that the best sentence answers (confidence.go), and by what it surely
//     lacks (unanswered.go) or contradicts (contradiction.go).
//   - choose (choose.go): one or two sentences to show, cut to a limit (cut.go), and what other articles add
//     (others.go).
//   - other language (otherlanguage.go): if no article in the question's language answers, those in the other of English
//     and Chinese are searched for the translations of its words (translate.go, foreignnames.go, rows.go), and ranked
//     by the same features.
//   - cite (cite.go): numbers for the articles behind them.
//
// Features, weights and their descriptions are tables (features.go). `bot fit` fits the weights on four development
// sets; nothing is fitted to single questions.
//
// # Constants
//
// The comment of a constant says what other values change, in points on every third question of the development sets:
// en is the encyclopaedia, zh the Chinese articles; the abstracts change in what is said to change MRR alone.
//
// # What was tried
//
// Figures are differences in points on the development sets (eight encyclopaedia articles, 424 Chinese ones, 15,366
// news articles, 1,400 abstracts): of the first article for passages (MRR for the abstracts), or as named.
//
//   - Kept: how near an article's date is to the years that the question names, or else to the newest, more so where
//     the question asks for what is new (news +3.5, first passage +3; the rest have no dates); how much of the title
//     the question asks for (abstracts +3, news +2); products of two features, added
//     one by one by cross-validation (abstracts +2.5, encyclopaedia +0.5, first passage +0.5); other spellings of
//     names (encyclopaedia +0.5, first passage +0.9, honesty +0.7); less weight for what names a kind after
//     "which" (abstracts +0.5); no weight for a Chinese bigram that only joins a word to a particle (answered +4.5,
//     declined -0.2; none for any at the end of a question: answered +2.3, declined -1.5, left); a second sentence from anywhere, a neighbour first (answer +2.5 over neighbours
//     alone in encyclopaedias, +0.5 to 1 in news); the weight of a name 1.5 times that of another word.
//   - Kept for sentences, in cross-validation: what of the question the title does not name, idf among the sentences of the
//     article, single Chinese characters, words of one family (together: first sentence +11 zh, +1 en, 0 news). A logistic
//     regression for the verdict in place of a bound on coverage: at the same share of answers, unanswerable questions
//     declined +20 en, honesty +2 zh.
//   - Kept for the verdict, in cross-validation: the chance of what is shown among all sentences (at the same coverage precision
//     +1.7 en, +1 zh); what the sentence contradicts (contradiction.go: 27 of 175 unanswerable ones declined for 6 of 763 right
//     ones lost). Nothing: the same by article or with a neighbour, the kinds of question, boosted trees over all
//     (+0.3); a unit with every "how many" (11 right lost for 6 wrong).
//   - Kept, of the other language: all words that the dictionary has for one as alternatives of which one counts (first
//     article .91 for Chinese questions over English, .86 the other way; without a dictionary .12 and .19); of them the
//     best two, three or five alone: -2.5 to 0; names by their sound +1.4, words without a translation in parts +1.4.
//     Irregular forms of the glosses, glosses without "sth" and "go", names in many articles before rare ones: first article
//     +0.2, answer +1.7. The same forms as spellings of English questions: first sentence +0.3, first article -0.2, left out.
//     Of Chinese words: full weight for bigrams within a word, 0.3 for light words and across borders (honesty +1.7
//     encyclopaedia, +5.2 translated questions; 0.1: -0.5 of both), a name's weight for names (honesty +1.9, translated),
//     without the rule on artefacts -1.3 and -4.
//   - Kept, of agreement: votes of the articles for the rare words that their best passages share and the question does not
//     have, weighed by the passage's score, twice for a title's words (best sentence of news +6 in cross-validation, answer +7;
//     without titles -1); no votes of Chinese bigrams, or of one article alone; products with how many articles the best
//     passages are from, since among many another sentence is the best than within a single one (+2 news, +0.5 zh); the word
//     of the most votes in the second sentence (answer +1.3 news). Of the sentence alone, nothing: a verb, its length, quotes,
//     names and figures, how near they are to the question's words, the scores beside it, features by type of question.
//   - Kept for sentences of dated articles: how far the article's date is from the time asked for, where the date is not inferred
//     (best sentence of news +1.0, by halves +0.7 and +1.4, answer +1.9, precision +1.8 at a coverage +0.5). Of the title as a sentence that may answer +0.8 in halves,
//     with most of the weights for the news alone; nothing: what likely sentences of other articles share, choices of a quiz, fragments,
//     full names, a name behind the kind asked for, the verdict's weights fitted anew (by halves).
//   - Kept for questions for a country, a state, a town or a place: that a sentence names one, and that it names the one which most
//     articles name (best sentence of news +1.5 to +1.7 in cross-validation, encyclopaedias -0.1 to +0.2; answer +1.4 news). On top of them boosted trees over the best 20 sentences, with ranks and differences to
//     the best (LambdaMART, 15 to 120 trees of 4 or 8 leaves): -0.3 to +0.3 news, -0.3 to 0 in encyclopaedias; without them +1.7 news.
//     Nothing: persons, titles of works and universities by their form, votes for names alone, the best in a feature.
//   - Kept, in cross-validation: the share of what the question says from its question word on (first sentence +1.2 news, +0.3 zh, 0 to
//     +0.1 encyclopaedias; the whole of the last sentence +0.6 news, weights that fall behind the question word +0.7 to +0.9).
//     Without a fit: the sentence before a pronoun only if it has a word of the question (first sentence +2.5 en, +1.2 zh, +2.8 translated
//     questions, +0.8 news; answer +0.1). Of 40 more features of sentences these gave 0.3 to 0.6 news and less elsewhere: votes for
//     names by the sentences' scores (+0.6), or by the passages' (+0.1 to +0.3), years other than the article's (+0.2), fragments, a
//     quotation at the head. Nothing: will, may and other moods, the days at which many articles are written (-0.5), full names, how
//     near names are to the question's words, a name behind its kind, openings by a pronoun or "but", weekdays, the length in commas.
//   - Nothing or less: pseudo-relevance feedback (RM3) and a feature out of it (news +1, abstracts -1); what many of
//     the best windows name, as votes for passages (0); ranking
//     passages again by their best sentence (worse), or its score as a feature (news +0.5, abstracts -0.9); boosted
//     trees over the same features (first passage -1 to -2, Chinese sentences +2.5); lists of countries and states
//     for "which country", for passages (0); dates that count less steeply or more (news -0.5 to -2); the rarest word alone, all
//     names alone, closeness in both orders (0); windows of 110 to 150 words (0); all products of two features (170
//     weights: abstracts as with the chosen ones, first passage -0.8 in encyclopaedias; of sentences: news -1.5,
//     Chinese +1.5); a heavier penalty for a sentence without the date asked for
//     (answer -1); stopping at one sentence that covers most (answer -1.3); leaving out the five or six features
//     that add nothing by themselves (abstracts -0.5 to 0, first passage -0.3 to +0.1); BM25 in place of bleve's formula
//     for finding the candidates (recall at 60 on news the same, on abstracts -1.7).
//   - Bounds: on news, one question in sixteen has another article first than the quiz's own, with the answer, too.
package answer

import (
	"slices"
	"time"
	"unicode/utf8"

	"lede/internal/article"
	"lede/internal/query"
)

// Verdict is how far the corpus answers a question.
type Verdict string

// The verdicts.
const (
	Answered Verdict = "answered" // a sentence answers
	Related  Verdict = "related"  // passages on the subject, none that answers
	None     Verdict = "none"     // nothing on the subject
)

// Limits of an answer: what is read at a glance on a phone.
const (
	MaxWords = 60  // words in the answer's sentences together
	MaxHan   = 120 // Chinese characters, where it is Chinese
)

// Answer is the result of a question.
type Answer struct {
	Query     query.Query
	Verdict   Verdict
	Sentences []Sentence // one or two; the answer if Answered, the closest sentence if Related, none if None
	Others    []Sentence // what other articles add, oldest first, if Answered; their closest sentences if Related
	Agreeing  int        // how many further articles answer and add nothing; only if Answered
	Passages  []Passage  // best first, whatever the verdict
	Citations []Citation // numbered from 1, one an article; empty if None
	Articles  []string   // paths of the articles found, best first, copies after their original
	Missing   []string   // words of the question that no article contains, as typed, and quoted phrases that none found contains
	Spellings []string   // other spellings of the question's names, in what is shown
	// Translations are the words of the question that the sentences have in the other language; nil if all are in its own.
	Translations []Translation

	Newest  time.Time // newest date of an article; zero if none has a date
	Undated int       // articles left out of a search by date because they have none
}

// Translation is a word of a question and a word of another language that it was found as.
type Translation struct {
	Asked, Found string // as typed, and as the article has it
}

// IsTranslated reports whether an article of the answer is in the other language than the question.
func (a Answer) IsTranslated(of *article.Article) bool {
	return len(a.Translations) > 0 && isOther(a.Query, of)
}

// Text returns the answer's sentences as one raw text, those of other articles too where none answers; "" if there are none.
func (a Answer) Text() string {
	shown := a.Sentences
	if a.Verdict == Related {
		shown = slices.Concat(a.Sentences, a.Others)
	}
	text := ""
	for i, s := range shown {
		if i > 0 {
			text += SeparatorAfter(text)
		}
		text += s.Text
	}
	return text
}

// SeparatorAfter returns the separator between a text and the next sentence: a blank, nothing in Chinese.
func SeparatorAfter(text string) string {
	if last, _ := utf8.DecodeLastRuneInString(text); last >= 0x3000 {
		return ""
	}
	return " "
}

// Mark is a highlighted range of a text, in byte offsets.
type Mark struct {
	Start, End int
}

// Sentence is a sentence of an article as an answer shows it.
type Sentence struct {
	Article  *article.Article
	N        int    // ordinal in the article
	Text     string // the sentence, cut around its decisive words where it is too long
	Marks    []Mark // the words that answer, in Text; none if Related
	Citation int    // number of its citation
}

// Passage is a passage of an article that matches.
type Passage struct {
	Copies   []*article.Card // other articles with the same story, the best first
	Article  *article.Article
	First    int     // first sentence
	End      int     // sentence after the last
	Best     int     // the sentence that matches best
	Score    float64 // comparable within one answer only
	Marks    []Mark  // matching words, in Text
	Citation int     // number of its article's citation; 0 if it has none

	matches  *articleMatches
	features []float64
}

// Text returns the whole passage.
func (p Passage) Text() string { return p.Article.Range(p.First, p.End) }

// Citation is a source behind a claim.
type Citation struct {
	N        int
	Article  *article.Article
	Sentence string // the sentence that it supports, uncut
}
