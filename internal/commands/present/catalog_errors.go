package present

// errorTexts has the replies to what cannot be done.
var errorTexts = map[string]words{
	"There is no such command. /help lists the ones there are.":                               {"没有这个命令。用 /help 查看所有命令。", "沒有這個命令。用 /help 查看所有命令。"},
	"Only administrators of the server may use /%s. Ask one of them to use it in the server.": {"只有服务器管理员可以使用 /%s，请他们在服务器里使用。", "只有伺服器管理員可以使用 /%s，請他們在伺服器裡使用。"},
	"Please fill in %s.": {"请填写 %s。", "請填寫 %s。"},
	"%s may have %d characters at most; please shorten it.":                                                                           {"%s 最多 %d 个字符，请缩短一些。", "%s 最多 %d 個字元，請縮短一些。"},
	"%s takes one of the listed values.":                                                                                              {"%s 只能从列出的值里选。", "%s 只能從列出的值裡選。"},
	"That is longer than %d characters; please ask it in fewer words.":                                                                {"超过了 %d 个字符，请说得简短些。", "超過了 %d 個字元，請說得簡短些。"},
	"“%s” is not a date that I can read; write it like 2025-06-09, June 9 2025 or 2025年6月9日.":                                         {"看不懂日期“%s”，请写成 2025-06-09、June 9 2025 或 2025年6月9日。", "看不懂日期「%s」，請寫成 2025-06-09、June 9 2025 或 2025年6月9日。"},
	"The first day is after the last one (%s); please swap them.":                                                                     {"起始日期晚于截止日期（%s），请对调。", "起始日期晚於截止日期（%s），請對調。"},
	"There is nothing to look for in that; please type a few words.":                                                                  {"没有可以查找的内容，请输入几个词。", "沒有可以查詢的內容，請輸入幾個詞。"},
	"No article is called “%s”. Pick one from the list that appears while you type, or see /latest.":                                  {"没有名为“%s”的文章。请从输入时出现的列表里选一篇，或用 /latest 查看。", "沒有名為「%s」的文章。請從輸入時出現的列表裡選一篇，或用 /latest 查看。"},
	"No outlet is called “%s”. The nearest is “%s”; /sources lists all.":                                                              {"没有名为“%s”的媒体，最接近的是“%s”；用 /sources 查看全部。", "沒有名為「%s」的媒體，最接近的是「%s」；用 /sources 查看全部。"},
	"No outlet is called “%s”. /sources lists those there are.":                                                                       {"没有名为“%s”的媒体。用 /sources 查看收录的媒体。", "沒有名為「%s」的媒體。用 /sources 查看收錄的媒體。"},
	"No article has the tag “%s”. The nearest is “%s”; /sources lists all.":                                                           {"没有文章带标签“%s”，最接近的是“%s”；用 /sources 查看全部。", "沒有文章帶標籤「%s」，最接近的是「%s」；用 /sources 查看全部。"},
	"No article has the tag “%s”. /sources lists those there are.":                                                                    {"没有文章带标签“%s”。用 /sources 查看现有的标签。", "沒有文章帶標籤「%s」。用 /sources 查看現有的標籤。"},
	"The article has changed since this answer; please ask again.":                                                                    {"回答之后这篇文章有改动，请再问一次。", "回答之後這篇文章有改動，請再問一次。"},
	"The article is not in the corpus any more; please ask again.":                                                                    {"这篇文章已不再收录，请再问一次。", "這篇文章已不再收錄，請再問一次。"},
	"This button is from an older version of the bot. Please ask again.":                                                              {"这个按钮来自旧版机器人，请再问一次。", "這個按鈕來自舊版機器人，請再問一次。"},
	"There is no button %d; there are %d.":                                                                                            {"没有第 %d 个按钮，一共 %d 个。", "沒有第 %d 個按鈕，一共 %d 個。"},
	"I am busy; please try again in %d s.":                                                                                            {"我正忙，请过 %d 秒再试。", "我正忙，請過 %d 秒再試。"},
	"I cannot reach the articles just now. Please try again in a minute; if it lasts, tell whoever runs this bot to look at its log.": {"我现在连不上文章库，请过一分钟再试。如果一直这样，请让管理员查看日志。", "我現在連不上文章庫，請過一分鐘再試。如果一直這樣，請讓管理員查看日誌。"},
	"Something went wrong on my side. Please try again; if it happens again, tell whoever runs this bot to look at its log.":          {"我这边出了问题，请再试一次。如果还是不行，请让管理员查看日志。", "我這邊出了問題，請再試一次。如果還是不行，請讓管理員查看日誌。"},
	"My records cannot be reached at the moment. I keep trying for a minute and a half, so you need not do anything.":                 {"我的数据库暂时连不上，我会继续尝试一分半钟，你什么都不用做。", "我的資料庫暫時連不上，我會繼續嘗試一分半鐘，你什麼都不用做。"},
	"I have to stop now and could not reach my records: as far as I know, that is not done. Please try again when I am back.":         {"我要关闭了，数据库还没连上：就我所知，刚才的操作没有完成。等我恢复后请再试一次。", "我要關閉了，資料庫還沒連上：就我所知，剛才的操作沒有完成。等我恢復後請再試一次。"},
	"My records cannot be reached at the moment, so I do not know whether that is done. Please try again in a minute.":                {"我的数据库暂时连不上，不能确定刚才的操作是否完成。请过一分钟再试。", "我的資料庫暫時連不上，不能確定剛才的操作是否完成。請過一分鐘再試。"},
}
