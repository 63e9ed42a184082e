package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/lazyregexp"
)

// hanOutlet is the name of a Chinese outlet by its ending.
const hanOutlet = `[\p{Han}A-Za-z0-9]{1,12}(?:日报|日報|晚报|晚報|早报|早報|晨报|时报|時報|商报|都市报|周报|青年报|法制报|报|報|新闻网|新聞網|新闻|新聞|在线|網|网|通讯社|通訊社|社|电视台|電視台|广播电台|台|周刊|週刊|杂志|雜誌|月刊|传媒|客户端|频道|公众号|观察|觀察|评论|網絡|网络|融媒体中心|融媒|发布|资讯|新聞雲|即時|中文|中文网|平台)`

var (
	hanOutletName = lazyregexp.New(`^` + hanOutlet + `$`)
	outletName    = lazyregexp.New(`(?i)\b(?:times|post|news|newspaper|gazette|herald|tribune|journal|daily|weekly|chronicle|guardian|telegraph|observer|mail|express|mirror|independent|standard|examiner|inquirer|courier|bulletin|dispatch|register|review|magazine|press|wire|agency|media|radio|television|tv|broadcasting|reuters|bloomberg|bbc|cnn|npr|abc|cbs|nbc|afp|associated press|xinhua|al jazeera|economist|axios|politico|today|report|insider|globe|star|sun|echo|argus|advertiser|record|monitor|online|network)\b|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|co\.uk|cn|com\.cn|de|fr|eu|io|gov|edu|info|tv|news|example|ie|ca|com\.au|in|jp|hk|tw|sg)$`)
	roleWords     = lazyregexp.New(`(?i)\b(?:correspondent|reporter|editor|writer|columnist|contributor|staff|journalist|bureau|producer|author|analyst)\b|^special (?:to|for)\b|记者$|編輯$|编辑$`)
)

// isOutlet reports whether a short text looks like the name of an outlet.
func isOutlet(text string) bool {
	if isHanText(text) {
		return hanOutletName.MatchString(text)
	}
	words := strings.Fields(text)
	return len(words) > 0 && len(words) <= 5 && !endsInStop(text) && outletName.MatchString(text) && isNameCase(words)
}

// isRole reports whether a short text says what somebody does: "Political correspondent".
func isRole(text string) bool {
	return len(strings.Fields(text)) <= 6 && len(text) <= 80 && roleWords.MatchString(text) && !endsInStop(text)
}

// personBefore returns the person at the start of a line whose rest says what that one does: "Ann Example, editor",
// "Ann Example Environment correspondent".
func personBefore(line string) []string {
	if name, _, ok := strings.Cut(line, ","); ok {
		if isPerson(name) {
			return []string{properName(name)}
		}
		return nil
	}
	words := strings.Fields(line)
	if len(words) < 3 || isHanText(line) {
		return nil
	}
	name := strings.Join(words[:2], " ")
	if !isPerson(name) || !roleWords.MatchString(strings.Join(words[2:], " ")) {
		return nil
	}
	return []string{properName(name)}
}

// small are words of names that begin with a small letter.
var small = wordSet("de da di do del della der den van von bin ibn al el la le of the and for y e dos das ter ten zu")

// notInNames are words of the names of outlets and of lists, not of persons.
var notInNames = wordSet("and for of the to with what how why who where when this that we you your our my is are in on at")

// isNameCase reports whether all words begin with a capital, but for small words among them.
func isNameCase(words []string) bool {
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "\"'“‘("))
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && !small[w] && !strings.Contains(w, ".") {
			return false
		}
	}
	return true
}

// isPerson reports whether a text looks like a person's name: two to five words, or two to four Chinese characters.
func isPerson(text string) bool {
	if isHanText(text) {
		n := utf8.RuneCountInString(text)
		return n >= 2 && n <= 4 && !strings.ContainsFunc(text, func(r rune) bool { return !isHan(r) && r != '·' }) && !isSpoken(text) && !hanOutletName.MatchString(text)
	}
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 5 || len(text) > 48 || slices.ContainsFunc(words, func(w string) bool { return notInNames[strings.ToLower(w)] }) || small[strings.ToLower(words[0])] && words[0] != "El" && words[0] != "Al" || !isNameCase(words) || outletName.MatchString(text) || roleWords.MatchString(text) {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune(" .'’-", r) && !unicode.Is(unicode.Mn, r)
	})
}

