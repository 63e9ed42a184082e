// A select menu: a button that opens a list of options with label and description.
"use strict";

class SelectMenu {
  // pick(values) is called with what was chosen.
  constructor(id, c, pick) {
    const name = c.placeholder || tr("Make a selection");
    this.c = c;
    this.pick = pick;
    this.name = name;
    this.least = c.min_values == null ? 1 : c.min_values;
    this.most = c.max_values == null ? 1 : c.max_values;
    this.chosen = new Set(c.options.filter((o) => o.default).map((o) => o.value));
    this.shown = element("span", { class: "select-text" });
    this.button = element("button", { type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false",
      "aria-controls": id, "aria-label": name, "data-custom-id": c.custom_id }, this.shown, element("span", { class: "arrow", "aria-hidden": "true" }, "⌄"));
    this.button.disabled = !!c.disabled;
    this.list = element("div", { role: "listbox", id, class: "menu", "aria-label": name, "aria-multiselectable": String(this.most > 1) },
      ...c.options.map((o, i) => this.option(id + "-" + i, o, i)));
    this.list.hidden = true;
    this.node = element("div", { class: "select-box" }, this.button, this.list);
    this.button.addEventListener("click", () => this.list.hidden ? this.open() : this.close());
    this.button.addEventListener("keydown", (e) => this.key(e));
    this.button.addEventListener("blur", () => this.close());
    this.draw();
  }

  option(id, o, i) {
    const node = element("div", { role: "option", id }, element("span", { class: "option-label" }, ...(o.emoji ? [emojiNode(o.emoji), " "] : []), o.label));
    if (o.description) node.append(element("span", { class: "option-description" }, o.description));
    node.addEventListener("mousedown", (e) => { e.preventDefault(); this.take(i); });
    node.addEventListener("mousemove", () => this.mark(i));
    return node;
  }

  // draw shows what is chosen.
  draw() {
    const labels = this.c.options.filter((o) => this.chosen.has(o.value)).map((o) => o.label);
    this.shown.textContent = labels.join(", ") || this.name;
    this.shown.classList.toggle("empty", !labels.length);
    [...this.list.children].forEach((node, i) => node.setAttribute("aria-selected", String(this.chosen.has(this.c.options[i].value))));
  }

  open() {
    this.before = [...this.chosen].join("\n");
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    const log = this.node.closest("[role=log]").getBoundingClientRect(), box = this.button.getBoundingClientRect();
    this.list.classList.toggle("above", box.bottom + this.list.offsetHeight > log.bottom && box.top - this.list.offsetHeight > log.top);
    this.mark(Math.max(0, this.c.options.findIndex((o) => this.chosen.has(o.value))));
    this.list.scrollIntoView({ block: "nearest" });
  }

  // close ends the choice; a menu of several values sends them now, if they have changed.
  close() {
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.button.removeAttribute("aria-activedescendant");
    const enough = this.chosen.size >= this.least && this.chosen.size <= this.most;
    if (this.most > 1 && enough && [...this.chosen].join("\n") !== this.before) this.pick([...this.chosen]);
  }

  mark(i) {
    this.at = i;
    [...this.list.children].forEach((node, n) => node.classList.toggle("at", n === i));
    this.button.setAttribute("aria-activedescendant", this.list.children[i].id);
    this.list.children[i].scrollIntoView({ block: "nearest" });
  }

  // take chooses an option; in a menu of several values it may take one back.
  take(i) {
    const { value } = this.c.options[i];
    if (this.most === 1) {
      this.chosen = new Set([value]);
      this.draw();
      this.close();
      return this.pick([value]);
    }
    if (!this.chosen.delete(value) && this.chosen.size < this.most) this.chosen.add(value);
    this.draw();
  }

  key(e) {
    const move = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[e.key];
    if (this.list.hidden) {
      if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
      this.open();
    } else if (move) {
      this.mark(Math.min(Math.max(this.at + move, 0), this.c.options.length - 1));
    } else if (e.key === "Enter" || e.key === " ") {
      this.take(this.at);
    } else if (e.key === "Escape") {
      this.close();
    } else {
      const found = this.c.options.findIndex((o) => e.key.length === 1 && o.label.toLowerCase().startsWith(e.key.toLowerCase()));
      if (found < 0) return;
      this.mark(found);
    }
    e.preventDefault();
  }
}

function selectNode(m, c, use) {
  return new SelectMenu("select-" + m.id + "-" + c.id, c, (values) => use("component", { message: m.id, custom_id: c.custom_id, values })).node;
}
