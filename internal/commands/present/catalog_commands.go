package present

// commandTexts has the texts of the commands, of their options and of /help.
var commandTexts = map[string]words{
	// commands and options
	"Ask a question about the tracked articles": {"就收录的文章提问", "就收錄的文章提問"},
	"Your question":             {"你想问什么", "你想問什麼"},
	"Find passages, best first": {"搜索段落，最相关的排在前面", "搜尋段落，最相關的排在前面"},
	`Words, "a phrase", -word, source:, tag:, after:, before:, last:7d`: {`关键词、"整句"、-排除词、source:、tag:、after:、before:、last:7d`, `關鍵詞、"整句"、-排除詞、source:、tag:、after:、before:、last:7d`},
	"The key points of an article, in its own sentences":                {"用原文的句子概括一篇文章", "用原文的句子概括一篇文章"},
	"How many sentences":      {"要几句话", "要幾句話"},
	"short (2 sentences)":     {"短（2 句）", "短（2 句）"},
	"medium (about 50 words)": {"中（约百字）", "中（約百字）"},
	"long (6-8 sentences)":    {"长（6 至 8 句）", "長（6 至 8 句）"},
	"The card of an article: source, date, tags and what stands beside its text": {"一篇文章的资料：来源、日期、标签和正文以外的内容", "一篇文章的資料：來源、日期、標籤和正文以外的內容"},
	"Title, link or id of the article":                                           {"文章的标题、链接或编号", "文章的標題、連結或編號"},
	"The newest articles":                                                        {"最新的文章", "最新的文章"},
	"The outlets, the tags and the dates that the corpus covers":                 {"收录了哪些媒体、标签和日期", "收錄了哪些媒體、標籤和日期"},
	"What I can do":                                                {"我能做什么", "我能做什麼"},
	"Show the answer only to me":                                   {"只让我自己看到回复", "只讓我自己看到回覆"},
	"Only this outlet or website":                                  {"只看这家媒体或网站", "只看這家媒體或網站"},
	"Only articles with this tag":                                  {"只看带这个标签的文章", "只看帶這個標籤的文章"},
	"First day, like 2025-06-01":                                   {"从哪天起，如 2025-06-01", "從哪天起，如 2025-06-01"},
	"Last day, like 2025-06-30":                                    {"到哪天止，如 2025-06-30", "到哪天止，如 2025-06-30"},
	"How the bot and its index are":                                {"机器人和索引的运行情况", "機器人和索引的運作情況"},
	"Look through the corpus folder now and tell what has changed": {"立即检查 corpus 文件夹，报告有哪些变动", "立即檢查 corpus 資料夾，報告有哪些變動"},
	"Read every file, even where nothing seems to have changed":    {"重读每个文件，看起来没有变动的也读", "重讀每個檔案，看起來沒有變動的也讀"},
	" (administrators)":                                            {"（管理员）", "（管理員）"},

	// help
	"Chinese words: CC-CEDICT (CC BY-SA 4.0), jieba (MIT)": {"中文词典：CC-CEDICT（CC BY-SA 4.0）、jieba（MIT）", "中文詞典：CC-CEDICT（CC BY-SA 4.0）、jieba（MIT）"},

	"What Lede can do": {"Lede 能做什么", "Lede 能做什麼"},
	"I answer out of the articles that this community tracks, and name the source behind every answer. What they do not say, I do not know.": {"答案来自本社区收录的文章，每个答案都注明出处。文章里没有说的，我也不知道。", "答案來自本社群收錄的文章，每個答案都註明出處。文章裡沒有說的，我也不知道。"},
	"Hello! Ask me about the articles tracked here; I answer in their own words and name the source.":                                        {"你好！可以问我这里收录的文章，我用原文回答并注明出处。", "你好！可以問我這裡收錄的文章，我用原文回答並註明出處。"},
	"Asking and searching": {"提问与搜索技巧", "提問與搜尋技巧"},
	"“a phrase” in quotation marks is looked for as a whole; -word leaves out what has the word": {"加引号则整句匹配；“-词”排除含有这个词的内容", "加引號則整句匹配；「-詞」排除含有這個詞的內容"},
	"source:reuters.com, tag:chips, after:2025-06-01, before:2025-06-30, last:7d narrow it":      {"用 source:reuters.com、tag:chips、after:2025-06-01、before:2025-06-30、last:7d 缩小范围", "用 source:reuters.com、tag:chips、after:2025-06-01、before:2025-06-30、last:7d 縮小範圍"},
	"Adding an article": {"添加文章", "新增文章"},
	"Put a file into the corpus folder: text, Markdown, a saved web page, a PDF, a Word file, an e-book or a mail. A moment later it is in the answers.": {"把文件放进 corpus 文件夹即可：纯文本、Markdown、保存的网页、PDF、Word、电子书或邮件。稍等片刻就能问到。", "把檔案放進 corpus 資料夾即可：純文字、Markdown、儲存的網頁、PDF、Word、電子書或郵件。稍等片刻就能問到。"},
	"There are no articles yet": {"还没有收录文章", "還沒有收錄文章"},
	"To add one, put a file into the corpus folder: text, Markdown, a saved web page, a PDF, a Word file, an e-book or a mail.": {"要添加文章，请把文件放进 corpus 文件夹：纯文本、Markdown、保存的网页、PDF、Word、电子书或邮件。", "要新增文章，請把檔案放進 corpus 資料夾：純文字、Markdown、儲存的網頁、PDF、Word、電子書或郵件。"},
	"I am still reading the articles": {"正在读取文章，请稍候", "正在讀取文章，請稍候"},
	"A line “Original Source: https://…” in it, or “source:” in its front matter, becomes the link.": {"文中写有“Original Source: https://…”的一行，或文件头的“source:”，会成为来源链接。", "文中寫有「Original Source: https://…」的一行，或檔案頭的「source:」，會成為來源連結。"},
}
