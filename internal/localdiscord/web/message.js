// A message of the channel as DOM nodes.
"use strict";

const colorOf = (n) => "#" + (n || 0).toString(16).padStart(6, "0");

// messageNode returns a message; use(path, body) carries a press back.
function messageNode(m, bot, use) {
  const time = formatTime(new Date(m.sent), "t"), id = "message-" + m.id;
  const node = element("article", { class: m.ephemeral ? "message ephemeral" : "message", role: "article", tabindex: "-1", "data-id": m.id, "aria-labelledby": id + "-author " + id + "-body" });
  if (m.command) {
    node.append(element("p", { class: "used" }, element("span", { class: "asker-avatar", "aria-hidden": "true" }, m.asker[0]),
      element("strong", {}, m.asker), " " + tr("used") + " ", element("span", { class: "command" }, m.command)));
  }
  node.append(element("p", { class: "author", id: id + "-author" }, element("span", { class: m.author ? "avatar person" : "avatar", "aria-hidden": "true" }, (m.author || bot)[0]),
    element("strong", {}, m.author || bot), ...(m.author ? [] : [element("span", { class: "badge" }, tr("APP"))]), element("time", { datetime: m.sent }, time)));
  const body = element("div", { class: "body", id: id + "-body" });
  if (m.failed) body.append(element("p", { class: "failed" }, tr("The application did not respond")));
  else if (m.loading) body.append(element("p", { class: "thinking" }, bot + " " + tr("is thinking"), element("span", { class: "dots", "aria-hidden": "true" }, "…")));
  if (m.content) body.append(element("div", { class: "text" }, ...markdown(m.content)));
  for (const f of m.files || []) body.append(fileNode(f));
  for (const e of m.embeds || []) body.append(embedNode(e));
  for (const c of m.components || []) body.append(componentNode(m, c, use));
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

function dismissNode(m, use) {
  const b = element("button", { type: "button", class: "dismiss" }, tr("Dismiss message"));
  b.addEventListener("click", () => use("dismiss", { message: m.id }));
  return element("p", { class: "only-you" }, icon("M2 12c5-9 15-9 20 0-5 9-15 9-20 0z M12 9a3 3 0 1 1-.01 0"), tr("Only you can see this") + " · ", b);
}

// greetingNode returns what the channel opens with; ask(suggestion) uses the command of one that is pressed.
function greetingNode(g, commands, ask) {
  const chips = (g.suggestions || []).map((s) => {
    const b = element("button", { type: "button", class: "chip" }, s.label);
    b.disabled = !commands.some((c) => c.name === s.command);
    b.addEventListener("click", () => ask(s));
    return element("li", {}, b);
  });
  return element("section", { class: "greeting", "aria-label": tr("Welcome") }, ...markdown(g.text), element("ul", { class: "chips" }, ...chips));
}
