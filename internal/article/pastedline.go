package article

import (
	"strings"
	"time"
	"unicode/utf8"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// hanWriter is what a byline calls who wrote.
const hanWriter = `记者|記者|撰文|撰稿|作者|通讯员|通訊員|編輯|图\s?[/／、]?\s?文|圖\s?[/／、]?\s?文|文\s?[/／、]\s?[图圖]|文`

// facts are what one line says about the article that it is above or below.
type facts struct {
	kinds    int  // how many pieces of it are about the article
	other    bool // a piece of it is not
	labelled bool // a piece of it names what it is: "By", "来源："
	authors  []string
	outlet   string
	title    string
	url      string
	caption  string
	tags     []string
	day      time.Time
	updated  bool           // day is that of a change
	unclear  *dates.Unclear // instead of day
	dayOnly  bool
	loose    bool // a stamp with a piece of no known kind beside it
	weak     bool // a title or a line of the text may look the same: it counts only beside others
	sourced  bool // outlet has a label
	section  bool // tags are the section
	spoken   bool // a label of it also names speakers: "Editor: Why?"
}

// about reports whether all of a line is about the article.
func (f facts) about() bool { return f.kinds > 0 && !f.other }

// isDay reports whether the line is a day and nothing else.
func (f facts) isDay() bool { return f.dayOnly && f.about() }

// maxAbout is how long such a line is, in bytes.
const maxAbout = 300

var (
	timeOfDay = lazyregexp.New(`(?i)(?:\bat\s+)?\b(?:[01]?\d|2[0-3])[:.：h](?:[0-5]\d)(?:[:：][0-5]\d)?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?|\b(?:1[0-2]|[1-9])\s*[ap]\.?m\b\.?|(?:上午|下午|晚上|凌晨|中午|早上)|\d{1,2}[时時点]\d{1,2}分?`)
	zone      = lazyregexp.New(`\(?\b(?:GMT|UTC|BST|IST|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|CES?T|AEST|AEDT|SGT|HKT|JST|KST|WIB|Z)\b\)?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?|\s[+-]\d{2}:?\d{2}\b|北京时间|北京時間|当地时间`)
	weekName  = lazyregexp.New(`(?i)\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,?|(?:星期|周|週)[一二三四五六日天]`)
	ago       = lazyregexp.New(`(?i)\b(?:an?|\d+|one|two|three)\s*(?:min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?)\s+ago\b|\d+\s*(?:分[钟鐘]|小[时時]|天|周|週|[个個]月)前|^(?:yesterday|today|昨天|今天)$`)
	stampWord = lazyregexp.New(`(?i)\b(?:(?:first|originally|last) )?(?:published|posted|updated|modified|released|created(?: time)?|revised|edited|issued)(?: on| at)?\b\s*[:：]?|\b(?:last )?update\b\s*[:：]|\b(?:date|publication date|date published|pub(?:lish)? date|publish time|time)\s*[:：]|` +
		`(?:(?:首次|文章|新闻|新聞|稿件)?(?:发布|發布|發佈|发表|發表|更新|刊登|修改|创建|創建|最后更新|出版|上稿)(?:于|於|时间|時間|日期)?|(?:文章)?日期|时间|時間)\s*[:：]?`)
	updateWord = lazyregexp.New(`(?i)updated|modified|revised|created|saved|accessed|\bupdate\b|更新|修改|创建|創建`)
	pieceMark  = lazyregexp.New(`\s*[|｜·•●∙丨]\s*|\s+[/–—―-]\s+|\s*／\s*|\t|\s*;\s*|　+`)
	// gluedTime is a time of day behind a year, or a year behind a time, without a blank, as copied cells give them.
	gluedTime = lazyregexp.New(`\b((?:19|20)\d\d|\d{1,2}:\d\d)(\d{1,2}:\d\d|(?:19|20)\d\d[/-])`)
	// weiboStamp is a stamp of Weibo.
	weiboStamp = lazyregexp.New(`^\d\d-\d{1,2}-\d{1,2} \d\d:\d\d\b`)
	// barredLabel is a label with another mark than a colon behind it: "文／", "Author -", "撰文 |".
	barredLabel = lazyregexp.New(`(?i)(^|[|｜，,（(〔【\]])\s*(` + authorWords + `|` + outletWords + `|` + idleWords + `|` + photoWords + `|` + dateWords + `)(?:\s*[／｜丨|]\s*|\s+[–—-]\s+)`)
	labelMark   = lazyregexp.New(`(?i)(?:^|\s|[，,（(】\]])(` + labelWords + `)\s*[:：]`)
	readTime    = lazyregexp.New(`(?i)^(?:(?:estimated )?(?:reading|read) time\s*[:：]?\s*)?(?:about |~)?(?:\d{1,3}|less than a|a|one|two|three|four|five|six|ten)(?:\s*-\s*\d{1,3}|\+)?[ -]?min(?:ute)?s?\.?(?: (?:of )?(?:read(?:ing)?|listen|watch)(?: time)?)?$|^(?:本文)?(?:全文)?(?:共|约|共计)?\s*\d+\s*字.{0,20}$|^(?:预计)?(?:阅读|閱讀|读完|需)(?:时间|時間|时长|時長|本文|需|约|約|大约|大約|需要|全文)*\s*[:：]?\s*(?:约|約|大约|大約)?\s*\d+\s*分[钟鐘]?$|^\d+\s*分[钟鐘](?:阅读|閱讀|读完)?$|^\d[\d,]* words$`)
	crumbs      = lazyregexp.New(`^本文(?:来自|來自|转自|轉自|转载自|轉載自|首发于|首發於).{0,120}$|^发表于\p{Han}{2,8}$|^[【〔\[（(]\p{Han}{2,12}(?:专讯|專訊|讯|訊)[】〕\]）)]$|^发布于\p{Han}{2,8}$|^来自 ?(?:(?:微博|iPhone|Android|HUAWEI|华为|小米)(?:网页版|手机版|轻享版|视频号?|客户端|手机)?(?: ?[A-Za-z0-9+ ]{1,20})?|\p{Han}{0,6}超话)$|(?i:^markdown content\s*:$)|(?i:^(?:for (?:immediate )?release|(?:press|news|media) release)\s*:?$|^(?:media |press )?contacts?\s*:$)|^\S+@\S+\.\w+$|^(?:\+\d|\(\d)[\d() .-]{6,20}$|^Reporting from .{2,60}$|(?i:^(?:view|open|read) (?:this |it )?(?:e-?mail |message |newsletter )?(?:in|on) (?:your |the |a )?(?:web )?(?:browser|web|online)\b.{0,40}$|^(?:having )?trouble (?:viewing|reading) .{0,80}$)|^-*\s*(?:Forwarded message|Original Message|转发的邮件|原始邮件|转发邮件信息)\s*-+$|^Begin forwarded message:$|^(?:当前位置|您的位置|您当前的位置|你的位置)\s*[:：].{0,80}$|^(?:Home|首页|首頁)\s*(?:[>›»/\\]|-{1,2}>?).{0,100}$|^[\p{L} &]{2,24}(?:\s*[>›»]\s*[\p{L} &]{2,30}){1,4}$`)
)

// doubleColon is a property as Obsidian's Dataview and Logseq write it: "author:: Ann Example".
var doubleColon = lazyregexp.New(`^([\p{L}_-]{1,24})::`)

// hashTags is a line of nothing but tags: "#harbour #lifeboat/station".
var hashTags = lazyregexp.New(`^#[\p{L}\d][\p{L}\d/_-]*#?(?:[\s,，]+#[\p{L}\d][\p{L}\d/_-]*#?)*$`)

// bracketed is what is between brackets at the end of a name, and behind them.
var bracketed = lazyregexp.New(`\s*[(（].*$`)

// halfDay is the one stop that a line about an article may end in.
var halfDay = lazyregexp.New(`(?i)\b[ap]\.m\.$`)

// readLine reads a line as one about the article. Days and times of day are taken out first; what is left is parted at
// its marks and labels, and each piece must be of a known kind. Beside a stamp with a time, or a label, a short piece of
// another kind may stand.
func readLine(line string) facts {
	var f facts
	if len(line) > maxAbout || endsLikeProse(line) && !halfDay.MatchString(line) || !mayBeAbout(line) {
		return f
	}
	if line = strings.Trim(line, "*_ "); strings.Contains(line, "::") {
		line = doubleColon.ReplaceAllString(line, "$1:")
	}
	if strings.HasPrefix(line, "#") && hashTags.MatchString(line) {
		return facts{kinds: 1, labelled: true, tags: splitTags(line), weak: !strings.Contains(line, " ")}
	}
	if isMeasure(line) || isButtons(line) || crumbs.MatchString(line) {
		return facts{kinds: 1, weak: !strings.Contains(line, " ") || strings.HasPrefix(line, "Reporting from")}
	}
	if name, value, ok := wholeLabel(line); ok {
		f.piece(name, value)
		return f
	}
	line = withMarks(line)
	rest := f.takeDays(line)
	hadDay := f.kinds > 0
	if hadDay && len(rest) > maxAbout/2 {
		f.other = true
		return f
	}
	if hasColon(rest) {
		rest = labelMark.ReplaceAllString(rest, "|$1：")
	}
	strange := f.pieces(rest, hadDay, strings.HasPrefix(line, "原创"))
	isStamp := hadDay && !hasOtherLabel(line) && !otherLabel.MatchString(line) && (f.labelled || timeOfDay.MatchString(line) || stampWord.MatchString(line))
	f.loose = len(strange) > 0 && isStamp && areMinor(strange)
	f.other = f.other || len(strange) > 0 && !f.loose
	f.dayOnly = hadDay && f.kinds == 1 && !f.labelled && len(strange) == 0
	f.weak = f.kinds == 1 && (f.weak || f.dayOnly && f.day.IsZero() && f.unclear == nil && !strings.ContainsAny(line, " 0123456789"))
	return f
}

// maxMeasure is how long a line is at the most that says how long or how often something is read, in bytes.
const maxMeasure = 100

// isMeasure reports whether a line says how long it takes to read something, or how many did.
func isMeasure(line string) bool {
	return len(line) <= maxMeasure && (readTime.MatchString(line) || counted.MatchString(line))
}

// withMarks parts what is together in a line about an article: a time behind a year, a label and its value.
func withMarks(line string) string {
	if strings.ContainsAny(line, ":/-") {
		line = gluedTime.ReplaceAllString(weiboStamp.ReplaceAllString(line, "20$0"), "$1 $2")
	}
	if strings.ContainsAny(line, "／｜丨|–—-") {
		line = barredLabel.ReplaceAllString(line, "$1|$2：")
	}
	return line
}

// hasOtherLabel reports whether a line begins with a label that is not about an article: "Birth date: 5 May 1978".
func hasOtherLabel(line string) bool {
	name, _, ok := cutColon(line)
	if ok && name != "" && isDigit(name[len(name)-1]) { // a time of day
		return false
	}
	return ok && isProperty.MatchString(name+":") && labelOf(name) == "" && strings.Trim(stampWord.ReplaceAllString(name+":", ""), " :") != ""
}

// endsLikeProse reports whether a line ends in a mark of a sentence or a quotation.
func endsLikeProse(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".。!?！？”\"」", last)
}

