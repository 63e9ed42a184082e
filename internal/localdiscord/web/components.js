// The components of a message as DOM nodes, by their type.
"use strict";

const componentNodes = { 1: rowNode, 2: buttonNode, 3: selectNode, 9: sectionNode, 10: textNode, 11: thumbnailNode, 12: galleryNode, 14: separatorNode, 17: containerNode };

function componentNode(m, c, use) { return componentNodes[c.type](m, c, use); }

function containerNode(m, c, use) {
  const node = element("div", { class: "container" }, ...c.components.map((child) => componentNode(m, child, use)));
  if (c.accent_color != null) {
    node.classList.add("accented");
    node.style.setProperty("--bar", colorOf(c.accent_color));
  }
  return c.spoiler ? covered(node) : node;
}

function sectionNode(m, c, use) {
  return element("div", { class: "section" },
    element("div", { class: "section-texts" }, ...c.components.map((child) => componentNode(m, child, use))), componentNode(m, c.accessory, use));
}

function textNode(m, c) { return element("div", { class: "text" }, ...markdown(c.content)); }

function separatorNode(m, c) {
  const node = element("div", { class: c.spacing === 2 ? "separator large" : "separator" });
  if (c.divider !== false) {
    node.classList.add("divider");
    node.setAttribute("role", "separator");
  }
  return node;
}

function thumbnailNode(m, c) {
  const node = element("div", { class: "thumbnail" }, picture(c));
  return c.spoiler ? covered(node) : node;
}

function galleryNode(m, c) {
  return element("div", { class: "gallery" + (c.items.length === 1 ? " single" : "") },
    ...c.items.map((item) => item.spoiler ? covered(element("div", {}, picture(item))) : picture(item)));
}

// picture returns a tile in the place of a picture: the page loads nothing from elsewhere.
function picture({ media, description }) {
  return element("span", { class: "picture", role: "img", "aria-label": description || tr("Picture"), title: media.url },
    icon("M3 5h18v14H3z M3 16l5-5 5 5 3-3 5 4 M16 9h.01"));
}

// covered hides a node behind a button until that is pressed.
function covered(node) {
  const cover = element("button", { type: "button", class: "cover", "aria-label": tr("Spoiler, press to show") }, tr("SPOILER"));
  const box = element("div", { class: "covered" }, node, cover);
  node.inert = true;
  cover.addEventListener("click", () => { node.inert = false; cover.remove(); });
  return box;
}

function rowNode(m, row, use) {
  return element("div", { class: "row" }, ...row.components.map((c) => componentNode(m, c, use)));
}

function buttonNode(m, c, use) {
  const label = [...(c.emoji ? [emojiNode(c.emoji)] : []), ...(c.label ? [c.label] : [])];
  if (c.style === 5) {
    const a = link(c.url, [...label, element("span", { class: "out", "aria-hidden": "true" }, "↗")]);
    a.className = "button style2";
    return a;
  }
  const b = element("button", { type: "button", class: "button style" + c.style, "data-custom-id": c.custom_id }, ...label);
  b.disabled = !!c.disabled;
  b.addEventListener("click", () => use("component", { message: m.id, custom_id: c.custom_id }));
  return b;
}

// emojiNode returns a Unicode emoji; a custom one, whose picture is Discord's, is shown by its name.
function emojiNode(emoji) { return element("span", { class: "emoji" }, emoji.id ? ":" + emoji.name + ":" : emoji.name); }
