package article

import (
	"strings"
	"unicode/utf8"

	"lede/internal/lazyregexp"
)

// Labels and what they name.
const (
	authorWords = `by|author|authors|written by|story by|words by|reporter|reporters|correspondent|作\s?者|记\s?者|記\s?者|撰\s?文|撰\s?稿|撰稿人|文|采写|採寫|采访|通讯员|通訊員|见习记者|实习记者|特约记者|本报记者|本報記者|记者名|署名|投稿|(?:图|圖)\s?[/／、&]?\s?文|文\s?[/／、&]?\s?(?:图|圖)|撰文记者|採訪|見習記者|實習記者|特約記者|撰文記者`
	outletWords = `source|sources|publisher|publication|outlet|via|news provided by|来\s?源|來\s?源|稿\s?源|文章来源|信息来源|新闻来源|消息来源|稿件来源|资料来源|出处|出處|媒体|媒體|转自|转载自|首发|来自|公众号|公眾號|发布单位|發布單位|发布机构|出品|出品方|文章來源|資訊來源|新聞來源|消息來源|稿件來源|資料來源|轉自|轉載自|首發|來自|發佈機構|發布機構|發佈單位`
	titleWords  = `title|headline|subject|标题|標題|题目|題目`
	urlWords    = `url|url source|source url|link|original link|original url|original|permalink|原文网址|原文網址|原文|原文链接|原文連結|原文地址|链接|連結|网址|網址`
	tagWords    = `tags?|topics?|keywords?|categor(?:y|ies)|filed under|posted in|tagged(?: with)?|section|标\s?签|標\s?籤|关键词|關鍵詞|关键字|分类|分類|栏目|欄目|专题|话题|關鍵字|專題|話題`
	photoWords  = `photos?|photo by|photograph|photography|image|image source|picture|图|圖|图片|圖片|摄影|攝影|图源|图片来源|供图|圖源|圖片來源|供圖`
	idleWords   = `editor|editors|edited by|editing|to|cc|reply-to|责任编辑|責任編輯|值班编辑|值班編輯|实习编辑|责编|責編|图片编辑|圖片編輯|编辑|編輯|校对|校對|审核|審核|审稿|審稿|监制|監製|主编|主編|排版|设计|策划|制图|人气|人氣|hits|type|read|reviewed|字号|字體|字体|浏览|浏览次数|浏览量|点击|点击数|点击量|阅读|阅读量|阅读次数|閱讀|访问量|人气|评论|分享|收藏|打印|views?|reads|shares?|comments?|word count|语音播报|作者单位|id|created time|last edited time|status|reading time|译者|翻译|translator|translated by|實習編輯|設計|策劃|製圖|字號|瀏覽|瀏覽次數|瀏覽量|點擊|點擊數|點擊量|閱讀量|閱讀次數|訪問量|評論|語音播報|作者單位|譯者|翻譯`
	dateWords   = `date|published|published time|posted|updated|sent|created|publish(?:ed)? date|publication date|date published|last updated|日期|时间|時間|文章日期|创建时间|創建時間|创建日期|修改时间|发布时间|發布時間|發佈時間|发布日期|發布日期|發佈日期|发表时间|發表時間|出版|published on|posted on|updated on|last modified|modified|发表日期|更新时间|发布|更新|发表于|发布于|創建日期|修改時間|發表日期|更新時間|發布|發佈|發表於|發布於|發佈於`
	fromWords   = `from|发件人|寄件者`
	labelWords  = authorWords + `|` + outletWords + `|` + titleWords + `|` + urlWords + `|` + tagWords + `|` + photoWords + `|` + idleWords + `|` + dateWords + `|` + fromWords
)

var labels = map[string]*lazyregexp.Regexp{
	"author": label(authorWords), "outlet": label(outletWords), "title": label(titleWords), "url": label(urlWords),
	"tags": label(tagWords), "photo": label(photoWords), "idle": label(idleWords), "date": label(dateWords), "from": label(fromWords),
}

// anyLabel matches every label.
var anyLabel = label(labelWords)

// speakers are the labels that also are before what somebody says.
var speakers = label(`by|reporters?|correspondent|editors?|记\s?者|記\s?者|编辑|編輯|主编|主編`)

// sections are the labels of the section in which an article stands.
var sections = label(`categor(?:y|ies)|section|分类|分類|栏目|欄目`)

func label(words string) *lazyregexp.Regexp { return lazyregexp.New(`(?i)^(?:` + words + `)$`) }

// cutColon parts a line at its first colon.
func cutColon(line string) (before, after string, ok bool) {
	i := strings.IndexAny(line, ":：")
	if i < 0 {
		return line, "", false
	}
	_, size := utf8.DecodeRuneInString(line[i:])
	return strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+size:]), true
}

// maxLabel is at least the length of any label, in bytes.
const maxLabel = 24

// labelOf returns the kind of a label, or "".
func labelOf(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > maxLabel || !anyLabel.MatchString(name) {
		return ""
	}
	for _, kind := range []string{"author", "outlet", "title", "url", "tags", "photo", "idle", "date", "from"} {
		if labels[kind].MatchString(name) {
			return kind
		}
	}
	return ""
}
