package article

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"lede/internal/dates"
)

// facts are what one line says about the article that it stands above or below.
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
}

// about reports whether all of a line is about the article.
func (f facts) about() bool { return f.kinds > 0 && !f.other }

// isDay reports whether the line is a day and nothing else.
func (f facts) isDay() bool { return f.dayOnly && f.about() }

// maxAbout is how long such a line is, in bytes.
const maxAbout = 300

var (
	timeOfDay = regexp.MustCompile(`(?i)(?:\bat\s+)?\b(?:[01]?\d|2[0-3])[:.：h](?:[0-5]\d)(?:[:：][0-5]\d)?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?|\b(?:1[0-2]|[1-9])\s*[ap]\.?m\b\.?|(?:上午|下午|晚上|凌晨|中午|早上)|\d{1,2}[时時点]\d{1,2}分?`)
	zone      = regexp.MustCompile(`\(?\b(?:GMT|UTC|BST|IST|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|CES?T|AEST|AEDT|SGT|HKT|JST|KST|WIB|Z)\b\)?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?|\s[+-]\d{2}:?\d{2}\b|北京时间|北京時間|当地时间`)
	weekName  = regexp.MustCompile(`(?i)\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,?|(?:星期|周|週)[一二三四五六日天]`)
	ago       = regexp.MustCompile(`(?i)\b(?:an?|\d+|one|two|three)\s*(?:min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?)\s+ago\b|\d+\s*(?:分钟|小时|天|周|个月)前|^(?:yesterday|today|昨天|今天)$`)
	stampWord = regexp.MustCompile(`(?i)\b(?:(?:first|originally|last) )?(?:published|posted|updated|modified|released|created|revised|edited|issued)(?: on| at)?\b\s*[:：]?|\b(?:last )?update\b\s*[:：]|\b(?:date|publication date|date published|pub(?:lish)? date|publish time|time)\s*[:：]|` +
		`(?:(?:首次)?(?:发布|發布|發佈|发表|發表|更新|刊登|修改|最后更新|出版)(?:于|於|时间|時間|日期)?|日期|时间|時間)\s*[:：]?`)
	updateWord = regexp.MustCompile(`(?i)updated|modified|revised|\bupdate\b|更新|修改`)
	pieceMark  = regexp.MustCompile(`\s*[|｜·•●]\s*|\s+[/／–—―-]\s+|\t|\s*;\s*|　+`)
	labelMark  = regexp.MustCompile(`(?i)(?:^|\s|[，,（(】\]])(` + labelWords + `)\s*[:：]`)
	readTime   = regexp.MustCompile(`(?i)^(?:(?:estimated )?(?:reading|read) time\s*[:：]?\s*)?(?:about |~)?(?:\d{1,3}|less than a|a|one|two|three|four|five|six|ten)(?:\s*-\s*\d{1,3}|\+)?[ -]?min(?:ute)?s?\.?(?: (?:of )?read(?:ing)?(?: time)?)?$|^(?:本文)?(?:全文)?(?:共|约|共计)?\s*\d+\s*字.{0,20}$|^(?:预计)?(?:阅读|閱讀|读完|需)(?:时间|時間|时长|本文|需|约|大约|需要|全文)*\s*[:：]?\s*(?:约|大约)?\s*\d+\s*分[钟鐘]?$|^\d+\s*分[钟鐘](?:阅读|閱讀|读完)?$|^\d[\d,]* words$`)
	crumbs     = regexp.MustCompile(`^-*\s*(?:Forwarded message|Original Message|转发的邮件|原始邮件|转发邮件信息)\s*-+$|^Begin forwarded message:$|^(?:当前位置|您的位置|您当前的位置|你的位置)\s*[:：].{0,80}$|^(?:Home|首页|首頁)\s*(?:[>›»/\\]|-{1,2}>?).{0,100}$|^[\p{L} &]{2,24}(?:\s*[>›»]\s*[\p{L} &]{2,30}){1,4}$`)
)

// halfDay is the one stop that a line about an article may end in.
var halfDay = regexp.MustCompile(`(?i)\b[ap]\.m\.$`)

