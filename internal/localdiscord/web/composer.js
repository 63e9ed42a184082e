// The line in which commands are written: "/" lists them, options are filled one by one with their names
// shown, suggestions are chosen with the arrow keys.
"use strict";

class Composer {
  // call(path, body) asks the server; locale() is the speaker's.
  constructor(form, call, locale) {
    this.form = form;
    this.call = call;
    this.locale = locale;
    this.line = form.querySelector("#line");
    this.list = form.querySelector("#suggestions");
    this.problem = form.querySelector("#problem");
    this.count = form.querySelector("#count");
    this.commands = [];
    this.uploads = new Uploads((text) => this.say(text));
    this.asked = 0;
    form.addEventListener("submit", (e) => { e.preventDefault(); this.send(); });
    form.addEventListener("keydown", (e) => this.key(e));
    this.reset();
  }

  text(thing) { return (thing.description_localizations || {})[this.locale()] || thing.description; }

  // reset empties the line.
  reset(focus) {
    this.command = null;
    this.inputs = new Map();
    this.entry = this.input("entry", "", tr("Command"));
    this.place(this.name || "");
    this.line.replaceChildren(...this.uploads.nodes(), this.entry, this.sendButton());
    this.suggest([]);
    if (focus) this.entry.focus();
  }

  // place names the channel that is written to.
  place(name) {
    this.name = name;
    this.entry.placeholder = tr("Message %s: type / for commands").replace("%s", name);
  }

  sendButton() { return element("button", { type: "submit", class: "send", "aria-label": tr("Send") }, "➤"); }

  input(id, placeholder, label) {
    const e = element("input", { id, placeholder, "aria-label": label, role: "textbox", "aria-haspopup": "listbox", "aria-controls": "suggestions", "aria-autocomplete": "list", enterkeyhint: "send" });
    e.addEventListener("input", () => this.typed(e));
    e.addEventListener("focus", () => this.typed(e));
    return e;
  }

  // typed offers what fits what has been typed in an input.
  typed(input) {
    this.say("");
    this.active = input;
    if (!this.command) return this.offerCommands(input.value);
    this.offerValues(input);
  }

  offerCommands(text) {
    if (!text.startsWith("/")) return this.suggest([]);
    const name = text.slice(1).split(" ")[0].toLowerCase();
    const exact = this.commands.find((c) => c.name === name);
    if (exact && text.includes(" ")) return this.choose(exact, text.slice(name.length + 2));
    this.suggest(this.commands.filter((c) => c.name.startsWith(name)).map((c) =>
      ({ label: "/" + c.name, detail: this.text(c), pick: () => this.choose(c, "") })));
  }

  // choose begins a command: its name and an input for each required option; the others can be added.
  choose(command, text) {
    this.command = command;
    this.inputs = new Map();
    this.line.replaceChildren(element("span", { class: "chosen" }, "/" + command.name), this.sendButton());
    const required = (command.options || []).filter((o) => o.required);
    for (const o of required) this.add(o);
    const first = this.inputs.values().next().value;
    this.addMore();
    if (first) { first.value = text; first.focus(); } else { this.offerOptions(); this.line.querySelector(".more, .send").focus(); }
  }

  // add adds an option's input.
  add(option) {
    const input = option.type === 11 ? this.fileInput(option) : this.input("option-" + option.name, this.text(option), option.name);
    if (option.max_length) input.maxLength = option.max_length;
    input.option = option;
    this.inputs.set(option.name, input);
    const label = element("label", { class: "option" }, element("span", {}, option.name), input);
    this.line.insertBefore(label, this.line.querySelector(".more, .send"));
    return input;
  }

  // fileInput returns the input of an option that takes a file.
  fileInput(option) {
    const input = element("input", { id: "option-" + option.name, type: "file", "aria-label": option.name });
    input.addEventListener("focus", () => this.suggest([]));
    input.addEventListener("change", async () => {
      input.picked = null;
      try {
        if (input.files.length) input.picked = { name: input.value, value: (await upload(input.files[0])).id };
      } catch (e) {
        this.say(e.message);
      }
    });
    return input;
  }

  // addMore shows the button that lists the options which are not there yet.
  addMore() {
    const left = (this.command.options || []).filter((o) => !this.inputs.has(o.name));
    const old = this.line.querySelector(".more");
    if (old) old.remove();
    if (!left.length) return;
    const more = element("button", { type: "button", class: "more" }, "+" + left.length + " " + tr("optional"));
    more.addEventListener("click", () => this.offerOptions());
    this.line.insertBefore(more, this.line.querySelector(".send"));
  }

  offerOptions() {
    const left = (this.command.options || []).filter((o) => !this.inputs.has(o.name));
    this.suggest(left.map((o) => ({ label: o.name, detail: this.text(o), pick: () => {
      const input = this.add(o);
      this.addMore();
      input.focus();
    } })));
  }

