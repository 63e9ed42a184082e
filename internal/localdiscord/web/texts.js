// The page's own texts in the speaker's language, by their English. What the bot says is the bot's.
"use strict";

const chinese = {
  "is online": "在线",
  "is starting…": "正在启动…",
  "The program has ended or is starting; waiting for it…": "程序已结束或正在启动，等待中…",
  "used": "使用了",
  "is thinking": "正在思考",
  "The application did not respond": "该应用未响应",
  "(edited)": "（已编辑）",
  "Only you can see this": "只有您能看到此消息",
  "Dismiss message": "关闭消息",
  "Make a selection": "请选择",
  "Spoiler, press to show": "剧透，点按显示",
  "Message #articles: type / for commands": "在 #articles 发消息：输入 / 查看命令",
  "Send": "发送",
  "optional": "个可选项",
  "Only commands are read here; type / to list them.": "这里只读命令；输入 / 查看。",
  "Please fill in": "请填写",
};

// tr returns a text in the language that the page is in.
function tr(english) {
  return document.documentElement.lang.startsWith("zh") ? chinese[english] || english : english;
}