// spokenHan are characters of speech that no name has.
const spokenHan = "您你我他她它们們吗嗎呢吧"

// isSpoken reports whether a text of a few Chinese characters is speech. 了, 的 and 是 are in few names, behind a surname.
func isSpoken(text string) bool {
	if strings.ContainsAny(text, spokenHan) {
		return true
	}
	return strings.ContainsAny(text, "了的是") && (!isSurname(text) || utf8.RuneCountInString(text) < 3 || strings.HasSuffix(text, "的"))
}

// arePeople reports whether a text is the name of a person, or of several with commas or "and" between them.
func arePeople(text string) bool {
	if isHanText(text) {
		return isPerson(text) && isSurname(text)
	}
	return !slices.ContainsFunc(nameMark.Split(text, -1), func(name string) bool { return !isPerson(name) })
}

// surnames are the hundred most frequent ones, of nine persons in ten.
const surnames = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"

func isSurname(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return strings.ContainsRune(surnames, first)
}

var (
	nameMark = lazyregexp.New(`(?i)\s*(?:[,，、;；&]|\s+and\s+|\s+with\s+|\s+und\s+|\s+y\s+|和|与)\s*`)
	// place is what stands behind a name: "Ann Example in London", "for the Gazette", "(Reuters)".
	place = lazyregexp.New(`\s+(?:in|at|for|of|from|reporting)\s+\p{Lu}.*$|\s*[（(].*$|\s+[–—-]\s+.*$|\s*\|.*$`)
)

// nameTail is the word that led to a day which was taken out behind a name.
var nameTail = lazyregexp.New(`\s+(?:on|at)$`)

// hanRoles are what is before a name in a byline.
var hanRoles = wordSet("实习生 實習生 记者 記者 见习记者 实习记者 特约记者 通讯员 通訊員 摄影 攝影")

var editorRoles = wordSet("编辑 編輯 校对 校對 责编 責編")

// withoutAccount returns a byline in Chinese without the account that may be before the name.
func withoutAccount(text string) string {
	text = strings.TrimSpace(text)
	if first, rest, ok := strings.Cut(text, " "); ok && isHanText(text) && !isSurname(first) && arePeople(rest) {
		return rest
	}
	return text
}

// namesOf returns the names of people in a byline. What they do and whom they work for is left out.
func namesOf(text string) []string {
	var out []string
	for i, piece := range nameMark.Split(text, -1) {
		if strings.Contains(piece, "@") {
			continue
		}
		name := strings.Trim(nameTail.ReplaceAllString(place.ReplaceAllString(piece, ""), ""), " .。:：")
		if isHanText(name) {
			name = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(name, "记者"), "本报记者"), "记者")
			for part := range strings.FieldsSeq(name) {
				if editorRoles[part] {
					break // the names behind it did not write
				}
				if isPerson(part) && !hanRoles[part] {
					out = append(out, part)
				}
			}
			if len(out) == 0 && i == 0 && hanOutletName.MatchString(name) {
				out = append(out, name)
			}
			continue
		}
		name = properName(name)
		single := i > 0 || !strings.Contains(name, " ")
		switch {
		case isPerson(name):
			out = append(out, name)
		case single && i == 0 && isNameCase([]string{name}) && !small[strings.ToLower(name)] && len(name) > 2 && !roleWords.MatchString(name) && !dayName.MatchString(name):
			out = append(out, name) // one word: a pseudonym, "Reuters"
		case i == 0:
			if isOutlet(name) || roleWords.MatchString(name) && isNameCase(strings.Fields(name)) {
				return []string{name}
			}
			return nil
		}
	}
	return out
}

var dayName = lazyregexp.New(`(?i)^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|the|a|an|\d+)$`)

// outletIn returns the outlet that a byline names behind the people, or "".
func outletIn(text string) string {
	for i, piece := range nameMark.Split(text, -1) {
		if _, after, ok := strings.Cut(piece, " for "); ok && isOutlet(after) {
			return after
		}
		if i > 0 && isOutlet(piece) && !roleWords.MatchString(piece) {
			return piece
		}
	}
	return ""
}

// properName writes a name in capitals as others are.
func properName(name string) string {
	if !isCapitals(name) || !strings.Contains(name, " ") {
		return name
	}
	var b strings.Builder
	first := true
	for _, r := range name {
		if first {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		first = !unicode.IsLetter(r)
	}
	return b.String()
}
