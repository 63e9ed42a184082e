// The menu of a message: the commands of bots that are used on it. A right click, a long press, the menu key, or the button
// that appears on the message opens it.
"use strict";

// longPress is how long a finger rests on a message until its menu opens, in milliseconds.
const longPress = 500;

class MessageMenu {
  // use(path, body) uses a command on a message.
  constructor(use) {
    this.use = use;
    this.commands = [];
    this.list = null;
    document.addEventListener("pointerdown", (e) => { if (this.list && !this.list.contains(e.target)) this.close(); });
  }

  label(c) { return (c.name_localizations || {})[document.documentElement.lang] || c.name; }

  // attach lets a message open the menu. It is called again when the commands change.
  attach(node) {
    node.querySelector(".open-menu")?.remove();
    if (!this.commands.length || node.classList.contains("ephemeral")) return;
    const b = element("button", { type: "button", class: "open-menu", "aria-haspopup": "menu", "aria-label": tr("More actions") }, "⋯");
    b.addEventListener("click", () => this.open(node, b));
    node.append(b);
    if (node.dataset.menu) return;
    node.dataset.menu = "true";
    node.addEventListener("contextmenu", (e) => {
      if (!this.commands.length || getSelection().toString()) return;
      e.preventDefault();
      this.open(node, node.querySelector(".open-menu"));
    });
    let timer = 0;
    node.addEventListener("touchstart", () => { timer = setTimeout(() => this.open(node, node.querySelector(".open-menu")), longPress); }, { passive: true });
    for (const end of ["touchend", "touchmove", "touchcancel"]) node.addEventListener(end, () => clearTimeout(timer), { passive: true });
  }

  open(node, button) {
    this.close();
    this.button = button;
    this.list = element("div", { role: "menu", class: "message-menu", "aria-label": tr("Apps") }, ...this.commands.map((c) => {
      const item = element("button", { type: "button", role: "menuitem" }, this.label(c));
      item.addEventListener("click", () => { this.close(); this.use("on", { name: c.name, message: node.dataset.id }); });
      return item;
    }));
    this.list.addEventListener("keydown", (e) => this.key(e));
    node.append(this.list);
    this.list.firstChild.focus();
    this.list.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (!this.list) return;
    const inside = this.list.contains(document.activeElement);
    this.list.remove();
    this.list = null;
    if (inside) this.button.focus({ preventScroll: true });
  }

  key(e) {
    const items = [...this.list.children], at = items.indexOf(document.activeElement);
    if (e.key === "Escape" || e.key === "Tab") this.close();
    else if (e.key === "ArrowDown") items[(at + 1) % items.length].focus();
    else if (e.key === "ArrowUp") items[(at + items.length - 1) % items.length].focus();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }
}
