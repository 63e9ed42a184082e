// Discord's markdown as DOM nodes. Text goes in as text nodes only, so nothing in a message can become
// anything but what is made here.
"use strict";

const inlineRules = [
  [/^\\([\\*_~`|>[\]()<#+.@:-])/, (m) => document.createTextNode(m[1])],
  [/^`([^`\n]+)`/, (m) => element("code", {}, m[1])],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, (m) => element("strong", {}, ...inline(m[1]))],
  [/^__([\s\S]+?)__/, (m) => element("u", {}, ...inline(m[1]))],
  [/^~~([\s\S]+?)~~/, (m) => element("s", {}, ...inline(m[1]))],
  [/^\|\|([\s\S]+?)\|\|/, (m) => spoiler(m[1])],
  [/^\*([^\s*](?:[^*]*[^\s*])?)\*/, (m) => element("em", {}, ...inline(m[1]))],
  [/^_([^_\s](?:[^_]*[^_\s])?)_(?![A-Za-z0-9])/, (m) => element("em", {}, ...inline(m[1]))],
  [/^\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s()]+)\)/, (m) => link(m[2], inline(m[1]))],
  [/^https?:\/\/[^\s<>()]+[^\s<>().,;:!?"']/, (m) => link(m[0], [document.createTextNode(m[0])])],
];

// element makes an element with attributes and children; a string child is text.
function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  e.append(...children);
  return e;
}

function link(url, children) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function spoiler(text) {
  const e = element("button", { type: "button", class: "spoiler", "aria-label": tr("Spoiler, press to show") }, ...inline(text));
  e.addEventListener("click", () => { e.classList.add("shown"); e.removeAttribute("aria-label"); });
  return e;
}

// inline returns the nodes of a text within a paragraph.
function inline(text) {
  const nodes = [];
  let plain = "";
  while (text) {
    const rule = inlineRules.find(([re]) => re.test(text));
    if (!rule) {
      const run = /^(?:[A-Za-z0-9 ,]+(?=[^A-Za-z0-9 ,:]|$)|[\s\S])/u.exec(text)[0];
      plain += run;
      text = text.slice(run.length);
      continue;
    }
    const match = rule[0].exec(text);
    if (plain) nodes.push(document.createTextNode(plain));
    plain = "";
    nodes.push(rule[1](match));
    text = text.slice(match[0].length);
  }
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

// markdown returns the blocks of a text: headings, quotes, lists, small print, code, paragraphs.
function markdown(text) {
  const blocks = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length;) {
    if (lines[i].startsWith("```")) {
      const code = [];
      const rest = lines[i].slice(3);
      for (i++; i < lines.length && !lines[i].startsWith("```"); i++) code.push(lines[i]);
      i++;
      blocks.push(element("pre", {}, element("code", {}, code.length ? code.join("\n") : rest)));
      continue;
    }
    const [take, make] = blockRule(lines[i]);
    const run = [];
    for (; i < lines.length && take(lines[i]) !== null && (make !== single || !run.length); i++) run.push(take(lines[i]));
    blocks.push(make(run, lines[i - 1]));
  }
  return blocks;
}

const after = (re) => (line) => { const m = re.exec(line); return m ? line.slice(m[0].length) : null; };
const quoteMark = after(/^> ?/), itemMark = after(/^\s*(?:[-*]|\d+\.) /), smallMark = after(/^-# /), headingMark = after(/^#{1,3} /);
const nothing = (line) => [quoteMark, itemMark, smallMark, headingMark].every((f) => f(line) === null) && !line.startsWith("```") ? line : null;

function blockRule(line) {
  if (quoteMark(line) !== null) return [quoteMark, (run) => element("blockquote", {}, ...paragraph(run))];
  if (smallMark(line) !== null) return [smallMark, (run) => element("p", { class: "small" }, ...paragraph(run))];
  if (itemMark(line) !== null) return [itemMark, (run) => element("ul", {}, ...run.map((t) => element("li", {}, ...inline(t))))];
  if (headingMark(line) !== null) return [headingMark, single];
  return [nothing, (run) => element("p", {}, ...paragraph(run))];
}

function single(run, line) {
  return element("h" + (2 + /^#+/.exec(line)[0].length), {}, ...inline(run[0]));
}

// paragraph returns lines with breaks between them.
function paragraph(run) {
  return run.join("\n").trim().split("\n").flatMap((line, i) => i ? [document.createElement("br"), ...inline(line)] : inline(line));
}
