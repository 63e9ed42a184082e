package article

import (
	"regexp"
	"strings"
)

// drop takes some of the paragraphs out of the text.
func (d *draft) drop(isIdle func(paragraph) bool) {
	var rest []paragraph
	for _, p := range d.paragraphs {
		if isIdle(p) {
			d.removed = append(d.removed, clean(p.text))
		} else {
			rest = append(rest, p)
		}
	}
	d.paragraphs = rest
}

// dropBetween takes out the lines between paragraphs that point elsewhere.
func (d *draft) dropBetween() {
	d.drop(func(p paragraph) bool {
		if len(p.text) > 2*titleBytes || endsInStop(strings.TrimRight(p.text, " \n")) {
			return false
		}
		text := clean(p.text)
		return isFurther(text) || isButtons(text) || len(text) <= maxListLine && tailList.MatchString(text)
	})
}

// readTail takes the lines below the text. A line that says who wrote or where it is from counts.
func (d *draft) readTail() {
	d.dropTailList()
	for range min(len(d.paragraphs)-1, tailLines) {
		n := len(d.paragraphs) - 1
		text := clean(d.paragraphs[n].text)
		if len(text) > titleBytes {
			return
		}
		f, ok := tailFacts(text)
		if !ok && !d.isBio(text) {
			return
		}
		d.takeFacts(f)
		d.removed = append(d.removed, text)
		d.paragraphs = d.paragraphs[:n]
	}
}

// tailList is the label above a list at the end: of subjects, or of other articles.
var tailList = regexp.MustCompile(`(?i)^(?:(?:explore )?(?:more on these |related |key )?topics|tags|(?:related|recommended|more|top|latest|most (?:read|viewed|popular)|popular)(?: (?:stories|articles|news|posts|reading|content|topics|coverage))?|` +
	`(?:you (?:may|might) also like|read more|read next|more from .{2,40}|in this (?:story|article)|editors?['’]?s? picks)|` +
	`(?:相关|相關|推荐|推薦|热门|熱門|延伸|更多|猜你喜欢|猜你喜歡)(?:阅读|閱讀|新闻|新聞|文章|报道|報導|推荐|标签)?|标签|標籤|关键词|關鍵詞)\s*[:：]?$`)

// maxListLine is how long a line of such a list is at the most, in bytes.
const maxListLine = 90

// dropTailList takes out such a label with the short lines below it, if nothing else stands there.
func (d *draft) dropTailList() {
	for n := len(d.paragraphs) - 1; n > 0 && n >= len(d.paragraphs)-tailLines; n-- {
		text := clean(d.paragraphs[n].text)
		switch {
		case tailList.MatchString(text):
			for _, p := range d.paragraphs[n:] {
				d.removed = append(d.removed, clean(p.text))
			}
			d.paragraphs = d.paragraphs[:n]
			return
		case len(text) > maxListLine || endsLikeProse(text) && len(text) > maxListLine/2:
			return
		}
	}
}

// isBio reports whether a line below the text says who its author is: "Ann Example is a reporter in Harrow."
func (d *draft) isBio(line string) bool {
	first, _, _ := strings.Cut(d.Author, ", ")
	line = strings.TrimLeft(line, "（(作者本文：")
	return len(first) > 3 && strings.HasPrefix(line, first) && bioWords.MatchString(line)
}

var bioWords = regexp.MustCompile(`(?i) (?:reports on|writes (?:about|for)|covers|can be reached at)\b| (?:is|was) (?:a|an|the|our|based|currently) .*\b(?:correspondent|reporter|editor|writer|columnist|contributor|journalist|author|fellow|professor|producer|freelance)\b|^[\p{Han}·]{2,8}(?:，)?(?:是|为|系|為).{0,40}(?:记者|記者|作者|作家|撰稿人|编辑|編輯|教授|学者|學者|评论员|研究员)`)

