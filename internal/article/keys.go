package article

import (
	"fmt"
	"slices"
	"strings"
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

// nearestKey returns the known key within an edit distance of 2 and of less than half its length, or "".
func nearestKey(key string) string {
	best, least := "", 3
	for _, k := range knownKeys {
		if n := distance(key, k); n < least && n*2 < len(k) {
			best, least = k, n
		}
	}
	return best
}

// distance returns how many letters must be put in, taken out or changed to make one word the other. Two
// letters that changed places count as one.
func distance(a, b string) int {
	if len(a) > 30 {
		return len(a)
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
		for j := 1; j <= len(b); j++ {
			switch {
			case i == 0:
				rows[i][j] = j
				continue
			case a[i-1] == b[j-1]:
				rows[i][j] = rows[i-1][j-1]
			default:
				rows[i][j] = 1 + min(rows[i-1][j-1], rows[i-1][j], rows[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], 1+rows[i-2][j-2])
			}
		}
	}
	return rows[len(a)][len(b)]
}

func (d *draft) unknownKey(key string, line int) {
	cure := "known keys are " + strings.Join(knownKeys, ", ")
	if k := nearestKey(key); k != "" {
		cure = fmt.Sprintf("did you mean %s? %s", k, cure)
	}
	d.problem(line, Warning, fmt.Sprintf("unknown key %q", clean(key)), cure)
}
