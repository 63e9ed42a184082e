// The list of channels: those of the guild, and the direct one with the bot.
"use strict";

class Channels {
  // choose(id) is called when the reader goes to another channel.
  constructor(nav, choose) {
    this.nav = nav;
    this.choose = choose;
    this.list = [];
    this.seen = null; // channel id -> id of the newest message that was on the page
  }

  // label returns a channel as people write it: "#news", "@Lede".
  label(c) { return c.direct ? "@" + bot : "#" + c.name; }

  // name returns the label of the channel with an id; undefined for none.
  name(id) {
    const c = this.list.find((c) => c.id === id);
    return c && this.label(c);
  }

  // show draws the list of a view; a channel with a message that the reader has not seen is marked.
  show(view) {
    this.list = view.channels;
    if (!this.seen) this.seen = new Map(this.list.map((c) => [c.id, c.newest]));
    this.seen.set(view.channel, this.list.find((c) => c.id === view.channel)?.newest || "");
    const json = JSON.stringify([view.channel, this.list, [...this.seen], document.documentElement.lang]);
    if (json === this.json) return;
    this.json = json;
    const focused = this.nav.contains(document.activeElement) && document.activeElement.dataset.id;
    this.nav.replaceChildren(...this.list.map((c) => this.node(c, view.channel)));
    if (focused) [...this.nav.children].find((b) => b.dataset.id === focused)?.focus();
  }

  node(c, current) {
    const b = element("button", { type: "button", "data-id": c.id }, this.label(c));
    if (c.id === current) b.setAttribute("aria-current", "page");
    if (c.newest > (this.seen.get(c.id) || "")) {
      b.className = "unread";
      b.append(element("span", { class: "unseen" }, " " + tr("unread")));
    }
    b.addEventListener("click", () => this.choose(c.id));
    return b;
  }

  // forget drops what one reader has seen, before another one reads.
  forget() { this.seen = null; }
}
