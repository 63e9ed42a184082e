package article

import (
	"strings"

	"lede/internal/lazyregexp"
)

// maxNotice is how long a line is at the most that is the site's, in bytes.
const maxNotice = 400

// isNotice reports whether a line is one of the site's, not of the article, wherever it stands. hasLink says that it has a link.
// A line with speech is prose.
func isNotice(line string, hasLink bool) bool {
	switch {
	case len(line) > maxNotice:
		return false
	case furtherAlone.MatchString(line), editorHan.MatchString(line), counted.MatchString(line):
		return true
	case speech.MatchString(line):
		return false
	}
	return noticeLine.MatchString(line) || inviteLine.MatchString(line) || siteLine.MatchString(line) || siteLineHan.MatchString(line) ||
		hasLink && linkedNotice.MatchString(line)
}

// speech says who speaks in a line.
var speech = lazyregexp.New(`(?i)[,.!?]["”’']? (?:[^\s,]+ ){0,6}(?:said|says|ask(?:s|ed)|told|tells|wrote|writes|added|adds|repl(?:ied|ies)|warn(?:s|ed)|cried|explained)\b|(?:说|說|表示|称|稱|道)[，,：:“「]`)

// dropPageTail takes out lines below the text that are about the article or the site: credits, rights, who the author is.
func (d *draft) dropPageTail() {
	for range min(len(d.paragraphs)-1, tailLines) {
		n := len(d.paragraphs) - 1
		text := clean(d.paragraphs[n].text)
		if !d.isPageTail(text) {
			return
		}
		d.removed = append(d.removed, text)
		d.paragraphs = d.paragraphs[:n]
	}
}

// isPageTail reports whether a line below the text of a page is no part of it. A sentence is part of it,
// but for what the author is (not what somebody was) and for rights.
func (d *draft) isPageTail(line string) bool {
	switch {
	case len(line) > titleBytes, speech.MatchString(line):
		return false
	case rightsLine.MatchString(line), d.isBio(line) && !strings.Contains(line, " was "):
		return true
	case endsSentence(line):
		return false
	}
	return tailLine.MatchString(line) || tailLineHan.MatchString(line) || isFurther(line) || isButtons(line)
}

// rightsLine is a line on copyright that may end in a stop.
var rightsLine = lazyregexp.New(`(?i)^(?:(?:©|\(c\)|copyright ©)[^.]{0,120}\. all rights reserved\.|all rights reserved\.|版[权權]所有[。，]未[经經]\p{Han}{2,8}不得(?:转载|轉載)。)$`)

// isLinks reports whether the open paragraph consists of links, two or more, or refers to another article.
func (p *page) isLinks(line string) bool {
	switch {
	case furtherLabel.MatchString(line) && p.linked*3 >= len(line),
		furtherStart.MatchString(line) && p.linked*5 >= len(line)*4 && !strings.HasSuffix(line, "."),
		p.links > 0 && clickHere.MatchString(line),
		notices.MatchString(line),
		p.isP && len(line) < maxLinkLine && !strings.Contains(line, "://") && p.linked*5 >= len(line)*3 && !endsSentence(line) && !strings.ContainsFunc(p.line.String()[p.linkEnd:], isWordRune):
		return true
	}
	return p.links > 1 && len(line)-p.linked <= 3*p.links && !strings.HasPrefix(line, "^") // a note's way back
}

// maxLinkLine is more than a paragraph has that is a link to another article with a label, in bytes. Without these, with
// pictures' credits as captions and without strays, the F1 of segments on Trafilatura's 983 pages is .919, .913 before.
const maxLinkLine = 200