// mayBeAbout reports whether a line has a digit, a mark or a word without which it says nothing about an article. It
// spares most lines the patterns.
func mayBeAbout(line string) bool {
	if strings.ContainsAny(line, "0123456789:：|｜·•>›/／#@") || strings.HasPrefix(line, "--") || isButtons(line) {
		return true
	}
	first, _, _ := strings.Cut(line, " ")
	return byFirst[strings.ToLower(first)] || strings.ContainsAny(line, "记記作撰文编編年关關请請来") || len(line) <= maxShortBytes/2 && strings.ContainsAny(line, "讯訊阅閱发發")
}

var byFirst = wordSet("for press news media contact contacts submitted author authors date source posted published updated by written story words reported reporting text report article post view open trouble having yesterday today a an one two three less about")

// wholeLabel returns the label and the value of a line that is "Title: …", "URL: …", "Tags: …" as a whole: what is in it
// may look like anything.
func wholeLabel(line string) (name, value string, ok bool) {
	name, value, ok = cutColon(line)
	if !ok {
		return "", "", false
	}
	switch label := labelOf(name); label {
	case "title", "url", "tags":
		return name, value, value != "" && !endsSentence(value) || label == "url"
	case "photo":
		return name, line, len(line) <= 100 && !endsInStop(line)
	}
	return "", "", false
}

