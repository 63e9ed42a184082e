package present

// words are a text in Chinese, in simplified and in traditional characters. The latter are those of Taiwan, whose words differ,
// too: 檔案 for 文件, 連結 for 链接.
type words struct{ simplified, traditional string }

// catalog has the Chinese of every text, by its English. Each text is in one of its parts.
var catalog = []map[string]words{
	commandTexts, answerTexts, articleTexts, statusTexts, errorTexts, editorTexts, siteTexts, followTexts,
}

// chinese returns the Chinese of an English text, false if the catalog does not have it.
func chinese(english string) (words, bool) {
	for _, part := range catalog {
		if w, ok := part[english]; ok {
			return w, true
		}
	}
	return words{}, false
}
