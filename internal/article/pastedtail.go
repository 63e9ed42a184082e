package article

import (
	"strings"

	"lede/internal/lazyregexp"
)

// dropBetween takes out the lines between paragraphs that point elsewhere. If they are much of the text, they are the
// text. A list below a line with a colon stays.
func (d *draft) dropBetween() {
	idle := make([]bool, len(d.paragraphs))
	all, idleBytes, inList := 0, 0, false
	for i, p := range d.paragraphs {
		all += len(p.text)
		if len(p.text) > maxListLine && (len(p.text) > 2*titleBytes || endsSentence(p.text)) {
			inList = endsInColon(p.text)
			continue
		}
		text := clean(p.text)
		areButtons := isButtons(text)
		if idle[i] = pointsElsewhere(text, areButtons, inList); idle[i] {
			idleBytes += len(p.text)
		}
		inList = endsInColon(text) || inList && areButtons
	}
	var rest []paragraph
	for i, p := range d.paragraphs {
		if isMark(p.text) || idle[i] && idleBytes*maxIdle <= all {
			d.removed = append(d.removed, clean(p.text))
		} else {
			rest = append(rest, p)
		}
	}
	d.paragraphs = rest
}

// maxIdle is which part of the text, one in so many bytes, such lines are at the most.
const maxIdle = 4

// isMark reports whether a line is the mark of an advertisement or of a list of articles, which no text has.
func isMark(line string) bool {
	return len(line) <= maxListLine && furtherStarts[startOf(line)] && notices.MatchString(clean(line))
}

// pointsElsewhere reports whether a line that is no mark is no part of the text. One button alone may be a heading.
func pointsElsewhere(line string, areButtons, inList bool) bool {
	switch {
	case line == "" || isMark(line) || endsLikeProse(line) || strings.HasSuffix(line, ",") || strings.HasSuffix(line, "，"):
		return false
	case isFurther(line):
		return true
	case inList || isListItem(line):
		return false
	}
	return areButtons && strings.ContainsFunc(line, betweenButtons) || len(line) <= maxListLine && tailList.MatchString(line)
}

// endsInColon reports whether a list may be below a line.
func endsInColon(line string) bool {
	line = strings.TrimRight(line, " \n")
	return strings.HasSuffix(line, ":") || strings.HasSuffix(line, "：")
}

// readTail takes the lines below the text, and the lists among them.
func (d *draft) readTail() {
	for n := 0; n != len(d.paragraphs); {
		n = len(d.paragraphs)
		d.dropTailList()
		d.readTailLines()
	}
}

