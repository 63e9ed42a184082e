package answer

// Excerpt returns the part of the passage around its best sentence that fits an answer's limit, whole
// sentences, with the marks in it, and the range of the sentences it shows.
// A best sentence that is over the limit is cut around its marks.
func (p Passage) Excerpt() (text string, marks []Mark, first, end int) {
	first, end = p.Best, p.Best+1
	for {
		grown := false
		if end < p.End && length(p.Article.Range(first, end+1)) <= 1 {
			end, grown = end+1, true
		}
		if first > p.First && length(p.Article.Range(first-1, end)) <= 1 {
			first, grown = first-1, true
		}
		if !grown {
			break
		}
	}
	text = p.Article.Range(first, end)
	offset := p.Article.Sentences[first].Start - p.Article.Sentences[p.First].Start
	for _, m := range p.Marks {
		if m.Start >= offset && m.End <= offset+len(text) {
			marks = append(marks, Mark{Start: m.Start - offset, End: m.End - offset})
		}
	}
	text, marks = cut(text, marks, 1)
	return text, marks, first, end
}