// takeDays takes the days, the times of day and the words about them out of a line. The first day counts that is not
// one of a change.
func (f *facts) takeDays(line string) string {
	var b strings.Builder
	line = commonYears(line)
	last, found := 0, false
	for _, m := range dates.Find(line) {
		if !m.Day || !m.Year || !m.First.Equal(m.Last) {
			continue
		}
		changed := updateWord.MatchString(line[last:m.Start])
		if f.day.IsZero() || f.updated && !changed {
			f.day, f.updated = m.First, changed
		}
		b.WriteString(line[last:m.Start])
		b.WriteString(" | ")
		last, found = m.End, true
	}
	b.WriteString(line[last:])
	rest := b.String()
	if !found {
		rest, found = f.unclearDay(rest)
	}
	if !found && ago.MatchString(rest) {
		rest, found = ago.ReplaceAllString(rest, " | "), true
	}
	if !found {
		return rest
	}
	f.kinds++
	for _, pattern := range []*lazyregexp.Regexp{timeOfDay, zone, weekName} {
		rest = pattern.ReplaceAllString(rest, " | ")
	}
	return stampWord.ReplaceAllString(rest, " | ")
}

// unclearDay takes a day like 06/03/2025 out of a line. With dots between the numbers the day is the first.
func (f *facts) unclearDay(line string) (string, bool) {
	found := dates.FindUnclear(line)
	if len(found) == 0 {
		return line, false
	}
	u := found[0]
	if strings.Contains(line[u.Start:u.End], ".") {
		f.day = u.DayFirst
	} else {
		f.unclear = &u
	}
	return line[:u.Start] + " | " + line[u.End:], true
}