// Labels and what they name.
const (
	authorWords = `by|author|authors|written by|reporter|reporters|correspondent|作\s?者|记\s?者|記\s?者|撰\s?文|撰\s?稿|撰稿人|文|采写|採寫|采访|通讯员|通訊員|见习记者|实习记者|特约记者|本报记者|本報記者|记者名|署名|投稿`
	outletWords = `source|sources|publisher|publication|outlet|via|来\s?源|來\s?源|稿\s?源|文章来源|信息来源|新闻来源|消息来源|稿件来源|资料来源|出处|出處|媒体|媒體|转自|转载自|首发|来自|公众号|公眾號`
	titleWords  = `title|headline|subject|标题|標題|题目|題目`
	urlWords    = `url|link|original link|original|permalink|原文|原文链接|原文連結|原文地址|链接|連結|网址|網址`
	tagWords    = `tags?|topics?|keywords?|categor(?:y|ies)|filed under|posted in|section|标\s?签|標\s?籤|关键词|關鍵詞|关键字|分类|分類|栏目|欄目|专题|话题`
	photoWords  = `photos?|photo by|photograph|photography|image|image source|picture|图|圖|图片|圖片|摄影|攝影|图源|图片来源|供图`
	idleWords   = `editor|editors|edited by|editing|to|cc|reply-to|责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對|审核|審核|监制|主编|字号|字體|字体|浏览|浏览次数|浏览量|点击|点击数|点击量|阅读|阅读量|阅读次数|閱讀|访问量|人气|评论|分享|收藏|打印|views?|reads|shares?|comments?|word count|语音播报|作者单位|id|created time|last edited time|status|reading time|译者|翻译|translator|translated by`
	dateWords   = `date|published|posted|updated|sent|created|publish(?:ed)? date|publication date|date published|last updated|日期|时间|時間|发布时间|發布時間|发布日期|发表时间|发表日期|更新时间|发布|更新|发表于|发布于`
	fromWords   = `from|发件人|寄件者`
	labelWords  = authorWords + `|` + outletWords + `|` + titleWords + `|` + urlWords + `|` + tagWords + `|` + photoWords + `|` + idleWords + `|` + dateWords + `|` + fromWords
)

var labels = map[string]*regexp.Regexp{
	"author": label(authorWords), "outlet": label(outletWords), "title": label(titleWords), "url": label(urlWords),
	"tags": label(tagWords), "photo": label(photoWords), "idle": label(idleWords), "date": label(dateWords), "from": label(fromWords),
}

func label(words string) *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:` + words + `)$`) }

// readLine reads a line as one about the article. Days and times of day are taken out first; what is left is parted at
// its marks and labels, and each piece must be of a known kind.
func readLine(line string) facts {
	var f facts
	if len(line) > maxAbout || endsLikeProse(line) && !halfDay.MatchString(line) || !mayBeAbout(line) {
		return f
	}
	line = strings.Trim(line, "*_ ")
	if readTime.MatchString(line) || isButtons(line) || crumbs.MatchString(line) {
		f.kinds++
		return f
	}
	if label, value, ok := wholeLabel(line); ok {
		f.piece(label, value)
		return f
	}
	rest := f.takeDays(line)
	hadDay := f.kinds > 0
	if hadDay && len(rest) > maxAbout/2 {
		f.other = true
		return f
	}
	if hasColon(rest) {
		rest = labelMark.ReplaceAllString(rest, "|$1：")
	}
	original := strings.HasPrefix(line, "原创")
	for _, piece := range pieceMark.Split(rest, -1) {
		if piece = strings.Trim(piece, " ,，.。()（）[]【】:：-–—/／\"“”"); piece == "" {
			continue
		}
		name, value, found := strings.Cut(piece, "：")
		if found && labelOf(name) != "" {
			f.piece(labelOf(name), strings.TrimSpace(value))
			continue
		}
		if original && hadDay && isPlaceName(piece) && f.kinds > 1 { // where the account is, behind the day
			continue
		}
		f.unlabelled(piece, hadDay)
	}
	f.dayOnly = hadDay && f.kinds == 1 && !f.labelled
	return f
}

// isPlaceName reports whether a piece may be the name of a province or a country: two to four Chinese characters.
func isPlaceName(piece string) bool {
	n := utf8.RuneCountInString(piece)
	return n >= 2 && n <= 4 && strings.IndexFunc(piece, func(r rune) bool { return !isHan(r) }) < 0
}

// endsLikeProse reports whether a line ends in a mark of a sentence or a quotation.
func endsLikeProse(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".。!?！？”\"」", last)
}

// mayBeAbout reports whether a line has a digit, a mark or a word without which it says nothing about an article. It
// spares most lines the patterns.
func mayBeAbout(line string) bool {
	if strings.ContainsAny(line, "0123456789:：|｜·•>›/／") || strings.HasPrefix(line, "--") || isButtons(line) {
		return true
	}
	first, _, _ := strings.Cut(line, " ")
	return byFirst[strings.ToLower(first)] || strings.ContainsAny(line, "记記作撰文编編")
}

var byFirst = wordSet("by written story words reported reporting text report article post yesterday today a an one two three less about")

// wholeLabel returns the label and the value of a line that is "Title: …", "URL: …", "Tags: …" as a whole: what is in it
// may look like anything.
func wholeLabel(line string) (label, value string, ok bool) {
	name, value, ok := cutColon(line)
	if !ok {
		return "", "", false
	}
	switch label = labelOf(name); label {
	case "title", "url", "tags":
		return label, value, value != "" && !endsSentence(value) || label == "url"
	case "photo":
		return label, line, len(line) <= 100 && !endsInStop(line)
	}
	return "", "", false
}

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
	if len(name) > maxLabel {
		return ""
	}
	for _, kind := range []string{"author", "outlet", "title", "url", "tags", "photo", "idle", "date", "from"} {
		if labels[kind].MatchString(name) {
			return kind
		}
	}
	return ""
}

// takeDays takes the days, the times of day and the words about them out of a line. The first day counts that is not
// one of a change.
func (f *facts) takeDays(line string) string {
	var b strings.Builder
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
	for _, pattern := range []*regexp.Regexp{timeOfDay, zone, weekName} {
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

// piece takes a piece of a line that has a label.
func (f *facts) piece(label, value string) {
	f.kinds++
	f.labelled = true
	switch label {
	case "author":
		names := namesOf(value)
		if len(names) == 0 && value != "" || len(value) > 120 {
			f.other = true
		}
		f.authors = append(f.authors, names...)
	case "outlet", "from":
		f.source(label, value)
	case "title":
		f.title = value
	case "url":
		if f.url = webURL(strings.Trim(value, "<>")); f.url == "" {
			f.other = true
		}
	case "tags":
		if f.tags = splitTags(value); len(f.tags) > 12 {
			f.other = true
		}
	case "photo":
		f.caption = value
		f.other = f.other || len(value) > 100
	case "date":
		f.other = f.other || f.day.IsZero() && f.unclear == nil && value != ""
	case "idle":
		f.other = f.other || len(value) > 80
	}
}

// source takes where a text is from: an outlet, an address, or the sender of a mail.
func (f *facts) source(label, value string) {
	value = strings.Trim(value, " 《》<>「」\"“”")
	if at := strings.IndexByte(value, '<'); label == "from" && at > 0 {
		value = strings.TrimSpace(value[:at])
	}
	switch u := webURL(value); {
	case u != "":
		f.url = u
	case len(strings.Fields(value)) > 6 || len(value) > 60 || endsInStop(value) && !strings.HasSuffix(value, "Inc."):
		f.other = true
	case label == "from" && isPerson(value):
		f.authors = append(f.authors, value)
	default:
		f.outlet = value
	}
}

var (
	byWords    = regexp.MustCompile(`(?i)^(?:by|written by|story by|words by|reported by|reporting by|text by|report by|article by|post by)\s+(.{2,160})$`)
	hanByline  = regexp.MustCompile(`^(?:(` + hanOutlet + `)\s*)?(?:本报|本報|本网|本刊|特约|见习|实习|首席)?(?:记者|記者|撰文|撰稿|作者|通讯员|編輯|文)\s*[/／｜|丨: ]?\s*([\p{Han}·]{2,4}(?:[、，, 　]+[\p{Han}·]{2,4}){0,5})(?:\s*(?:发自|發自)?[\p{Han}]{2,6}(?:报道|報道|報導))?$`)
	pictureBy  = regexp.MustCompile(`(?i)^(?:photos?|photographs?|photography|pictures?|images?|videos?|graphics?|illustrations?)\s+by\s+.{2,60}$`)
	sectionSet = wordSet(`news world politics business opinion sport sports technology tech science health culture local analysis breaking exclusive live uk us usa asia europe africa americas china international national economy markets finance environment climate travel education entertainment arts lifestyle weather video podcast editorial feature features comment investigations home
