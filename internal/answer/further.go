package answer

import "slices"

// Further returns the passages of an answer without the sentences that it shows already. A passage that loses sentences is cut
// to the longer part before or after them; one that loses all is left out.
func (a Answer) Further() []Passage {
	var out []Passage
	for _, p := range a.Passages {
		for _, s := range slices.Concat(a.Sentences, a.Others) {
			if !s.Spare && s.Article == p.Article && p.First <= s.N && s.N < p.End {
				p = p.without(s.N)
			}
		}
		if p.First < p.End {
			out = append(out, p)
		}
	}
	return out
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