// readTailLines takes the lines below the text. A line that says who wrote or where it is from counts.
func (d *draft) readTailLines() {
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
var tailList = lazyregexp.New(`(?i)^(?:(?:explore )?(?:more on these |related |key |suggested )?topics|tags|related|most (?:read|viewed|popular)|` +
	`(?:related|recommended|more|top|latest|most (?:read|viewed|popular)|popular) (?:stories|articles|news|posts|reading|content|topics|coverage)|` +
	`you (?:may|might) also like|read more|read next|more from (?-i:\p{Lu})[^,]{1,40}|in this (?:story|article)|editors?['’]?s? picks|` +
	`(?:相关|相關|推荐|推薦|热门|熱門|延伸|更多)(?:阅读|閱讀|新闻|新聞|文章|报道|報導|推荐|推薦|标签|標籤|内容|內容)|相关|相關|猜你喜欢|猜你喜歡|标签|標籤|关键词|關鍵詞)\s*[:：]?$`)

// maxListLine is how long a line of such a list is at the most, in bytes.
const maxListLine = 90

// dropTailList takes out such a label with the short lines below it, if nothing else is there.
func (d *draft) dropTailList() {
	for n := len(d.paragraphs) - 1; n > 0 && n >= len(d.paragraphs)-tailLines; n-- {
		text := clean(d.paragraphs[n].text)
		switch {
		case tailList.MatchString(strings.Trim(text, "-—–·▼↓ ")):
			for _, p := range d.paragraphs[n:] {
				d.removed = append(d.removed, clean(p.text))
			}
			d.paragraphs = d.paragraphs[:n]
			return
		case len(text) > maxListLine || endsLikeProse(text):
			return
		}
	}
}

// isBio reports whether a line below the text says who its author is: "Ann Example is a reporter in Harrow."
func (d *draft) isBio(line string) bool {
	first, _, _ := strings.Cut(d.Author, ", ")
	line = strings.TrimLeft(line, "（(作者本文：")
	return len(first) > 3 && strings.HasPrefix(line, first) && bioWords.MatchString(line[len(first):])
}

var bioWords = lazyregexp.New(`(?i)^(?:, [^,]{1,60},|[^,]{0,40}) (?:(?:reports on|writes (?:about|for)|covers|can be reached at)\b|(?:is|was) (?:a|an|the|our|based|currently) [^,]{0,60}\b(?:correspondent|reporter|editor|writer|columnist|contributor|journalist|author|fellow|professor|producer|freelance)\b)|^[\p{Han}·]{0,6}，?(?:是|为|系|為)[^，。！？]{0,40}(?:记者|記者|作者|作家|撰稿人|编辑|編輯|教授|学者|學者|评论员|研究员)`)

// networks are where outlets have accounts, roleHan ends a line in Chinese about what an author is.
const (
	networks = `(?:twitter|x|facebook|instagram|linkedin|threads|bluesky|tiktok|youtube|telegram|whatsapp|mastodon|weibo|wechat|google|social media)`
	roleHan  = `[^，。！？]{0,40}(?:记者|記者|作家|撰稿人|编辑|編輯|教授|讲师|講師|学者|學者|评论员|評論員|研究员|研究員|博士|主任|院长|院長|所长|所長|律师|律師|专栏|專欄)[^。！？]{0,40}。?`
)

var (
	tailLine = lazyregexp.New(`(?i)^(?:` +
		`\(?(?:additional |with )?(?:reporting|writing|editing|edited|compiled|translated|fact-?checked|produced|contributions?)(?: contributed)? by (?-i:\p{Lu}).{0,200}|` +
		`©.{0,160}|\(c\) \d{4}.{0,120}|copyright(?:\s*[:：©]|\s*\(c\)|\s+(?:\d{4}|notice)\b|\s+\S+(?: \S+){0,4} (?:\d{4}|©)).{0,160}|copyright .{0,100}all rights reserved\.?|all rights reserved\.?|` +
		`(?:sign up|subscribe|register) (?:(?:now|here|today)\b.{0,120}|(?:for|to) (?:(?-i:\p{Lu})[^,]{0,60}|.{0,60}\b(?:newsletters?|inbox|updates|alerts?|e-?mails?|channel|podcast|briefing|digest|feed|magazine|app|notifications|access|account|subscription|free|now|here)\b.{0,100}))|follow (?:us|.{1,40}) on ` + networks + `\b.{0,80}|join (?:the conversation|our (?:[\w-]+ )?(?:newsletter|community|channel|group|list|team)|us on ` + networks + `)\b.{0,80}|` +
		`download our app.{0,60}|get the latest [^,]{0,40}\b(?:news|headlines|stories|updates?|alerts)\b.{0,80}|click here(?: (?:to|for|if)\b[^,]{0,100})?[.:…»> ]*|share this(?: article| story| page)?:?|` +
		`(?:leave|post|add) a (?:comment|reply)|cancel reply|like this:|loading(?:\.\.\.|…)|(?:posted in|tagged) (?-i:[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?(?:, ?[\p{L}-]+(?: \p{L}[\p{L}-]+)?)+|\p{Lu}[\p{L}-]+)|(?-i:SOURCE:? \p{Lu}[^.,]{0,60}\p{Ll})[^.,]{0,20}|thanks for reading\b.{0,80}\bsubscribe\b.{0,120}|(?:this post is public|discussion about this post)\b.{0,80}|purchase licensing rights.{0,20}|(?:view|show|read) (?:all )?(?:\d+ )?comments?|(?:\d+ )?comments?|unsubscribe(?: (?:here|now|from [^,]{2,60}|at any time|link)|\s*[|·].{0,100})?\.?|you(?:'re| are)? (?:receive|receiving|received) (?:this|these) (?:e-?mail|mail|message|newsletter)s?\b.{0,100}\b(?:subscri\w+|unsubscribe|signed up|opted|registered|mailing list|account|member)\b.{0,120}|` +
		`.{0,120}\b(?:click|link|here|preferences|settings|browser)\b.{0,60}\bunsubscribe\b.{0,30}|.{0,120}\bunsubscribe,? (?:here|by click|click|link)\b.{0,40}|.{0,60}[|·] ?unsubscribe|view (?:this email )?in (?:your )?browser.{0,40}|` +
		`(?:more|most) (?:on this story|from (?:this |the )?(?:author|section|series)|read|popular)|more from (?-i:\p{Lu})[^,]{0,40}|related (?:topics|stories|articles|content|links)|recommended(?: for you)?|top stories|editor'?s picks|` +
		`(?:(?:editor['’]?s['’]? note|correction|clarification|update)s?\s*[:：-] ?)?(?:this|an earlier version of this|a previous version of this) (?:article|story|post|piece|report|copy|page) (?:(?:(?:was|has been|is) (?:originally |first |also |being )?(?:updated|corrected|amended|published|changed|edited|revised|produced|syndicated|republished|reprinted|translated|clarified|part of)|(?:originally |first )?appeared)(?:[.:;].{0,200}|,? (?:on|by|in|at|with|to|from|under|after|as|for|via|because|a|an|the|our|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d+|\S*\d)\b.{0,200})?|(?:incorrectly |wrongly )?(?:misstated|misspelled|misidentified|stated)\b.{0,200})|` +
		`(?:editor['’]?s['’]? note|correction|clarification)s?\s*[:：].{0,200}|` +
		`\(?with (?:inputs?|reporting|files|contributions|additional reporting|information|agency inputs)\b.{0,80}|.{2,60} contributed (?:reporting|to this (?:report|story|article))\b.{0,40}|` +
		`#{3,}|-+ ?30 ?-+|[-–— ]*(?:ends?|the end)[-–— ]*|support (?:(?:independent|quality|local) |our )(?:\w+ )?(?:journalism|work|newsroom|reporting)\b.{0,120}|back to (?:top|the top|home|homepage|all .{1,30})|(?:return|go) to (?:top|home(?:page)?)|` +
		`get (?:the|our|all the|more) [^,]{0,60}(?:inbox|newsletter|alerts|delivered)\b.{0,60}|get (?:the|our) (?:[\w ]{1,30} )?app(?: (?:for|on|now|here|today)\b[^,]{0,60})?[.!]?|(?:do you have|got|know) (?:an?|any|more|some|something|information)\b[^,]{0,60}\b(?:tips?|to share|e-?mail|contact)\b.{0,120}|` +
		`(?:email|e-mail|contact|write to|reach) (?:us|the (?:author|writer|editor|reporter)|.{2,30}) at \S+@\S+|\S+@\S+\.\w+|(?:next|previous) (?:article|story|post)\b.{0,80}|` +
		`have (?:a|any) (?:news )?(?:tip|story)(?: [^,?]{1,40})?\?.{0,160}|our standards:.{0,120}|.{0,6}the thomson reuters trust principles.{0,6})$`)
	tailLineHan = lazyregexp.New(`^[（(【\[]?\s*(?:纠错\s*[】\]]?\s*[【\[]?\s*)?(?:` +
		`(?:本文|本网)?(?:责任编辑|責任編輯|责编|責編|編輯|编辑|校对|校對|审核|審核|监制|監制|監製|主编|主編|值班编委|终审|終審|复审|複審|初审|初審|审校|審校|制图|製圖|美编|美編|見習編輯|见习编辑|实习编辑|實習編輯|值班编辑|值班編輯|审稿|審稿|排版|图片编辑|圖片編輯|视频编辑|文字编辑|统筹|統籌|策划|策劃|出品)(?:\s*[:：／/][^，。！？]{0,60}|\s+[\p{Han}·]{2,4}(?:[\s，、]+[\p{Han}·]{2,4}){0,3}|\s*[:：／/ ](?:\s*[\p{Han}·]{2,4}(?:[\s，、]+[\p{Han}·]{2,4}(?:[:：][\p{Han}·]{2,4})?)+))|` +
		`(?:责任编辑|責任編輯)\s*[:：]?\s*[\p{Han}·]{2,4}。?|` +
		`(?:※\s*)?(?:本文)?(?:版权|版權)(?:(?:声明|聲明)(?:[\s:：].{0,100})?|所有(?:[\s，。:：©].{0,80})?|(?:归|歸)[^，。！？]{0,40}所有(?:，未[经經][^。]{0,60})?。?)|` +
		`(?:本文)?作者[^\s认認说說以在的把，。：:][\p{Han}·]{1,7}，?(?:是|为|系|為)` + roleHan + `|(?:本文)?作者(?:为|系|為)` + roleHan + `|` +
		`本文(?:转自|轉自|转载自|轉載自|来自|來自|首发于|首發於|原载于|原載於|刊于|刊於|来源|來源|作者(?:\s*[:：]|为|為|系|是))[^。！？]{0,100}。?|` +
		`本文(?:为|為|由|系)[^，。！？]{0,40}(?:原创|原創|独家|獨家|稿件|作品|授权|授權|发布|發布|发表|發表|转载|轉載|首发|首發|撰写|撰寫|整理|编译|編譯|翻译|翻譯|提供|观点|觀點)[^。！？]{0,60}。?|` +
		`(?:未经|未經)[^，。！？]{0,30}，?[^，。！？]{0,20}(?:转载|轉載|授权不得|授權不得|复制|複製|摘编|摘編)[^。！？]{0,60}[。！]?|(?:本文)?(?:转载|轉載)(?:请|請)[^。！？]{0,60}[。！]?|` +
		`(?:特别|特別|免责|免責)?(?:声明|聲明)\s*[:：].{0,100}(?:本文|转载|轉載|观点|觀點|立场|立場|网站|網站|本站).{0,160}|` +
		`(?:返回|点击|點擊|扫码|掃碼|扫描|掃描|长按|長按|關注|关注|分享到|分享至|更多精彩)[^。！？]{0,40}(?:公众号|公眾號|公众號|微博|微信|首页|首頁|主页|主頁|顶部|頂部|列表|目录|目錄|搜狐|二维码|二維碼|原文|全文|阅读|閱讀|内容|內容|链接|鏈接|連結|频道|頻道|专题|專題|客户端|客戶端|APP|下载|下載|订阅|訂閱|文章|朋友圈|我们|我們|日报|日報|晚报|晚報)[^。！？]{0,30}[。！]?|` +
		`(?:阅读|閱讀|展开|展開|查看)(?:剩余|剩餘)?全文[^，。！？]{0,10}|(?:阅读|閱讀|查看)原文|原文(?:链接|鏈接|連結)|(?:举报|舉報)(?:[/／]?反馈|[/／]?反饋)?|(?:全文)?完|[-—–·\s]*(?:END|完|全文完)[-—–·\s]*|(?:打开|打開|下载|下載)[^\s，。！？]{0,12}(?:APP|客户端|客戶端|应用|應用)[^\s，。！？]{0,20}|` +
		`(?:相关|相關|推荐|推薦|热门|熱門|延伸|更多)(?:阅读|閱讀|新闻|新聞|文章|报道|報導|链接|鏈接|連結)\s*(?:[:：].{0,60})?|(?:原标题|原標題)\s*[:：].{0,80}|纠错|` +
		`\p{Han}{0,6}(?:报料|报料热线|爆料|新闻热线|新聞熱線|投稿邮箱)(?:电话|邮箱)?\s*[:：]\s*[\d\w@.、 ()（）/-]{5,60}|` +
		`(?:喜欢|喜歡|如果(?:你|您)?(?:喜欢|喜歡|觉得|覺得))(?:(?:这篇|這篇|本文|文章|就|请|請|的话|的話|有用|不错|不錯|，|,)){0,6}(?:点个|點個|点亮|點個|点一下|点击)[^。！？]{0,8}(?:在看|赞|讚)[^。！？]{0,6}[。！]?)\s*[）)】\]]?$`)
	// editorHan is a line in Chinese that names an editor, wherever it is in a page.
	editorHan = lazyregexp.New(`^[（(【\[]?\s*(?:责任编辑|責任編輯|责编|責編|校对|校對)\s*[:：]\s*[\p{Han}·]{2,4}(?:[\s、，]+(?:(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對)\s*[:：]\s*)?[\p{Han}·]{2,4})*\s*[）)】\]]?$`)
	endParen  = lazyregexp.New(`^[（(]\s*(.{2,120}?)\s*[)）]$`)
)

// maxMarks is how long a line of marks below a text is at the most, in bytes.
const maxMarks = 12

// tailFacts reads a line below the text. It returns false if it may be the text.
func tailFacts(text string) (facts, bool) {
	if strings.HasPrefix(text, "(") || strings.HasPrefix(text, "（") {
		if m := endParen.FindStringSubmatch(text); m != nil {
			if f, ok := tailFacts(m[1]); ok {
				return f, true
			}
		}
	}
	if editedOn.MatchString(text) {
		var f facts
		f.takeDays(text)
		return f, true
	}
	if m := reportedBy.FindStringSubmatch(text); m != nil {
		names := namesOf(m[1])
		return facts{authors: names, kinds: 1}, len(names) > 0
	}
	if mayBeTail(text) && tailLine.MatchString(text) || mayBeTailHan(text) && tailLineHan.MatchString(text) || isFurther(text) || isButtons(text) || counted.MatchString(text) || len(text) <= maxMarks && !strings.ContainsFunc(text, isWordRune) {
		return facts{kinds: 1}, true
	}
	f := readLine(text)
	return f, f.about() && f.labelled && !f.spoken && (f.outlet == "" || isOutlet(f.outlet))
}

// tailStarts are the starts of tailLine in three letters.
var tailStarts = wordSet("add wit rep wri edi com tra fac pro con c) cop all sig sub reg fol joi dow get cli sha lea pos can lik loa tag sou tha thi dis pur uns you vie " +
	"sho rea mor mos rel rec top cor cla upd an a end the sup bac ret go do got kno ema e-m nex pre hav our 30- ### ##")

// mayBeTail reports whether a line begins as tailLine does, or has one of the words that it has elsewhere. It is a fast
// check before the pattern.
func mayBeTail(line string) bool {
	start := strings.TrimLeft(line, "([-–— ")
	if start == "" || tailStarts[startOf(start)] || isDigit(start[0]) || strings.HasPrefix(start, "©") {
		return true
	}
	return strings.Contains(line, "@") || strings.Contains(line, "ubscribe") || strings.Contains(line, "contributed") || strings.Contains(line, "Trust Principles")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// mayBeTailHan is mayBeTail for tailLineHan.
func mayBeTailHan(line string) bool { return isHanText(line) || strings.Contains(line, "END") }

// editedOn is the stamp of an account below its text.
var editedOn = lazyregexp.New(`^(?:编辑|編輯|发布|發布|发表|發表)[于於]\s*\d{4}[年/.-]\s?\d{1,2}[月/.-]\s?\d{1,2}日?(?:\s*\d{1,2}[:：]\d\d)?(?:[\s・·•,，]+\p{Han}{2,6})?$`)

var reportedBy = lazyregexp.New(`^[Rr]eporting by ([^;]+?)(?:[;.,]? (?:[Ww]riting|[Ee]diting|[Aa]dditional|[Gg]raphics)\b.*|;.*|\.)?$`)

// further are labels of links to other articles.
var further = lazyregexp.New(`(?i)^(?:[>»▶►•→*-]+\s*)?(?:see also|read (?:also|more|next)|also read|don'?t miss|must read|more (?:like this|on this|from us)|` +
	`related(?: stories| articles| news| reading| coverage)?|recommended(?: reading)?|you (?:may|might) also like|in case you missed it|` +
	`相关阅读|相關閱讀|延伸阅读|延伸閱讀|相关新闻|相關新聞|相关报道|相關報導|相关链接|更多阅读|更多閱讀|更多新闻|更多新聞|更多报道|更多報導|推荐阅读|推薦閱讀|阅读更多|閱讀更多|点击(?:阅读|查看)|點擊(?:閱讀|查看)|猜你喜欢|猜你喜歡)\s*(?:[:：|｜]|>>?|→|–|—)\s*\S|^(?:watch|listen|read on)\s*(?:[:：|｜]|>>?|→)\s*(?-i:[^\p{Ll}\s])`)

var notices = lazyregexp.New(`(?i)^(?:-+\s*)?(?:advertisement|advertising|sponsored(?: content)?|story continues below(?: advertisement)?|article continues (?:after|below)(?: (?:the |this )?(?:advertisement|ad))?|` +
	`list (?:\d+ )?of \d+(?: items)?|end of list|(?:相关|相關|推荐|推薦|延伸)(?:阅读|閱讀)[:：]|(?:read more|related|recommended)[:：]|` +
	`(?:advertisement\W+)?(?:scroll|skip) (?:to continue|past newsletter promotion|advertisement).{0,30}|after newsletter promotion|continue reading(?: the main story)?|广告|廣告|广告 继续阅读.{0,10}|继续阅读|请继续往下阅读.{0,6}|請同意我們的隱私權規範.{0,40})(?:\s*-+)?$`)

// furtherStarts are the starts of further and notices.
var furtherStarts = wordSet("see rea als don mus mor rel rec you in wat lis end 相 相 推 延 更 推 点 點 猜 阅 閱 adv spo sto art scr ski aft con 广 廣 继 请 請")

// isFurther reports whether a line points to other articles, or is an advertisement's mark.
func isFurther(line string) bool {
	if len(line) > titleBytes || !furtherStarts[startOf(line)] {
		return false
	}
	if len(line) <= 80 && notices.MatchString(line) {
		return true
	}
	return !endsLikeProse(line) && strings.ContainsAny(line, ":：|｜→>–—") && further.MatchString(line)
}
