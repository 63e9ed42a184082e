package article

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A pasted page begins with lines about the article, and ends with some.
const (
	headLines  = 16 // at the most, up to the first paragraph
	headProse  = 1  // paragraphs among them: the deck
	headUnread = 4  // short lines in a row that say nothing about the article
	titleBytes = 240
	tailLines  = 12
)

// pasted takes the lines about an article that stand above, between and below its paragraphs out of a text that was
// copied from a page: outlet, title, deck, authors, stamps, buttons, links to other articles, editors' lines.
func (d *draft) pasted() {
	d.splitHead()
	end := d.headEnd(headProse)
	if end == len(d.paragraphs) {
		end = d.headEnd(0)
	}
	head := d.paragraphs[:end]
	d.paragraphs = d.paragraphs[end:]
	d.readHead(head)
	d.dropBetween()
	d.readTail()
}

// lines reads the paragraphs of a file that has no facts of its own beside its text.
func (d *draft) lines(paragraphs []paragraph) {
	d.paragraphs = paragraphs
	for i := range d.paragraphs {
		d.paragraphs[i].text = clean(d.paragraphs[i].text)
	}
	d.paragraphs = slices.DeleteFunc(d.paragraphs, func(p paragraph) bool { return p.text == "" })
	d.pasted()
	d.credits()
	if d.Title == "" && len(d.HeadingPaths) == 1 {
		d.headline()
	}
}

// splitHead parts the first paragraphs at their line breaks if each of the lines is about the article.
func (d *draft) splitHead() {
	for i := 0; i < min(len(d.paragraphs), headLines); i++ {
		p := d.paragraphs[i]
		if !strings.Contains(p.text, "\n") || len(p.text) > 1000 {
			continue
		}
		var parts []paragraph
		for line := range strings.SplitSeq(p.text, "\n") {
			if line = clean(line); line == "" {
				continue
			}
			if !readLine(line).about() {
				parts = nil
				break
			}
			parts = append(parts, paragraph{text: line, headingPath: p.headingPath})
		}
		if len(parts) > 1 {
			d.paragraphs = slices.Replace(d.paragraphs, i, i+1, parts...)
			i += len(parts) - 1
		}
	}
}

// headEnd returns how many paragraphs are above the text: up to the last one that is about the article, with no more
// than a title and a deck among them. A day that stands alone is none if others do further down: they are the
// headings of a chronicle.
func (d *draft) headEnd(deck int) int {
	end, prose, unread, days := 0, 0, 0, 0
	titled := d.Title != ""
	for i, p := range d.paragraphs[:min(len(d.paragraphs), headLines)] {
		if p.headingPath != d.paragraphs[0].headingPath { // below a heading
			break
		}
		text := clean(p.text)
		if f := readLine(text); f.about() && !d.contradicts(f, text) {
			if f.isDay() {
				days++
			}
			end, prose, unread = i+1, 0, 0
			titled = titled || f.title != ""
			continue
		}
		if i > 0 && i == end && (isOutlet(text) || isRole(text)) { // of the author above it
			end++
			continue
		}
		switch isProse := !isTitleLike(text) || isListItem(text); {
		case isProse && (end > 0 && titled || !titled || prose == deck):
			return d.withoutChronicle(end, days)
		case isProse:
			prose++
		case unread == headUnread:
			return d.withoutChronicle(end, days)
		default:
			unread++
			if end > 0 && !titled && i == end {
				end++
			}
			titled = true
		}
	}
	return d.withoutChronicle(end, days)
}

// contradicts reports whether a line names a title or a day that is not the article's: it is the text of a list or a
// chronicle. A stamp may be some days off, where it is that of a change.
func (d *draft) contradicts(f facts, line string) bool {
	switch {
	case f.title != "" && d.Title != "" && !strings.EqualFold(f.title, d.Title):
		return true
	case !f.isDay():
		return false
	case strings.HasSuffix(line, ":") || strings.HasSuffix(line, "："):
		return true
	}
	apart := d.Published.Sub(f.day).Abs()
	return !d.Published.IsZero() && !f.day.IsZero() && apart > maxApart
}

const maxApart = 40 * 24 * time.Hour

// isTitleLike reports whether a line may be a title: not long, and no sentence.
func isTitleLike(line string) bool {
	return len(line) <= titleBytes && !endsInStop(line) && !strings.Contains(line, "://")
}

func (d *draft) withoutChronicle(end, days int) int {
	if days == 0 {
		return end
	}
	for _, p := range d.paragraphs[end:] {
		if text := clean(p.text); len(text) < 40 && readLine(text).isDay() {
			return 0
		}
	}
	return end
}