var (
	tailLine = regexp.MustCompile(`(?i)^(?:` +
		`\(?(?:additional |with )?(?:reporting|writing|editing|edited|compiled|translated|fact-?checked|produced|contributions?)(?: contributed)? by\b.{0,200}|` +
		`©.{0,160}|\(c\) \d{4}.{0,120}|copyright(?:\s*[:：©]|\s*\(c\)|\s+(?:\d{4}|by|of|notice)\b|\s+\S+(?: \S+){0,4} \d{4}).{0,160}|all rights reserved\.?|` +
		`(?:sign up|subscribe|register)(?: (?:for|to|now|here|today))\b.{0,120}|follow (?:us|.{1,40}) on .{0,80}|join (?:us|our|the conversation)\b.{0,80}|` +
		`download our app.{0,60}|get the latest .{0,80}|click here\b.{0,100}|share this(?: article| story| page)?:?|` +
		`(?:leave|post|add) a comment|(?:view|show|read) (?:all )?(?:\d+ )?comments?|(?:\d+ )?comments?|unsubscribe\b.{0,100}|you(?:'re| are)? (?:receive|receiving|received) (?:this|these) .{0,200}|.{0,120}\bunsubscribe\b(?: here| from .{2,40}| at any time)?\.?|view (?:this email )?in (?:your )?browser.{0,40}|` +
		`(?:more|most) (?:on this story|from .{1,40}|read|popular)|related (?:topics|stories|articles|content|links)|recommended(?: for you)?|top stories|editor'?s picks|` +
		`(?:(?:editor['’]?s['’]? note|correction|clarification|update)s?\s*[:：-] ?)?(?:this|an earlier version of this|a previous version of this) (?:article|story|post|piece|report|copy|page) (?:(?:was|has been|is) (?:originally |first |also |being )?(?:updated|corrected|amended|published|changed|edited|revised|produced|syndicated|republished|reprinted|translated|clarified|part of)|(?:originally |first )?appeared|(?:incorrectly |wrongly )?(?:misstated|misspelled|misidentified|stated))\b.{0,200}|` +
		`(?:editor['’]?s['’]? note|correction|clarification)s?\s*[:：].{0,200}|` +
		`\(?with (?:inputs?|reporting|files|contributions|additional reporting|information|agency inputs)\b.{0,80}|.{2,60} contributed (?:reporting|to this (?:report|story|article))\b.{0,40}|` +
		`#{3,}|-+ ?30 ?-+|[-–— ]*(?:ends?|the end)[-–— ]*|support (?:(?:independent|quality|local) |our )(?:\w+ )?(?:journalism|work|newsroom|reporting)\b.{0,120}|back to (?:top|the top|home|homepage|all .{1,30})|(?:return|go) to (?:top|home(?:page)?)|` +
		`get (?:the|our|all the|more) .{0,60}(?:inbox|newsletter|app|alerts|delivered)\b.{0,60}|(?:do you have|got|know) (?:an?|any|more|some|something|information)\b.{0,60}\b(?:tips?|story|stories|information|to share|e-?mail|contact)\b.{0,120}|` +
		`(?:email|e-mail|contact|write to|reach) (?:us|the (?:author|writer|editor|reporter)|.{2,30}) at \S+@\S+|\S+@\S+\.\w+|(?:next|previous) (?:article|story|post)\b.{0,80}|` +
		`have (?:a|any) (?:news )?(?:tip|story)\b.{0,160}|our standards:.{0,120}|.{0,6}the thomson reuters trust principles.{0,6})$`)
	tailLineHan = regexp.MustCompile(`^[（(【\[]?\s*(?:` +
		`(?:本文|本网)?(?:责任编辑|責任編輯|责编|責編|編輯|编辑|校对|校對|审核|審核|监制|監制|主编|值班编委|终审|复审|初审|审校|制图|美编|見習編輯|见习编辑|实习编辑|實習編輯|值班编辑|值班編輯|审稿|審稿|監製|主編|排版|统筹|統籌|策划|出品)\s*[:：／/ ].{0,60}|` +
		`(?:责任编辑|編輯|编辑)\s?[\p{Han}]{2,4}|` +
		`(?:※\s*)?(?:本文)?(?:版权|版權).{0,80}|(?:本文)?作者[\p{Han}·]{2,8}，?(?:是|为|系|為).{0,80}|本文(?:转自|轉自|转载自|轉載自|来自|來自|首发于|首發於|原载于|原載於|刊于|刊於|来源|來源|作者|为|為|由|系).{0,100}|未经.{0,20}(?:许可|授权).{0,60}|(?:本文)?(?:转载|轉載)请.{0,60}|(?:特别)?声明\s*[:：].{0,160}|` +
		`(?:返回|点击|扫码|扫描|长按|關注|关注|分享到|分享至|更多精彩)[^。！？]{0,60}|(?:阅读|閱讀|展开|展開|查看)(?:剩余|剩餘)?全文.{0,10}|阅读原文|閱讀原文|查看原文|原文链接|举报[/／]?反馈|举报|展开全文|(?:全文)?完|[-—–·\s]*(?:END|完|全文完)[-—–·\s]*|(?:打开|打開|下载|下載)\S{0,12}(?:APP|客户端|客戶端|应用)\S{0,20}|` +
		`(?:相关|相關|推荐|推薦|热门|熱門|延伸|更多)(?:阅读|閱讀|新闻|新聞|文章|报道|報導|链接|連結)\s*[:：]?.{0,60}|原标题\s*[:：].{0,80})\s*[）)】\]]?$`)
	endParen = regexp.MustCompile(`^[（(]\s*(.{2,120}?)\s*[)）]$`)
)

