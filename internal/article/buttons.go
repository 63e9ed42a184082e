package article

import (
	"strings"
	"unicode"
)

// What is on the buttons of pages, in small letters. Some of it are everyday words, which count only beside others.
var (
	buttons = phraseSet(`share, share this, share this article, share this story, share this page, share article, share full article, share on facebook, share on twitter, share on x, share on whatsapp, share on linkedin, share via email, share options, share link,
save, save article, save for later, save story, listen to this article, listen to article, print, print this, print this article, print article, print page, email, e-mail, email this, email article, tweet,
facebook, twitter, whatsapp, linkedin, reddit, telegram, pinterest, messenger, flipboard, wechat, weibo, threads, bluesky, instagram, copy link, link copied, bookmark, subscribe, sign in, log in, sign up, gift this article, give this article, comments, add us on google, add as preferred source on google, skip to content, skip to main content, view comments, read aloud, download, transcript, read transcript, font size, text size, leave a comment, follow us, learn more, skip advertisement, add to favorites,
分享, 分享到, 分享至, 收藏, 评论, 評論, 点赞, 點讚, 转发, 轉發, 打印, 列印, 朗读, 听全文, 听新闻, 订阅, 訂閱, 举报, 登录, 注册, 微信, 微博, 新浪微博, 朋友圈, 微信好友, qq空间, 人人网, 复制链接, 扫一扫, 二维码, 字号, 字體, 字体, 字体大小, 加入收藏, 我要评论, 参与评论, 阅读数, 语音播报, 用手机看, 手机看新闻, 小号, 中号, 大号, 超大, 小字号, 大字号, +关注, ＋关注, 参与互动, 官方账号`)
	buttonsBeside = phraseSet(`x, line, listen, like, follow, following, menu, search, close, play, watch, read, pocket, youtube, tiktok, claps, reads, comment, shares, views, likes, share, a, a+, a-, aa, resize, by, via, on, or, and, more, with friends,
大, 中, 小, 标准, 特大, 赞, 关注, 關注, 搜索, 朋友, 空间, 繁体, 简体, t, 放大, 缩小, 阅读, +, -, 加, 收听, 播放, 登入, 追蹤`)
)

// buttonFirst are the first words of all these, a fast check of a line's first word.
var buttonFirst = firstWords(buttons, buttonsBeside)

func firstWords(sets ...map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, set := range sets {
		for phrase := range set {
			first, _, _ := strings.Cut(phrase, " ")
			out[first] = true
		}
	}
	return out
}

// buttonBytes is how long a line of buttons is at the most, and buttonWords a phrase on one.
const (
	buttonBytes = 160
	buttonWords = 6
)

func phraseSet(list string) map[string]bool {
	out := map[string]bool{}
	for phrase := range strings.SplitSeq(list, ",") {
		out[strings.TrimSpace(phrase)] = true
	}
	return out
}

// isButtons reports whether a line consists of what is on buttons, and of counts beside it.
func isButtons(line string) bool {
	if len(line) > buttonBytes || strings.Contains(line, ": ") {
		return false
	}
	line = strings.TrimLeftFunc(line, betweenButtons)
	if first := line[:max(0, strings.IndexFunc(line+" ", betweenButtons))]; !buttonFirst[strings.ToLower(first)] && !isCount(first) {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(line), betweenButtons)
	sure := false
	for len(words) > 0 {
		n := 0
		for k := min(buttonWords, len(words)); k > 0 && n == 0; k-- {
			phrase := strings.Join(words[:k], " ")
			switch {
			case buttons[phrase]:
				sure, n = true, k
			case buttonsBeside[phrase], k == 1 && isCount(phrase):
				n = k
			}
		}
		if n == 0 {
			return false
		}
		words = words[n:]
	}
	return sure
}

// isButtonWord reports whether a line is what is on one button, also if it is an everyday word.
func isButtonWord(line string) bool {
	phrase := strings.ToLower(strings.Trim(line, "+＋ "))
	return buttons[phrase] || buttonsBeside[phrase]
}

// betweenButtons reports whether r parts the words of a line of buttons.
func betweenButtons(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",，|｜·•/／:：、[]【】()（）", r)
}

// isCount reports whether a word is a number such as 1.2k.
func isCount(word string) bool {
	return strings.Trim(strings.TrimSuffix(word, "k"), "0123456789.,") == "" && len(word) < 8
}