// readHead puts each line of the head where it belongs.
func (d *draft) readHead(head []paragraph) {
	var rest []string
	var changed facts
	for _, p := range head {
		text := clean(p.text)
		f := readLine(text)
		switch {
		case !f.about() || d.contradicts(f, text):
			rest = append(rest, text)
			continue
		case f.updated:
			changed.day, f.day = f.day, time.Time{}
		}
		d.takeFacts(f)
	}
	d.takeFacts(changed)
	d.nameHead(rest)
	if d.Title == "" || len(head) == 0 {
		return
	}
	for len(d.paragraphs) > 1 && isShort(d.paragraphs[0].text) && !isShort(d.paragraphs[1].text) && d.paragraphs[0].headingPath == 0 {
		d.caption(d.paragraphs[0].text)
		d.paragraphs = d.paragraphs[1:]
	}
}

// nameHead finds out which of the remaining lines are the outlet, the title, a name and the deck.
func (d *draft) nameHead(rest []string) {
	if len(rest) > 1 && (isOutlet(rest[0]) || isCapitals(rest[0]) && !isCapitals(rest[1])) && len(strings.Fields(rest[0])) <= 5 {
		d.takeFacts(facts{outlet: rest[0]})
		rest = rest[1:]
	}
	for i, line := range rest {
		switch {
		case strings.EqualFold(line, d.Title), i+1 < len(rest) && isSection(line):
		case d.Title == "" && !endsInStop(line):
			d.Title = d.withoutOutlet(strings.TrimLeft(line, "# "))
		case d.Author == "" && !isHanText(line) && !isOutlet(line) && isNameCase(strings.Fields(nameMark.ReplaceAllString(line, " "))) && len(namesOf(line)) > 0 && isPerson(namesOf(line)[0]):
			d.Author = strings.Join(namesOf(line), ", ")
		case isOutlet(line) && d.Outlet == "":
			d.Outlet = line
		case isRole(line):
			if name, _, ok := strings.Cut(line, ","); ok && d.Author == "" && isPerson(name) {
				d.Author = properName(name)
			}
		default:
			d.caption(line)
		}
	}
}

// maxSectionWords is how many words the name of a section has at the most: "Local News".
const maxSectionWords = 3

// isSection reports whether a line is the name of a section.
func isSection(line string) bool {
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("&/|>·", r) })
	return len(words) > 0 && len(words) <= maxSectionWords && !slices.ContainsFunc(words, func(w string) bool { return !sectionSet[w] })
}

// withoutOutlet parts the name of an outlet from the end of a title, as the titles of pages have it.
func (d *draft) withoutOutlet(title string) string {
	marks := titleMark.FindAllStringIndex(title, -1)
	if len(marks) == 0 {
		return title
	}
	last := marks[len(marks)-1]
	tail := title[last[1]:]
	if !isOutlet(tail) || last[0] < len(tail) {
		return title
	}
	d.Outlet = cmp.Or(d.Outlet, tail)
	return title[:last[0]]
}

func endsInStop(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	return last == '.' || last == '。'
}

// takeFacts takes over what a line says, where nothing better did.
func (d *draft) takeFacts(f facts) {
	if d.Author == "" {
		d.Author = strings.Join(f.authors, ", ")
	}
	if d.Outlet == "" && f.outlet != "" {
		d.Outlet = f.outlet
	}
	if d.Title == "" {
		d.Title = f.title
	}
	if d.credited == "" {
		d.credited = f.url
	}
	if len(d.Tags) == 0 {
		d.Tags = f.tags
	}
	if d.Published.IsZero() {
		d.Published = f.day
	}
	if f.caption != "" {
		d.caption(f.caption)
	}
	if d.unclear == nil {
		d.unclear = f.unclear
	}
}

// dropBetween takes out the lines between paragraphs that point elsewhere.
func (d *draft) dropBetween() {
	d.paragraphs = slices.DeleteFunc(d.paragraphs, func(p paragraph) bool {
		if len(p.text) > 2*titleBytes || endsInStop(strings.TrimRight(p.text, " \n")) {
			return false
		}
		text := clean(p.text)
		return isFurther(text) || isButtons(text)
	})
}

// readTail takes the lines below the text. A line that says who wrote or where it is from counts.
func (d *draft) readTail() {
	for range min(len(d.paragraphs)-1, tailLines) {
		n := len(d.paragraphs) - 1
		text := clean(d.paragraphs[n].text)
		if len(text) > titleBytes {
			return
		}
		f, ok := tailFacts(text)
		if !ok {
			return
		}
		d.takeFacts(f)
		d.paragraphs = d.paragraphs[:n]
	}
}

