// The page's own texts in the speaker's language, by their English. What the bot says is the bot's.
"use strict";

// English: [simplified Chinese, traditional Chinese].
const translations = {
  "is online": ["在线", "在線上"],
  "is starting…": ["正在启动…", "正在啟動…"],
  "The program has ended or is starting; waiting for it…": ["程序已结束或正在启动，等待中…", "程式已結束或正在啟動，等待中…"],
  "The program was started again; open the link that it printed.": ["程序已重新启动，请打开它显示的新链接。", "程式已重新啟動，請開啟它顯示的新連結。"],
  "another program took the bot's place. If that was not you, end the program and start it again.": ["另一个程序顶替了机器人。如果不是您所为，请结束程序后重新启动。", "另一個程式取代了機器人。如果不是您所為，請結束程式後重新啟動。"],
  "used": ["使用了", "使用了"],
  "APP": ["应用", "應用程式"],
  "is thinking": ["正在思考", "正在思考"],
  "The application did not respond": ["该应用未响应", "該應用程式未回應"],
  "(edited)": ["（已编辑）", "（已編輯）"],
  "Only you can see this": ["只有您能看到此消息", "只有您能看到這則訊息"],
  "Dismiss message": ["关闭消息", "關閉訊息"],
  "Make a selection": ["请选择", "請選擇"],
  "Spoiler, press to show": ["剧透，点按显示", "防雷內容，點按顯示"],
  "SPOILER": ["剧透", "防雷"],
  "Picture": ["图片", "圖片"],
  "Welcome": ["欢迎", "歡迎"],
  "unknown": ["未知", "未知"],
  "unknown-user": ["未知用户", "未知使用者"],
  "unknown-role": ["未知身份组", "未知身分組"],
  "Message %s: type / for commands": ["在 %s 发消息：输入 / 查看命令", "在 %s 傳訊息：輸入 / 查看指令"],
  "Channels": ["频道", "頻道"],
  "unread": ["有未读消息", "有未讀訊息"],
  "Command": ["命令", "指令"],
  "Send": ["发送", "傳送"],
  "optional": ["个可选项", "個可選項"],
  "suggestions": ["条建议", "則建議"],
  "There is no such command; type / to list them.": ["没有这个命令；输入 / 查看。", "沒有這個指令；輸入 / 查看。"],
  "The file is still being uploaded.": ["文件还在上传。", "檔案還在上傳。"],
  "Upload a file": ["上传文件", "上傳檔案"],
  "Take away": ["移除", "移除"],
  "More actions": ["更多操作", "更多操作"],
  "Apps": ["应用", "應用程式"],
  "Submit": ["提交", "提交"],
  "Cancel": ["取消", "取消"],
  "This form is sent to": ["此表单将发送给", "此表單將傳送給"],
  "Please fill in": ["请填写", "請填寫"],
  "Theme": ["主题", "主題"],
  "System": ["跟随系统", "跟隨系統"],
  "Dark": ["深色", "深色"],
  "Light": ["浅色", "淺色"],
  "Speak as": ["发言身份", "發言身分"],
  "Messages": ["消息", "訊息"],
  "Write a command": ["输入命令", "輸入指令"],
  "Suggestions": ["建议", "建議"],
};

// tr returns a text in the language that the page is in.
function tr(english) {
  const { lang } = document.documentElement;
  if (!lang.startsWith("zh")) return english;
  return (translations[english] || [english, english])[lang === "zh-TW" ? 1 : 0];
}

// translate puts the page's fixed texts and labels into the language that it is in.
function translate() {
  for (const e of document.querySelectorAll("[data-text]")) e.textContent = tr(e.dataset.text);
  for (const e of document.querySelectorAll("[data-label]")) e.setAttribute("aria-label", tr(e.dataset.label));
}