新闻 要闻 国际 国内 时政 财经 社会 体育 娱乐 科技 评论 观点 军事 健康 文化 教育 本地 视频 正文 快讯 独家 头条 原创 深度 热点 滚动 专题 经济 港澳 台湾 两岸 原创 转载
北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门`)
)

// unlabelled takes a piece of a line that has no label: a byline, buttons, the name of a section; beside a day also an
// outlet or a person.
func (f *facts) unlabelled(piece string, hadDay bool) {
	if m := byWords.FindStringSubmatch(piece); m != nil && !endsInStop(m[1]) {
		if names := namesOf(m[1]); len(names) > 0 {
			f.kinds, f.labelled = f.kinds+1, true
			f.authors = append(f.authors, names...)
			if outlet := outletIn(m[1]); f.outlet == "" {
				f.outlet = outlet
			}
			return
		}
	}
	if m := hanByline.FindStringSubmatch(piece); m != nil {
		f.kinds, f.labelled = f.kinds+1, true
		f.authors = append(f.authors, namesOf(m[2])...)
		if f.outlet == "" {
			f.outlet = m[1]
		}
		return
	}
	if tokens := strings.Fields(piece); hadDay && len(tokens) > 1 && len(tokens) < 6 && isHanText(piece) {
		for _, token := range tokens {
			f.unlabelled(token, true)
		}
		return
	}
	switch {
	case readTime.MatchString(piece), isButtons(piece), pictureBy.MatchString(piece):
		f.kinds++
	case stampWord.MatchString(piece) && stampWord.ReplaceAllString(piece, "") == "" && hadDay:
	case hadDay && isOutlet(piece):
		f.kinds++
		f.outlet = piece
	case hadDay && (sectionSet[strings.ToLower(piece)] || isRole(piece)):
		f.kinds++
	case hadDay && isPerson(piece) && (!isHanText(piece) || isSurname(piece)):
		f.kinds++
		f.authors = append(f.authors, namesOf(piece)...)
	default:
		f.other = true
	}
}
