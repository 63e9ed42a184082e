// A message of the channel as DOM nodes.
"use strict";

const colorOf = (n) => "#" + (n || 0).toString(16).padStart(6, "0");

// messageNode returns a message; use(path, body) carries a press back.
function messageNode(m, bot, use) {
  const node = element("article", { class: m.ephemeral ? "message ephemeral" : "message", "data-id": m.id, "aria-label": "Message of " + bot });
  if (m.command) node.append(element("p", { class: "used" }, element("strong", {}, m.asker), " " + tr("used") + " ", element("span", { class: "command" }, "/" + m.command)));
  const time = new Date(m.sent).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  node.append(element("p", { class: "author" }, element("span", { class: "avatar", "aria-hidden": "true" }, bot[0]),
    element("strong", {}, bot), element("span", { class: "badge" }, "APP"), element("time", { datetime: m.sent }, time)));
  const body = element("div", { class: "body" });
  if (m.failed) body.append(element("p", { class: "failed" }, "⚠ " + tr("The application did not respond")));
  else if (m.loading) body.append(element("p", { class: "thinking" }, bot + " " + tr("is thinking"), element("span", { class: "dots", "aria-hidden": "true" }, "…")));
  if (m.content) body.append(...markdown(m.content));
  for (const e of m.embeds || []) body.append(embedNode(e));
  for (const row of m.components || []) body.append(rowNode(m, row, use));
  if (m.edited) body.append(element("span", { class: "edited" }, tr("(edited)")));
  if (m.ephemeral) body.append(dismissNode(m, use));
  node.append(body);
  return node;
}

function embedNode(e) {
  const node = element("div", { class: "embed" });
  node.style.borderLeftColor = colorOf(e.color);
  if (e.author) node.append(element("p", { class: "embed-author" }, e.author.name));
  if (e.title) {
    const title = inline(e.title);
    node.append(element("p", { class: "embed-title" }, ...(e.url ? [link(e.url, title)] : title)));
  }
  if (e.description) node.append(element("div", { class: "embed-description" }, ...markdown(e.description)));
  if (e.fields) {
    node.append(element("dl", {}, ...e.fields.map((f) =>
      element("div", { class: f.inline ? "inline" : "" }, element("dt", {}, ...inline(f.name)), element("dd", {}, ...markdown(f.value))))));
  }
  if (e.footer) node.append(element("p", { class: "embed-footer" }, e.footer.text));
  return node;
}

function rowNode(m, row, use) {
  return element("div", { class: "row" }, ...row.components.map((c) => c.type === 3 ? selectNode(m, c, use) : buttonNode(m, c, use)));
}

function buttonNode(m, c, use) {
  if (c.style === 5) {
    const a = link(c.url, [c.label, element("span", { "aria-hidden": "true" }, " ↗")]);
    a.className = "button";
    return a;
  }
  const b = element("button", { type: "button", class: "button style" + c.style }, c.label);
  b.disabled = !!c.disabled;
  b.addEventListener("click", () => use("component", { message: m.id, custom_id: c.custom_id }));
  return b;
}

function selectNode(m, c, use) {
  const placeholder = element("option", { value: "" }, c.placeholder || tr("Make a selection"));
  const s = element("select", { "aria-label": c.placeholder || tr("Make a selection") }, placeholder,
    ...c.options.map((o) => element("option", { value: o.value, title: o.description || "" }, o.label)));
  s.addEventListener("change", () => {
    if (s.value) use("component", { message: m.id, custom_id: c.custom_id, values: [s.value] });
    s.value = "";
  });
  return s;
}

function dismissNode(m, use) {
  const b = element("button", { type: "button", class: "dismiss" }, tr("Dismiss message"));
  b.addEventListener("click", () => use("dismiss", { message: m.id }));
  return element("p", { class: "only-you" }, "👁 " + tr("Only you can see this") + " · ", b);
}
