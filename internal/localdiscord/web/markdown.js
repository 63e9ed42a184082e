// Discord's markdown as DOM nodes, by the rules of its own client: what a bot forgets to escape comes alive here
// as it does there. Text goes in as text nodes only, so nothing in a message can become anything but what is
// made here.
"use strict";

// Each rule matches at the head of what is left of a text.
const inlineRules = [
  [/^\\([^0-9A-Za-z\s])/, (m) => document.createTextNode(m[1])],
  [/^<(https?:\/\/[^\s<>]+)>/, (m) => link(m[1], [document.createTextNode(m[1])])],
  [/^<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/, (m) => timestamp(Number(m[1]), m[2] || "f", m[0])],
  [/^<@!?(\d+)>/, (m) => mention("@" + names.user(m[1]))],
  [/^<@&(\d+)>/, (m) => mention("@" + names.role(m[1]))],
  [/^<#(\d+)>/, (m) => mention("#" + names.channel(m[1]))],
  [/^<\/([^\s:<>][^:<>]*):(\d+)>/, (m) => mention("/" + m[1])],
  [/^<id:(browse|customize|guide|home)>/, (m) => mention("#" + m[1])],
  [/^<a?:(\w+):(\d+)>/, (m) => element("span", { class: "emoji" }, ":" + m[1] + ":")],
  [/^@(everyone|here)/, (m) => mention(m[0])],
  [{ exec: matchAddress }, (m) => link(m[0], [document.createTextNode(m[0])])],
  [{ exec: matchMasked }, (m) => link(m[2], inline(m[1]))],
  [{ exec: matchEmphasis }, (m) => element(m.tag, {}, ...inline(m[1]))],
  [/^~~([\s\S]+?)~~(?!_)/, (m) => element("s", {}, ...inline(m[1]))],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => element("code", {}, m[2].trim())],
  [/^\|\|([\s\S]+?)\|\|/, (m) => spoiler(inline(m[1]))],
];

// names returns the names of mentioned users and channels by their ids; app.js sets it.
const names = { user: () => tr("unknown-user"), channel: () => tr("unknown"), role: () => tr("unknown-role") };

// matchAddress matches a bare address. It ends before punctuation, and before a ")" that nothing in it opens; a
// backslash belongs to it.
function matchAddress(text) {
  const m = /^https?:\/\/[^\s<]+[^\s<.,:;"'\]]/.exec(text);
  if (!m) return null;
  let address = m[0];
  const count = (c) => address.split(c).length;
  while (address.endsWith(")") && count(")") > count("(")) address = address.slice(0, -1);
  return [address];
}

// matchMasked matches [text](address). A text that shows an address itself is no link, as on Discord.
function matchMasked(text) {
  const m = /^\[((?:\\[\s\S]|\[[^\]]*\]|[^[\]\\])+)\]\(\s*<?(https?:\/\/[^\s()<>]+)>?(?:\s+"[^"]*")?\s*\)/.exec(text);
  return m && !/https?:\/\//.test(m[1]) ? m : null;
}

const emphases = [
  ["strong", /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/],
  ["u", /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/],
  ["em", /^_((?:__|\\[\s\S]|[^\\_])+?)_(?![0-9A-Za-z_])/],
  ["em", /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/],
];

// matchEmphasis returns the longest of the emphases that match.
function matchEmphasis(text) {
  let best = null;
  for (const [tag, re] of emphases) {
    const m = re.exec(text);
    if (m && (!best || m[0].length > best[0].length)) { best = m; best.tag = tag; }
  }
  return best;
}

// element makes an element with attributes and children; a string child is text.
function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  e.append(...children);
  return e;
}

