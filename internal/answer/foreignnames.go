package answer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"lede/internal/analysis"
	"lede/internal/index"
	"lede/internal/lexicon"
	"lede/internal/names"
	"lede/internal/query"
	"lede/internal/text"
)

// addNames adds to a Chinese name that has no translation how English spells it by its reading ("he lifeng"), and the names
// of the articles that it may spell by their sound.
func (e *Engine) addNames(ctx context.Context, q query.Query, t *translation) error {
	if !t.name || q.Lang != "zh" || len(t.alternatives) > 0 && !t.guessed {
		return nil
	}
	syllables := lexicon.Pinyin(q.Words[t.start:t.end])
	if len(syllables) < 2 {
		return nil
	}
	given := strings.Join(syllables[1:], "")
	t.add(analysis.English, strings.Join(syllables, " "))
	t.add(analysis.English, syllables[0]+" "+given)
	alike, err := e.soundAlike(ctx, q.Words[t.start:t.end], syllables)
	if err != nil {
		return err
	}
	if len(syllables) > 2 {
		alike = append(alike, given)
	}
	alike, err = e.areNames(ctx, append(alike, syllables[0]+given))
	for _, name := range alike {
		t.add(analysis.English, name)
	}
	return err
}

// maxAlike is how many names of the articles a Chinese name may be. Chinese merges many sounds: 佩顿 is Payton, Peyton and Patton.
const maxAlike = 8

// soundAlike returns the names of the articles that an asked name of some syllables may spell by its sound, the likeliest first, up to maxAlike: a
// name in ten times as many articles may be one letter further from the syllables. Names that the dictionary spells otherwise
// are not among them.
func (e *Engine) soundAlike(ctx context.Context, asked string, syllables []string) ([]string, error) {
	spelled := letters.Replace(strings.Join(syllables, ""))
	distance := func(name string) int { return text.EditDistance(spelled, letters.Replace(name)) }
	var found []string
	for _, sound := range names.SoundsOfPinyin(syllables) {
		alike, err := e.index.SoundingLike(ctx, sound)
		if err != nil {
			return nil, err
		}
		most := len(spelled) / 2
		if len(sound) < names.MinSound {
			most = 1
		}
		for _, name := range alike {
			if distance(name) <= most && !slices.Contains(found, name) && !spelledOtherwise(name, asked) {
				found = append(found, name)
			}
		}
	}
	articles, err := e.index.Frequencies(ctx, nameTerms(found))
	if err != nil {
		return nil, err
	}
	unlikely := map[string]float64{}
	for i, name := range found {
		unlikely[name] = float64(distance(name)) - math.Log10(float64(1+articles[i]))
	}
	slices.SortFunc(found, func(a, b string) int { return cmp.Or(cmp.Compare(unlikely[a], unlikely[b]), cmp.Compare(a, b)) })
	return found[:min(maxAlike, len(found))], nil
}

// nameTerms returns the terms under which names are counted.
func nameTerms(names []string) []index.Term {
	out := make([]index.Term, len(names))
	for i, name := range names {
		out[i] = index.Term{Field: index.NamesField, Text: name}
	}
	return out
}

// spelledOtherwise reports whether the dictionary has a foreign name, and in no Chinese spelling that begins like another: Harry is
// 哈里, so that 哈里斯 may be Harris, which has the stem of Harry.
func spelledOtherwise(name, asked string) bool {
	spellings := lexicon.Chinese(analysis.Stem(name))
	asked = analysis.Simplified(asked)
	return spellings != nil && !slices.ContainsFunc(spellings, func(s string) bool { return strings.HasPrefix(asked, s) || strings.HasPrefix(s, asked) })
}

// letters makes those alike that Chinese does not tell apart in foreign names.
var letters = strings.NewReplacer("r", "l", "b", "p", "d", "t", "g", "k", "c", "k", "v", "f", "z", "s", "x", "s")