// noticeLine and furtherLabel match lines between the paragraphs that are no part of the text.
var (
	noticeLine = lazyregexp.New(`(?i)^(?:advertisement|sponsored|广告|廣告)$|` +
		`^(?:we|(?:this|our) (?:web)?site)(?: and our (?:\d+ )?partners)? uses? (?:\w+ )?cookies\b|^本(?:网站|網站|站)(?:会|會|将|將)?使用.{0,6}cookie|` +
		`^(?:continue reading|read (?:more|the full (?:story|article))|show more|load more|weiterlesen|阅读(?:更多|全文)|閱讀(?:更多|全文)|展开全文|查看更多)\s*(?:[.…»›>→]*|\.\.\.)$|` +
		`^(?:sign up|subscribe)\b[^,]{0,60}\bnewsletters?\b[^,.]{0,80}[.!]?(?: by signing up.{0,200})?$|^微信扫一扫|^(?:长按|扫描|扫一扫|识别)[^，。]{0,40}(?:二维码|关注)[^，。]{0,30}$|^(?:预览时标签不可点|喜欢此内容的人还喜欢|继续滑动看下一个|轻触阅读原文)$|^you(?:'ve| have) (?:read |reached |used )?(?:\w+ ){0,4}free (?:articles?|stories)\b|` +
		`^(?:please )?(?:turn off|disable|switch off|deactivate) your ad[- ]?blocker\b|^(?:already a (?:subscriber|member)\?.{0,60}|existing (?:subscriber|member)s?(?:\?| log in| sign in).{0,40})$|` +
		`^(?:get|enjoy) unlimited (?:digital )?access\b[^,.]{0,80}(?:[.!] cancel (?:at )?any ?time)?[.!]?$|^本(?:文|篇)(?:文章)?(?:为|為|是|系)(?:付费|付費|会员|會員|订阅|訂閱|VIP)\p{Han}{0,4}(?:内容|內容|文章)[，,。]?.{0,40}$|^(?:订阅|訂閱|登录|登入|付费|付費|购买|購買|成为会员|成為會員)(?:后|後|即可|以|并|並)\p{Han}{0,6}(?:阅读|閱讀|查看|解锁|解鎖)(?:全文|完整\p{Han}{2,4})。?$|` +
		`^(?:subscribe|log in|sign in|register) (?:now |today )?(?:to (?:continue(?: reading)?|keep reading|(?:read|unlock) (?:(?:the )?(?:full|rest|whole)|this|our|more))|for unlimited)\b[^,.]{0,80}[.!]?$`)
	furtherLabel = lazyregexp.New(`(?i)^[(（\[【▸►▶»>•*→ ]*(?:see also|read(?: (?:also|more|next|on))?|more(?: (?:like this|on this|from .{2,40}))?|also read|related(?: stories| articles| reading| coverage)?|watch|listen|auch interessant|lesen sie auch|mehr zum thema|(?:à )?lire aussi|le[ea] también|puedes ver|leia também|leggi anche|czytaj (?:też|także|więcej)|zobacz (?:też|także)|lees ook|` +
		`相关阅读|相關閱讀|延伸阅读|延伸閱讀|相关新闻|相關新聞|相关报道|相關報導|推荐阅读|推薦閱讀|更多阅读|更多新聞)\s*[】\]]?\s*[:：|｜]`)
	// furtherStart begins a paragraph that is a link to another article, clickHere one with such a link.
	furtherStart = lazyregexp.New(`(?i)^(?:read (?:more|also|the full|our|about|next)|see (?:also|more)|more (?:about|on|from)|also read|related|auch interessant|lesen sie auch|mehr zum thema|(?:à )?lire aussi|le[ea] también|puedes ver|leia também|leggi anche|czytaj (?:też|także)|lees ook)(?:\W|$)`)
	clickHere    = lazyregexp.New(`(?i)^click (?:here|on (?:the|this) link)\b.{0,80}$|^点击(?:这里|此处|查看).{0,40}$`)
)

// ofThis is what sites call an article when they speak of it.
const ofThis = `(?:this|our) (?:article|story|post|piece|page|essay|episode|newsletter|podcast|coverage|reporting|journalism|work|site|website)`

