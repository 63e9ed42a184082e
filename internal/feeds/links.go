package feeds

import (
	"sync"

	"lede/internal/added"
	"lede/internal/article"
)

// links are the places of the corpus's articles.
type links struct {
	mu     sync.Mutex
	of     []*article.Card // whose places they are
	places map[string]bool
}

// has reports whether one of some articles is of a place. The places are gathered anew when the list is another one.
func (l *links) has(cards []*article.Card, place string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if same := len(l.of) == len(cards) && (len(cards) == 0 || &l.of[0] == &cards[0]); !same || l.places == nil {
		l.of, l.places = cards, make(map[string]bool, len(cards))
		for _, c := range cards {
			if c.URL != "" && !c.Derived {
				l.places[added.Place(c.URL)] = true
			}
		}
	}
	return l.places[place]
}
