package answer

import (
	"slices"
	"strings"
)

// Further returns the passages of an answer without the sentences that it shows already, or that an earlier one of them has. A
// passage that loses sentences is cut to the longer part before or after them; one that loses all is left out.
func (a Answer) Further() []Passage {
	var seen shown
	for _, s := range slices.Concat(a.Sentences, a.Others) {
		seen.add(s.Article.Sentence(s.N))
	}
	var out []Passage
	for _, p := range a.Passages {
		if p = p.newPart(&seen); p.First < p.End {
			out = append(out, p)
		}
	}
	return out
}

// newPart returns a passage without sentences that were shown before, or that it has itself before, and adds its own to them.
func (p Passage) newPart(seen *shown) Passage {
	for n := p.repeated(seen); n >= 0; n = p.repeated(seen) {
		p = p.without(n)
	}
	for n := p.First; n < p.End; n++ {
		seen.add(p.Article.Sentence(n))
	}
	return p
}

// repeated returns the first sentence of a passage that was shown or that it has twice; -1 if there is none.
func (p Passage) repeated(seen *shown) int {
	var own shown
	for n := p.First; n < p.End; n++ {
		sentence := p.Article.Sentence(n)
		if seen.has(sentence) || own.has(sentence) {
			return n
		}
		own.add(sentence)
	}
	return -1
}

// shown are sentences, whichever article they are from: some articles share them.
type shown struct {
	list []string
	text strings.Builder // all of list, a line each
}

// minInside is how many bytes a sentence has that a longer one repeats: a shorter one may be a title, which several have.
const minInside = 60

func (s *shown) add(sentence string) {
	s.list = append(s.list, sentence)
	s.text.WriteString(sentence + "\n")
}

// has reports whether a sentence was shown: alone, within a longer one ("Final: She won."), or a shown one within it.
func (s *shown) has(sentence string) bool {
	if len(sentence) < minInside {
		return slices.Contains(s.list, sentence)
	}
	return strings.Contains(s.text.String(), sentence) ||
		slices.ContainsFunc(s.list, func(old string) bool { return len(old) >= minInside && strings.Contains(sentence, old) })
}

// without returns the longer part of a passage before or after a sentence of it. Its marks and its best sentence are those of
// the part; without a mark the best is the first.
func (p Passage) without(n int) Passage {
	part := p
	if n-p.First > p.End-n-1 {
		part.End = n
	} else {
		part.First = n + 1
	}
	if part.First >= part.End {
		return part
	}
	part.Marks = nil
	sentences := p.Article.Sentences
	offset := sentences[part.First].Start - sentences[p.First].Start
	end := sentences[part.End-1].End - sentences[p.First].Start
	for _, m := range p.Marks {
		if m.Start >= offset && m.End <= end {
			part.Marks = append(part.Marks, Mark{Start: m.Start - offset, End: m.End - offset})
		}
	}
	if part.Best < part.First || part.Best >= part.End {
		part.Best = part.First
		if len(part.Marks) > 0 {
			at := sentences[part.First].Start + part.Marks[0].Start
			for part.Best+1 < part.End && sentences[part.Best].End <= at {
				part.Best++
			}
		}
	}
	return part
}