var (
	byWords   = lazyregexp.New(`(?i)^(?:by|(?:submitted |posted |published )by|written by|story by|words by|reported by|reporting by|text by|report by|article by|post by)\s+(.{2,160})$`)
	hanByline = lazyregexp.New(`^(?:(` + hanOutlet + `)\s*)?(?:本报|本報|本网|本刊|特约|见习|实习|首席)?(?:(?:记者|記者|通讯员|通訊員)\s*[/／｜|丨:：]?|(?:` + hanWriter + `)(?:\s*[/／｜|丨:：]|\s))\s*([\p{Han}·]{2,4}(?:[、，, 　]+[\p{Han}·]{2,4}){0,5})(?:\s*[/／]?\s*(?:发自|發自)?[\p{Han}]{2,8}(?:报道|報道|報導))?$`)
	// wiredByline is that of a news agency: a name, a place and a day without marks between them.
	wiredByline = lazyregexp.New(`^(` + hanOutlet + `)?(?:` + hanWriter + `)(\p{Han}{3}|\p{Han}{2})[\p{Han}]{2,6}\d{1,2}日(?:电|電)$`)
	// reportedFrom is where an author reports from: 港灣報導.
	reportedFrom = lazyregexp.New(`^\p{Han}{0,10}(?:报道|報道|報導|摄影|攝影|电|電|综合报道|綜合報導)$`)
	// counted is how often something was read, liked or answered.
	counted = lazyregexp.New(`(?i)^[\d.,]+\s*[km万萬]?\+?\s*(?:人赞同了?该?(?:文章|回答)|次?(?:阅读|浏览|观看|播放|閱讀|觀看)|条?评论|个?赞|comments?|likes?|shares?|views?|reads?|claps?|restacks?|replies|responses?|hits)$|^(?:人气|人氣|阅读|閱讀|赞同|浏览|瀏覽|点击|点赞|在看|评论|評論|views|hits|reads)\s*[(（:：]?\s*[\d.,]+\s*[km万萬]?\s*次?[)）]?(?:\s*(?:在看|评论|点赞|赞|喜欢|分享)\s*\d+)*$`)
	// pageOfPaper is where in a paper an article stands: 第 04 版.
	pageOfPaper = lazyregexp.New(`^第\s*\d+\s*版$`)
	// inSection is the section behind a day: "Posted by A on May 5, 2025 in Local News".
	inSection  = lazyregexp.New(`^in \p{Lu}.{0,60}$`)
	pictureBy  = lazyregexp.New(`(?i)^(?:photos?|photographs?|photography|pictures?|images?|videos?|graphics?|illustrations?)\s+by\s+.{2,60}$`)
	sectionSet = wordSet(`news world politics business opinion sport sports technology tech science health culture local analysis breaking exclusive live uk us usa asia europe africa americas china international national economy markets finance environment climate travel education entertainment arts lifestyle weather video podcast editorial feature features comment investigations home
新闻 要闻 国际 国内 时政 财经 社会 体育 娱乐 科技 评论 观点 军事 健康 文化 教育 本地 视频 正文 快讯 独家 头条 原创 深度 热点 滚动 专题 经济 港澳 台湾 两岸 原创 转载
北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门`)
)