// icon draws a path of 24 x 24 in the colour of the text around it.
function icon(path) {
  const [svg, line] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  for (const [key, value] of Object.entries({ class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(key, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function link(url, children) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function mention(text) { return element("span", { class: "mention" }, text); }

// spoiler hides nodes until it is pressed.
function spoiler(nodes) {
  const inside = element("span", { "aria-hidden": "true" }, ...nodes);
  const e = element("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": tr("Spoiler, press to show") }, inside);
  const show = () => {
    e.classList.add("shown");
    for (const a of ["role", "tabindex", "aria-label"]) e.removeAttribute(a);
    inside.removeAttribute("aria-hidden");
  };
  e.addEventListener("click", (event) => { if (!e.classList.contains("shown")) event.preventDefault(); show(); });
  e.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); } });
  return e;
}

// inline returns the nodes of a text within a block.
function inline(text) {
  const nodes = [];
  let plain = "";
  const flush = () => { if (plain) nodes.push(document.createTextNode(plain)); plain = ""; };
  while (text) {
    let match = /^[^\\<@h[*_~`|]+/.exec(text), rule = null;
    if (!match) for (rule of inlineRules) if ((match = rule[0].exec(text))) break;
    if (match && rule) {
      flush();
      nodes.push(rule[1](match));
    } else {
      match = match || [text[0]];
      plain += match[0];
    }
    text = text.slice(match[0].length);
  }
  flush();
  return nodes;
}

// markdown returns the blocks of a text. Code between fences is taken out first.
function markdown(text) {
  const fence = /(^|[^\\])```(?:[a-z0-9_+\-.#]+\n)?\n*([^\n][\s\S]*?)\n*```\n?/gi;
  const out = [];
  let from = 0;
  text = text.trimEnd();
  for (const m of text.matchAll(fence)) {
    out.push(...blocks(text.slice(from, m.index) + m[1], true), element("pre", {}, element("code", {}, m[2])));
    from = m.index + m[0].length;
  }
  if (from < text.length) out.push(...blocks(text.slice(from), true));
  return out;
}

const headingLine = /^(#{1,3})\s+(\S.*)$/, smallLine = /^-#\s+(\S.*)$/, quoteLine = /^> (.*)$/, restQuote = /^>>> ([\s\S]*)$/;
const itemLine = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;

// blocks returns headings, small print, quotes, lists and paragraphs. Quotes do not nest.
function blocks(text, quotes) {
  const lines = text.split("\n"), out = [];
  let run = [];
  const flush = (more) => {
    if (run.length) out.push(element("p", {}, ...inline(run.join("\n") + (more ? "\n" : ""))));
    run = [];
  };
  for (let i = 0; i < lines.length;) {
    const take = (re) => { const from = i; while (i < lines.length && re.test(lines[i])) i++; return lines.slice(from, i); };
    const line = lines[i], rest = quotes && restQuote.exec(lines.slice(i).join("\n"));
    let node = null, m;
    if (rest) {
      i = lines.length;
      node = element("blockquote", {}, ...blocks(rest[1], false));
    } else if (quotes && quoteLine.test(line)) {
      node = element("blockquote", {}, ...blocks(take(quoteLine).map((l) => l.slice(2)).join("\n"), false));
    } else if ((m = headingLine.exec(line))) {
      i++;
      node = element("h" + (2 + m[1].length), { class: "heading" + m[1].length }, ...inline(m[2]));
    } else if ((m = smallLine.exec(line))) {
      i++;
      node = element("p", { class: "small" }, ...inline(m[1]));
    } else if (itemLine.test(line)) {
      node = list(take(itemLine).map((l) => itemLine.exec(l)));
    } else {
      run.push(line);
      i++;
      continue;
    }
    flush(true);
    out.push(node);
  }
  flush(false);
  return out;
}

// list returns the list of item matches; deeper ones go into lists within the item before them.
function list(items) {
  const depth = items[0][1].length, number = /^\d+/.exec(items[0][2]);
  const node = number ? element("ol", { start: number[0] }) : element("ul", {});
  for (let i = 0; i < items.length;) {
    const item = element("li", {}, ...inline(items[i][3]));
    let end = i + 1;
    while (end < items.length && items[end][1].length > depth) end++;
    if (end > i + 1) item.append(list(items.slice(i + 1, end)));
    node.append(item);
    i = end;
  }
  return node;
}