var (
	tailLine = regexp.MustCompile(`(?i)^(?:` +
		`\(?(?:additional |with )?(?:reporting|writing|editing|edited|compiled|translated|fact-?checked|produced|contributions?)(?: contributed)? by\b.{0,200}|` +
		`©.{0,160}|\(c\) \d{4}.{0,120}|copyright\b.{0,160}|all rights reserved\.?|` +
		`(?:sign up|subscribe|register)(?: (?:for|to|now|here|today))\b.{0,120}|follow (?:us|.{1,40}) on .{0,80}|join (?:us|our|the conversation)\b.{0,80}|` +
		`download our app.{0,60}|get the latest .{0,80}|click here\b.{0,100}|share this(?: article| story| page)?:?|` +
		`(?:leave|post|add) a comment|(?:view|show|read) (?:all )?(?:\d+ )?comments?|(?:\d+ )?comments?|unsubscribe\b.{0,100}|view (?:this email )?in (?:your )?browser.{0,40}|` +
		`(?:more|most) (?:on this story|from .{1,40}|read|popular)|related (?:topics|stories|articles|content|links)|recommended(?: for you)?|top stories|editor'?s picks|` +
		`(?:this article|this story) (?:was|has been) (?:updated|corrected)\b.{0,200}|have (?:a|any) (?:news )?(?:tip|story)\b.{0,160}|our standards:.{0,120}|.{0,6}the thomson reuters trust principles.{0,6})$`)
	tailLineHan = regexp.MustCompile(`^[（(【\[]?\s*(?:` +
		`(?:本文|本网)?(?:责任编辑|責任編輯|责编|責編|編輯|编辑|校对|校對|审核|審核|监制|監制|主编|值班编委|终审|复审|初审|审校|制图|美编|见习编辑|实习编辑)\s*[:：／/ ].{0,60}|` +
		`(?:责任编辑|編輯|编辑)\s?[\p{Han}]{2,4}|` +
		`(?:版权|版權).{0,80}|未经.{0,20}(?:许可|授权).{0,60}|(?:本文)?(?:转载|轉載)请.{0,60}|(?:特别)?声明\s*[:：].{0,160}|` +
		`(?:返回|点击|扫码|扫描|长按|關注|关注|分享到|分享至|更多精彩).{0,60}|阅读原文|閱讀原文|查看原文|原文链接|举报[/／]?反馈|举报|展开全文|(?:全文)?完|END|-+\s*END\s*-+|` +
		`(?:相关|推荐|热门|延伸)(?:阅读|新闻|文章|链接)\s*[:：]?.{0,60}|原标题\s*[:：].{0,80})\s*[）)】\]]?$`)
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
	if tailLine.MatchString(text) || tailLineHan.MatchString(text) || isFurther(text) || isButtons(text) {
		return facts{kinds: 1}, true
	}
	f := readLine(text)
	return f, f.about() && f.labelled && (f.outlet == "" || isOutlet(f.outlet))
}

var reportedBy = regexp.MustCompile(`^[Rr]eporting by ([^;]+?)(?:[;.,]? (?:[Ww]riting|[Ee]diting|[Aa]dditional|[Gg]raphics)\b.*|;.*|\.)?$`)

// further are labels of links to other articles.
var further = regexp.MustCompile(`(?i)^(?:[>»▶►•→*-]+\s*)?(?:see also|read (?:also|more|next|on)|also read|don'?t miss|must read|more (?:like this|on this|from us)|` +
	`related(?: stories| articles| news| reading| coverage)?|recommended(?: reading)?|you may also like|in case you missed it|watch|listen|` +
	`相关阅读|相關閱讀|延伸阅读|延伸閱讀|相关新闻|相關新聞|相关报道|相關報導|相关链接|更多阅读|推荐阅读|推薦閱讀|阅读更多|閱讀更多|点击阅读|猜你喜欢)\s*(?:[:：|｜]|>>?|→|–|—)\s*\S`)

var notices = regexp.MustCompile(`(?i)^(?:-+\s*)?(?:advertisement|advertising|sponsored(?: content)?|story continues below(?: advertisement)?|article continues (?:after|below)(?: (?:the |this )?(?:advertisement|ad))?|` +
	`(?:advertisement\W+)?(?:scroll|skip) (?:to continue|past newsletter promotion|advertisement).{0,30}|after newsletter promotion|continue reading(?: the main story)?|广告|廣告|广告 继续阅读.{0,10}|继续阅读|请继续往下阅读.{0,6})(?:\s*-+)?$`)

// furtherStarts are the starts of further and notices.
var furtherStarts = wordSet("see rea als don mus mor rel rec you in wat lis 相 延 更 推 点 點 猜 阅 閱 adv spo sto art scr ski aft con 广 廣 继 请")

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

// isCapitals reports whether a line is in capital letters.
func isCapitals(line string) bool {
	letters := 0
	for _, r := range line {
		if unicode.IsLower(r) || isHan(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 2
}

func isHanText(line string) bool { return strings.ContainsFunc(line, isHan) }
