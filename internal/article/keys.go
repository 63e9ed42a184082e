package article

import (
	"fmt"
	"slices"
	"strings"

	"lede/internal/text"
)

// knownKeys are the keys of a front matter.
var knownKeys = []string{"title", "source", "outlet", "published", "author", "tags", "lang", "based_on"}

// isKnownKey reports whether a front matter may have the key.
func isKnownKey(key string) bool { return slices.Contains(knownKeys, canonicalKey(keyName(key))) }

// keyName returns a key as the tables below have it: in small letters, without marks between its words.
func keyName(key string) string {
	return keyMarks.Replace(strings.ToLower(key))
}

var keyMarks = strings.NewReplacer("_", "", "-", "", " ", "", "\t", "", `"`, "", "'", "")

// canonicalKey returns what we call a key that another program may call otherwise.
func canonicalKey(name string) string {
	if own, ok := keySynonyms[name]; ok {
		return own.key
	}
	return name
}

// keyRank returns how exactly a name says what it names: of two names of one key, the lower rank counts.
func keyRank(name string) int { return keySynonyms[name].rank }

type synonym struct {
	key  string
	rank int
}

// keySynonyms are what other programs call our keys: Hugo, Hexo, Jekyll, Obsidian and its Web Clipper, Zotero, Notion.
var keySynonyms = namesByKey(map[string][]string{
	"title":  {"title 标题 標題 题目 題目", "headline pagetitle", "name"},
	"source": {"source canonicalurl canonical 原文链接 原文連結 原文地址 原文", "originalurl sourceurl original", "url link 链接 連結 网址 網址 href", "permalink"},
	"outlet": {"outlet sitename publisher publication publicationtitle containertitle 媒体 媒體 出处 出處", "site website journal blogtitle newspaper magazine 来源 來源 网站 網站"},
	"published": {"published datepublished publishedat publisheddate publisheddatetime publicationdate publishdate publishedtime pubdate issued 发布日期 發布日期 发布时间 發布時間 發佈日期 發佈時間 发表日期 发表时间 發表日期 發表時間 发布于 發佈於 发表于 刊登日期 出版日期 发稿时间 上线时间",
		"date 日期 时间 時間", "created createdat createdtime datecreated 创建时间 创建日期"},
	"author":   {"author authors 作者 creator creators", "by byline writer publishedby 记者 記者 撰文 撰稿 作者名"},
	"tags":     {"tags 标签 標籤", "tag keywords keyword topics labels 关键词 關鍵詞 关键字", "categories category 分类 分類"},
	"lang":     {"lang language locale 语言 語言"},
	"based_on": {"basedon 依据 依據"},
})

func namesByKey(keys map[string][]string) map[string]synonym {
	out := map[string]synonym{}
	for key, ranks := range keys {
		for rank, words := range ranks {
			for name := range strings.FieldsSeq(words) {
				out[name] = synonym{key, rank}
			}
		}
	}
	return out
}

var (
	// nestedKeys hold keys of their own.
	nestedKeys = wordSet("params extra taxonomies metadata meta frontmatter")
	// idleKeys are those of other programs that say nothing that is kept here.
	idleKeys = wordSet(`draft weight layout slug aliases alias description summary excerpt abstract subtitle image images cover coverimage thumbnail banner
toc math mathjax katex comment comments share type kind menu lastmod updated modified lastmodified lastmodifiedat lastupdated dateupdated datemodified id uid uuid cssclass cssclasses
publish sticky top hidden archived rating status expirydate series template theme wordcount readingtime read progress saved domain favicon
abbrlink topimg copyright build resources outputs output bibliography css csl header sitemap redirectfrom authorprofile readtime showtoc tocopen hidemeta
heroimage featureimage featuredimage ogimage sidebarposition sidebarlabel hidetableofcontents latitude longitude altitude up related parent guid
zoterokey zotero fulltitle documentnote datesaved eleventyexcludefromcollections eleventynavigation itemkey collections librarycatalog shorttitle extra rights attachments citekey citationkey year month itemtype dateadded accessed accessdate doi isbn issn volume issue page pages zoteroselect zoterolink lasteditedtime createdby editedby toccdepth
更新 更新时间 更新日期 摘要 描述 封面 状态`)
)

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

// unknownKey warns of a key that is no known one, as the file has it.
func (d *draft) unknownKey(key string, line int) {
	cure := "known keys are " + strings.Join(knownKeys, ", ")
	if k := nearestKey(key); k != "" {
		cure = fmt.Sprintf("did you mean %s? %s", k, cure)
	}
	d.problem(line, Warning, fmt.Sprintf("unknown key %q", clean(key)), cure)
}