  // offerValues lists an option's values: its choices, true and false, or the bot's suggestions.
  async offerValues(input) {
    const o = input.option, typed = input.value.toLowerCase();
    const pick = (name, value) => ({ label: name, pick: () => { input.value = name; input.picked = { name, value }; this.suggest([]); input.focus(); this.suggest([]); } });
    if (o.type === 5) return this.suggest(["true", "false"].map((v) => pick(v, v === "true")));
    if (o.type === 7) return this.suggest(channels.list.filter((c) => !c.direct).map((c) => pick("#" + c.name, c.id)));
    if (o.type === 8) return this.suggest(roles.map((r) => pick("@" + r.name, r.id)));
    if (o.choices) return this.suggest(o.choices.filter((c) => c.name.toLowerCase().includes(typed)).map((c) => pick((c.name_localizations || {})[this.locale()] || c.name, c.value)));
    if (!o.autocomplete) return this.suggest([]);
    const asked = ++this.asked, command = this.command;
    await new Promise((done) => setTimeout(done, 120));
    if (asked !== this.asked || command !== this.command) return;
    const found = await this.call("autocomplete", { name: this.command.name, focused: o.name, options: { ...this.values(), [o.name]: input.value } }).catch(() => []);
    if (asked === this.asked && command === this.command && this.active === input) this.suggest((found || []).map((c) => pick(c.name, c.value)));
  }

  // values returns what has been filled in.
  values() {
    const out = {};
    for (const [name, input] of this.inputs) {
      const text = input.value.trim();
      if (!text) continue;
      const picked = input.picked && input.picked.name === input.value ? input.picked.value : text;
      out[name] = input.option.type === 5 ? picked === true || text === "true" : picked;
    }
    return out;
  }

  // suggest shows a list of {label, detail, pick}.
  suggest(items) {
    this.items = items;
    this.at = 0;
    this.list.replaceChildren(...items.map((item, i) => {
      const node = element("div", { role: "option", id: "suggestion-" + i }, element("strong", {}, item.label));
      if (item.detail) node.append(element("span", {}, item.detail));
      node.addEventListener("mousedown", (e) => { e.preventDefault(); item.pick(); });
      return node;
    }));
    this.list.hidden = !items.length;
    this.count.textContent = items.length ? items.length + " " + tr("suggestions") : "";
    this.mark();
  }

  // mark shows which suggestion is the chosen one.
  mark() {
    [...this.list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === this.at)));
    const chosen = this.list.children[this.at];
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
    for (const input of this.line.querySelectorAll("input")) {
      if (input === this.active && chosen) input.setAttribute("aria-activedescendant", chosen.id); else input.removeAttribute("aria-activedescendant");
    }
  }

  key(e) {
    const open = this.items.length > 0;
    if (open && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      this.at = (this.at + (e.key === "ArrowDown" ? 1 : this.items.length - 1)) % this.items.length;
      this.mark();
    } else if (open && (e.key === "Enter" && this.takesEnter() || e.key === "Tab" && !e.shiftKey && !this.command)) {
      this.items[this.at].pick();
    } else if (e.key === "Escape") {
      if (open) this.suggest([]); else this.reset(true);
    } else if (e.key === "Backspace" && this.command && e.target.option && !e.target.value) {
      this.drop(e.target);
    } else return;
    e.preventDefault();
  }

  // takesEnter: Enter picks a suggestion, unless the input holds what was picked already.
  takesEnter() {
    const input = this.active;
    return !(this.command && input && input.option && input.picked && input.picked.name === input.value);
  }

  // drop removes an empty option; without the first one the whole command goes.
  drop(input) {
    if (input.option.required) return this.reset(true);
    this.inputs.delete(input.option.name);
    input.parentNode.remove();
    this.addMore();
    const rest = [...this.inputs.values()];
    if (rest.length) rest[rest.length - 1].focus(); else this.line.querySelector(".send").focus();
  }

  say(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  // write sends what was typed as a message, with the files.
  async write() {
    const text = this.entry.value.trim();
    if (!text && !this.uploads.files.length) return;
    if (text.startsWith("/")) return this.say(tr("There is no such command; type / to list them."));
    try {
      await this.call("write", { text, uploads: this.uploads.files.map((f) => f.id) });
      this.uploads.take();
      this.reset(true);
    } catch (e) {
      this.say(e.message);
    }
  }

  async send() {
    if (!this.command) {
      const command = this.commands.find((c) => "/" + c.name === this.entry.value.trim());
      if (!command) return this.write();
      this.choose(command, "");
      if (this.inputs.size) return;
    }
    const missing = [...this.inputs.values()].find((i) => i.option.required && !i.value.trim());
    if (missing) { missing.focus(); return this.say(tr("Please fill in") + " " + missing.option.name + "."); }
    const waiting = [...this.inputs.values()].find((i) => i.option.type === 11 && i.value && !i.picked);
    if (waiting) return this.say(tr("The file is still being uploaded."));
    if (this.sending) return;
    this.sending = true;
    try {
      await this.call("slash", { name: this.command.name, options: this.values() });
      this.reset(true);
    } catch (e) {
      this.say(e.message);
    } finally {
      this.sending = false;
    }
  }
}
