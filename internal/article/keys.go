package article

import (
	"fmt"
	"slices"
	"strings"

	"lede/internal/text"
)

// frontKeys are the keys of a front matter.
var frontKeys = []string{"title", "source", "outlet", "published", "author", "tags", "lang"}

// known reports whether a front matter may have the key.
func known(key string) bool { return slices.Contains(frontKeys, ownName(key)) }

// ownName returns what we call a key that another program may call otherwise.
func ownName(key string) string {
	key = strings.ToLower(key)
	if own, ok := otherNames[key]; ok {
		return own
	}
	return key
}

// otherNames are what other programs call our keys.
var otherNames = map[string]string{
	"date": "published", "pubdate": "published", "created": "published", "url": "source", "link": "source",
	"site": "outlet", "publisher": "outlet", "by": "author", "byline": "author", "authors": "author",
	"tag": "tags", "keywords": "tags", "categories": "tags", "language": "lang", "headline": "title",
}

// maxKey is how many bytes a mistyped key may have: no known key is nearly as long.
const maxKey = 30

// nearestKey returns the known key that a mistyped one is for, or "" if none is near.
func nearestKey(key string) string {
	best, least := "", 3
	if len(key) > maxKey {
		return best
	}
	for _, k := range frontKeys {
		if n := text.EditDistance(key, k); n < least && n*2 < len(k) {
			best, least = k, n
		}
	}
	return best
}

func (d *draft) unknownKey(key string, line int) {
	cure := "known keys are " + strings.Join(frontKeys, ", ")
	if k := nearestKey(key); k != "" {
		cure = fmt.Sprintf("did you mean %s? %s", k, cure)
	}
	d.problem(line, Warning, fmt.Sprintf("unknown key %q", clean(key)), cure)
}
