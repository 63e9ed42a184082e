package opensearch

import (
	"math"

	"lede/internal/analysis"
	"lede/internal/index"
)

// format is the version of the documents. Increase it with every change of them and of how articles are analyzed: an index of
// another version is left alone until the new one is complete.
const format = 2

// A document's term has its share of the article's score (index.Share, from 0 to 1) as its frequency:
//
//	frequency = scale * s / (1 - s), s = share/2
//
// With k1 = scale and b = 0, BM25's frequency / (frequency + k1) is s again. A share of 0.05, of one word in an article of 400, is
// rounded by 0.03%.
const scale = 1 << 16

// frequencyOf returns the frequency that stands for a share.
func frequencyOf(share float64) int {
	s := min(share, 1) / 2
	return max(1, int(math.Round(scale*s/(1-s))))
}

// lucenesIDF returns the rarity with which BM25 multiplies, which a clause divides by. matches is how many of some articles have a term.
func lucenesIDF(articles, matches float64) float64 {
	return math.Log(1 + (articles-matches+.5)/(matches+.5))
}

// delimiter stands between a term and its frequency. It is in no word.
const delimiter = "\u0001"

// maxTerm is the most bytes of a term that is indexed: Lucene refuses those above 32766.
const maxTerm = 1000

// object is a JSON object.
type object map[string]any

// settings returns the settings of an index. Replicas copy the segments of the primary shard (segment replication): replicas that index by
// themselves keep deleted documents for longer or shorter than it does, which count for BM25, so that the same question would have other
// scores from each copy (8 more deleted of 3,841: another order of the first ten for 16 of 400 questions).
// Each word of a question is looked up in each segment: the small ones of single additions are merged at five, not at ten of the same size (31
// segments became 8 with an addition a second).
func settings(o Options) object {
	return object{
		"replication.type": "SEGMENT",
		"number_of_shards": max(1, o.Shards), "number_of_replicas": o.Replicas, "refresh_interval": "30s", "max_result_window": maxWindow, "max_rescore_window": maxWindow,
		"merge.policy":     object{"floor_segment": "32mb", "segments_per_tier": 5},
		"max_regex_length": 20000, "mapping": object{"total_fields": object{"limit": 100}},
		"similarity": object{"lede": object{"type": "BM25", "k1": scale, "b": 0}},
		"analysis": object{
			"tokenizer": object{"spaces": object{"type": "whitespace", "max_token_length": 2 * maxTerm}},
			"filter":    object{"frequencies": object{"type": "delimited_term_freq", "delimiter": delimiter}},
			"analyzer": object{
				"terms": object{"type": "custom", "tokenizer": "spaces", "filter": []string{"frequencies"}},
				"words": object{"type": "custom", "tokenizer": "spaces"},
			},
		},
	}
}

// articleMapping returns the static mapping of the articles.
func articleMapping() object {
	fields := object{
		"analyzer": keyword(), "path": keyword(), "outlet": keyword(), "outlet_key": keyword(), "hosts": keyword(), "tags": keyword(), "tag_keys": keyword(), "lang": keyword(),
		"published": object{"type": "integer"}, "passages": object{"type": "integer"}, "story": keyword(), "commit": object{"type": "long"}, "sketch": keyword(),
		index.NamesField: keyword(), index.SoundsField: keyword(), index.TitleField: object{"type": "text", "analyzer": "words", "index_options": "docs", "norms": false},
		"card": stored(), "group": stored(), "body": stored(),
	}
	for _, lang := range analysis.Langs() {
		fields[string(lang)] = object{"type": "text", "analyzer": "terms", "index_options": "freqs", "norms": false, "similarity": "lede"}
	}
	return object{"dynamic": "strict", "_source": object{"includes": []string{"card", "group", "body"}}, "properties": fields}
}

// fileMapping returns the static mapping of the files and the state.
func fileMapping() object {
	return object{"dynamic": "strict", "properties": object{"record": stored(), "path": keyword(), "commit": object{"type": "long"}, "article": object{"type": "boolean"}, "state": stored()}}
}

// maxKeyword is the most characters of a value that is found: Lucene refuses terms above 32766 bytes, and with them the document.
const maxKeyword = 4096

func keyword() object { return object{"type": "keyword", "ignore_above": maxKeyword} }

// stored is a value that is only kept.
func stored() object { return object{"type": "object", "enabled": false} }
