package article

import (
	"regexp"
	"strings"
)

// maxNotice is how long a line is at the most that is the site's, in bytes.
const maxNotice = 400

// isNotice reports whether a line is one of the site's, not of the article, wherever it stands.
func isNotice(line string) bool {
	if len(line) > maxNotice {
		return false
	}
	return noticeLine.MatchString(line) || inviteLine.MatchString(line) || siteLine.MatchString(line) || siteLineHan.MatchString(line) ||
		furtherAlone.MatchString(line) || editorHan.MatchString(line) || counted.MatchString(line)
}

// dropPageTail takes out lines below the text that are about the article or the site: credits, rights, who the author is.
func (d *draft) dropPageTail() {
	for range min(len(d.paragraphs)-1, tailLines) {
		n := len(d.paragraphs) - 1
		text := clean(d.paragraphs[n].text)
		isTail := len(text) <= titleBytes && (tailLine.MatchString(text) || tailLineHan.MatchString(text) || isFurther(text) || isButtons(text) || d.isBio(text))
		if !isTail {
			return
		}
		d.removed = append(d.removed, text)
		d.paragraphs = d.paragraphs[:n]
	}
}

// isLinks reports whether the open paragraph consists of links, two or more, or refers to another article.
func (p *page) isLinks(line string) bool {
	switch {
	case furtherLabel.MatchString(line) && p.linked*3 >= len(line),
		furtherStart.MatchString(line) && p.linked*5 >= len(line)*4,
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
	noticeLine = regexp.MustCompile(`(?i)^(?:advertisement|sponsored|广告|廣告)$|` +
		`^(?:we|(?:this|our) (?:web)?site)(?: and our (?:\d+ )?partners)? uses? (?:\w+ )?cookies\b|^本(?:网站|網站|站)(?:会|會|将|將)?使用.{0,6}cookie|` +
		`^(?:continue reading|read (?:more|the full (?:story|article))|show more|load more|weiterlesen|阅读(?:更多|全文)|閱讀(?:更多|全文)|展开全文|查看更多)\s*(?:[.…»›>→]*|\.\.\.)$|` +
		`^(?:sign up|subscribe)\b.{0,60}\bnewsletter|^微信扫一扫|^(?:长按|扫描|扫一扫|识别).{0,40}(?:二维码|关注).{0,30}$|^(?:预览时标签不可点|喜欢此内容的人还喜欢|继续滑动看下一个|轻触阅读原文)$|^you(?:'ve| have) (?:read |reached |used )?(?:\w+ ){0,4}free (?:articles?|stories)\b|` +
		`^(?:please )?(?:turn off|disable|switch off|deactivate) your ad[- ]?blocker\b|^(?:already a|existing) (?:subscriber|member)s?\b.{0,60}$|^(?:subscribe|log in|sign in|register) (?:now |today )?(?:to (?:continue|read|keep reading|unlock)|for unlimited)\b`)
	furtherLabel = regexp.MustCompile(`(?i)^[(（\[【▸►▶»>•*→ ]*(?:see also|read(?: (?:also|more|next|on))?|more(?: (?:like this|on this|from .{2,40}))?|also read|related(?: stories| articles| reading| coverage)?|watch|listen|auch interessant|lesen sie auch|mehr zum thema|(?:à )?lire aussi|le[ea] también|puedes ver|leia também|leggi anche|czytaj (?:też|także|więcej)|zobacz (?:też|także)|lees ook|` +
		`相关阅读|相關閱讀|延伸阅读|延伸閱讀|相关新闻|相關新聞|相关报道|相關報導|推荐阅读|推薦閱讀|更多阅读|更多新聞)\s*[】\]]?\s*[:：|｜]`)
	// furtherStart begins a paragraph that is a link to another article, clickHere one with such a link.
	furtherStart = regexp.MustCompile(`(?i)^(?:read (?:more|also|the full|our|about|next)|see (?:also|more)|more (?:about|on|from)|also read|related|auch interessant|lesen sie auch|mehr zum thema|(?:à )?lire aussi|le[ea] también|puedes ver|leia também|leggi anche|czytaj (?:też|także)|lees ook)(?:\W|$)`)
	clickHere    = regexp.MustCompile(`(?i)^click (?:here|on (?:the|this) link)\b.{0,80}$|^点击(?:这里|此处|查看).{0,40}$`)
)

var (
	// inviteLine asks the reader to subscribe, to follow, to share or to agree.
	inviteLine = regexp.MustCompile(`(?i)^(?:(?:never miss|don['’]t miss|do you want|want|would you like|get|sign up|subscribe|join|stay|keep up|receive|enter your|enjoy(?:ed|ing) this|like this|follow|thanks for reading|thank you for reading)\b.{0,160}\b(?:(?:our|the|a|this|free|daily|weekly|\w+['’]s) (?:[\w-]+ ){0,3}newsletters?|mailing list|(?:whatsapp|telegram) (?:channel|group))\b|` +
		`(?:get|receive|have|read) .{0,80}\b(?:news|headlines|stories|updates|briefing|articles|posts)\b.{0,60}\b(?:(?:to|in|into) your (?:in-?box|phone|e-?mail)|with (?:the|our) .{0,40}\bapp)\b|` +
		`by (?:signing up|subscribing|submitting|registering)\b.{0,120}\b(?:you|i) (?:agree|confirm|consent|accept|acknowledge)\b|` +
		`(?:please )?share (?:this|the) (?:article|story|post|page)\b.{0,40}$|(?:follow|find|like|join|connect with) us (?:on|at) ` + networks + `\b.{0,120}$|` +
		`if you (?:enjoyed?|liked?|found|appreciate) (?:reading )?(?:this|our|what)\b.{0,80}\b(?:consider|subscribe|share|support|donate|sign up|follow)\b|` +
		`(?:we (?:want|would love|['’]d love) to hear (?:from you|what you think)|tell us what you think)\b.{0,160}$|` +
		`(?:.{0,40} is a reader-supported publication|this (?:post|newsletter) is (?:public|free)(?: today)? so feel free to share)|thanks for reading\b.{0,80}$|` +
		`.{0,120}\bnewsletter\b.{0,40}\b(?:abonnieren|anmelden|bestellen|inscri\w+|s['’]abonner)\b.{0,20}$|(?:abonnieren sie|abonniere|melde(?:n sie)? (?:dich|sich)|holen? sie sich|hol dir|abonnez|inscrivez|suscr[ií]b|reg[ií]str|iscriviti|inscreva).{0,120}\bnewsletter\b)`)
	// siteLine is what sites say of their pages: of what they are paid for, in which lists a page is, how often it was read.
	siteLine = regexp.MustCompile(`(?i)^(?:[*\[(]*(?:note: |disclosure: )?(?:this (?:post|article|page|story|site|review) (?:may )?(?:contains?|includes?) (?:\w+ )?(?:affiliate links|references to products)|we (?:may |sometimes )?(?:earn|receive|get) (?:a |an )?(?:small |affiliate )?(?:commission|compensation)\b|(?:advertising|affiliate) (?:disclosure|disclaimer)\b|as an amazon associate\b)|` +
		`(?:this entry was posted|posted|filed|categori[sz]ed) (?:in|under) \S.{0,100}(?:bookmark the permalink.{0,4})?$|bookmark the permalink|(?:dieser|der) (?:eintrag|beitrag) wurde .{0,60}(?:veröffentlicht|geschrieben) .{0,120}(?:unter|in) |` +
		`(?:no|keine|\d[\d.,]*[km]?) (?:comments?|kommentare|followers?|subscribers?)(?: yet)?(?:\s*[(.!|].{0,60})?$|` +
		`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?(?:am|pm|a\.m\.|p\.m\.|uhr))?$|` +
		`(?:our standards:|was this (?:article|page) helpful|is this page useful|report (?:a|an) (?:error|typo|correction)).{0,80}$)`)
	siteLineHan = regexp.MustCompile(`^(?:[【\[（(]?(?:我要)?(?:纠错|糾錯)[】\]）)]?.{0,60}$|` +
		`(?:特别|特別|免责|免責|版权|版權)?(?:声明|聲明|提示|说明)[:：].{0,160}(?:平台|本网|本網|本站|网站|網站|用户上传|轉載|转载|版权|版權)|` +
		`(?:点击|點擊)(?:上方|下方|左下角|右下角|文末).{0,30}(?:关注|關注|原文|订阅|訂閱|星标).{0,20}$|(?:更多精彩|欢迎关注|歡迎關注|敬请关注|敬請關注|请关注).{0,40}(?:公众号|公眾號|微信|微博|客户端|头条号).{0,20}$|` +
		`未[经經].{0,20}(?:授权|授權|许可|許可|允许|允許).{0,10}(?:不得|禁止|严禁|嚴禁|请勿|請勿).{0,20}(?:转载|轉載|使用).{0,20}$|(?:本文|文章)(?:内容)?(?:仅|僅|只|不)代表.{0,30}(?:观点|觀點|立场|立場).{0,40}$|` +
		`（?(?:原标题|原標題)[:：].{0,120}$|(?:分享让更多人看到|推荐阅读|打开APP阅读|我要反馈|返回顶部)$)`)
	// furtherAlone is the label above links to other articles.
	furtherAlone = regexp.MustCompile(`(?i)^(?:(?:see also|read (?:also|more|next)|also read|you (?:may|might) also (?:like|enjoy|be interested in)|also interesting|more (?:stories|articles|on this topic|like this)|related (?:stories|articles|posts|reading|content)|recommended (?:for you|reading|stories|articles)|` +
		`auch interessant|lesen sie auch(?: .{0,40})?|lies auch|mehr (?:zum thema|dazu)|(?:das|dieses thema|diese artikel)(?: thema)? könnten? (?:dich|sie)(?: auch)? interessieren|schon gelesen|zum weiterlesen|weiterlesen|weiterführende links|` +
		`(?:à )?lire aussi|lea? también|le[ea] además|te puede interesar|puedes ver|leia (?:também|mais)|leggi anche|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również)|lees ook|læs også|läs också)\s*[:：»>?!…]*$|` +
		`(?:相关|相關|推荐|推薦|延伸|更多)(?:阅读|閱讀|新闻|新聞|文章|报道|報導|链接)\s*[:：]?$|(?:猜你喜欢|猜你喜歡|大家都在看|热门推荐|為您推薦|为您推荐)$)`)
)
