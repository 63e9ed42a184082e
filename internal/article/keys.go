package article

import (
	"fmt"
	"slices"
	"strings"

	"lede/internal/text"
)

// knownKeys are the keys of a front matter.
var knownKeys = []string{"title", "source", "outlet", "published", "author", "tags", "lang"}

// isKnownKey reports whether a key of a front matter is known, by its own name or a synonym.
func isKnownKey(key string) bool { return slices.Contains(knownKeys, canonicalKey(key)) }

// canonicalKey returns the key that a synonym stands for, in small letters, or the key itself.
func canonicalKey(key string) string {
	key = strings.ToLower(key)
	if own, ok := keySynonyms[key]; ok {
		return own
	}
	return key
}

// keySynonyms are the names of the keys in other programs.
var keySynonyms = map[string]string{
	"date": "published", "pubdate": "published", "created": "published", "url": "source", "link": "source",
	"site": "outlet", "publisher": "outlet", "by": "author", "byline": "author", "authors": "author",
	"tag": "tags", "keywords": "tags", "categories": "tags", "language": "lang", "headline": "title",
}

// maxKey is how many bytes a mistyped key may have: no known key is nearly as long.
const maxKey = 30

// maxKeyBytes is longer than any key that is a misspelled known one.
const maxKeyBytes = 30

// nearestKey returns the known key within an edit distance of 2 and of less than half its length, or "".
func nearestKey(key string) string {
	if len(key) > maxKeyBytes {
		return ""
	}
	best, least := "", 3
	for _, k := range knownKeys {
		if n := text.EditDistance(key, k); n < least && n*2 < len(k) {
			best, least = k, n
		}
	}
	return best
}

func (d *draft) unknownKey(key string, line int) {
	cure := "known keys are " + strings.Join(knownKeys, ", ")
	if k := nearestKey(key); k != "" {
		cure = fmt.Sprintf("did you mean %s? %s", k, cure)
	}
	d.problem(line, Warning, fmt.Sprintf("unknown key %q", clean(key)), cure)
}