// tailFacts reads a line below the text. It returns false if it may be the text.
func tailFacts(text string) (facts, bool) {
	if m := endParen.FindStringSubmatch(text); m != nil {
		if f, ok := tailFacts(m[1]); ok {
			return f, true
		}
	}
	if m := reportedBy.FindStringSubmatch(text); m != nil {
		return facts{authors: namesOf(m[1]), kinds: 1}, true
	}
	if tailLine.MatchString(text) || tailLineHan.MatchString(text) || isFurther(text) || isButtons(text) || counted.MatchString(text) {
		return facts{kinds: 1}, true
	}
	f := readLine(text)
	return f, f.about() && f.labelled && (f.outlet == "" || isOutlet(f.outlet))
}

var reportedBy = regexp.MustCompile(`^[Rr]eporting by ([^;]+?)(?:[;.,]? (?:[Ww]riting|[Ee]diting|[Aa]dditional|[Gg]raphics)\b.*|;.*|\.)?$`)

// further are labels of links to other articles.
var further = regexp.MustCompile(`(?i)^(?:[>»▶►•→*-]+\s*)?(?:see also|read (?:also|more|next|on)|also read|don'?t miss|must read|more (?:like this|on this|from us)|` +
	`related(?: stories| articles| news| reading| coverage)?|recommended(?: reading)?|you may also like|in case you missed it|watch|listen|` +
	`相关阅读|相關閱讀|延伸阅读|延伸閱讀|相关新闻|相關新聞|相关报道|相關報導|相关链接|更多阅读|更多閱讀|更多新闻|更多新聞|更多报道|更多報導|推荐阅读|推薦閱讀|阅读更多|閱讀更多|点击阅读|猜你喜欢)\s*(?:[:：|｜]|>>?|→|–|—)\s*\S`)

var notices = regexp.MustCompile(`(?i)^(?:-+\s*)?(?:advertisement|advertising|sponsored(?: content)?|story continues below(?: advertisement)?|article continues (?:after|below)(?: (?:the |this )?(?:advertisement|ad))?|` +
	`list (?:\d+ )?of \d+(?: items)?|end of list|(?:相关|相關|推荐|推薦|延伸)(?:阅读|閱讀)[:：]|(?:read more|related|recommended)[:：]|` +
	`(?:advertisement\W+)?(?:scroll|skip) (?:to continue|past newsletter promotion|advertisement).{0,30}|after newsletter promotion|continue reading(?: the main story)?|广告|廣告|广告 继续阅读.{0,10}|继续阅读|请继续往下阅读.{0,6})(?:\s*-+)?$`)

// furtherStarts are the starts of further and notices.
var furtherStarts = wordSet("see rea als don mus mor rel rec you in wat lis end 相 相 推 延 更 推 点 點 猜 阅 閱 adv spo sto art scr ski aft con 广 廣 继 请")

// isFurther reports whether a line points to other articles, or is an advertisement's mark.
func isFurther(line string) bool {
	if len(line) > titleBytes || !furtherStarts[startOf(line)] {
		return false
	}
	if len(line) <= 80 && notices.MatchString(line) {
		return true
	}
	return !endsInStop(line) && strings.ContainsAny(line, ":：|｜→>–—") && further.MatchString(line)
}