var (
	// inviteLine asks the reader to subscribe, to follow, to share or to agree.
	inviteLine = lazyregexp.New(`(?i)^(?:(?:never miss|don['’]t miss|do you want|want|would you like|get|sign up|subscribe|join|stay|keep up|receive|enter your|enjoy(?:ed|ing) this|like this|follow|thanks for reading|thank you for reading)\b[^.]{0,160}\bour (?:[\w-]+ ){0,3}(?:newsletters?|mailing list|(?:whatsapp|telegram) (?:channel|group))\b[^,.]{0,80}[.!]?$|` +
		`(?:get|receive|have) [^,.]{0,80}\b(?:news|headlines|stories|updates|briefing|articles|posts)\b[^,.]{0,60}\b(?:(?:to|in|into) your (?:in-?box|phone|e-?mail)|with our [^,.]{0,40}\bapp)\b[^,.?]{0,60}[.!]?$|` +
		`by (?:signing up|subscribing|submitting|registering)(?: (?:here|now|below|this form|your (?:e-?mail|e-?mail address|details|comment)|(?:for|to) [^,.]{0,60}newsletters?))?,? (?:you|i) (?:agree|confirm|consent|accept|acknowledge)\b.{0,80}\b(?:our|terms of (?:use|service)|privacy policy)\b.{0,120}$|` +
		`(?:please )?share this (?:article|story|post|page)(?: (?:on|via) ` + networks + `)?[:.!]?$|(?:follow|find|like|connect with) us on ` + networks + `(?:(?:,|,? and|,? or| &| /) ` + networks + `)*[.!:]?$|` +
		`if you (?:enjoyed?|liked?|appreciate|value) (?:reading )?` + ofThis + `\b[^.]{0,60}\b(?:consider|subscribe|share|support|donate|sign up|follow)\b[^.]{0,100}[.!]?$|` +
		`(?:we (?:want|would love|['’]d love) to hear (?:from you|what you think)|tell us what you think) (?:(?:about|of|on) ` + ofThis + `|in the comments|below)[^,.]{0,60}[.!]?$|` +
		`[^,.]{0,40} is a reader-supported publication\. to receive new posts\b.{0,160}$|this (?:post|newsletter) is (?:public|free)(?: today)? so feel free to share|thanks for reading [^,.]{1,40}[.!] (?:subscribe|this post is public)\b.{0,120}$|` +
		`[^,.]{0,120}\bnewsletter\b[^,.]{0,40}\b(?:abonnieren|anmelden|bestellen|inscri\w+|s['’]abonner)\b[^,.]{0,20}!?$|(?:abonnieren sie|abonniere|melde(?:n sie)? (?:dich|sich)|holen? sie sich|hol dir|abonnez|inscrivez|suscr[ií]bete|reg[ií]strate|iscriviti|inscreva-se)\b[^,.]{0,120}\bnewsletter\b[^,.]{0,80}[.!]?$)`)
	// linkedNotice is a line that is a notice if it has a link.
	linkedNotice = lazyregexp.New(`(?i)^(?:(?:never miss|don['’]t miss|do you want|want (?:to|more)|would you like|get|sign up|subscribe|join|receive)\b[^,.]{0,120}\b(?:the|a|this|free|daily|weekly|\w+['’]s) (?:[\w-]+ ){0,3}(?:newsletters?|mailing list|(?:whatsapp|telegram) (?:channel|group))\b[^,.]{0,60}[.!]?$|` +
		`(?:we (?:want|would love|['’]d love) to hear (?:from you|what you think)|tell us what you think)\b[^,.]{0,60}[.!]?(?: [^,.]{0,60}[.!]?)?$|` +
		`(?:this entry was posted|posted|filed|categori[sz]ed) (?:in|under|on) [^,.]{1,80}$|this entry was posted (?:in|under|on|by) .{1,160}|dieser (?:eintrag|beitrag) wurde [^,.]{0,60}(?:veröffentlicht|geschrieben)\b.{0,120}$|[\d.,]+[km]? (?:followers|subscribers)$)`)
	// siteLine is what sites say of their pages: of what they are paid for, in which lists a page is.
	siteLine = lazyregexp.New(`(?i)^(?:[*\[(]*(?:note: |disclosure: )?(?:this (?:post|article|page|story|site|review) (?:may )?(?:contains?|includes?) (?:(?:\w+ )?affiliate links\b.{0,200}|references to products from [^,]{0,40}\bour\b.{0,160})|we (?:may |might |sometimes )(?:earn|receive|get) (?:a |an )?(?:small |affiliate )?(?:commission|compensation)\b[^.]{0,40}\b(?:you|your|our|links?|purchases?)\b[^.]{0,160}[.)\]*]*|(?:advertising|affiliate) (?:disclosure|disclaimer)(?:: ?(?:we|our|this (?:post|article|page|site))\b.{0,200})?|as an amazon associate,? (?:i|we) (?:may )?earn\b[^,]{0,120})$|` +
		`this entry was posted .{0,120}bookmark the permalink\.?$|bookmark the permalink\.?$|` +
		`(?:no comments yet|(?:no|keine) (?:comments|kommentare)(?: yet)?|\d[\d.,]*[km]? (?:comments?|kommentare?))$|` +
		`(?:our standards: [^,]{0,80}|(?:was this (?:article|page) helpful|is this page useful)\?.{0,30}|report (?:a|an) (?:error|typo|correction)(?: (?:here|in this (?:article|story|page)))?[.!]?)$)`)
	siteLineHan = lazyregexp.New(`^(?:[【\[（(](?:我要)?(?:纠错|糾錯)[】\]）)]\s*(?:[【\[（(]?(?:责任编辑|責任編輯|责编|責編).{0,40})?$|` +
		`(?:特别|特別|免责|免責|版权|版權)?(?:声明|聲明)[:：][^。]{0,160}(?:本(?:网|網|站|平台|文)[^。]{0,40}(?:代表|提供|承担|承擔|无关|無關|立场|立場|转载|轉載)|(?:用户|用戶)(?:上传|上傳))[^。]{0,120}。?$|` +
		`(?:点击|點擊)(?:上方|下方|左下角|右下角|文末)[^，。]{0,30}(?:关注|關注|原文|订阅|訂閱|星标)[^，。]{0,20}$|(?:更多精彩(?:内容|內容|资讯|資訊)[^，。]{0,30}|欢迎关注|歡迎關注|敬请关注|敬請關注|请关注(?:我们|本|官方))[^，。]{0,30}(?:公众号|公眾號|客户端|头条号|(?:官方)?(?:微信|微博))[^，。的]{0,16}$|` +
		`未[经經][^，。]{0,12}(?:授权|授權|许可|許可|允许|允許)，?(?:不得|禁止|严禁|嚴禁|请勿|請勿)[^，。]{0,10}(?:转载|轉載)(?:[、及和与與或][^，。的]{1,16})?。?$|本文(?:内容)?(?:仅|僅|只|不)代表[^，。]{0,20}(?:观点|觀點|立场|立場)(?:，?(?:不代表|与|與)[^，。]{0,20})?。?$|` +
		`（?(?:原标题|原標題)[:：][^。]{0,120}$|(?:分享让更多人看到|推荐阅读|打开APP阅读|我要反馈|返回顶部)$)`)
	// furtherAlone is the label above links to other articles.
	furtherAlone = lazyregexp.New(`(?i)^(?:(?:see also|read (?:also|more|next)|also read|you (?:may|might) also (?:like|enjoy|be interested in)|also interesting|more (?:stories|articles|on this topic|like this)|related (?:stories|articles|posts|reading|content)|recommended (?:for you|reading|stories|articles)|` +
		`auch interessant|lesen sie auch(?: .{0,40})?|lies auch|mehr (?:zum thema|dazu)|(?:das|dieses thema|diese artikel)(?: thema)? könnten? (?:dich|sie)(?: auch)? interessieren|schon gelesen|zum weiterlesen|weiterlesen|weiterführende links|` +
		`(?:à )?lire aussi|lea? también|le[ea] además|te puede interesar|puedes ver|leia (?:também|mais)|leggi anche|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również)|lees ook|læs også|läs också)\s*[:：»>?!…]*$|` +
		`(?:相关|相關|推荐|推薦|延伸|更多)(?:阅读|閱讀|新闻|新聞|文章|报道|報導|链接)\s*[:：]?$|(?:猜你喜欢|猜你喜歡|大家都在看|热门推荐|為您推薦|为您推荐)$)`)
)
