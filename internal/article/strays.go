package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"lede/internal/lazyregexp"
)

// placedBlock is a block of a page that was kept, with its place in the paragraphs of the draft.
type placedBlock struct {
	votes
	container *html.Node // the element around it
	isItem    bool       // of a list
	from, to  int
}

// minSure is how many blocks both libraries keep before one of them alone is not enough below the text.
const minSure = 4

// dropStrays takes out blocks below the last one that both libraries keep, if only Readability keeps them and none that
// both keep is in the same element: notes about the author and the site. A list, and a box with a heading of its own,
// beside such a block stay.
func (p *page) dropStrays() {
	last, sure, holds := -1, 0, map[*html.Node]bool{}
	for i, b := range p.placed {
		if b.readability && b.trafilatura {
			last, holds[b.container] = i, true
			sure++
		}
	}
	if sure < minSure || p.body == nil {
		return
	}
	end := p.placed[last]
	heading := p.paragraphs[end.from].headingPath
	for _, b := range slices.Backward(p.placed[last+1:]) {
		if !b.readability || b.trafilatura || holds[b.container] || holds[b.container.Parent] && (b.isItem || p.paragraphs[b.from].headingPath != heading) {
			continue
		}
		for _, stray := range p.paragraphs[b.from:b.to] {
			p.removed = append(p.removed, clean(stray.text))
		}
		p.paragraphs = slices.Delete(p.paragraphs, b.from, b.to)
	}
}

// creditLine begins a line that says who made a picture, or where a text or a table is from.
var creditLine = lazyregexp.New(`(?i)^[(\[]?(?:(?:bild|foto|photo|image|imagen|picture|abbildung|crédit|credit|zdj|video|screenshot|beitragsbild|titelbild|quelle|source|fuente|fonte)(?:s|n|er|en|es|credits?|nachweise?|quellen?|rechte|graf(?:ie|ía|ia)|graph(?:y|s)?|ęcie|ęcia)?|fot\.|abb\.|图片|圖片|摄影|攝影|图|圖)(?: (?:by|of|credits?|\d+))?\s*[:：©]\s*`)

// rightsMark is the mark of a copyright before a name, not that of a trade mark.
var rightsMark = lazyregexp.New(`(?:^|[\s(|/])©`)

// maxCreditLine is how long such a line is at the most, in bytes.
const maxCreditLine = 260

// maxCredit is how long what follows its label is at the most, in bytes.
const maxCredit = 60

// isCreditLine reports whether a line of a page credits a picture or a source.
func isCreditLine(line string) bool {
	if len(line) > maxCreditLine || strings.Contains(line, "://") {
		return false
	}
	if rightsMark.MatchString(line) {
		return true
	}
	label := creditLine.FindString(line)
	return label != "" && len(line)-len(label) <= maxCredit && !endsLikeProse(line)
}
