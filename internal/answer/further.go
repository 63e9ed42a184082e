package answer

import "slices"

// Further returns the passages of an answer without the sentences that it shows already, or that an earlier one of them has. A
// passage that loses sentences is cut to the longer part before or after them; one that loses all is left out.
func (a Answer) Further() []Passage {
	told := map[string]bool{} // sentences, whichever article they are from: some articles share them
	for _, s := range slices.Concat(a.Sentences, a.Others) {
		told[s.Article.Sentence(s.N)] = true
	}
	var out []Passage
	for _, p := range a.Passages {
		if p = p.newPart(told); p.First < p.End {
			out = append(out, p)
		}
	}
	return out
}

// newPart returns a passage without sentences that were told before, and adds its own to them.
func (p Passage) newPart(told map[string]bool) Passage {
	for n := p.First; n < p.End; n++ {
		if told[p.Article.Sentence(n)] {
			p = p.without(n)
			n = p.First - 1
		}
	}
	for n := p.First; n < p.End; n++ {
		told[p.Article.Sentence(n)] = true
	}
	return p
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
