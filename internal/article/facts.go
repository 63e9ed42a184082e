package article

import (
	"net/url"
	"strings"
)

// Fact is one thing that a file states about its article.
type Fact struct {
	Name  string // title, published, author, outlet, source, lang or tags, as in a front matter
	Value string
	Place string // where the file states it: "JSON-LD datePublished", "meta og:title"
}

// places are the places where pages state a fact, the most reliable one first, by the names of statements.
var places = map[string][]string{
	"title": {"JSON-LD headline", "meta og:title", "meta citation_title", "meta articletitle", "meta dc.title", "meta dcterms.title", "meta twitter:title",
		"itemprop headline", "JSON-LD name", "title"},
	"published": {"JSON-LD datePublished", "meta article:published_time", "meta og:article:published_time", "meta article:published",
		"meta og:published_time", "meta published_time", "itemprop datePublished", "meta datepublished", "meta publish-date", "meta publish_date",
		"meta publishdate", "meta publish_time", "meta publishtime", "meta publisheddate", "meta article.published", "meta article_date_original", "meta originalpublicationdate", "meta rnews:datepublished", "meta publicationdate", "meta publication_date", "meta pub_date", "meta pubdate", "meta bt:pubdate", "meta pdate", "meta ptime",
		"meta parsely-pub-date", "meta sailthru.date", "meta citation_publication_date", "meta citation_online_date", "meta citation_date",
		"meta dc.date.issued", "meta dcterms.issued", "meta prism.publicationdate", "meta cxenseparse:recs:publishtime",
		"meta cxenseparse:publishtime", "time published", "time pubdate", "beside headline", "script of WeChat", "meta date", "meta dc.date", "meta dc:date", "meta dcterms.date",
		"meta dcterms.created", "meta dc.date.created", "JSON-LD dateCreated", "itemprop dateCreated", "JSON-LD uploadDate", "itemprop uploadDate"},
	"author": {"JSON-LD author", "JSON-LD creator", "meta author", "meta citation_author", "meta parsely-author", "meta sailthru.author",
		"meta article:author", "meta og:article:author", "meta dc.creator", "meta dcterms.creator", "meta byl", "meta byline", "meta authors", "meta authorname", "meta cxenseparse:author",
		"itemprop author", "beside headline, author", "rel author"},
	"outlet": {"JSON-LD publisher", "meta og:site_name", "itemprop publisher", "meta publisher", "meta dc.publisher", "meta dcterms.publisher",
		"meta citation_journal_title", "meta application-name", "meta source", "meta contentsource", "id js_name", "beside headline, outlet", "meta sitename"},
	"source": {"link canonical", "meta og:url", "JSON-LD url", "JSON-LD mainEntityOfPage", "itemprop mainEntityOfPage", "meta twitter:url", "meta parsely-link",
		"meta savepage-url", "comment SingleFile url", "comment saved from url", "comment Mirrored from"},
	"lang": {"html lang", "meta content-language", "JSON-LD inLanguage", "meta og:locale", "meta dc.language"},
	"tags": {"meta article:tag", "meta keywords", "meta news_keywords", "meta parsely-tags", "meta sailthru.tags", "JSON-LD keywords", "itemprop keywords"},
}

// each calls visit with what a page states of a fact, in the order of places, until it returns true.
func (s statements) each(fact string, visit func(place, value string) bool) {
	for _, place := range places[fact] {
		for _, value := range s[place] {
			if visit(place, value) {
				return
			}
		}
	}
}

// first returns the most reliable statement of a fact.
func (s statements) first(fact string) (place, value string) {
	s.each(fact, func(p, v string) bool { place, value = p, v; return true })
	return place, value
}

// link returns the page's own address. An address of the site alone gives way to a longer one, and one without a
// host is completed from another.
func (s statements) link() (link, place string) {
	var base *url.URL
	s.each("source", func(_, value string) bool {
		if text := webURL(value); text != "" {
			base, _ = url.Parse(text)
		}
		return base != nil
	})
	if len(s["base"]) > 0 {
		if text := webURL(s["base"][0]); text != "" {
			base, _ = url.Parse(text)
		}
	}
	s.each("source", func(p, value string) bool {
		u, err := url.Parse(value)
		if err != nil || base == nil {
			return false
		}
		u = base.ResolveReference(u)
		text, isSite := webURL(u.String()), strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
		if text != "" && (link == "" || !isSite) {
			link, place = text, p
		}
		return text != "" && !isSite
	})
	if page := s["base"]; link == "" && base != nil && !strings.HasSuffix(base.Path, "/") && base.Path != "" { // some programs write the page's address there
		return webURL(page[0]), "base"
	}
	return link, place
}

// So many tags of a page are kept, each at most so long, since some pages list hundreds of keywords.
const (
	maxTags    = 20
	maxTagSize = 60 // bytes
)

// tags returns the keywords that a page states, from the first place that has some.
func (s statements) tags() (tags []string, place string) {
	s.each("tags", func(p, value string) bool {
		if place != "" && p != place {
			return true
		}
		for tag := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(",;，、；", r) }) {
			tag = clean(tag)
			if tag != "" && len(tag) <= maxTagSize && len(tags) < maxTags {
				tags, place = union(tags, []string{tag}), p
			}
		}
		return false
	})
	return tags, place
}
